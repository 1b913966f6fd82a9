"""Heads of pages: lines at the top of a page that say nothing but what pages say of themselves, alone or stacked."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from ..chinese.dates import find_date, iso_date, number
from ..chinese.running import is_section_name, read_tokens
from .facts import is_paper
from .ledes import read_lede
from .lines import Line

# A masthead takes no more lines than this, none of them longer than that.
_MOST, _LONGEST = 8, 90
# So many blank lines stand between pages where nothing else parts them, and between no two paragraphs.
_PARTS = 3
# A masthead's line that its type broke goes on with no more than this.
_TAIL = 12
# What may stand by itself under the other lines of a head; and a line that could be the paper's name.
_SMALL = frozenset(("date", "year", "week", "latin", "contact", "folio", "day"))
_SECTION = frozenset(("latin", "word"))
_DAY = frozenset(("day",))
_FOLIO = frozenset(("folio",))
_NAME = frozenset(("unknown",))
_PAPER = frozenset(("name",))
_NUMERALS = frozenset("一二三四五六七八九十")
# So many letters of a word in Latin letters that a section's name has beside it: 经济 ECONOMY, not 体育 NBA.
_LATIN = 5
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Head(NamedTuple):
    """A line of a page's head.

    `sure`: it is one by what it says; others are only where they stand beside such a line. `kinds` are those of its
    tokens; `pieces` are year, month and day as far as it prints them apart, 0 where it does not; `priced`: it says what a
    copy costs.
    """

    sure: bool
    kinds: frozenset[str] = frozenset()
    page: str | None = None
    section: str | None = None
    date: str | None = None
    publication: str | None = None
    issue: str | None = None
    pieces: tuple[int, int, int] = (0, 0, 0)
    priced: bool = False


def read_head(text: str) -> Head | None:
    """What a line of a page's head says; None for a line that says anything else.

    >>> read_head("副刊 FUKAN 5")[2:4], read_head("体育 2024/04/23")[3:5], read_head("云州市教育局公报 2013·23").issue
    (('5', '副刊'), ('体育', '2024-04-23'), '2013·23')
    >>> read_head("Monday,April8,2019 PAGE3")[2:5], read_head("7要闻 主编:方敏编辑:孙小毛").page
    (('3', None, '2019-04-08'), '7')
    >>> read_head("三 校园之窗 2017年8月11日")[2:5]
    ('3', '校园之窗', '2017-08-11')
    >>> [read_head(text).sure for text in ("每份零售一元 今日出版三大张", "WEEKLY NEWS", "7月13日", "要闻")]
    [True, False, False, False]
    >>> read_head("云州大桥今日通车"), read_head("3月9日，大桥通车"), read_head("新款 PHONE 15")
    (None, None, None)
    """
    if not 1 < len(text) <= _LONGEST or text[-1] in "。！？；，、：:":
        return None
    if _hint().search(text) is None and not is_section_name(text):
        return None
    page = None
    tokens = read_tokens(text)
    if tokens is None:
        text, page = _take_page(text)
        tokens = read_tokens(text) if page else None
    elif any(kind == "number" for kind, _ in tokens):
        page = next(_label(token) for kind, token in tokens if kind == "number")
    if not tokens:
        return None
    said: dict[str, list[str]] = {}
    for kind, token in tokens:
        if kind == "name" and (token.isascii() or is_section_name(token)):
            kind = "latin" if token.isascii() else "word"
        said.setdefault(kind, []).append(token)
    words = said.get("word", ())
    section = words[0] if words and (is_section_name(words[0]) or _is_spelt(words[0], said)) else None
    if len(words) > 1 or (page and section is None and not ("desk" in said or "date" in said)):
        return None
    named = "name" in said or "latin" in said
    volumes = [year for year in said.get("year", ()) if _volume().fullmatch(year)] if named else []
    folio = page or next(iter(said.get("folio", ())), None)
    # Few words of four characters have their sound beside them by chance, and few of any length a number as well.
    spelt = section is not None and (page is not None or len(section) > 3) and _is_spelt(section, said)
    sure = spelt or bool(volumes) or _is_sure(said, section is not None, page is not None)
    if words and section is None and not (sure and folio):
        return None
    return Head(
        sure,
        frozenset(said),
        _label(folio) if folio else None,
        section or next(iter(words), None),
        next((iso for token in said.get("date", ()) if (iso := _iso(token))), None),
        next(iter(said.get("name", ())), None),
        next((item for item in said.get("issue", ()) if "第" in item), None) or next(iter(volumes), None),
        _pieces(said.get("year", ())),
        _is_price(said),
    )


@functools.cache
def _hint() -> re.Pattern[str]:
    # Every line of a head but the name of a section alone has one of these.
    return re.compile("[0-9A-Z年期版页頁報报刊周星办辦社编編责責元张張份—-]")


def _is_sure(said: Mapping[str, Sequence[str]], section: bool, page: bool) -> bool:
    """Whether the tokens of a line are of a page's head wherever they stand at its edge."""
    named = section or "name" in said
    issues, roles, folios = (len(said.get(kind, ())) for kind in ("issue", "desk", "folio"))
    if "publisher" in said or issues > 1 or _is_price(said) or roles > 1 or folios > 1:
        return True
    if issues or roles:
        return len(said) > 1 or page
    if "date" in said:
        return named or page or "week" in said or "folio" in said
    return named and (folios > 0 or (section and any(len(latin) >= _LATIN for latin in said.get("latin", ()))))


def _is_price(said: Mapping[str, Sequence[str]]) -> bool:
    """Whether the tokens of a line say what a copy costs, which a masthead alone does: `每份售洋三分`."""
    return any("每份" in item or "每張" in item for item in said.get("issue", ()))


@functools.cache
def _page() -> re.Pattern[str]:
    return re.compile(
        r"(?P<page>[A-D]?\d{1,2}(?=[一-鿿]{2,4}(?:\s|$))|[一二三四五六七八九十]{1,3}(?=\s[一-鿿]{2,4}\s))"
        r"|(?<=[A-Z一-鿿])(?:\s?(?P<last>\d{1,2})$|\s(?P<inner>\d{1,2})(?=\s[A-Z]{3}))"
    )


def _take_page(text: str) -> tuple[str, str | None]:
    """A line without the number beside a section's name (7要闻, 副刊 FUKAN 5, 健康 2 THU.), and that number."""
    if (text[0].isdigit() or text[0] in _NUMERALS) and (match := _page().match(text)):
        return text[match.end() :], match["page"]
    if text[-1].isdigit() and not text[-3:].isdigit() and (match := _page().search(text)) and match["last"]:
        return text[: match.start()], match["last"]
    if text[-1].isdigit() and not text[0].isdigit() and (match := _page().search(text)) and match["inner"]:
        return text[: match.start()] + text[match.end() :], match["inner"]
    return text, None


@functools.cache
def _volume() -> re.Pattern[str]:
    # The year and number of a gazette: 2013·23, （2019·4）.
    return re.compile(r"[（(]?\d{4}[·.]\d{1,2}[）)]?")


def _is_spelt(word: str, said: dict[str, list[str]]) -> bool:
    """Whether a line has a word's sound in Latin letters beside it: 副刊 FUKAN."""
    return any(_syllables(len(word)).fullmatch("".join(latin.split())) for latin in said.get("latin", ()))


@functools.cache
def _syllables(count: int) -> re.Pattern[str]:
    syllable = "(?:(?:[ZCS]H|[BPMFDTNLGKHJQXRZCSYW])?(?:[AEIOU]{1,3}|ER)(?:NG?)?)"
    return re.compile(rf"{syllable}{{{count}}}")


def _label(folio: str) -> str:
    match = re.search(r"[A-D]?\d+|[〇零一二三四五六七八九十]+", folio)
    value = number(match[0]) if match else None
    return str(value) if value is not None else match[0] if match else folio


@functools.lru_cache(maxsize=16)  # all pages of an issue print one
def _iso(text: str) -> str | None:
    if found := find_date(text):
        return found.iso
    match = re.fullmatch(r"([A-Za-z]{3})[A-Za-z]*\.?\s?(\d{1,2}),?\s?(\d{4})", text)
    return iso_date(int(match[3]), 1 + _MONTHS.index(match[1].lower()), int(match[2])) if match else None


def _pieces(texts: Sequence[str]) -> tuple[int, int, int]:
    year = month = day = 0
    for text in texts:
        if match := re.fullmatch(r"(?:(.{4})年)?(?:(.{1,3})月)?(?:(.{1,3})日)?", text.strip()):
            year, month, day = (
                number(new or "") or old for new, old in zip(match.groups(), (year, month, day), strict=True)
            )
    return year, month, day


def page_tops(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """The first line of every page, also where nothing else parts pages than blank lines or their running head.

    More blank lines part pages than paragraphs; a running head is a line of the first page's that comes again.
    """
    tops = [k for k, line in enumerate(lines) if line.gap >= _PARTS]
    if len(tops) > max(1, len(lines) // 8):
        tops = []
    if len(starts) == 1:
        over = {line.text for line in lines[:_MOST] if (head := read_head(line.text)) and head.sure}
        tops += [k for k in range(_MOST, len(lines)) if lines[k].text in over] if over else []
    return sorted({*starts, *tops}) if lines else []


def find_heads(lines: Sequence[Line], top: int, taken: Container[int], names: Container[str]) -> dict[int, Head]:
    """The lines of the head of the page that begins at line `top`, none where there is no sure one among them.

    `taken` are the lines that are furniture by themselves; they are sure. `names` is what the paper is called elsewhere.
    One line that could be a name stands as that of the paper in a masthead of two sure lines or more that names no other.
    """
    heads: dict[int, Head] = {}
    name, sure, last = -1, 0, -1
    for k in range(top, min(top + _MOST, len(lines))):
        text = lines[k].text
        if lines[k].page != lines[top].page or (k > top and lines[k].gap >= _PARTS):
            break
        head = read_head(text)
        if head and k in taken:
            head = head._replace(sure=True)
        if len(text) == 1 and k + 1 < len(lines) and (page := _letter_page(text, lines[k + 1].text)):
            head = Head(False, _FOLIO, page)
        if head is None and k > top and heads[k - 1].kinds == _FOLIO and _letter_page(lines[k - 1].text, text):
            head = Head(False, _FOLIO)
        if head is None and len(text) <= 2 and text.isdecimal() and _lacks_day(heads.values()):
            head = Head(True, _DAY, pieces=(0, 0, int(text)))
        if head is None and k > top and k - 1 == last and len(text) <= _TAIL:
            head = _tail(lines[k - 1].text, text)
        if head is None and k in taken:
            head = Head(True)
        if head is None and name < 0 and sure < 2 and not lines[k].level and _may_be_name(text):
            name, head = k, Head(False, _NAME, publication="".join(text.split()))
        if head is None:
            break
        heads[k] = head
        if head.sure:
            # A price right under a name is that of a paper.
            sure, last = sure + (2 if head.priced and k == top + 1 else 1), k
    for k in sorted(heads):
        # Below the last sure line a name or a section may be the first words of the text.
        under = k == last + 1 and heads[k].kinds == _PAPER and is_paper(lines[k].text) and not begins_text(lines, k + 1)
        if k > last and not under and not heads[k].kinds <= _SMALL and heads[k].kinds != _SECTION:
            heads = {i: head for i, head in heads.items() if i < k}
            break
    guessed = name in heads and heads[name].publication not in names
    # A headline can stand over a date and who edited it; the head then names the paper as well, or says little else.
    other = guessed and any(head.publication for k, head in heads.items() if k != name)
    if not sure or other or (guessed and (sure < 2 or begins_text(lines, max(heads) + 1))):
        return {}
    return {k: _as_day(head, heads.values()) if "/" in lines[k].text else head for k, head in heads.items()}


def _as_day(head: Head, heads: Iterable[Head]) -> Head:
    """The head of a line 01/16: a month and a day where another line names the weekday or the page, else page 1 of 16.

    >>> day, week, page = Head(False, _FOLIO, "1"), Head(False, frozenset(["week"])), Head(True, _FOLIO, "2")
    >>> [_as_day(day, heads).page for heads in ([day, week], [day, page], [day])]
    [None, None, '1']
    """
    dated = any(other is not head and (other.page or "week" in other.kinds) for other in heads)
    return head._replace(page=None) if dated and head.kinds == _FOLIO else head


def begins_text(lines: Sequence[Line], k: int) -> bool:
    """Whether running text begins with line k: then what stands over it, with no headline between, is one."""
    text = lines[k].text if k < len(lines) else ""
    return len(text) > 14 and not lines[k].level and ("，" in text or "。" in text or read_lede(text) is not None)


def _lacks_day(heads: Iterable[Head]) -> bool:
    """Whether the lines above print year and month alone; then a number below them is the day and no page."""
    year, month, day = (max(numbers) for numbers in zip((0, 0, 0), *(head.pieces for head in heads), strict=True))
    return bool(year and month and not day)


def _letter_page(letter: str, below: str) -> str | None:
    """The page whose letter and number stand on two lines, as large type and small: A ⏎ 02."""
    return letter + below if letter in "ABCDEFGH" and 1 <= len(below) <= 2 and below.isdecimal() else None


def _tail(above: str, text: str) -> Head | None:
    """A line that ends the price of the line above, whose type broke within it."""
    if text[-1] not in "元分":
        return None
    before, whole = read_tokens(above), read_tokens(above + text)
    if before is None or whole is None or whole[-1].kind != "issue":
        return None
    return Head(True) if len(whole[-1].text) > len(text) else None


@functools.cache
def _name() -> re.Pattern[str]:
    return re.compile(r"[一-鿿](?:[ 　]*[一-鿿]){1,7}")


def _may_be_name(text: str) -> bool:
    return _name().fullmatch(text) is not None and not is_section_name(text)
