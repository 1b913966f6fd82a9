"""Repair Chinese text out of PDF extraction and OCR: named repairs, one after the other, each change accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from bulletin_cli.clean.characters import (
    CONTROL,
    FULL_WIDTH,
    INVISIBLE,
    JOINERS,
    LINE_ENDS,
    LOOKALIKES,
    RADICAL_SIGNS,
    SUPPLEMENT,
    SYMBOLS,
    THIN,
    TWINS,
    decode_entities,
    drop_invisible,
    name_symbols,
    narrow_letters,
    unify_lookalikes,
    unify_radicals,
)
from bulletin_cli.clean.edits import Change, Step, apply, compose, edits
from bulletin_cli.clean.furniture import take_out_furniture
from bulletin_cli.clean.lines import join_lines
from bulletin_cli.clean.marks import fold_brackets, fold_marks
from bulletin_cli.clean.mojibake import GBK_SIGNS, LATIN_SIGNS, reread
from bulletin_cli.clean.order import reorder
from bulletin_cli.clean.quotes import curl_quotes, mend_runs
from bulletin_cli.clean.repetition import cut_loops
from bulletin_cli.clean.scripts import change_script, is_to_wait, put_spaces
from bulletin_cli.clean.spaces import BLANKS, close_spaces
from bulletin_cli.clean.switched import WORDS, restore_words
from bulletin_cli.model import Article, Edit

JOINS = ("safe", "balanced", "eager", "off")
# The fields of a record that are repaired.
FIELDS = ("kicker", "headline", "deck", "body")
SCRIPTS = ("keep", "hans", "hant", "tw", "hk")


class CleanOptions(NamedTuple):
    """What to repair and how.

    `select` and `ignore` name repairs (None: all); `join` says how much evidence a break needs to be taken out;
    `script` converts; `spacing` puts spaces between Han and Latin; `furniture` takes out running heads and folios;
    `keep_edits` asks for an account of every change; `body` says that the text is one article's, in a record's form.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    join: str = "balanced"
    script: str = "keep"
    spacing: bool = False
    furniture: bool = True
    keep_edits: bool = False
    body: bool = False


PLAIN = CleanOptions()


class Cleaned(NamedTuple):
    """A repaired text, and the edits that made it out of the text given (empty unless they were asked for)."""

    text: str
    edits: tuple[Edit, ...]


class Repair(NamedTuple):
    """A repair: what it finds, in one line what it does, and an example of it.

    `signs` are characters without which there is nothing to do; `needs` are the options under which the example holds.
    """

    find: Callable[[str, CleanOptions], Sequence[Change]]
    help: str
    before: str
    after: str
    signs: str | None = None
    needs: CleanOptions = PLAIN


# In the order in which they work: what hides characters first, then lines, then words and marks.
REPAIRS: Mapping[str, Repair] = {
    "mojibake": Repair(
        lambda text, _: reread(text),
        "read UTF-8 again that was taken for Latin-1, Windows-1252 or GBK",
        "ä¼è®®å¬å¼",
        "会议召开",
        "".join(LATIN_SIGNS | GBK_SIGNS),
    ),
    "entities": Repair(
        lambda text, _: decode_entities(text),
        "write HTML entities as their characters",
        "&ldquo;应检尽检&rdquo;",
        "“应检尽检”",
        "&",
    ),
    "invisible": Repair(
        lambda text, _: drop_invisible(text),
        "take out zero-width characters, soft hyphens, control characters, thin spaces",
        "区委\u200b常委会",
        "区委常委会",
        CONTROL + INVISIBLE + THIN + JOINERS + LINE_ENDS,
    ),
    "symbols": Repair(
        lambda text, _: name_symbols(text),
        "write the bullets of symbol fonts as ordinary ones",
        "\uf06c 公交23路改道",
        "● 公交23路改道",
        "".join(SYMBOLS),
    ),
    "radicals": Repair(
        lambda text, _: unify_radicals(text),
        "write radicals and compatibility forms as the characters they stand for",
        "⽯景⼭区⼈⺠政府",
        "石景山区人民政府",
        None,
    ),
    "full-width": Repair(
        lambda text, _: narrow_letters(text),
        "write full-width letters and digits half-width",
        "２０２０年增长６．７％",
        "2020年增长6.7%",
        FULL_WIDTH,
    ),
    "look-alikes": Repair(
        lambda text, _: unify_lookalikes(text),
        "write Cyrillic and Greek letters inside a Latin word as Latin, kana inside a Chinese word as Chinese",
        "СОVID疫情",
        "COVID疫情",
        "".join((*LOOKALIKES, *TWINS)),
    ),
    "script": Repair(
        lambda text, options: change_script(text, options.script, options.keep_edits),
        "convert between simplified and traditional characters (with --script)",
        "區委書記主持會議",
        "区委书记主持会议",
        None,
        CleanOptions(script="hans"),
    ),
    "furniture": Repair(
        lambda text, options: take_out_furniture(text, _joins(options)) if options.furniture else [],
        "take out running heads, folios and desk lines between pages",
        "各\n- 4 -\n云州日报 2023年第4期\n种灯饰把街巷点亮。",
        "各\n种灯饰把街巷点亮。",
        "\n",
    ),
    "spaces": Repair(
        lambda text, _: close_spaces(text),
        "close up characters set apart, and spaces before marks",
        "石 景 山 区 委召开会议",
        "石景山区委召开会议",
        " " + BLANKS,
    ),
    "order": Repair(
        lambda text, options: reorder(text) if options.join != "off" else [],
        "put the rest of a paragraph that landed elsewhere on the page behind its beginning",
        "会议强调，各街道要认真落实《北京市物业管理条\n\n区委召开会议。\n\n例》，做好垃圾分类工作。",
        "会议强调，各街道要认真落实《北京市物业管理条例》，做好垃圾分类工作。\n\n区委召开会议。",
        "\n",
    ),
    "breaks": Repair(
        lambda text, options: join_lines(text, options.join, options.body),
        "join paragraphs that a column, a page or a narrow measure cut in two",
        "会议强调，要拿出最高标准、最严要\n\n求，夺取决定性胜利。",
        "会议强调，要拿出最高标准、最严要求，夺取决定性胜利。",
        "\n",
    ),
    "switched-words": Repair(
        lambda text, _: restore_words(text),
        "put back function words that a recognition model wrote in English",
        "菜市场 and 商超",
        "菜市场和商超",
        "".join(sorted({word[0] for word in WORDS})),
    ),
    "brackets": Repair(
        lambda text, _: fold_brackets(text),
        "make brackets around Chinese text full-width, both or none",
        "本报讯(通讯员石伟)",
        "本报讯（通讯员石伟）",
        "()",
    ),
    "quotes": Repair(
        lambda text, _: curl_quotes(text),
        "make straight quotes around Chinese text “” and ‘’",
        '继续开展"敲门行动"',
        "继续开展“敲门行动”",
        "\"'",
    ),
    "runs": Repair(
        lambda text, _: mend_runs(text),
        "make dots an ellipsis and hyphens a dash, and a mark set twice one",
        "也许...还来得及，，真好",
        "也许……还来得及，真好",
        ".，。、；：·─-",
    ),
    "marks": Repair(
        lambda text, _: fold_marks(text),
        "make ASCII commas, colons, question marks in Chinese text full-width",
        "会议指出,要坚持问题导向",
        "会议指出，要坚持问题导向",
        ",:;?!",
    ),
    "repetition": Repair(
        lambda text, _: cut_loops(text),
        "cut a clause that follows itself again and again to one",
        "她回到村里，忙着上门走访，忙着上门走访，忙着上门走访，与乡亲座谈。",
        "她回到村里，忙着上门走访，与乡亲座谈。",
        None,
    ),
    "spacing": Repair(
        lambda text, options: put_spaces(text) if options.spacing else [],
        "put spaces between Han and Latin letters or digits (with --spacing)",
        "新建5G基站3200个",
        "新建 5G 基站 3200 个",
        None,
        CleanOptions(spacing=True),
    ),
}

# Repairs that most texts need none of: one look for all their signs.
RARE = ("mojibake", "entities", "invisible", "symbols", "radicals", "full-width", "look-alikes")

# Conversion is no repair that finds what is left: what it made is not to be converted again. It comes early, as what
# follows knows the words of simplified text best; where a word is cut by a gap, it waits for the second round.
ONCE = ("script", "spacing")
FIRST = {"script": lambda text, options: change_script(text, options.script, options.keep_edits, first=True)}

# A repair can bring to light what another one mends; the rounds end when nothing changes. Newspaper text takes two,
# noise made for the purpose eight; the bound only keeps the work linear.
ROUNDS = 64


def clean_text(text: str, options: CleanOptions = PLAIN) -> Cleaned:
    """`text` repaired. Clean text comes back as the very same string; repaired text is not changed by a second run.

    Raises ValueError on an unknown repair, join or script.

    >>> clean_text("农贸市场、菜市场 and 商超").text
    '农贸市场、菜市场和商超'
    >>> [(e.repair, e.offset, e.before, e.after) for e in clean_text("会议指出,", CleanOptions(keep_edits=True)).edits]
    [('marks', 4, ',', '，')]
    """
    repairs = chosen(options)
    first, steps = text, list[Step]()
    unmoved: dict[str, str] = {}  # the text in which a repair last found nothing
    waiting = ""  # what goes on in the second round
    for number in range(ROUNDS):
        given = text
        none = _needless(text)
        for name in repairs:
            repair = REPAIRS[name]
            if (
                (number and name in ONCE and not (name == waiting and number == 1))
                or name in none
                or unmoved.get(name) is text
                or (repair.signs and not _has_any(repair.signs, text))
            ):
                continue
            find = repair.find
            if name in FIRST and not number:
                find = FIRST[name]
                waiting = name if is_to_wait(text, options.script) else ""
            changes = find(text, options)
            if changes:
                if options.keep_edits:
                    steps = compose(steps, changes, text, name)
                text = apply(text, changes)
            elif name != waiting:
                unmoved[name] = text
        if text == given and not (waiting and number == 0):
            break
    return Cleaned(text, edits(steps, first) if options.keep_edits else ())


def clean_article(article: Article, options: CleanOptions = PLAIN) -> Article:
    """`article` with body, headline, kicker and deck repaired; where the options ask for it, `edits` tells how.

    Edits that the article brings along are kept in front of the new ones, whose places are those in the text given.
    """
    made: list[Edit] = list(article.edits or ())
    fields: dict[str, Any] = {}
    for name in FIELDS:
        value: str | None = getattr(article, name)
        if value:
            done = clean_text(value, options._replace(body=name == "body"))
            made += (edit._replace(field=name) for edit in done.edits)
            if done.text != value:
                fields[name] = done.text
    if not options.keep_edits:
        return article._replace(**fields) if fields else article
    return article._replace(**fields, edits=tuple(made))


def _joins(options: CleanOptions) -> bool:
    """Whether line ends are taken out as readily as usual."""
    return options.join in ("balanced", "eager") and "breaks" in chosen(options)


def chosen(options: CleanOptions) -> list[str]:
    """The names of the repairs that `options` ask for, in the order in which they work.

    >>> chosen(CleanOptions(select=("marks", "breaks")))
    ['breaks', 'marks']
    >>> chosen(CleanOptions(ignore=("mark",)))
    Traceback (most recent call last):
    ...
    ValueError: no repair is called 'mark'; there are mojibake, entities, ...
    """
    for name in (*(options.select or ()), *options.ignore):
        if name not in REPAIRS:
            raise ValueError(f"no repair is called {name!r}; there are {', '.join(REPAIRS)}")
    if options.join not in JOINS:
        raise ValueError(f"join is {options.join!r}; it can be {', '.join(JOINS)}")
    if options.script not in SCRIPTS:
        raise ValueError(f"script is {options.script!r}; it can be {', '.join(SCRIPTS)}")
    wanted = REPAIRS if options.select is None else options.select
    return [name for name in REPAIRS if name in wanted and name not in options.ignore]


# To look for one character costs a hundredth of looking for any of a class.
FEW = 30


def _has_any(signs: str, text: str) -> bool:
    return any(map(text.__contains__, signs)) if len(signs) < FEW else _signs(signs).search(text) is not None


@cache
def _signs(signs: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(signs)}]")


@cache
def _rare(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("[" + RADICAL_SIGNS + "".join(re.escape(REPAIRS[name].signs or "") for name in names) + "]")


def _needless(text: str) -> tuple[str, ...]:
    """Which of the rare repairs `text` has no sign of, as far as one look or two tell."""
    if SUPPLEMENT.search(text):
        return ()
    # Signs of mojibake stand in sound text too, 為 above all.
    return RARE if not _rare(RARE).search(text) else RARE[1:] if not _rare(RARE[1:]).search(text) else ()
