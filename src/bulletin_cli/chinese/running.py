"""What mastheads, running heads, folios and desk lines are made of, token by token."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

LONGEST = 90  # characters of a running head
_HAN = "一-鿿"
_NUMERAL = "[〇零○一二三四五六七八九十廿卅百]"
_SKY = "[一-鿿、～~到至/-]{1,12}"
_DEGREES = r"-?\d{1,2}\s?(?:℃|°C|度)?\s?[～~—–-]\s?-?\d{1,2}\s?(?:℃|°C|度)"
# A02, C3版; P, as in page, is the one letter from further on that numbers pages without a nought before.
_LETTERED = r"(?:[A-DP]\d{1,2}|[A-Z]0\d)\s?版?(?![A-Za-z0-9])"
_ROLES = (
    "(?:本[版报報]|责任|責任|执行|值班|美术|视觉|文字|融媒)?(?:编辑|編輯|责编|責編|美编|美編|编委|編委|校对|校對|版式|组版|組版|制版"
    "|主编|主編|审校|版面设计|版式设计|值班主任|值班总编)"
)


# What stands between the words of furniture.
_SEPARATORS = frozenset(" \t　|｜┃∣/／·•、，,■□●◆▪")


class Token(NamedTuple):
    """One item of a line of furniture.

    `kind` is `date`, `year` (of a date in pieces, or with the number of an issue), `week`, `folio`, `issue` (its number,
    price, sheets, registration, weather), `desk` (a role and who has it), `contact`, `publisher`, `name` (of a paper),
    `latin` (a word of Latin letters), `number` (05, or one that a stroke parts from a word: a folio or that of a list)
    or `word` (two to four Han characters).
    """

    kind: str
    text: str


@cache
def _token() -> re.Pattern[str]:
    """The words of furniture, each kind a group; whatever is not one of them ends the match."""
    months = "(?i:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[A-Za-z]*"
    days = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)"
    return re.compile(
        rf"(?P<date>\d{{4}}\s?[年./·．／-]\s?\d{{1,2}}\s?[月./·．／-]\s?\d{{1,2}}\s?日?|{_NUMERAL}{{4}}年{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}日"
        rf"|(?:中華)?民國(?:{_NUMERAL}{{1,4}}|\d{{1,3}})年(?:{_NUMERAL}{{1,3}}|\d{{1,2}})月(?:{_NUMERAL}{{1,3}}|\d{{1,2}})日"
        r"|[甲乙丙丁戊己庚辛壬癸]\S年\S{1,3}月\S{1,3}日|(?:农历|農曆)\S{2,8}"
        rf"|{months}\.?\s?\d{{1,2}},?\s?\d{{4}})"
        rf"|(?P<week>星期[一二三四五六日天](?:\d{{4}}年(?!\d))?|周[一二三四五六日]|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY(?![A-Za-z])|{days}(?:day)?(?![a-z])|{days.upper()}(?![A-Za-z])\.?)"
        rf"|(?P<folio>第\s?(?:[A-Z]?\d{{1,3}}|{_NUMERAL}{{1,3}})\s?[版页頁面]|共\s?\d{{1,4}}\s?[页頁版]|{_LETTERED}|(?:\d{{1,3}}|{_NUMERAL}{{1,3}})\s?版(?![一-鿿])"
        rf"|·\s?\d{{1,3}}\s?·|(?:[Pp]age|PAGE)\s?\d{{1,4}}(?:\sof\s\d{{1,4}})?(?!\S)|·\d{{1,3}}$|\d{{1,4}}\s?/\s?\d{{1,4}}(?!\S)|[—–－·-]{{1,2}}\s?(?:\d{{1,4}}|{_NUMERAL}{{1,3}})\s?[—–－·-]{{1,2}}(?!\S))"
        rf"|(?P<issue>\d{{4}}年第\d{{1,4}}[期号號]|[总總]?第\s?\d{{1,6}}\s?[期号號]|(?:今日|本期)(?:出版)?共?\s?(?:\d{{1,3}}|{_NUMERAL}{{1,3}})\s?大?[版张張]"
        rf"|(?:每[份期张張])?(?:零售价?|零售價|定价|定價|售价|售價)[:：]?\s?(?:人民币|新[臺台]幣|國幣|港幣)?\s?(?:[\d.]+|{_NUMERAL}{{1,3}})\s?[元分角]{_NUMERAL}{{0,2}}[角分]?"
        rf"|(?:本埠|外埠)?(?:零售)?每[份张張](?:零?售|收|取|定價|定价)?(?:大洋|小洋|國幣|銅元|洋)\s?{_NUMERAL}{{1,3}}[元分角枚文厘釐]"
        r"|印[数数刷量數]{1,2}[:：]\s?\d{1,6}\s?[册份]|(?:免费|免費)?[赠贈][阅閱]"
        r"|国内统一(?:连续出版物)?刊?号[:：]?\s?CN\s?[\d-]+|(?:邮发)?代号[:：]?\s?[\d-]+"
        rf"|(?:天气|天氣)[:：]\s?{_SKY}\s?(?:{_DEGREES})?|(?:今[日天])(?:天气|天氣)[:：]?\s?{_SKY}\s?{_DEGREES})"
        rf"|(?P<desk>{_ROLES}[:：/／ 　]?\s?[{_HAN}]{{2,4}}?(?:(?![{_HAN}])(?<![编編])|(?={_ROLES})))"
        r"|(?P<contact>(?:新闻|新聞|广告|廣告|投稿)?(?:(?:电话|電話|邮箱|郵箱|网址|網址|传真|傳真|投稿|E-?mail)[:：]|(?:热线|熱線)[:：]?\s?(?=[（(\d]))"
        r"\s?[\w.@()（）/:：+×*-]+"
        r"|(?:本[报報刊社]|[社馆館])?(?:地址|址)[:：]\s?[一-鿿\d-]{4,24}|[邮郵][编編][:：]?\s?\d{6})"
        rf"|(?P<publisher>(?:主管|主[办辦]|(?:编辑|編輯)?出版)+[:：]?\s?[{_HAN}]{{4,20}}?(?=\s|主[管办辦]|[编編][辑輯]出版|$)|中共[{_HAN}]{{2,8}}委(?:员会|員會)?机关报(?:[{_HAN}]{{2,10}}社(?:编辑|編輯)?出版)?"
        rf"|[{_HAN}]{{2,8}}[报報]社(?:编辑|編輯)?出版)"
        r"|(?P<name>[A-Z][A-Z ]{5,}(?![A-Za-z])|《[一-鿿]{2,12}》"
        r"|(?:[一-鿿]{2}新闻|[一-鿿]{2,14}(?:主管主[办辦]|主[办辦])(?:[一-鿿]{2,14}出版)?|[一-鿿]{2,10}(?:周刊|晚刊|日报|晚报|晨报"
        r"|时报|早报|周报|快报|公报|导报|商报|都市报|日報|晚報|時報|城市报|区报|政务公开|[报報]))(?![一-鿿]))"
        rf"|(?P<year>[（(]?\d{{4}}[年·.]\s?(?:\d{{1,2}}(?:月|(?!\d)))?(?:\d{{1,2}}日)?[）)]?|{_NUMERAL}{{4}}年(?:{_NUMERAL}{{1,3}}月)?|\d{{1,2}}月\d{{1,2}}日)"
        r"|(?P<number>0\d(?![\d.:：年月日])|\d{1,2}(?=\s?[|｜·•]\s?[一-鿿]{2})|(?<=[|｜•])\s?\d{1,2}(?!\S))"
        r"|(?P<latin>(?:[A-Z]{3,}|[A-Z][a-z]{2,})(?![A-Za-z]))"
        r"|(?P<word>[一-鿿]{2,4}(?![一-鿿]))"
    )


@lru_cache(maxsize=256)  # asked again once the text has been repaired
def read_tokens(row: str) -> tuple[Token, ...] | None:
    """The tokens of a line that is made of nothing else; None for any other line.

    >>> [token.kind for token in read_tokens("云州日报 2023年3月9日 星期四 要闻 2版") or ()]
    ['name', 'date', 'week', 'word', 'folio']
    >>> [token.kind for token in read_tokens("P9·综合 2023·3·9／星期四") or ()], [token.kind for token in read_tokens("八版｜文体") or ()]
    (['folio', 'word', 'date', 'week'], ['folio', 'word'])
    >>> read_tokens("3月9日，云州大桥建成通车") is None
    True
    """
    tokens: list[Token] = []
    at = 0
    while at < len(row):
        match = _token().match(row, at)
        if match is None:
            if row[at] not in _SEPARATORS:
                return None
            at += 1
            continue
        tokens.append(Token(match.lastgroup or "", match[0]))
        at = match.end()
    return tuple(tokens)


# What the name of a paper by itself ends in; 报 alone is the first half of 报告 or 报道, cut by a column, as often.
_papers = (
    *("日报", "晚报", "晨报", "时报", "早报", "周报", "快报", "商报", "导报", "都市报", "新闻"),
    *("日報", "晚報", "晨報", "時報", "早報", "週報", "商報", "導報", "新報"),
)


@cache
def _headlike() -> re.Pattern[str]:
    """What every line has that may be a running head."""
    return re.compile(
        "星期|[周週][一二三四五六日]|版|[A-DP][0-9]|农历|農曆|[编編責责]|第 ?[0-9]+ ?[期号號]|[报報刊]$|热线|邮[编编]"
        r"|[0-9]{4}[年./·-] ?[0-9]{1,2}[月./·-]|(?<![0-9])0[0-9](?![0-9])|DAY|day"
    )


def is_running_head(row: str) -> bool:
    """Whether a line has the form of a running head or of a part of it, so that no sentence goes on into it or out of it.

    >>> [is_running_head(row) for row in ("2012年4月6日　星期五", "二版·民生", "总第12545期", "江门早报", "责任编辑/令狐田")]
    [True, True, True, True, True]
    >>> [is_running_head(row) for row in ("2012年4月6日", "第三版", "会议通报", "新闻", "3月9日，大桥通车")]
    [False, False, False, False, False]
    """
    if len(row) > LONGEST or "，" in row or "。" in row or _headlike().search(row) is None:
        return False
    tokens = read_tokens(row)
    if not tokens:
        return False
    kinds = {token.kind for token in tokens}
    if len(tokens) == 1:
        if "name" in kinds:
            return row[0] != "《" and row.endswith(_papers)
        return not kinds.isdisjoint(("desk", "contact", "issue", "publisher", "week")) or row[0] in "ABCDP"
    if not kinds.isdisjoint(("folio", "number", "issue", "desk", "contact", "week")):
        return True
    return "name" in kinds and not kinds.isdisjoint(("date", "publisher"))


def is_section_name(text: str) -> bool:
    """Whether a word is the name of a section of papers: what it tells of, alone or with 新闻, or what stands in it.

    >>> [is_section_name(word) for word in ("国际", "综合新闻", "要闻", "副刊", "焦點", "大桥", "人物")]
    [True, True, True, True, True, False, False]
    """
    if not 2 <= len(text) <= 6:
        return False
    return _sections().fullmatch(text) is not None or is_beat(text.removesuffix("新闻").removesuffix("新聞"))


def is_section_label(text: str) -> bool:
    """Whether a line over a headline is the name of a section, or two of them with a dot between; no kicker says so little.

    >>> [is_section_label(line) for line in ("民生·社会", "要闻", "法治聚焦", "记者走基层·看变化")]
    [True, True, False, False]
    """
    return all(map(is_section_name, re.split("[·・•/｜|]", text)))


def is_beat(text: str) -> bool:
    """Whether a word says what a section tells of: 清河新闻 is a bulletin, 综合新闻 a section.

    >>> is_beat("综合"), is_beat("县域"), is_beat("清河")
    (True, True, False)
    """
    return _beat().fullmatch(text) is not None


@cache
def _sections() -> re.Pattern[str]:
    return re.compile(
        "[要新]闻|[要新]聞|副刊|评论|評論|时评|理论|理論|[专專]版|特刊|文[艺藝]|地方|读书|讀書|焦點|熱點|[专專]題"
    )


@cache
def _beat() -> re.Pattern[str]:
    return re.compile(
        "综合|綜合|社会|社會|要点|重要|图片|圖片|专题|特别|热点|焦点|头条|最新|今[日天]|每日|一周|简明|一句话|生活|公益|部门"
        "|[本全各]?[市省县區区埠国國地][内內际際域]?|中[国國]|世界|环球|環球|天下|海外|港澳台|[两兩]岸|都市|城[市事]|区[域县]|县区|[乡街]镇|街道|社区"
        "|基层|农村|三农|民生|时政|時政|政[治务]|党建|经济|經濟|[财財][经經]|金融|市场|[产企行商]业|消费|房产|汽车|旅游"
        "|文化|[体體]育|[娱娛][乐樂]|文[娱体]|综艺|教育|校园|科[技教]|法[治制]|健康|卫生|医疗|[军軍]事"
    )
