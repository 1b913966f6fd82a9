"""Mojibake: text that was read in another charset is read again where only that makes sense.

Four readings are undone: UTF-8 taken for Latin-1 or Windows-1252 (once or twice), UTF-8 taken for GBK, and GBK taken for
Latin-1. Bytes that were lost on the way stay lost: what is whole on both sides is read, the rest left for a reader.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from bulletin_cli.clean.edits import Change

# What the first and later bytes of a Chinese character in UTF-8 (E3 to E9, 80 to BF) look like in Latin-1 and cp1252.
LATIN_SIGNS = frozenset("ãäåæçèéïÂÃ")
# GBK taken for Latin-1 is all accents: ÖÐ¹ú for 中国. No language has so many in a row.
ACCENTS_IN_A_ROW = 8
ENOUGH = 4  # characters of Chinese that GBK has to give to be believed inside a line of clean text
LEAST_READ = 2  # of them if they are common ones
# What the first two bytes of a Chinese character in UTF-8, or the last one and the next's first, look like in GBK where that
# is no character of today's China, and what its common marks do. Half of all characters read so give one.
# They are written out (a test makes them), since to ask the codec would cost every start a millisecond.
GBK_SIGNS = frozenset(
    "佷佸佹佺佽侀備傚傛傜傝傞冧冨冩冪冭冮勪勫勬勭勮勯呬呭呮呯呰呴嗕嗗嗘嗙嗚嗛囦囧囨囩囪囬堜堝堟堢堣堥変夊夋夌夎夐婁婂婃婄"
    "婅婇嬩嬪嬫嬬嬭嬮屼屽屾岀岃岄嶄嶅嶆嶇嶈嶉庝庡庢庣庤庨忎忓忔忕忚忛愪愬愭愮愯愰戜戝戞戠戣戦掍掑掓掔掕掗撲撳撴撶撹撻斾斿"
    "旀旂旇旈曚曞曟曠曡曢栦栧栨栫栬栭椾楀楁楃楄楅樹樺樻樼樿橀欎欏欐欑欒欓氫氬氭氱氳氶涗涘涙涚涜涢滀滃滄滅滆滈濅濆濇濈濊濋"
    "炰炲炴炵炶為熶熷熸熺熻熼犱犲犳犵犺犻鈥銆鋩鋪鋫鋬鋭鋮鋯鋰鋱鋲鋳鋴鋵鋶鋷鋸鋹鋺鋻鋼鋽鋾鋿錀錁錂錃錄錅錆錇錈錉鍊鍋鍌鍍鍎"
    "鍏鍐鍑鍒鍓鍔鍕鍖鍗鍘鍙鍚鍛鍜鍝鍞鍟鍠鍡鍢鍣鍤鍥鍦鍧鍨鍩鍫鎬鎭鎮鎯鎰鎱鎲鎳鎴鎵鎶鎷鎸鎹鎺鎻鎼鎽鎾鎿鏀鏁鏂鏃鏄鏅鏆鏇鏈鏉"
    "鏋鏌鏍鐎鐏鐐鐑鐒鐓鐔鐕鐖鐗鐘鐙鐚鐛鐜鐝鐞鐟鐠鐡鐢鐣鐤鐥鐦鐧鐨鐩鐪鐫鐬鐭鐮鑰鑱鑲鑳鑴鑵鑶鑷鑸鑹鑺鑻鑼鑽鑾鑿钀钁钂钃钄钑"
    "钖钘铇铏铓铔铚铦铻锛锜锠閫閬閭閮閯閰閱閲閳閴閵閶閷閸閹閺閻閼閽閾閿闀闁闂闃闄闅闆闇闈闉闊闋"
)


def reread(text: str) -> list[Change]:
    """Read again what is UTF-8 taken for Latin-1, Windows-1252 or GBK, or GBK taken for Latin-1.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(reread, "会议召开，任务落实".encode().decode("latin-1"))
    '会议召开，任务落实'
    >>> changed(reread, "石景山区委常委会".encode().decode("gbk")), changed(reread, "»áÒéÕÙ¿ª£¬ÈÎÎñ")
    ('石景山区委常委会', '会议召开，任务')
    >>> changed(reread, "Beyoncé和Citroën，café"), changed(reread, "鍥锛")
    ('Beyoncé和Citroën，café', '鍥锛')
    """
    out: list[Change] = []
    if not _latin().search(text) and not _may_be_gbk(text):
        return out
    done = 0
    while match := _doubtful().search(text, done):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start())
        done = end if end >= 0 else len(text)
        out += _in_line(text[start:done], start)
    return out


def _may_be_gbk(text: str) -> bool:
    """Whether `text` in GBK has bytes of UTF-8 anywhere: for a page of sound text, traditional above all, one look."""
    try:
        return _believable().search(text.encode("gb18030")) is not None
    except UnicodeEncodeError:
        return True


@cache
def _latin() -> re.Pattern[str]:
    return re.compile("[" + "".join(LATIN_SIGNS) + "\x81-\xff]")


@cache
def _doubtful() -> re.Pattern[str]:
    """One of these is in every line that can be mojibake."""
    return re.compile("[" + "".join(LATIN_SIGNS | GBK_SIGNS) + "\x81-\xff]")


@cache
def _sign(signs: frozenset[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(signs) + "]")


def _in_line(line: str, at: int) -> list[Change]:
    out: list[Change] = []
    if _sign(LATIN_SIGNS).search(line):
        for match in _latin_run().finditer(line):
            out += (
                (at + start, at + end, after, 0.95, "UTF-8 read as Latin-1 or Windows-1252")
                for start, end, after in _from_latin(line, match.start(), match.end())
            )
    if not out:
        for match in _accents().finditer(line):
            if (read := _from_accents(match[0])) is not None:
                out.append((at + match.start(), at + match.end(), read, 0.93, "GBK read as Latin-1"))
    if not out and len(line) > 3 and _sign(GBK_SIGNS).search(line):
        out += (
            (at + start, at + end, after, 0.93, "UTF-8 read as GBK")
            for start, end, after in _from_gbk(line)
            if after != line[start:end]
        )
    return out


@cache
def _windows() -> dict[str, int]:
    """The bytes of the characters that Windows-1252 has in 80 to 9F."""
    return {bytes([i]).decode("cp1252"): i for i in range(0x80, 0xA0) if i not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


@cache
def _latin_run() -> re.Pattern[str]:
    high = "".join(map(re.escape, _windows()))
    return re.compile(
        f"[ -~\x80-\xff{high}]*(?:[\xe0-\xef]|Ã[\x80-\xbf{high}])[\x80-\xff{high}]{{2}}[ -~\x80-\xff{high}]*"
    )


@cache
def _letters() -> re.Pattern[str]:
    """Characters of Chinese in UTF-8, each three bytes long."""
    high = "".join(map(re.escape, _windows()))
    return re.compile(f"(?:[\xe3-\xe9\xef][\x80-\xbf{high}]{{2}})+")


@cache
def _accents() -> re.Pattern[str]:
    return re.compile(f"[\x81-\xff]{{{ACCENTS_IN_A_ROW},}}")


def _from_latin(line: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The Chinese text in a run of Latin letters: all of it, or, where bytes were lost, the characters that are whole."""
    read: str | None = line[start:end]
    for _ in range(2):
        read = read and _again(read)
        if read and _is_chinese(read):
            return [(start, end, read)]
    parts = [(match.start(), match.end()) for match in _letters().finditer(line, start, end)]
    if sum(b - a for a, b in parts) * 2 < sum(not char.isascii() for char in line[start:end]):
        return []
    found = [(a, b, read) for a, b in parts if (read := _again(line[a:b])) and _is_chinese(read)]
    return found if sum(len(read) for _, _, read in found) > 1 else []


def _again(run: str) -> str | None:
    try:
        return bytes(_windows().get(char) or ord(char) for char in run).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return None


def _from_accents(run: str) -> str | None:
    """The Chinese text that was GBK, None where it is not made of common characters and marks alone."""
    try:
        read = run.encode("latin-1").decode("gbk")
        rows = [char.encode("gb2312")[0] for char in read]
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    # GB 2312: rows A1 and A3 are marks, B0 to D7 the common characters.
    return read if all(row in (0xA1, 0xA3) or 0xB0 <= row <= 0xD7 for row in rows) else None


def _from_gbk(line: str) -> list[tuple[int, int, str]]:
    """The stretches of `line` that are UTF-8 read as GBK, and what they say."""
    whole = _read_gbk(line)
    if whole is not None:
        return [(0, len(line), whole)]
    out: list[tuple[int, int, str]] = []
    for match in _stretch().finditer(line):
        out += _whole_characters(match[0], match[0].encode("gb18030"), match.start())
    return out


@cache
def _stretch() -> re.Pattern[str]:
    return re.compile(r"[^\ufffd\n\ud800-\udfff]{4,}")


def _whole_characters(part: str, raw: bytes, at: int) -> list[tuple[int, int, str]]:
    """The stretches of `part`, `raw` in GBK, that are UTF-8 of at least LEAST_READ Chinese characters.

    They begin and end where both readings have a character's border, so that nothing is lost.
    """
    out: list[tuple[int, int, str]] = []
    places: dict[int, int] = {}
    if not _believable().search(raw):
        return out  # most: by chance two or three characters in GBK are one in UTF-8
    for match in _utf8().finditer(raw):
        if not places:
            sizes = (len(char.encode("gb18030")) for char in part)
            places = {byte: k for k, byte in enumerate(accumulate(sizes, initial=0))}
        read = match[0].decode("utf-8")
        borders = accumulate((len(char.encode()) for char in read), initial=match.start())
        shared = [(k, byte) for k, byte in enumerate(borders) if byte in places]
        if len(shared) < 2:
            continue
        (first, begin), (last, end) = shared[0], shared[-1]
        before, after = part[places[begin] : places[end]], read[first:last]
        if _is_likelier(after, before):
            out.append((at + places[begin], at + places[end], after))
    return out


def _is_likelier(read: str, printed: str) -> bool:
    """Whether `read` is Chinese: long, or of common characters where `printed` has some that are in no text of today."""
    many = sum(map(_is_chinese, read))
    return many >= ENOUGH or (many >= LEAST_READ and _is_simple(read) and not _is_simple(printed))


def _is_simple(text: str) -> bool:
    """Whether all characters are in the first part of GB 2312 (marks, and the 3,755 commonest) or ASCII."""
    try:
        raw = text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return (
        all(byte < 0xD8 for byte in raw[::2])
        if len(raw) == 2 * len(text)
        else all(char.isascii() or char.encode("gb2312")[0] < 0xD8 for char in text)
    )


_CHINESE = rb"[\xe3-\xe9][\x80-\xbf][\x80-\xbf]"  # not {2}, which takes a search five times as long
_MARK = rb"\xef[\xbc\xbd][\x80-\xbf]|\xe2\x80[\x80-\xbf]|[ -~]"


@cache
def _utf8() -> re.Pattern[bytes]:
    return re.compile(rb"(?:%b|%b)+" % (_CHINESE, _MARK))


@cache
def _believable() -> re.Pattern[bytes]:
    """Two characters of Chinese, as many as have to be read, with marks between them perhaps."""
    return re.compile(_CHINESE + rb"(?:%b)*+" % _MARK + _CHINESE)


def _read_gbk(line: str) -> str | None:
    try:
        read = line.encode("gb18030").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    # By chance a few characters in GBK are valid UTF-8; they read as letters of other alphabets then.
    return read if sum(map(_is_chinese, read)) * 3 >= sum(not char.isascii() for char in read) * 2 else None


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u301f" for char in text)
