"""Repair Chinese text out of PDF extraction and OCR: named repairs, one after the other, each change accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from bulletin_cli.clean.edits import Change, Step, apply, compose, edits
from bulletin_cli.clean.lines import join_lines
from bulletin_cli.clean.marks import fold_brackets, fold_marks
from bulletin_cli.clean.switched import restore_words
from bulletin_cli.model import Article, Edit

JOINS = ("safe", "balanced", "eager", "off")
SCRIPTS = ("keep", "hans", "hant", "tw", "hk")


class CleanOptions(NamedTuple):
    """What to repair and how.

    `select` and `ignore` name repairs (None: all); `join` says how much evidence a break needs to be taken out;
    `script` converts; `spacing` puts spaces between Han and Latin; `furniture` takes out running heads and folios;
    `keep_edits` asks for an account of every change.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    join: str = "balanced"
    script: str = "keep"
    spacing: bool = False
    furniture: bool = True
    keep_edits: bool = False


class Cleaned(NamedTuple):
    """A repaired text, and the edits that made it out of the text given (empty unless they were asked for)."""

    text: str
    edits: tuple[Edit, ...]


class Repair(NamedTuple):
    """A repair: what it finds, in one line what it does, and an example of it.

    `signs` are characters without which there is nothing to do (None: always look).
    """

    find: Callable[[str, CleanOptions], Sequence[Change]]
    help: str
    before: str
    after: str
    signs: frozenset[str] | None = None


# In the order in which they work.
REPAIRS: Mapping[str, Repair] = {
    "breaks": Repair(
        lambda text, options: join_lines(text, options.join),
        "join paragraphs that a column, a page or a narrow measure cut in two",
        "把疫情防控与创城结合起来,确保\n\n疫情防控和创城工作两手抓。",
        "把疫情防控与创城结合起来,确保疫情防控和创城工作两手抓。",
        frozenset("\n"),
    ),
    "switched-words": Repair(
        lambda text, _: restore_words(text),
        "put back function words that a recognition model wrote in English",
        "菜市场 and 商超",
        "菜市场和商超",
        frozenset("adefhinorstuy"),
    ),
    "brackets": Repair(
        lambda text, _: fold_brackets(text),
        "make brackets around Chinese text full-width, both or none",
        "本报讯(通讯员石伟)",
        "本报讯（通讯员石伟）",
        frozenset("()"),
    ),
    "marks": Repair(
        lambda text, _: fold_marks(text),
        "make ASCII commas, colons, question marks in Chinese text full-width",
        "会议指出,要坚持问题导向",
        "会议指出，要坚持问题导向",
        frozenset(",:;?!"),
    ),
}

# A repair can bring to light what another one mends; the rounds end when nothing changes.
ROUNDS = 4


def clean_text(text: str, options: CleanOptions = CleanOptions()) -> Cleaned:
    """`text` repaired. Clean text comes back as the very same string; repaired text is not changed by a second run.

    Raises ValueError on an unknown repair, join or script.

    >>> clean_text("农贸市场、菜市场 and 商超").text
    '农贸市场、菜市场和商超'
    >>> [(e.repair, e.offset, e.before, e.after) for e in clean_text("会议指出,", CleanOptions(keep_edits=True)).edits]
    [('marks', 4, ',', '，')]
    """
    repairs = chosen(options)
    first, steps = text, list[Step]()
    for _ in range(ROUNDS):
        given, chars = text, set(text)
        for name in repairs:
            repair = REPAIRS[name]
            if repair.signs is not None and repair.signs.isdisjoint(chars):
                continue
            changes = repair.find(text, options)
            if changes:
                if options.keep_edits:
                    steps = compose(steps, changes, text, name)
                text = apply(text, changes)
                chars.update(*(change[2] for change in changes))
        if text == given:
            break
    return Cleaned(text, edits(steps, first) if options.keep_edits else ())


def clean_article(article: Article, options: CleanOptions = CleanOptions()) -> Article:
    """`article` with body, headline, kicker and deck repaired; `edits` is set only if the options ask for it."""
    made: list[Edit] = []
    fields: dict[str, str] = {}
    for name in ("kicker", "headline", "deck", "body"):
        value: str | None = getattr(article, name)
        if value:
            done = clean_text(value, options)
            made += (edit._replace(field=name) for edit in done.edits)
            if done.text != value:
                fields[name] = done.text
    if not options.keep_edits:
        return replace(article, **fields) if fields else article
    return replace(article, **fields, edits=tuple(made))


def chosen(options: CleanOptions) -> list[str]:
    """The names of the repairs that `options` ask for, in the order in which they work.

    >>> chosen(CleanOptions(select=("marks", "breaks")))
    ['breaks', 'marks']
    >>> chosen(CleanOptions(ignore=("mark",)))
    Traceback (most recent call last):
    ...
    ValueError: no repair is called 'mark'; there are breaks, switched-words, brackets, marks
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
