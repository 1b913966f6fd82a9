"""The words that go around an article in a file for readers: dates, pages, people, jumps, in both scripts."""

from __future__ import annotations

import re

from ..model import Article, Jump
from .characters import one_line

_HANS = {
    "abstract": "摘要",
    "keywords": "关键词",
    "contents": "目录",
    "kicker": "引题",
    "deck": "副题",
    "byline": "署名",
    "origin": "出处",
    "note": "提示",
    "publication": "报纸",
    "date_published": "出版日期",
    "issue": "期号",
    "page": "版次",
    "pages": "版次",
    "section": "版名",
    "kind": "体裁",
    "contributors": "作者",
    "agency": "稿源",
    "dateline": "电头",
    "located": "发稿地",
    "content_date": "事件日期",
    "continued_from": "上接",
    "continued_on": "下转",
    "language": "语言",
    "confidence": "切分把握",
    "gist": "一句话",
    "source": "原文位置",
    "id": "编号",
    "edits": "修补",
    "record": "著录",
    "search": "检索",
    "skip": "正文",
    "filters": "检索与筛选",
    "all_pages": "全部版面",
    "whole_issue": "整期",
    "all_keywords": "全部关键词",
    "reset": "清除",
    "none_found": "没有符合的文章。",
    "no_issue": "未注明出处",
    "no_page": "未注明版次",
    "overview": "当日概览",
    "by_page": "各版篇数",
    "by_issue": "各期篇数",
    "mentions": "关键词提及次数",
    "joined": "原载{}，已合为一篇",
    "from_lost": "本文上接第{}版，前文不在其中",
    "on_lost": "本文下转第{}版，后文不在其中",
    "brief": "简讯",
    "notice": "公告",
    "advertisement": "广告",
    "caption": "图片说明",
    "contents_kind": "导读",
    "masthead": "报头",
    "weather": "天气",
    "furniture": "版面附件",
    "other": "其他",
    "article": "文章",
    "untitled": "报刊文章",
    "anonymous": "佚名",
}
# Only what differs; a table of our own is surer than a conversion of six words.
_HANT = _HANS | {
    "keywords": "關鍵詞",
    "contents": "目錄",
    "kicker": "引題",
    "deck": "副題",
    "origin": "出處",
    "publication": "報紙",
    "issue": "期號",
    "kind": "體裁",
    "dateline": "電頭",
    "located": "發稿地",
    "continued_on": "下轉",
    "language": "語言",
    "source": "原文位置",
    "id": "編號",
    "edits": "修補",
    "record": "著錄",
    "search": "檢索",
    "skip": "內文",
    "filters": "檢索與篩選",
    "all_keywords": "全部關鍵詞",
    "none_found": "沒有符合的文章。",
    "no_issue": "未註明出處",
    "no_page": "未註明版次",
    "overview": "當日概覽",
    "by_page": "各版篇數",
    "by_issue": "各期篇數",
    "mentions": "關鍵詞提及次數",
    "joined": "原載{}，已合為一篇",
    "on_lost": "本文下轉第{}版，後文不在其中",
    "brief": "簡訊",
    "advertisement": "廣告",
    "caption": "圖片說明",
    "contents_kind": "導讀",
    "masthead": "報頭",
    "weather": "天氣",
    "furniture": "版面附件",
    "untitled": "報刊文章",
    "content_date": "事件日期",
}


def words(language: str | None) -> dict[str, str]:
    """The labels in the script of that language; simplified where it is not known."""
    traditional = language is not None and ("Hant" in language or language in ("zh-TW", "zh-HK", "zh-MO"))
    return _HANT if traditional else _HANS


def kind_word(article: Article) -> str:
    """The name of the article's kind; empty for a plain article, which needs none.

    >>> kind_word(Article(body="", kind="brief")), kind_word(Article(body=""))
    ('简讯', '')
    """
    kind = "contents_kind" if article.kind == "contents" else article.kind
    return "" if kind == "article" else words(article.language).get(kind, one_line(kind))


def chinese_date(date: str | None) -> str:
    """An ISO date as a paper prints it; anything else as it is.

    >>> chinese_date("2026-03-18"), chinese_date("2026-03"), chinese_date("三月"), chinese_date(None)
    ('2026年3月18日', '2026年3月', '三月', '')
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date or "", re.ASCII)
    if not found:
        return one_line(date)
    year, month, day = found.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def chinese_pages(article: Article) -> str:
    """The pages an article stands on.

    >>> chinese_pages(Article(body="", page="1", pages=("1", "3"))), chinese_pages(Article(body="", page="A6"))
    ('第1、3版', 'A6版')
    """
    pages = [one_line(p) for p in article.pages or ((article.page,) if article.page else ())]
    if not pages:
        return ""
    return ("第" if pages[0].isdecimal() else "") + "、".join(pages) + "版"


def page_word(page: str) -> str:
    """A single page as papers print it: `2版`; empty where it is not known."""
    return f"{page}版" if page else ""


def origin(article: Article) -> str:
    """Where it was printed, in one line.

    >>> origin(Article(body="", publication="云州日报", date_published="2026-03-18", page="2", section="要闻"))
    '云州日报　2026年3月18日　第2版　要闻'
    """
    parts = (one_line(article.publication), chinese_date(article.date_published), one_line(article.issue))
    return "　".join(p for p in (*parts, chinese_pages(article), one_line(article.section)) if p)


def origin_and_kind(article: Article) -> str:
    """Where it was printed and what it is, for formats that have no label beside the headline.

    >>> origin_and_kind(Article(body="", headline="地铁检修", page="2", kind="brief"))
    '第2版　简讯'
    """
    kind = kind_word(article) if one_line(article.headline) else ""
    known = "" if kind == one_line(article.section) else kind
    return "　".join(part for part in (origin(article), known) if part)


def people(article: Article) -> str:
    """The people of the byline with what they are, roles named once for neighbours that share one.

    >>> from bulletin_cli.model import Contributor as C
    >>> people(Article(body="", contributors=(C("江远", "记者"), C("苏禾", "记者"), C("周牧", None))))
    '记者 江远、苏禾　周牧'
    """
    groups: list[tuple[str, list[str]]] = []
    for person in article.contributors:
        role = one_line(person.role)
        if groups and groups[-1][0] == role:
            groups[-1][1].append(one_line(person.name))
        else:
            groups.append((role, [one_line(person.name)]))
    return "　".join(f"{role} {'、'.join(names)}".strip() for role, names in groups)


def byline(article: Article) -> str:
    """The byline to print above the text: as printed, or the people alone where the text opens with it anyway.

    >>> byline(Article(body="正文", byline="本报记者 江远"))
    '本报记者 江远'
    >>> byline(Article(body="本报讯（通讯员石伟）会议召开。", byline="本报讯(通讯员石伟)"))
    ''
    """
    printed = one_line(article.byline)
    if printed and not _narrow(article.body[: 2 * len(printed) + 40]).startswith(_narrow(printed)):
        return printed
    return people(article)


# `clean` gives a body its full-width marks back and leaves the byline as printed.
_NARROW = str.maketrans("，：；（）／．", ",:;()/.")


def _narrow(text: str) -> str:
    return "".join(text.split()).translate(_NARROW)


def jump_notes(article: Article) -> tuple[str, str]:
    """A sentence to stand above the text and one below it, on where the rest of it is; empty where it is all here.

    >>> jump_notes(Article(body="", continued_from=Jump("1", "(上接1版)")))
    ('本文上接第1版，前文不在其中', '')
    >>> jump_notes(Article(body="", continued_on=Jump("3", "(下转3版)", resolved=True), pages=("1", "3")))
    ('原载第1、3版，已合为一篇', '')
    """
    label = words(article.language)
    came, goes = article.continued_from, article.continued_on
    joined = any(jump and jump.resolved for jump in (came, goes)) and chinese_pages(article)
    above = [label["joined"].format(chinese_pages(article))] if joined else []
    above += [_lost(came, label["from_lost"])]
    return "；".join(filter(None, above)), _lost(goes, label["on_lost"])


def _lost(jump: Jump | None, sentence: str) -> str:
    if jump is None or jump.resolved:
        return ""
    return one_line(jump.raw) if jump.page is None else sentence.format(one_line(jump.page))


def name_of(article: Article) -> str:
    """A name to list an article by: its headline, or its kind and first words.

    >>> name_of(Article(body="3月16日，市民在湿地公园观赏早樱。连日来气温回升。", kind="caption"))
    '图片说明：3月16日，市民在湿地公园观赏早樱。连日…'
    """
    headline = one_line(article.headline)
    if headline:
        return headline
    start = one_line(article.body[:60])
    kind = kind_word(article) or words(article.language)["article"]
    return f"{kind}：{start[:20]}…" if len(start) > 20 else f"{kind}：{start}" if start else kind
