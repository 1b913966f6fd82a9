"""One line of page furniture, item by item: date, weekday, number of the issue, folio, section, desk, paper."""

from __future__ import annotations

import functools
import re

from ..chinese.dates import find_date
from ..chinese.running import is_section_name
from .blocks import any_of
from .facts import CAPITALS, NO_NAMES, PageFacts, is_paper, names_gazette, page_label

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
NUMERALS = "〇零一二三四五六七八九十"
# And none ends with one of these.
NO_LAST = frozenset("。！？；，、")
# Every number of an issue, every day of the lunar calendar and every folio has one of these in it.
_ISSUE_HINTS = "期号號版张張年农農曆历C总總IＩ（(·"
# 上接第九版 is a jump mark, no folio.
_JUMPS = frozenset("接转轉")
# 2/8: the second page of eight, beside the date.
COUNTED = re.compile(r"(\d{1,2})/\d{1,2}")
# What the list of a programme's items is called, over which its name and day stand: 《云州新闻联播》2024年3月8日节目串联单.
_RUNDOWNS = ("串联单", "串聯單", "串词", "节目单", "節目單", "播出单", "文稿", "稿单")
# The names of papers and sections beside a folio are no longer than this.
_LABEL = 7
COUNTS = ("今日", "今天", "本期")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}年(?!\d)")
_FOLIO_HINTS = "版頁页张張·•｜|／/0" + CAPITALS
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


def judge_line(text: str, edge: str | None, repeats: bool, first: bool = False) -> PageFacts | None:
    """The facts of a line when it is furniture, else None; `first`: it is the first line of all.

    A pause in it does not make it running text:

    >>> lines = ("监制：王五，校对：李明", "投稿邮箱：a@b.cn，热线：0551-1234567", "会议6月11日召开，李明主持")
    >>> [judge_line(line, "foot", False) is not None for line in lines]
    [True, True, False]
    """
    if text[-1] in NO_LAST or _is_address(text) or (len(text) > 30 and ("，" in text or "," in text)):
        return None
    if any_of(_HINTS)(text) is None or not _JUMPS.isdisjoint(text[:4]):
        return None
    if plain_number(text):
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
    if edge == "top" and count == 1 and (desk := _desk().match(text)) and reaches(desk[0]):
        return None
    left = len("".join(rest.split()))
    if edge == "top" and facts.date and "编" in rest and _made_by().fullmatch(rest.strip()):
        return facts._replace(publication=None)
    if facts.issue and not left and facts.publication and names_gazette(facts.publication):
        return facts
    if count >= 2 and left <= (24 if edge == "top" and count >= 3 else 10):
        return facts
    if edge and count and left <= (8 if count >= 2 or facts.publication else 0):
        return facts
    if edge and repeats and (facts.publication or left <= 20):
        return facts
    if first and facts.date and "》" in rest and left <= 24 and rest.split("》")[-1].strip().endswith(_RUNDOWNS):
        return facts._replace(publication=rest[rest.find("《") + 1 : rest.find("》")].strip() or None)
    if first and (facts.date or facts.issue) and 2 <= left <= 8 and text.startswith(rest.strip()):
        return facts._replace(publication=rest.strip())  # a programme and its day, 新闻联播 2024年4月15日
    if edge and count and _desk().match(text) and left <= 12:
        return facts
    if facts.page and facts.section and count == 1 and not left and "版" in text:
        # 城事09版: where pages are not parted, a folio with its section stands anywhere; 第2版：大桥通车 announces a story.
        return facts if edge or any_of("：:")(text) is None or is_section_name(facts.section) else None
    if facts.page and count == 1 and not left and (edge == "top" or (text[0] == "第" and len(text) <= 6)):
        return facts  # 第3版 is a folio wherever it stands alone
    if facts.page and count == 1 and _may_be_labels(rest, edge == "top"):
        return facts._replace(section=facts.section or rest.split()[-1])  # 通济经济参考 科教卫 4版
    if edge == "top" and len(_publisher().findall(text)) > 1:
        return PageFacts()  # 中共云州市委主管 云州日报社主办 出版
    return None


def _may_be_labels(rest: str, top: bool) -> bool:
    """Whether what stands beside a folio could be the names of a paper and a section: `通济经济参考 科教卫`.

    Away from the head of a page (`top`) there are two, and the second is the name of a section.
    """
    words = rest.split()
    if not words or not (top or (len(words) == 2 and is_section_name(words[1]))):
        return False
    return len(words) <= 2 and all(2 <= len(word) <= _LABEL and word.isalpha() for word in words)


def _is_address(text: str) -> bool:
    """Whether a line addresses someone, who may be an editor: `编辑同志：`. A desk line can end with a bare role as well."""
    return text[-1] in "：:" and _desk().fullmatch(text[:-1].rpartition(" ")[2]) is None


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
        if "第 " in rest:
            rest = _spaced_folio().sub(r"\1", rest)
        rest = _spaced().sub(lambda match: "".join(match[0].split()), rest)
    words: list[str] = []
    folio_at = -1
    desk = roles = False
    pieces = rest.split()
    for piece in pieces:
        mark = _desk().search(piece)
        if mark:
            # Two who made the page, 责编 and 校对, are on a desk line and nowhere else.
            count += (not desk) + (not roles and len(makers().findall(rest)) > 1)
            desk = roles = True
            piece = piece[: mark.start()]
        elif desk and len(piece) <= 4 and not is_paper(piece) and _read_folio(piece) is None:
            continue  # the name after 编辑 or 校对
        if not piece.strip("：:，,、|｜/·-—–"):
            continue
        folio = _read_folio(piece) if page is None else None
        if folio:
            page, section = folio
            if section in COUNTS:
                page = section = None  # 本期8⏎版: how many pages there are
            folio_at = len(words)
            count += 1
            desk = False
        elif date and page is None and (counted := COUNTED.fullmatch(piece)):
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
    if page is None and date and 0 < len(words) < 3 and (bare := bare_folio(" ".join(words))):
        page, section, words = bare.page, bare.section, []
    if section is None and folio_at >= 0 and len(words) == 1 and len(words[0]) <= 6:
        section = words.pop()
    if publication is None and count >= 2 and len(words) == 1 and _may_be_name(words[0]):
        publication = words.pop()
    return PageFacts(page, section, date, publication, issue), count, " ".join(words)


def _read_folio(piece: str) -> tuple[str, str | None] | None:
    """The page and section of a folio; None for anything else.

    >>> [_read_folio(piece) for piece in ("第2版｜国内", "第3版：要闻", "要闻A02", "P9·民生", "综合·7", "八版", "经济05")]
    [('2', '国内'), ('3', '要闻'), ('A02', '要闻'), ('9', '民生'), ('7', '综合'), ('8', None), ('5', '经济')]
    >>> _read_folio("G20峰会"), _read_folio("2版画")
    (None, ('2', '画'))
    """
    if len(piece) > 14 or any_of(_FOLIO_HINTS)(piece) is None or (match := _folio().fullmatch(piece)) is None:
        return None
    section = next(
        (name for k in ("before", "after", "name", "under") if (name := match[k] and match[k].strip("·"))), None
    )
    if section and match["c"] and match["c"][0] not in "0ABCDP" and not is_section_name(section):
        return None
    return page_label(next(match[k] for k in "abcde" if match[k])), section


def _may_be_name(word: str) -> bool:
    return (
        2 <= len(word) <= 12
        and word[0].isalpha()
        and not word.isascii()
        and "：" not in word
        and ":" not in word
        and word not in NO_NAMES
    )


def bare_folio(text: str) -> PageFacts | None:
    """The facts of a folio without 版: `03 综合新闻`, `要闻 2`. Only a line with the date beside it tells it from text.

    >>> bare_folio("03 综合新闻")[:2], bare_folio("要闻 2")[:2], bare_folio("3月要闻")
    (('3', '综合新闻'), ('2', '要闻'), None)
    """
    match = _bare().fullmatch(text) if text[0].isdecimal() or text[-1].isdecimal() else None
    return PageFacts(page_label(match["a"] or match["b"]), match["after"] or match["before"]) if match else None


def plain_number(text: str) -> bool:
    """Whether a line is a page number and nothing else: `3`, `- 3 -`, `— 12 —`, `·3·`."""
    bare = text.strip("-—–·•~～ 　").strip()
    return 0 < len(bare) <= 4 and bare.isdecimal()


def reaches(word: str) -> bool:
    """Whether an item of the imprint says how to reach someone: alone, at the head of a page, it is of an advertisement."""
    return word in ("电话", "電話", "地址", "传真", "邮箱", "网址", "邮编")


@functools.cache
def _folio() -> re.Pattern[str]:
    # A number with 第 or 版, a letter or a nought says that it is a folio, before or behind the section; a bare number
    # is one where a stroke or a dot parts it from the section. P9, A02: pages; G20 is one only beside a section's name.
    gap = "[ \u3000]*[·•｜|／/]?[ \u3000]*"
    number = rf"(?:[\d０-９]{{1,3}}|[{NUMERALS}]{{1,3}})"
    return re.compile(
        rf"(?P<before>[{_HAN}·]{{0,8}}?){gap}(?:第[ \u3000]*(?P<a>[A-Za-z]?{number})[ \u3000]*[版頁页张張]"
        rf"|(?P<b>[A-Za-z]?[\d０-９]{{1,3}}|[{NUMERALS}]{{1,3}})[ \u3000]*[版頁页]|(?P<c>[A-Z][\d０-９]{{1,2}}|0\d))"
        rf"(?:(?<=[版頁页])[:：][ \u3000]*|{gap})(?P<after>[{_HAN}·]{{0,8}})"
        rf"|(?P<name>[{_HAN}]{{2,8}})[ \u3000]*[·•｜|／/][ \u3000]*(?P<d>[\d０-９]{{1,3}})"
        rf"|(?P<e>[\d０-９]{{1,3}})[ \u3000]*[·•｜|／/][ \u3000]*(?P<under>[{_HAN}]{{2,8}})"
    )


@functools.cache
def _spaced() -> re.Pattern[str]:
    # A section's name set apart: `国  际`, `新 闻 眼`.
    return re.compile(rf"(?<!\S)[{_HAN}](?:[ \u3000]{{1,3}}[{_HAN}]){{1,3}}(?!\S)")


@functools.cache
def _spaced_folio() -> re.Pattern[str]:
    # 第 2 版
    return re.compile(r"(?<=第) +(\S{1,3}?) *(?=[版頁页])")


@functools.cache
def _titled_page() -> re.Pattern[str]:
    # 11理论: a folio only beside the paper's name.
    return re.compile(rf"(?P<page>\d{{1,2}})(?P<title>[{_HAN}·]{{2,6}})")


@functools.cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<a>\d{{1,2}})\s+(?P<after>[{_HAN}·]{{2,6}})|(?!本期|今[日天])(?P<before>[{_HAN}·]{{2,6}})\s*(?P<b>\d{{1,2}})"
    )


@functools.cache
def _weekday() -> re.Pattern[str]:
    return re.compile(r"(?=[星礼禮周週])(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]")


@functools.cache
def _issue() -> re.Pattern[str]:
    return re.compile(
        r"(?=[\d总總第（(今本国國统統连連刊出CI邮郵农農夏甲乙丙丁戊己庚辛壬癸])(?:"
        rf"(?P<no>(?:\d{{4}}年)?[总總]?第[ \u3000]*(?:[\d０-９]{{1,6}}|[{NUMERALS}百千]{{1,8}})[ \u3000]*[期号號]|[总總]第?[\d０-９]{{1,6}}[期号號]?)"
        r"|(?<=[报報刊])[（(]\d{4}[·.年]\d{1,2}[期号號]?[）)]|(?<=[报報刊] )\d{4}[·.]\d{1,2}(?!\d)"
        rf"|[（(]?(?:今[日天]|本期)[ \u3000]*(?:出版)?(?:共)?[ \u3000]*[\d{NUMERALS}]{{1,3}}[ \u3000]*大?[版张張][）)]?"
        r"|[（(]?(?:国内|國內)?(?:(?:统一|統一)?(?:连续出版物|連續出版物)?(?:刊号|刊號)|(?:统一|統一|出版物)(?:连续出版物)?号)"
        r"[ :：]*(?:CN|ＣＮ)?[ ]*[\dA-Z/（）()\- ]+"
        r"|CN[ ]*\d+-\d+|ISSN[ ]*[\dX-]+|(?:邮发|郵發)(?:代号|代號)[ :：]*[\d-]+"
        rf"|(?:农历|農曆|夏历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[闰閏]?[正{NUMERALS}冬腊臘]{{1,3}}月[初{NUMERALS}廿卅]{{1,3}}日?"
        rf"|(?:农历|農曆)[{_HAN}]{{2,9}})"
    )


@functools.cache
def _made_by() -> re.Pattern[str]:
    # 报头 of a bulletin: the body that edits it, and the day.
    return re.compile(rf"[{_HAN}]{{2,24}}(?:编印?|主办)")


@functools.cache
def _desk() -> re.Pattern[str]:
    return re.compile(
        "(?=[本值责責执主编編美版设校检组排制监终审统新热熱电電邮郵E投传地网广发發社馆館总總承零定售登挂掛])(?:"
        r"(?:本[版报報])?(?:值班(?:编委|主任|总编辑?|编辑|副总编辑?)|责任?编辑?|責任?編輯?|责编|責編|执行主编|主编|编辑|編輯|美编|美術|版式(?:设计)?|版面(?:设计)?|设计|校对|校對|检校|组版|排版|制版|监制|终审|审读|统筹)"
        r"|(?:新闻)?(?:热线|熱線)(?![\u4e00-\u9fff](?<![电電]))|电话|電話|邮箱|E-?mail|投稿|传真|地址|邮编|网址|广告部"
        # The imprint under a masthead, today's and that of the 1930s.
        r"|发行人|發行人|发行部|社址|馆址|館址|社长|社長|总编辑|總編輯|承印|零售|定价|定價|售价|售國幣|(?:邮局|郵局)|登记证|登記證|[挂掛](?:号|號))"
    )


@functools.cache
def makers() -> re.Pattern[str]:
    """The pattern of who made a page, as desk lines name them: `责编`, `校对`."""
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
    return re.compile("(?=[主承出编編协机機网網])(?:主[管办辦]|承[办辦]|出版|[编編]印|协办|机关报|機關報|[网網]址)")
