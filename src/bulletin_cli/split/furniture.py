"""Page furniture: mastheads, running heads, folios and desk lines, and the facts of the issue they print."""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from ..chinese.dates import find_date, iso_date, number
from ..chinese.running import is_beat, is_section_name
from .blocks import any_of
from .documents import is_body, is_issuer, is_number
from .heads import Head, begins_text, find_heads, page_tops
from .imprint import is_contact
from .leftovers import STARTS, is_leftover
from .lines import Line

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_NUM = "〇零一二三四五六七八九十"
# Lines at the top and at the foot of a page that may be furniture: a masthead can take four or five.
_TOP, _FOOT = 5, 3
# A paper's name is no longer than this where only its place tells it.
_LONGEST_NAME = 8
_LONGEST = 90
# And none ends with one of these.
_NO_LAST = frozenset("。！？；，、")
# Every number of an issue, every day of the lunar calendar and every folio has one of these in it.
_ISSUE_HINTS = "期号號版张張年农農曆历C总總IＩ（(·"
_NO_NAMES = ("副刊", "本报", "本報", "本刊", "日报", "晚报", "晨报", "时报")
_NO_PAPERS = ("预报", "預報", "汇报", "情报", "海报", "举报", "通报", "捷报", "喜报", "副刊", "專刊", "专刊", "特刊")
# 上接第九版 is a jump mark, no folio.
_JUMPS = frozenset("接转轉")
# 2/8: the second page of eight, beside the date.
_COUNTED = re.compile(r"(\d{1,2})/\d{1,2}")
_COUNTS = ("今日", "今天", "本期")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}年(?!\d)")
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FOLIO_HINTS = "版頁页张張·•｜|／/0" + _CAPITALS
# Every item of furniture has one of these in it: a date, a weekday, a number, a word of the desk, a folio.
_ITEM_HINTS = (
    _ISSUE_HINTS
    + _FOLIO_HINTS
    + "-./．－／拜周週编編责責術设設校检組组排制监终審审筹热熱电電邮稿真址告班办辦发發长長承印零定价價售局证證掛挂"
)
# Or it is the name of a paper.
_ITEM_OR_NAME_HINTS = _ITEM_HINTS + "报報刊"
# All print that belongs to the page has one of those in it, or a number or one of these.
_HINTS = _ITEM_OR_NAME_HINTS + "0123456789０１２３４５６７８９号號月周星编編校页頁責责電电闻聞"


class PageFacts(NamedTuple):
    """What a page prints about itself; each None where it does not."""

    page: str | None = None
    section: str | None = None
    date: str | None = None
    publication: str | None = None
    issue: str | None = None


class Survey(NamedTuple):
    """The furniture of a passage.

    `furniture` gives the kind (`furniture` or `masthead`) of each line that is some, by its index; `sheet` gives each
    line the index of its page in `facts`; `issue` gives each page the index of its issue.
    """

    furniture: dict[int, str]
    sheet: list[int]
    facts: list[PageFacts]
    issue: list[int]


@functools.cache
def _folio() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>[{_HAN}·]{{0,8}}?)[ \u3000]*(?:第[ \u3000]*(?P<a>[A-Za-z]?(?:[\d０-９]{{1,3}}|[{_NUM}]{{1,3}}))[ \u3000]*[版頁页张張]"
        rf"|(?P<b>[A-Za-z]?[\d０-９]{{1,3}}|[{_NUM}]{{1,2}})[ \u3000]*[版頁页])(?P<after>[{_HAN}·]{{0,8}})"
        rf"|(?P<c>[A-Z][\d０-９]{{1,2}}|0\d)[ \u3000]*(?P<title>[{_HAN}·]{{0,8}})"
        rf"|(?P<name>[{_HAN}]{{2,8}})[ \u3000]*[·•｜|／/][ \u3000]*(?P<d>[A-Z]?[\d０-９]{{1,3}})"
        rf"|(?P<e>[A-Z]?[\d０-９]{{1,3}})[ \u3000]*[·•｜|／/][ \u3000]*(?P<under>[{_HAN}]{{2,8}})"
    )


@functools.cache
def _spaced() -> re.Pattern[str]:
    # A section's name set apart: `国  际`, `新 闻 眼`.
    return re.compile(rf"(?<!\S)[{_HAN}](?:[ \u3000]{{1,3}}[{_HAN}]){{1,3}}(?!\S)")


@functools.cache
def _titled_page() -> re.Pattern[str]:
    # 11理论: a folio only beside the paper's name.
    return re.compile(rf"(?P<page>\d{{1,2}})(?P<title>[{_HAN}·]{{2,6}})")


@functools.cache
def _weekday() -> re.Pattern[str]:
    return re.compile(r"(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]")


@functools.cache
def _issue() -> re.Pattern[str]:
    return re.compile(
        r"(?=[\d总總第（(今本国國统統连連刊出CI邮郵农農夏甲乙丙丁戊己庚辛壬癸])(?:"
        rf"(?P<no>(?:\d{{4}}年)?[总總]?第[ \u3000]*(?:[\d０-９]{{1,6}}|[{_NUM}百千]{{1,8}})[ \u3000]*[期号號]|[总總]第?[\d０-９]{{1,6}}[期号號]?)"
        r"|(?<=[报報刊])[（(]\d{4}[·.年]\d{1,2}[期号號]?[）)]|(?<=[报報刊] )\d{4}[·.]\d{1,2}(?!\d)"
        rf"|[（(]?(?:今[日天]|本期)[ \u3000]*(?:出版)?(?:共)?[ \u3000]*[\d{_NUM}]{{1,3}}[ \u3000]*大?[版张張][）)]?"
        r"|[（(]?(?:国内|國內)?(?:(?:统一|統一)?(?:连续出版物|連續出版物)?(?:刊号|刊號)|(?:统一|統一|出版物)(?:连续出版物)?号)"
        r"[ :：]*(?:CN|ＣＮ)?[ ]*[\dA-Z/（）()\- ]+"
        r"|CN[ ]*\d+-\d+|ISSN[ ]*[\dX-]+|(?:邮发|郵發)(?:代号|代號)[ :：]*[\d-]+"
        rf"|(?:农历|農曆|夏历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[闰閏]?[正{_NUM}冬腊臘]{{1,3}}月[初{_NUM}廿卅]{{1,3}}日?"
        rf"|(?:农历|農曆)[{_HAN}]{{2,9}})"
    )


@functools.cache
def _made_by() -> re.Pattern[str]:
    # 报头 of a bulletin: the body that edits it, and the day.
    return re.compile(rf"[{_HAN}]{{2,24}}(?:编印?|主办)")


def _reaches(word: str) -> bool:
    """Whether an item of the imprint says how to reach someone: alone, at the head of a page, it is of an advertisement."""
    return word in ("电话", "電話", "地址", "传真", "邮箱", "网址", "邮编")


@functools.cache
def _desk() -> re.Pattern[str]:
    return re.compile(
        "(?=[本值责責执主编編美版设校检组排制监终审统新热熱电電邮郵E投传地网广发發社馆館总總承零定售登挂掛])(?:"
        r"(?:本版)?(?:值班(?:编委|主任|总编辑?|编辑|副总编辑?)|责任?编辑?|責任?編輯?|责编|責編|执行主编|主编|编辑|編輯|美编|美術|版式(?:设计)?|版面(?:设计)?|设计|校对|校對|检校|组版|排版|制版|监制|终审|审读|统筹)"
        r"|(?:新闻)?(?:热线|熱線)(?![\u4e00-\u9fff](?<![电電]))|电话|電話|邮箱|E-?mail|投稿|传真|地址|邮编|网址|广告部"
        # The imprint under a masthead, today's and that of the 1930s.
        r"|发行人|發行人|发行部|社址|馆址|館址|社长|社長|总编辑|總編輯|承印|零售|定价|定價|售价|售國幣|(?:邮局|郵局)|登记证|登記證|[挂掛](?:号|號))"
    )


@functools.cache
def _makers() -> re.Pattern[str]:
    return re.compile(
        "(?=[值责責美组組版制设設校检审主编編])(?:值班|[责責]任?[编編]|[美组組][编編版]|版式|版面|制版|设计|設計|校对|校對|检校|审读|(?:主编|主編|编辑|編輯)[:：])"
    )


@functools.cache
def _weather() -> re.Pattern[str]:
    # 天气：多云转晴 18℃～27℃
    return re.compile(rf"天[气氣][:：][ \u3000]*[{_HAN}]{{1,10}}(?:[ \u3000]*-?\d{{1,2}}℃?[~～—-]-?\d{{1,2}}℃)?")


@functools.cache
def _answers_for() -> re.Pattern[str]:
    return re.compile(rf"[（(](?:责任编辑|責任編輯|责编|責編|校对|校對)[:：／/ 　]*[{_HAN}]{{2,4}}[）)]")


@functools.cache
def _publisher() -> re.Pattern[str]:
    return re.compile("主管|主办|主辦|承办|承辦|出版|编印|編印|协办|机关报|機關報|网址|網址")


def _plain_number(text: str) -> bool:
    """Whether a line is a page number and nothing else: `3`, `- 3 -`, `— 12 —`, `·3·`."""
    bare = text.strip("-—–·•~～ 　").strip()
    return 0 < len(bare) <= 4 and bare.isdecimal()


def read_furniture(text: str) -> tuple[PageFacts, int, str]:
    """(facts, how many items of page furniture the line prints, what is left of it).

    >>> facts, count, rest = read_furniture("第4版街镇 2023年6月11日星期日编辑何志博校对龚明欣 清河新闻")
    >>> facts.page, facts.section, facts.date, facts.publication, count
    ('4', '街镇', '2023-06-11', '清河新闻', 4)
    >>> read_furniture("A02本地新闻 2025年6月29日星期日责任编辑：赖勇学 石门开发区报")[0][:2]
    ('A02', '本地新闻')
    >>> read_furniture("新港城市报 2023年8月8日星期二 总第321期 1版")[0].issue
    '总第321期'
    """
    count = 0
    date = page = section = issue = publication = None
    rest = text
    if found := find_date(rest):
        date = found.iso
        rest = rest[: found.start] + " " + rest[found.end :]
        count += 1
    if _weekday().search(rest):
        rest = _weekday().sub(" ", rest)
        count += 1
    if any_of(_ISSUE_HINTS)(rest) and (items := list(_issue().finditer(rest))):
        issue = next(("".join(item["no"].split()) for item in items if item["no"]), None)
        count += len(items)
        rest = _issue().sub(" ", rest)
    if "天气" in rest or "天氣" in rest:
        rest, hits = _weather().subn(" ", rest)
        count += hits
    if count and date is None and (year := _YEAR.search(rest)):
        rest = rest.replace(year[0], " ")
    if " " in rest or "\u3000" in rest:
        rest = _spaced().sub(lambda match: "".join(match[0].split()), rest)
    words: list[str] = []
    folio_at = -1
    desk = roles = False
    pieces = rest.split()
    for piece in pieces:
        mark = _desk().search(piece)
        if mark:
            # Two who made the page, 责编 and 校对, are on a desk line and nowhere else.
            count += (not desk) + (not roles and len(_makers().findall(rest)) > 1)
            desk = roles = True
            piece = piece[: mark.start()]
        elif desk and len(piece) <= 4 and not is_paper(piece) and not _folio().fullmatch(piece):
            continue  # the name after 编辑 or 校对
        if not piece.strip("：:，,、|｜/·-—–"):
            continue
        folio = _folio().fullmatch(piece) if page is None and len(piece) <= 14 and any_of(_FOLIO_HINTS)(piece) else None
        if folio:
            page = page_label(folio["a"] or folio["b"] or folio["c"] or folio["d"] or folio["e"])
            section = next((folio[k] for k in ("before", "after", "title", "name", "under") if folio[k]), None)
            if section in _COUNTS:
                page = section = None  # 本期8⏎版: how many pages there are
            folio_at = len(words)
            count += 1
            desk = False
        elif date and page is None and (counted := _COUNTED.fullmatch(piece)):
            page, folio_at, desk = page_label(counted[1]), len(words), False
            count += 1
        else:
            words.append(piece)
            desk = False
    names = [w for w in words if is_paper(w)]
    if names:
        longest = max(names, key=len)
        words.remove(longest)
        publication = longest.rpartition("：")[2]  # 来源：云州日报
        if page is None and len(words) == 1 and len(pieces) == 2 and (plain := _titled_page().fullmatch(words[0])):
            page, section = page_label(plain["page"]), plain["title"]
            words.clear()
            count += 1
    if page is None and roles and len(words) == 1 and (plain := _titled_page().fullmatch(words[0])):
        page, section = page_label(plain["page"]), plain["title"]
        words.clear()
    if page is None and date and 0 < len(words) < 3 and (bare := _bare_folio(" ".join(words))):
        page, section, words = bare.page, bare.section, []
    if section is None and folio_at >= 0 and len(words) == 1 and len(words[0]) <= 6:
        section = words.pop()
    if publication is None and count >= 2 and len(words) == 1 and _may_be_name(words[0]):
        publication = words.pop()
    return PageFacts(page, section, date, publication, issue), count, " ".join(words)


def _may_be_name(word: str) -> bool:
    return (
        2 <= len(word) <= 12
        and word[0].isalpha()
        and not word.isascii()
        and "：" not in word
        and ":" not in word
        and word not in _NO_NAMES
    )


def page_label(text: str) -> str:
    """A page number as a label: `二` is `2`, `第３版` is `3`, `A02` stays.

    >>> page_label("二"), page_label("十二"), page_label("A02"), page_label("３")
    ('2', '12', 'A02', '3')
    """
    text = text.strip()
    if text[:1].isascii() and text[:1].isalpha():
        return text.upper()
    value = number(text)
    return text if value is None else str(value)


def page_order(label: str | None) -> tuple[str, int] | None:
    """The letters and the number of a page label, by which pages are in order; None where it has no number.

    >>> page_order("3"), page_order("A02"), page_order(None)
    (('', 3), ('A', 2), None)
    """
    digits = (label or "").lstrip(_CAPITALS)
    return (label[: len(label) - len(digits)], int(digits)) if label and digits.isdecimal() else None


def is_paper(text: str) -> bool:
    """Whether a word is the name of a paper or bulletin by its last character.

    >>> is_paper("石景山报"), is_paper("云州日报"), is_paper("清河区人民政府公报"), is_paper("天气预报"), is_paper("要闻")
    (True, True, True, False, False)
    >>> is_paper("清河新闻"), is_paper("综合新闻"), is_paper("副刊"), is_paper("本报")
    (True, False, False, False)
    """
    if not 2 <= len(text) <= (24 if text[-2:] == "公报" else 16) or text in _NO_NAMES:
        return False
    if text.endswith(("新闻", "新聞")):
        return not is_beat(text[:-2])
    return (text[-1] in "报報刊" or text.endswith(("周刊", "政务公开", "简报", "快讯"))) and not text.endswith(
        _NO_PAPERS
    )


def is_gazette(facts: PageFacts) -> bool:
    """Whether a page is of a gazette, by its name or by year and number in its running head (2013·23)."""
    named = facts.publication is not None and facts.publication.endswith(("公报", "公報", "政报", "政報"))
    return named or (facts.issue is not None and facts.issue.strip("（）()")[-1].isdecimal())


def _shape(text: str) -> str:
    """A line with its digits made alike, to see that it repeats from page to page."""
    return _numbers().sub("0", "".join(text.split()))


@functools.cache
def _numbers() -> re.Pattern[str]:
    return re.compile(rf"[\d０-９{_NUM}]+")


def survey(lines: Sequence[Line]) -> Survey:
    """Find the furniture of a passage and the facts of its pages."""
    furniture: dict[int, str] = {}
    found: dict[int, PageFacts] = {}
    starts = _page_starts(lines)
    paged = len(starts) > 1
    edges = _edges(len(lines), starts)
    repeated = _repeated(lines, edges) if paged else set()
    on = False  # the line above is of a masthead, which goes on as long as its lines do
    for k, (line, edge) in enumerate(zip(lines, edges, strict=True)):
        text = line.text
        if on:
            edge, on = edge or "top", False
        if text[0] in STARTS and is_leftover(text):
            furniture[k], found[k] = "furniture", PageFacts()
            on = edges[k] == "top"
            continue
        # Within a page that ends with a form feed nothing repeats that is not text.
        if (edge is None and paged) or text[-1] in _NO_LAST or len(text) > _LONGEST:
            continue
        if edge is None and not _may_be_furniture(line):
            continue
        facts = _judge(text, edge, k in repeated, k == 0)
        if facts and facts.page and k - 1 in furniture and lines[k - 1].text.endswith(_COUNTS):
            facts = facts._replace(page=None)
        if facts and not (facts.section and _is_listed(lines, k)):
            furniture[k], found[k] = "furniture", facts
            on = edge == "top"
    _find_front_matter(lines, starts, furniture, found)
    _find_heads(lines, starts, furniture, found)
    _find_masthead(lines, starts, furniture, found)
    _find_beside(lines, edges, furniture, found)
    _find_issuers(lines, furniture, found)
    return _number_pages(lines, starts, furniture, found)


def _is_listed(lines: Sequence[Line], k: int) -> bool:
    """Whether line k, a page and a name, stands in a table of contents: a line near it begins or ends so as well."""
    text = lines[k].text
    if text[0] not in _CAPITALS and not _ends_with_page(text):
        return False
    near = [lines[i] for i in range(max(0, k - 4), min(k + 5, len(lines))) if i != k and lines[i].page == lines[k].page]
    if text[0] in _CAPITALS:
        return any(line.text[0] in _CAPITALS and line.text[1:3].strip(" \u3000").isdecimal() for line in near)
    return any(_ends_with_page(line.text) for line in near)


def _ends_with_page(text: str) -> bool:
    """Whether a line ends as an entry of contents: 任免通知/2."""
    name, slash, page = text[-4:].replace("／", "/").rpartition("/")
    return bool(slash and name) and page.isdecimal() and not name[-1].isdecimal()


def _page_starts(lines: Sequence[Line]) -> list[int]:
    """The index of the first line of every page."""
    if not lines or lines[0].page == lines[-1].page:
        return [0]
    pages = range(lines[0].page, lines[-1].page + 1)
    return sorted({bisect_left(lines, page, key=_page) for page in pages})


_page = attrgetter("page")


def _may_be_furniture(line: Line) -> bool:
    """A cheap look before the patterns: only a line with one of these can be furniture away from a page's edge."""
    text = line.text
    if any_of("版期编編页頁")(text) is None and not _plain_number(text):
        return False
    return line.level <= 1 or _makers().search(text) is not None


def _edges(size: int, starts: Sequence[int]) -> list[str | None]:
    """For each of `size` lines `top` or `foot` when it is near that of its page, given the first line of each page."""
    edges: list[str | None] = [None] * size
    for first, end in zip(starts, [*starts[1:], size], strict=True):
        for i in range(max(first, end - _FOOT), end):
            edges[i] = "foot"
        for i in range(first, min(first + _TOP, end)):
            edges[i] = "top"
    return edges


def _repeated(lines: Sequence[Line], edges: Sequence[str | None]) -> set[int]:
    """The lines whose shape stands at the edge of two pages or more, and of most pages when there are many."""
    seen: dict[str, list[int]] = {}
    for k in itertools.compress(range(len(lines)), edges):
        seen.setdefault(_shape(lines[k].text), []).append(k)
    pages = lines[-1].page - lines[0].page + 1
    out: set[int] = set()
    for shape, alike in seen.items():
        if len(alike) < 2 or len(shape) < 2:
            continue
        least = max(2 if "0" in shape or is_paper(shape) else 3, pages // 2)
        # The headline of a continued story repeats as well.
        if len({lines[k].page for k in alike}) >= least and not any(_over_jump(lines, k) for k in alike):
            out.update(alike)
    return out


def _over_jump(lines: Sequence[Line], k: int) -> bool:
    """Whether a mark 上接 may stand in one of the three lines under line k."""
    return any("接" in later.text for later in lines[k + 1 : k + 4])


def _judge(text: str, edge: str | None, repeats: bool, first: bool = False) -> PageFacts | None:
    """The facts of a line when it is furniture, else None; `first`: it is the first line of all."""
    if text[-1] in _NO_LAST or (len(text) > 30 and ("，" in text or "," in text)):
        return None
    if any_of(_HINTS)(text) is None or not _JUMPS.isdisjoint(text[:4]):
        return None
    if _plain_number(text):
        bare = text.strip("-—–·•~～ 　").strip()
        return PageFacts(page=str(int(bare))) if edge or bare != text else None
    if edge == "foot" and len(text) >= 7 and not text.strip("0123456789-（）() "):
        return PageFacts()  # the telephone number of the desk line, on a line of its own
    if not repeats and any_of(_ITEM_OR_NAME_HINTS)(text) is None:
        return None
    if text[0] in "（(" and _answers_for().fullmatch(text):
        return PageFacts()  # （责任编辑：张三） under an article
    facts, count, rest = read_furniture(text)
    if edge == "foot" and count == 1 and facts.date and not rest:
        return None  # the date under a document
    if edge == "top" and count == 1 and (desk := _desk().match(text)) and _reaches(desk[0]):
        return None
    left = len("".join(rest.split()))
    if edge == "top" and facts.date and "编" in rest and _made_by().fullmatch(rest.strip()):
        return facts._replace(publication=None)
    if count >= 2 and left <= (24 if edge == "top" and count >= 3 else 10):
        return facts
    if edge and count and left <= (8 if count >= 2 or facts.publication else 0):
        return facts
    if edge and repeats and (facts.publication or left <= 20):
        return facts
    if first and facts.date and 2 <= left <= 8 and text.startswith(rest.strip()):
        return facts._replace(publication=rest.strip())  # a programme and its day, 新闻联播 2024年4月15日
    if edge and count and _desk().match(text) and left <= 12:
        return facts
    if facts.page and facts.section and count == 1 and not left and "版" in text:
        return facts  # 城事09版: where pages are not parted, a folio with its section stands anywhere
    if edge == "top" and len(_publisher().findall(text)) > 1:
        return PageFacts()  # 中共云州市委主管 云州日报社主办 出版
    return None


def _bare_folio(text: str) -> PageFacts | None:
    """The facts of a folio without 版: `03 综合新闻`, `要闻 2`. Only a line with the date beside it tells it from text.

    >>> _bare_folio("03 综合新闻")[:2], _bare_folio("要闻 2")[:2], _bare_folio("3月要闻")
    (('3', '综合新闻'), ('2', '要闻'), None)
    """
    match = _bare().fullmatch(text) if text[0].isdecimal() or text[-1].isdecimal() else None
    return PageFacts(page_label(match["a"] or match["b"]), match["after"] or match["before"]) if match else None


@functools.cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<a>\d{{1,2}})\s+(?P<after>[{_HAN}·]{{2,6}})|(?!本期|今[日天])(?P<before>[{_HAN}·]{{2,6}})\s*(?P<b>\d{{1,2}})"
    )


def _below(found: dict[int, PageFacts], k: int) -> PageFacts | None:
    """What is printed under line k: the next line of furniture, or the one with the date under the publisher's."""
    under = [found[i] for i in itertools.takewhile(found.__contains__, range(k + 1, k + 4))]
    return next((facts for facts in under if facts.date), under[0] if under else None)


def _find_masthead(
    lines: Sequence[Line], starts: Sequence[int], furniture: dict[int, str], found: dict[int, PageFacts]
) -> None:
    """Mark the paper's name when it stands alone at the head of a page, beside a line with the date."""
    head = next((k for k in range(len(lines)) if k not in furniture), 0)
    # The first page begins below what stands over it.
    for k, first in [(start + down, start) for start in (head, *starts[1:]) for down in (0, 1)]:
        if k >= len(lines) or lines[k].page != lines[first].page or k in furniture:
            continue
        if lines[k].level > 1 and not (k + 1 in furniture and lines[k + 1].level == lines[k].level):
            continue
        text = lines[k].text
        below = _below(found, k) if k == first else None
        folio = _bare_folio(text)
        above = found.get(k - 1) if k == first + 1 and (folio or is_paper(text)) else None
        if below is not None and below.issue and not below.date and not below.page and is_paper(text):
            furniture[k], found[k] = "masthead", PageFacts(publication="".join(text.split()))
            continue
        if not any(f is not None and f.date and not f.publication for f in (below, above)):
            if (
                k == head
                and is_paper(text)
                and len(text) <= 8
                and text[-1] in "报報刊"
                and len(lines) > k + 1
                and len(lines[k + 1].text) < 24
            ):
                furniture[k], found[k] = "masthead", PageFacts(publication=text)
            continue
        if below is not None and below.page and not is_paper(text):
            continue
        if folio:
            furniture[k], found[k] = "furniture", folio
            continue
        if 2 <= len(text) <= 12 and text[-1] not in "。！？，、；）)”":
            under = list(itertools.takewhile(furniture.__contains__, range(k + 1, min(k + 4, len(lines)))))
            # The first page prints no number; a page that does has the paper's name in its running head.
            printed = any(found[i].page for i in under)
            name = "".join(text.split())
            if not is_paper(name) and begins_text(lines, under[-1] + 1 if under else k + 1):
                continue  # a headline with its date below it
            if not is_paper(name) and any("责编" in lines[i].text for i in under):
                # The desk signs a section's page; the front page has the paper's name.
                furniture[k], found[k] = "furniture", PageFacts(section=name)
                continue
            found[k] = PageFacts("1" if below and not printed else None, publication=name)
            for i in (k, *under):
                furniture[i] = "furniture" if printed else "masthead"


def _find_heads(
    lines: Sequence[Line], starts: Sequence[int], furniture: dict[int, str], found: dict[int, PageFacts]
) -> None:
    """Mark the heads of pages that are wholly made of what pages say of themselves, over several lines."""
    names = {facts.publication for facts in found.values() if facts.publication}
    folios = sorted(k for k, facts in found.items() if facts.page)
    parted = len(starts) > 1
    tops = page_tops(lines, starts)
    for top, end in zip(tops, [*tops[1:], len(lines)], strict=False):
        heads = find_heads(lines, top, furniture, names)
        below = max(heads, default=top) + 1
        foot = parted and bisect_left(folios, below) < bisect_left(folios, end)
        if not heads and foot and is_section_name(lines[top].text):
            heads = {top: Head(False, section=lines[top].text)}
        if not heads:
            continue
        for k, head in heads.items():
            if head.page and (head.section in _COUNTS or (k and lines[k - 1].text.endswith(_COUNTS))):
                head = head._replace(page=None, section=None)  # 本期8⏎版: how many pages there are
            if k not in furniture or head.pieces[2] or (head.page and not found[k].page):
                furniture[k] = "masthead" if head.publication and not head.page else "furniture"
                found[k] = PageFacts(head.page, head.section, head.date, head.publication, head.issue)
        here = [found[k] for k in itertools.takewhile(found.__contains__, range(top, end))]
        pieces = [max(numbers) for numbers in zip(*(head.pieces for head in heads.values()), strict=True)]
        date = next((facts.date for facts in here if facts.date), None) or iso_date(*pieces)
        # The first page prints no number.
        named = len(here) > 1 and any(facts.publication for facts in here)
        first = date and named and not foot and not any(facts.page for facts in here)
        found[top] = found[top]._replace(date=date, page="1" if first else found[top].page)


def _find_front_matter(
    lines: Sequence[Line], starts: Sequence[int], furniture: dict[int, str], found: dict[int, PageFacts]
) -> None:
    """Mark the YAML that some extraction programs put over a page, between two lines of dashes."""
    for start in starts:
        if start == len(lines) or lines[start].text != "---":
            continue
        end = start + 1
        while end < len(lines) and lines[end].text != "---" and _key().match(lines[end].text):
            end += 1
        if end < len(lines) and lines[end].text == "---":
            for k in range(start + 1, end):
                furniture[k], found[k] = "furniture", PageFacts()


@functools.cache
def _key() -> re.Pattern[str]:
    return re.compile(r"[a-z_]{2,40}:(?: |$)")


def _find_beside(
    lines: Sequence[Line], edges: Sequence[str | None], furniture: dict[int, str], found: dict[int, PageFacts]
) -> None:
    """Mark what stands next to furniture and is some by its shape: there is an edge of a page, whatever parts pages."""
    todo = [k for k in furniture if lines[k].text[0] not in STARTS or not is_leftover(lines[k].text)]
    while todo:
        k = todo.pop()
        for i in (k - 1, k + 1):
            if not 0 <= i < len(lines) or i in furniture or lines[i].page != lines[k].page:
                continue
            if lines[i].level > 1 and not (i - 1 in furniture and i + 1 in furniture):
                continue
            text = lines[i].text
            # An advertisement can end or begin with a telephone number beside a folio.
            head = i > k and i <= _TOP and all(j in furniture for j in range(i))
            imprint = not _reaches(text[:2]) or head
            named = text == found[k].section  # the section's name once more, over its folio
            kind = PageFacts() if named or (imprint and is_contact(text)) else None
            if kind is None and len(text) <= 5 and (counted := _COUNTED.fullmatch(text)):
                kind = PageFacts(page_label(counted[1]))
            if kind is None and imprint and edges[i] is None and len(text) <= _LONGEST and not text.isdecimal():
                kind = _judge(text, "top", False)
            if kind:
                furniture[i], found[i] = "furniture", kind
                todo.append(i)


def _find_issuers(lines: Sequence[Line], furniture: dict[int, str], found: dict[int, PageFacts]) -> None:
    """Mark the head 版头 of documents: the body that issues them, over their number; of minutes, their name as well.

    云州市人民政府 / 会议纪要 / 〔2023〕18号 / 云州市人民政府办公室 2023年7月3日: what stands below is the title.
    """
    for k in [k for k, line in enumerate(lines[1:]) if line.text[-1] == "号"]:
        line = lines[k + 1]
        if k in furniture or not is_number(line.text):
            continue
        if is_issuer(lines[k].text):
            furniture[k], found[k] = "masthead", PageFacts()
        elif lines[k].text.endswith(("纪要", "简报")) and k + 2 < len(lines) and _is_issued(lines[k + 2].text):
            head = [k, k + 2, *([k - 1] if k and is_body(lines[k - 1].text) and lines[k - 1].page == line.page else [])]
            furniture.update((i, "masthead") for i in head)
            found.update((i, PageFacts()) for i in head)


def _is_issued(text: str) -> bool:
    """Whether a line is the body that issues a document and the day: `云州市人民政府办公室 2023年7月3日`."""
    day = find_date(text) if len(text) <= 40 and text[-1] == "日" else None
    return day is not None and day.end == len(text) and day.start > 3 and is_body(text[: day.start].strip())


def _number_pages(
    lines: Sequence[Line], starts: Sequence[int], furniture: dict[int, str], found: dict[int, PageFacts]
) -> Survey:
    """Give each line its page, each page its facts and its issue."""
    sheet: list[int] = []
    pages: list[list[PageFacts]] = []
    before = -1
    only_furniture = True
    parted = bool(lines) and lines[-1].page > lines[0].page
    foot = not parted and _at_foot(len(lines), found)
    ended = False  # the folio at the foot of a page stands above
    # Lines where a page may begin; all others stand on the page of the line above.
    turns = sorted({*starts, *found, *[k + 1 for k in found]} - {len(lines)})
    for k, end in itertools.pairwise([*turns, len(lines)]):
        line, facts = lines[k], found.get(k)
        # Where nothing else parts pages, what their heads or feet print does.
        # One or two lines over them are a headline and no page.
        new = not parted and facts is not None and bool(facts.page or facts.date) and not only_furniture and k > 2
        new = line.page != before or (ended if foot and facts is None else new and not foot)
        ended = foot and facts is not None and (ended or bool(facts.page))
        if new and not (line.page == before and facts is not None and not facts.page and not facts.publication):
            pages.append([])
            only_furniture = True
        before = line.page
        if facts is None:
            only_furniture = False
        else:
            pages[-1].append(facts)
        sheet += [len(pages) - 1] * (end - k)
    merged = [_merge(facts) for facts in pages]
    issue = _number_issues(merged)
    return Survey(furniture, sheet, _spread(merged, issue), issue)


def _at_foot(size: int, found: dict[int, PageFacts]) -> bool:
    """Whether the folios of a text that nothing else parts into pages stand at their feet: the last one ends it."""
    folios = {k: facts.page for k, facts in found.items() if facts.page}
    feet = sorted([k for k in folios if k > _TOP])
    # A masthead says that its page is the first one, and so does the foot of that page.
    masthead = all(folios[k] == folios[feet[0]] for k in folios if k <= _TOP) if feet else False
    return masthead and feet[-1] >= size - _FOOT


def _merge(facts: Sequence[PageFacts]) -> PageFacts:
    """The first printed value of every fact."""
    if len(facts) < 2:
        return facts[0] if facts else PageFacts()
    return PageFacts(*(next((f[i] for f in facts if f[i]), None) for i in range(len(PageFacts._fields))))


def _number_issues(facts: Sequence[PageFacts]) -> list[int]:
    """A new issue begins where the date changes or the page numbers begin again."""
    out: list[int] = []
    current, date, page = 0, None, None
    for f in facts:
        here = number(re.sub(r"^[A-Z]", "", f.page)) if f.page else None
        if (date and f.date and f.date != date) or (
            page is not None and here is not None and here <= page and here == 1
        ):
            current += 1
            date = None
        date = f.date or date
        page = here if here is not None else page
        out.append(current)
    return out


def _spread(facts: Sequence[PageFacts], issue: Sequence[int]) -> list[PageFacts]:
    """Give date, publication and number of an issue to all its pages."""
    if len(facts) == 1:
        return list(facts)
    known: dict[int, PageFacts] = {}
    for n in set(issue):
        mine = [f for f, i in zip(facts, issue, strict=True) if i == n]
        names = Counter(f.publication for f in mine if f.publication)
        merged = _merge(mine)
        known[n] = merged._replace(publication=names.most_common(1)[0][0] if names else None)
    return [
        f._replace(date=f.date or known[i].date, publication=known[i].publication, issue=f.issue or known[i].issue)
        for f, i in zip(facts, issue, strict=True)
    ]
