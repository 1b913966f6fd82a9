"""The pieces that a page is read into, and what a piece shows by itself."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

BULLETS = frozenset("●■▲◆○◇□△•►★☆")
SENTENCE_ENDS = "。．.！？!?…"
LONGEST_CAPTION = 120
_SPEAKERS = ("问：", "答：", "问:", "答:", "問：", "問:", "记者：", "记者:", "記者：", "記者:")
_CAPTION_STARTS = frozenset("◘◉▲△▼▽◀▶图圖上下左右")
_CREDIT_ENDS = frozenset("摄攝影图圖")
CLOSERS = "”’」』）)》〉】"


class Block(NamedTuple):
    """One piece of a page in reading order.

    `kind` is `paragraph`, `head` (one line that may be of a heading), `byline`, `tail` (a credit on a line of its
    own), `jump`, `number` (of a document), `date` (alone on its line), `caption`, `table` or `image`. `first` and
    `last` are indices of lines; `text` keeps hard line ends as newlines; `width` is that of a heading line and
    `column` that of the text column around it (half-width units, 0 unknown).
    """

    kind: str
    first: int
    last: int
    text: str
    level: int = 0
    width: int = 0
    column: int = 0


@functools.cache
def any_of(characters: str) -> Callable[[str], re.Match[str] | None]:
    """The search for one of some characters in a text: a tenth of the time that a set takes to look at each."""
    return re.compile(f"[{re.escape(characters)}]").search


@functools.cache
def places_of(characters: str, *, others: bool = False) -> Callable[[str], list[int]]:
    """The finder of the places in a text where one of some characters stands, or any other."""
    found = re.compile(f"[{'^' * others}{re.escape(characters)}]").finditer
    return lambda text: [match.start() for match in found(text)]


# Makes a block of all its values. The constructor of a NamedTuple is a function in Python, three times as slow.
block = functools.partial(tuple.__new__, Block)


def ends_sentence(text: str, old: bool = False) -> bool:
    """Whether a line ends where a sentence ends (`old`: in the punctuation without 。, where 、 ends one too).

    >>> ends_sentence("会议召开。"), ends_sentence("“走！”"), ends_sentence("打卡村”"), ends_sentence("何苦來、", old=True)
    (True, True, False, True)
    """
    last = text[-1]
    if last in SENTENCE_ENDS:
        return True
    if last in CLOSERS:
        bare = text.rstrip(CLOSERS)
        return bool(bare) and bare[-1] in SENTENCE_ENDS
    return old and last in "、，；,"


@functools.cache
def _photo_credit() -> re.Pattern[str]:
    # 摄 stands behind a name that has a sentence before it, or behind one that a ▲ points from.
    name = r"[\u4e00-\u9fff·]{2,4}"
    return re.compile(
        rf"(?:[。！？”」]\s*|^[▲△▼▽◀▶◁▷←→↑↓].{{4,}}\s)"
        rf"((?:(?:本报|全媒体|融媒体|首席|见习|实习)*(?:记者|通讯员|摄影)\s*)?"
        rf"(?:{name}[\s、]+)?{name}\s*[/／]?\s*(?:摄影?|攝影?|供图|供圖))$",
        re.DOTALL,
    )


def photo_credit(text: str) -> str | None:
    """Who took or gave the picture, as the end of its caption prints it; None where it does not.

    >>> photo_credit("3月17日，市民在赏花。本报记者 王五 摄"), photo_credit("图为夜景。")
    ('本报记者 王五 摄', None)
    """
    match = _photo_credit().search(text) if text[-1] in _CREDIT_ENDS else None
    return match[1] if match else None


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a picture.

    >>> is_caption("图为大桥夜景。李明 摄"), is_caption("◘全國運動會大門◘"), is_caption("图书馆开放")
    (True, True, False)
    >>> is_caption("▲市民在园内参观。 林一舟 摄"), is_caption("3月17日，市民在赏花。本报记者 王五 摄"), is_caption("本报记者 王五 摄")
    (True, True, False)
    """
    if (text[0] not in _CAPTION_STARTS and text[-1] not in _CREDIT_ENDS) or len(text) > LONGEST_CAPTION:
        return False
    if text[0] in "◘◉▲△▼▽◀▶" and text[-1] in ("◘", "◉", "）", ")", text[0]):
        # ▲春灌开始。（李明） is an item of news.
        told = text[0] not in "◘◉" and text[-1] in "）)" and "。" in text and text[-2] not in "摄攝影图圖"
        return len(text) <= 60 and not told
    if photo_credit(text):
        return True
    if text[0] not in "图圖上下左右":
        return False
    return text.startswith(("图为", "圖為", "圖爲", "上图", "下图", "左图", "右图", "图①", "图②", "图片说明"))


def is_bracketed(text: str) -> bool:
    """Whether a line stands in one pair of round brackets."""
    return text[0] in "（(" and text[-1] in "）)" and text.count("（") + text.count("(") == 1


def is_titled(text: str) -> bool:
    """Whether a line is set as a title in the brackets 【】, as items of rundowns and briefs are.

    >>> is_titled("【广交会开幕】"), is_titled("【本报讯】大桥通车"), is_titled("【本报综合讯】"), is_titled("【注】")
    (True, False, False, False)
    """
    if text[0] not in "【〖" or text[-1] not in "】〗" or not 5 <= len(text) <= 40:
        return False
    return text.count("【") + text.count("〖") == 1 and text[-2] not in "讯訊电電"


def is_two_beats(text: str) -> bool:
    """Whether a line is two clauses with a space between them and no other mark, as headlines are.

    >>> is_two_beats("多彩活动庆重阳 传递孝亲敬老情"), is_two_beats("本报记者 张三"), is_two_beats("iPhone 12 发布")
    (True, False, False)
    """
    parts = text.replace("\u3000", " ").split()
    if len(parts) != 2 or not text[-1].isalnum() or parts[1][0].isdigit():
        return False
    return all(len(part) >= 5 and not part.isascii() for part in parts)


def speaks(text: str) -> bool:
    """Whether a line is a question or an answer of a conversation; one that is both is a headline over it.

    >>> speaks("问：几点开门？"), speaks("答：九点。"), speaks("问：几点开门？答：九点"), speaks("问：路在何方")
    (True, True, False, True)
    """
    return text.startswith(_SPEAKERS) and "答：" not in text[2:] and "答:" not in text[2:]


def flat(text: str) -> str:
    """A text without its space, for comparing."""
    return "".join(text.split())


@functools.cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile("[。！？!?]")


def first_sentence(text: str) -> str:
    """The first sentence of a text, without the mark at its end."""
    end = _sentence_end().search(text)
    return text if end is None else text[: end.start()]


def pairs(text: str) -> list[str]:
    """The pairs of characters of a text, for telling how much of it another one says.

    >>> pairs("大桥通车")
    ['大桥', '桥通', '通车']
    """
    return list(map(operator.add, text, text[1:]))


def found_in(pairs: Iterable[str], text: str) -> list[str]:
    """Those of some pairs of characters that stand in a text; one character is found in a fifth of the time of a pair."""
    return [pair for pair in pairs if pair[0] in text and pair[1] in text and pair in text]


def said(pairs: Iterable[str], text: str) -> int:
    """How many of some pairs of characters stand in a text."""
    return len(found_in(pairs, text))
