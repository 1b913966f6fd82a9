"""What tells official documents and standing items from reports: numbers, salutations, sections, signatures, kinds."""

from __future__ import annotations

import functools
import re

from ..chinese.apart import CLOSING
from ..chinese.dates import find_date
from .blocks import is_titled, speaks

_NUM = "一二三四五六七八九十百零〇"
# 落款: the last character of the names of bodies that sign documents.
_BODIES = (
    "府",
    "会",
    "會",
    "室",
    "局",
    "厅",
    "廳",
    "部",
    "院",
    "校",
    "处",
    "處",
    "司",
    "所",
    "社",
    "团",
    "委",
    "署",
    "办",
    "队",
    "站",
    "行",
    "中心",
    "公司",
)
_NOTICES = ("公告", "通告", "公示", "启事", "啟事", "声明", "聲明", "讣告", "訃告", "通知", "招标公告", "简章")
_TITLES = (
    "通知",
    "意见",
    "决定",
    "办法",
    "批复",
    "复函",
    "函",
    "报告",
    "请示",
    "公告",
    "通告",
    "通报",
    "方案",
    "规定",
    "规划",
    "细则",
    "命令",
    "纪要",
    "条例",
)
_CONTENTS = ("导读", "導讀", "目录", "目錄", "要目", "本期要目", "今日导读", "本期导读", "内容提要")
_WEATHER = ("天气", "天气预报", "今日天气", "城市天气", "天氣", "天氣預報", "一周天气")
_STANDING = frozenset(
    (
        *_CONTENTS,
        *_WEATHER,
        *_NOTICES,
        *("简讯", "短讯", "快讯", "短波", "簡訊", "短訊", "快訊"),
        *(
            "公益广告",
            "广告",
            "廣告",
            "遗失声明",
            "遺失聲明",
            "更正",
            "致歉",
            "道歉",
            "招聘启事",
            "招领启事",
            "寻人启事",
            "寻物启事",
            "征稿启事",
        ),
        *("拍卖公告", "注销公告", "清算公告", "减资公告", "停水通知", "停电通知", "停电公告", "停水公告"),
    )
)
# Headlines over several items, each with a subhead of its own.
ROUND_UPS = ("快讯", "简讯", "短讯", "联播", "速览", "一览", "集锦", "短波", "一句话新闻", "快訊", "簡訊", "短訊")
_AROUND = "【】[]《》〖〗■□●◆"
# What their names end with.
STANDING_ENDS = "".join(dict.fromkeys(_AROUND + "".join([name[-1] for name in (*_STANDING, *ROUND_UPS)])))
_SELLING = ("广告", "廣告", "招租", "转让", "轉讓", "诚聘", "招生简章", "优惠大酬宾")
# What sells names where to call or go and what it costs; news names one of these at the most.
_LONGEST_ADVERT = 400
_CALLS = ("电话", "热线", "電話", "手机", "联系人", "微信", "传真", "网址", "二维码")
_PLACES = ("地址", "地點", "地点", "门店", "店址", "交通路线", "乘车路线")
_WARES = (
    "优惠",
    "特价",
    "抢购",
    "促销",
    "元起",
    "诚聘",
    "招租",
    "转让",
    "出售",
    "报名",
    "订购",
    "加盟",
    "免费试",
    "大酬宾",
    "減價",
    "大減價",
    "批發",
)
# Labels of the 版记 and of those present, before a colon.
_IMPRINT = frozenset(
    (
        *(
            "主送",
            "抄送",
            "抄报",
            "分送",
            "报",
            "送",
            "发",
            "印发",
            "出席",
            "列席",
            "请假",
            "缺席",
            "主持",
            "记录",
            "参加",
        ),
        *("附件", "地点", "时间", "参会人员", "出席人员", "列席人员"),
    )
)
# A paragraph of no more characters than this is a brief.
BRIEF = 130


@functools.cache
def _number() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{0,12}[〔\[［(（【]\d{4}[〕\]］)）】][ ]*(?:第[ ]*)?\d{1,5}[ ]*号")


_SECTION_FIRST = frozenset(_NUM + "第（(附")
# One of these stands within so many characters of a section's heading.
_SECTION_MARKS, _SECTION_HEAD = frozenset("章节編编篇、）)附"), 12


@functools.cache
def _section() -> re.Pattern[str]:
    return re.compile(
        rf"第[ ]*[{_NUM}\d]{{1,4}}[ ]*[章节編编篇]|[{_NUM}]{{1,3}}、|[（(][{_NUM}\d]{{1,3}}[）)]|附件[ \d:：]|附[ ]*则"
    )


@functools.cache
def _numeral() -> re.Pattern[str]:
    # The sections of a feature that have no name: 一, 02, ③.
    return re.compile(rf"[{_NUM}壹贰叁肆伍陆柒捌玖拾]{{1,3}}|[①-⑳Ⅰ-Ⅻ]|\d{{1,2}}[.．、]?")


def is_number(text: str) -> bool:
    """Whether a line is the number of a document 发文字号 (GB/T 9704-2012, 7.2.5).

    >>> is_number("云政办发〔2024〕12号"), is_number("云政发[2024]3号"), is_number("〔2024〕7号"), is_number("第12号令公布")
    (True, True, True, False)
    """
    return len(text) <= 30 and text[-1] == "号" and _number().fullmatch(text) is not None


def is_adoption(text: str) -> bool:
    """Whether a line is the note under a document's title 题注 that says when it was adopted (GB/T 9704 and gazettes).

    >>> is_adoption("（2014年8月22日县政府第31次常务会议通过 自2014年10月1日起施行）"), is_adoption("（昨天通过）"), is_adoption("（见图）")
    (True, False, False)
    """
    if text[0] not in "（(" or text[-1] not in "）)" or not 12 <= len(text) <= 120:
        return False
    return (
        any(word in text for word in ("通过", "公布", "发布", "施行", "修正", "修订")) and "年" in text and "日" in text
    )


def is_issuer(text: str) -> bool:
    """Whether a line is the mark of the body that issues a document 发文机关标志 (GB/T 9704-2012, 7.2.4).

    >>> is_issuer("云州市人民政府办公室文件"), is_issuer("中共云州市委文件"), is_issuer("多部门联合印发文件")
    (True, True, False)
    """
    flat = "".join(text.split())
    return 4 <= len(flat) <= 40 and flat.endswith("文件") and flat[:-2].endswith(_BODIES)


def is_title(text: str) -> bool:
    """Whether a heading is the title of a document, which names its kind at the end (GB/T 9704-2012, 7.3.1).

    >>> is_title("云州市人民政府关于加强城市绿化工作的意见"), is_title("关于意见的争论")
    (True, False)
    """
    flat = "".join(text.split())
    return "关于" in flat[:24] and "的" in flat[-8:] and flat.endswith(_TITLES)


def is_section(text: str) -> bool:
    """Whether a heading line is a numbered section of the document it stands in.

    >>> is_section("第一章 总则"), is_section("一、总体要求"), is_section("（二）加强领导"), is_section("一批工程开工")
    (True, True, True, False)
    >>> is_section("二"), is_section("③"), is_section("02"), is_section("2020")
    (True, True, True, False)
    """
    if (
        text[:1] in _SECTION_FIRST
        and not _SECTION_MARKS.isdisjoint(text[:_SECTION_HEAD])
        and (_section().match(text) is not None or is_attachment(text))
    ):
        return True
    return len(text) <= 4 and _numeral().fullmatch(text) is not None


def is_attachment(text: str) -> bool:
    """Whether a line says that an attachment begins (GB/T 9704-2012, 7.3.4), and nothing else.

    >>> is_attachment("附件1"), is_attachment("附 件："), is_attachment("附件：1.工作方案")
    (True, True, False)
    """
    return text[0] == "附" and len(text) <= 8 and _attachment().fullmatch(text) is not None


@functools.cache
def _attachment() -> re.Pattern[str]:
    return re.compile(rf"附[ \u3000]*[件表][ \u3000]*[\d{_NUM}]{{0,3}}[ \u3000]*[:：]?")


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else, as under a signature.

    >>> is_date_line("2024年3月8日"), is_date_line("二〇二四年三月八日"), is_date_line("2024年3月8日 星期五")
    (True, True, False)
    """
    if len(text) > 16 or not (text[-1] in "日号" or text[-1].isdigit()):
        return False
    found = find_date(text)
    return found is not None and (found.start, found.end) == (0, len(text))


def is_body(text: str) -> bool:
    """Whether a line could be the name of the body that signs a document.

    >>> is_body("云州市人民政府办公室"), is_body("大桥今日通车")
    (True, False)
    """
    return len(text) <= 30 and "".join(text.split()).endswith(_BODIES)


def is_salutation(text: str) -> bool:
    """Whether a paragraph is the address 主送机关 of a document, or that of a letter.

    >>> is_salutation("各区人民政府，市政府各部门："), is_salutation("爸、妈："), is_salutation("尊敬的郝老师：")
    (True, True, True)
    >>> is_salutation("他说："), is_salutation("记者采访了李老师：")
    (False, False)
    """
    if text[-1] not in "：:" or len(text) > 120:
        return False
    bare = text[:-1].rstrip()
    if text[0] == "各" or bare.endswith(_BODIES) or bare.endswith(("部门", "单位", "机构", "同志", "居民", "读者")):
        return True
    return len(bare) <= 16 and (bare[:3] in _DEAR or (len(bare) <= 6 and bare.endswith(_ADDRESSED)))


def is_call(text: str) -> bool:
    """Whether a line right below a heading is the name or kin that a letter begins with.

    >>> is_call("小舟："), is_call("记者："), is_call("他在会上说：")
    (True, False, False)
    """
    return text[-1] in "：:" and 3 <= len(text) <= _CALL and text[:-1].isalpha() and not speaks(text)


# Whom a letter is to is no longer than this, the colon included.
_CALL = 5
_DEAR = ("亲爱的", "親愛的", "尊敬的", "敬爱的", "敬愛的")
# Whom letters speak to, by kin or by calling; so few characters stand before it that the line says nothing of them.
_ADDRESSED = (
    *(
        "爸",
        "妈",
        "媽",
        "爷爷",
        "爺爺",
        "奶奶",
        "外公",
        "外婆",
        "父亲",
        "父親",
        "母亲",
        "母親",
        "儿子",
        "兒子",
        "女儿",
        "女兒",
    ),
    *(
        "老师",
        "老師",
        "代表",
        "委员",
        "委員",
        "先生",
        "女士",
        "小姐",
        "朋友",
        "朋友们",
        "朋友們",
        "同学",
        "同學",
        "同学们",
        "同學們",
    ),
    *("战友", "戰友", "编辑", "編輯", "主任", "乡亲们", "鄉親們", "家长", "家長"),
)


def begins_with_day(text: str) -> bool:
    """Whether a line begins with a day, as the one under a letter does: `2月20日夜`, `二〇二四年春`."""
    return _day().match(text) is not None


def is_day_alone(text: str) -> bool:
    """Whether a line is the day that a letter was written, and nothing else.

    >>> is_day_alone("2月20日夜"), is_day_alone("2024年3月8日于云州"), is_day_alone("3月8日开馆")
    (True, True, False)
    """
    if "月" not in text or len(text) > 20 or (found := _day().match(text)) is None:
        return False
    rest = text[found.end() :].strip()
    return rest in _HOURS or (rest[:1] == "于" and len(rest) <= 5)


_HOURS = frozenset(("", "夜", "晚", "深夜", "凌晨", "晨", "清晨", "早", "午", "午后", "傍晚", "灯下"))


@functools.cache
def _day() -> re.Pattern[str]:
    return re.compile(rf"(?:[{_NUM}\d]{{4}}年)?[{_NUM}\d]{{1,3}}月[{_NUM}\d]{{1,3}}日|[{_NUM}\d]{{4}}年")


def closes_letter(text: str) -> bool:
    """Whether a line closes a letter; the writer and the day stand under it.

    >>> closes_letter("此致"), closes_letter("敬礼！"), closes_letter("敬礼的姿势")
    (True, True, False)
    """
    return text[0] in "此敬" and len(text) <= 8 and "".join(text.split()).rstrip("！!。") in CLOSING


@functools.cache
def _telephone() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\d)(?:(?:0\d{2,3}[-－—]?)?[2-9]\d{6,7}|1[3-9]\d{9}|[48]00[-－—]?\d{3,4}[-－—]?\d{3,4})(?!\d)"
    )


def _sells(body: str) -> bool:
    """Whether a text calls on its readers to buy: wares, and where to call (with a number) or to go."""
    if not any(word in body for word in _WARES):
        return False
    calls = any(word in body for word in _CALLS) and _telephone().search(body) is not None
    return calls and (any(word in body for word in _PLACES) or sum(word in body for word in _WARES) > 1)


def is_contents(headline: str) -> bool:
    """Whether a headline is that of a table of contents 导读."""
    return "".join(headline.split()).strip(_AROUND) in _CONTENTS


def is_list(text: str) -> bool:
    """Whether a text is the entries of a list, as contents have them: short lines, none of them a sentence.

    >>> is_list("1.习近平会见德国总理\\n2.国务院召开常务会议"), is_list("●春播过半 2版"), is_list("国家主席会见来访的总理。")
    (True, True, False)
    """
    lines = text.split("\n")
    return (all(len(line) <= 40 for line in lines) and text[-1] not in "。！？") or _entry().match(text) is not None


@functools.cache
def _entry() -> re.Pattern[str]:
    return re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)．.、]|[①-⑳●■▲◆○◇□△·•▶►]")


def is_item(text: str) -> bool:
    """Whether a heading is of an item within a column of several: numbered, dotted, or in brackets."""
    return is_titled(text) or text[0] in "①②③④⑤⑥⑦⑧⑨⑩●■▲◆" or re.match(r"[（(]?\d{1,2}[）)．.、]", text) is not None


def is_numbered(text: str) -> bool:
    """Whether a heading begins with a number and a dot.

    >>> is_numbered("1. 春播进度"), is_numbered("2．春播进度"), is_numbered("3.5万亩春播")
    (True, True, False)
    """
    return _number_first().match(text) is not None


@functools.cache
def _number_first() -> re.Pattern[str]:
    return re.compile(r"\d{1,2}[.．、](?!\d)")


def is_imprint(text: str) -> bool:
    """Whether a line is of the 版记 or the list of those present, which close documents (GB/T 9704-2012, 7.4).

    >>> is_imprint("抄送：市委办公室"), is_imprint("出席：王建国、李晓明"), is_imprint("专家：早睡早起有益健康")
    (True, True, False)
    """
    label, mark, rest = "".join(text.split())[:40].replace(":", "：", 1).partition("：")
    return bool(mark and rest) and label in _IMPRINT


def is_standing(text: str) -> bool:
    """Whether a line names a standing item: contents, weather, a notice, a round-up; it is a headline by itself.

    >>> [is_standing(line) for line in ("天气预报", "【遗失声明】", "公 告", "图书馆发布停水通知", "会议发布公告")]
    [True, True, True, False, False]
    """
    if len(text) > 12 or text[-1] not in STANDING_ENDS:
        return False
    flat = "".join(text.split()).strip(_AROUND)
    return flat in _STANDING or (2 < len(flat) <= 8 and flat[0].isalpha() and flat.endswith(ROUND_UPS))


def is_notice(headline: str) -> bool:
    """Whether a headline is that of a notice: `公告`, `云州市教育局招生简章`."""
    return "".join(headline.split()).strip(_AROUND).endswith(_NOTICES)


def kind_of(headline: str | None, byline: str | None, body: str) -> str:
    """The kind of an item by its headline; a brief is one short paragraph with a credit at its end or none, or a column of such.

    >>> kind_of("停水通知", None, "因检修"), kind_of("今日天气", None, "多云"), kind_of("导读", None, "")
    ('notice', 'weather', 'contents')
    >>> kind_of("大桥通车", None, "大桥通车。"), kind_of("大桥通车", "记者 张三", "大桥通车。")
    ('brief', 'article')
    >>> kind_of("大桥通车", "（张三）", "大桥通车。（张三）")
    'brief'
    """
    flat = "".join((headline or "").split()).strip(_AROUND)
    if flat in _CONTENTS:
        return "contents"
    if flat in _WEATHER:
        return "weather"
    if flat.endswith(_NOTICES):
        return "notice"
    if not byline and flat.endswith(_SELLING):
        return "advertisement"
    if not byline and len(body) <= _LONGEST_ADVERT and _sells(body):
        return "advertisement"
    if not byline and len(flat) <= 8 and flat.endswith(ROUND_UPS):
        return "brief"
    if headline and body and len(body) <= BRIEF and "\n\n" not in body and (not byline or _ends_with(body, byline)):
        return "brief"
    return "article"


def _ends_with(body: str, byline: str) -> bool:
    """Whether a text ends with a byline, which a line end may part."""
    return body.endswith(byline) or body.replace("\n", "").endswith(byline)
