"""Names of people and what they did: surnames, roles, and names parted again that lost their space."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from ..chinese.surnames import COMPOUND_SURNAMES, SURNAMES

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SPACE = r"\s"
ROLE = (
    r"(?:全媒体|全媒體|融媒[体體]?|新媒体|首席|特约|特約|特派|驻\w{1,4}|見習|见习|实习|實習|摄影|攝影|文字|高级|资深|视觉)*"
    r"(?:记者|記者|通讯员|通訊員|评论员|評論員|特派员|特派員|实习生|實習生|撰稿人?|编译|編譯|[摄攝]影(?![报報])|作者|指导教师|指导老师|编辑|編輯)"
)
WORK = (
    r"(?:[摄攝]影[报報][道導]|撰?文字?[/／、]?[图圖摄攝]影?|"
    r"[图圖][/／、]?文|撰?文|[图圖]片?|[摄攝]影?|整理|采写|採寫|编译|編譯|供稿|报道|報道|報導)"
)


# Names that lost their space come in twos and threes; a longer run is none, and trying all its cuts would take for ever.
_GLUED = 16
# A character that stands by itself so often is a word (走 is, surnames are not).
_COMMON = 5000
# Most credits end with a name: only these characters can end a work.
_WORK_ENDS = frozenset("文字图圖摄攝影片理写寫译譯稿道導")


@functools.cache
def role_names() -> re.Pattern[str]:
    """The pattern of a role before names: `首席记者`, `通讯员：`."""
    # One look at the first character passes over all that begins no role.
    first = "全融新首特驻見见实實摄攝文高资视记記通评評撰编編作指"
    return re.compile(rf"(?=[{first}])(?P<role>{ROLE}){SPACE}*[:：/／]?")


def likely_name(name: str) -> bool:
    """Whether a name could be a person's: a surname first, two to four characters (more when spaces were lost)."""
    if "·" in name or "•" in name:
        return True
    return 2 <= len(name) <= 4 and (name[0] in SURNAMES or name[:2] in COMPOUND_SURNAMES)


def no_word(name: str) -> bool:
    """Whether two or three characters could be a name though their surname is rare: they are no word."""
    from ..chinese.words import frequency

    if not (2 <= len(name) <= 3 and name.isalpha() and not name.isascii() and frequency(name) == 0):
        return False
    # 走基层: a common word before a word, as columns are called.
    return not (len(name) == 3 and name[0] not in SURNAMES and frequency(name[0]) > _COMMON and frequency(name[1:]) > 0)


def are_names(names: Sequence[str]) -> bool:
    """Whether what a role or a source introduces could all be names of people, rare surnames included."""
    return bool(names) and all(likely_name(name) or no_word(name) for name in names)


def without_work(text: str) -> tuple[str, str | None]:
    """(the names, what they did): `萧勇 文／摄` is 萧勇 and 文／摄; 陈大文 is a name."""
    text = text.strip()
    if text[-1:] not in _WORK_ENDS:
        return text, None
    match = _work_behind().search(text)
    if match is None or match.start() < 2:
        return text, None
    if not match["gap"] and match["work"] in "文图圖片":
        return text, None
    return text[: match.start()], match["work"]


@functools.cache
def _work_behind() -> re.Pattern[str]:
    return re.compile(rf"(?P<gap>{SPACE}*[/／]?{SPACE}*)(?P<work>{WORK})$")


@functools.cache
def _between_names() -> re.Pattern[str]:
    return re.compile(r"[、，,；;/／|｜和 \t\u3000\u00a0\n]+")


@functools.cache
def _work_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<=^)|(?<=[{SPACE}□■◎○●◆]))({WORK}){SPACE}*[·•｜|]{SPACE}*(?=(?:本[报報刊社])?{ROLE}|[{HAN}]{{2,4}}(?:{SPACE}|$))"
    )


def with_slashes(text: str) -> str:
    """A credit whose works have a dot or a bar behind them, as one with strokes: `文·单永　图·邹松` is `文/单永　图/邹松`.

    >>> with_slashes("文 | 王强 图 | 李静"), with_slashes("约翰·文·史密斯"), with_slashes("走基层·看变化")
    ('文/王强 图/李静', '约翰·文·史密斯', '走基层·看变化')
    """
    parted = "·" in text or "•" in text or "｜" in text or "|" in text
    return _work_before().sub(r"\1/", text) if parted else text


@functools.cache
def _works_within() -> re.Pattern[str]:
    return re.compile(rf"{SPACE}*[/／]{SPACE}*{WORK}(?={SPACE}|$)")


def without_works(text: str) -> str:
    """The names of a list in which each has its work behind it: `黎兰东/文 汤献/图` is 黎兰东 and 汤献."""
    return _works_within().sub(" ", text).strip() if "/" in text or "／" in text else text


def split_names(text: str) -> list[str]:
    """Names parted by space or marks; a run of two that lost its space is cut before a surname."""
    text = text.strip()
    if text.isalpha() and "和" not in text[2:-2]:
        return _cut_names(text)
    pieces = [p for p in _between_names().split(text) if p]
    out: list[str] = []
    k = 0
    while k < len(pieces):
        piece = pieces[k]
        # 张 三: two-character names are printed with an inner space to fill three places.
        after = pieces[k + 1] if k + 1 < len(pieces) else ""
        inner = len(piece) == 1 and 0 < len(after) <= 2 and piece in SURNAMES
        if inner or (len(piece) >= 2 and len(after) == 1 and after not in SURNAMES):
            piece += after
            k += 1
        out += _cut_names(piece)
        k += 1
    return [name for name in out if all(char.isalpha() or char in "·•．" for char in name)]


def _cut_names(piece: str) -> list[str]:
    """Cut `赵远子吕博琴` into two names, when both begin with a surname; anything else comes back whole."""
    if not 4 <= len(piece) <= _GLUED or "·" in piece or (len(piece) == 4 and piece[:2] in COMPOUND_SURNAMES):
        return [piece]
    for size in (3, 2, 4):
        rest = piece[size:]
        if size == 4 and piece[:2] not in COMPOUND_SURNAMES:
            continue
        if len(rest) >= 2 and likely_name(piece[:size]):
            tail = _cut_names(rest)
            if all(likely_name(name) for name in tail):
                return [piece[:size], *tail]
    return [piece]
