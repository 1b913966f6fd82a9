"""Mojibake: UTF-8 that was read in another charset is read again, line by line, when only that makes sense."""

from __future__ import annotations

import re
from functools import cache

from bulletin_cli.clean.edits import Change

# What the first and later bytes of a Chinese character in UTF-8 (E3 to E9, 80 to BF) look like in Latin-1 and cp1252.
LATIN_SIGNS = frozenset("ãäåæçèéï")
# What common characters of UTF-8 Chinese look like in GBK: 国 is 鍥 and half of the next. Rare in Chinese itself; they
# only say where it is worth while to try.
GBK_SIGNS = frozenset(
    "浗睍彂柊笟悎寲叏繘満姏涙噸皯鎻叧缇姞垚噺瓑绋紑粡彁為氱祹鍩簲曞洿姟畾娣叡憳氳尯疄敓埗柉悊壊斂祦帹祫叆紡囦繎寤楃氶埄涚敤瘮繍嚮崡曟鐣"
    "鐞炴绀皢曠楅鏇缃幇樿柇侀栨閾紒洰晫渶悇忚冪緵曚掓暐湇厷鑱叞硶箤悜敮粺忕寔濋湰笌瑗掍墿繚柦囩崌皟彇鑹悆唴紬炵壒堣珛搧棿堢曡晥嗛呯偣忛鍥鐨銆锛櫙濮鐭"
)


def reread(text: str) -> list[Change]:
    """Read a line that is UTF-8 taken for Latin-1, Windows-1252 or GBK as what it is.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(reread, "会议召开，任务落实".encode().decode("latin-1"))
    '会议召开，任务落实'
    >>> changed(reread, "石景山区委常委会".encode().decode("gbk"))
    '石景山区委常委会'
    >>> changed(reread, "Beyoncé和Citroën，café"), changed(reread, "鍥锛")
    ('Beyoncé和Citroën，café', '鍥锛')
    """
    out: list[Change] = []
    at = 0
    for line in text.split("\n"):
        if line and not line.isascii():
            out += _in_line(line, at)
        at += len(line) + 1
    return out


def _in_line(line: str, at: int) -> list[Change]:
    if not LATIN_SIGNS.isdisjoint(line):
        return [
            (at + match.start(), at + match.end(), after, 0.95, "UTF-8 read as Latin-1 or Windows-1252")
            for match in _latin_run().finditer(line)
            if (after := _from_latin(match[0])) is not None
        ]
    if len(line) > 3 and not GBK_SIGNS.isdisjoint(line) and (read := _from_gbk(line)) is not None:
        return [(at, at + len(line), read, 0.93, "UTF-8 read as GBK")]
    return []


@cache
def _windows() -> dict[str, int]:
    """The bytes of the characters that Windows-1252 has in 80 to 9F."""
    return {bytes([i]).decode("cp1252"): i for i in range(0x80, 0xA0) if i not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


@cache
def _latin_run() -> re.Pattern[str]:
    high = "".join(map(re.escape, _windows()))
    return re.compile(f"[ -~\x80-\xff{high}]*[\xe0-\xef][\x80-\xff{high}]{{2}}[ -~\x80-\xff{high}]*")


def _from_latin(run: str) -> str | None:
    """The Chinese text in `run`, None where it is none or loses anything."""
    try:
        read = bytes(_windows().get(char) or ord(char) for char in run).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return None
    return read if _is_chinese(read) else None


def _from_gbk(line: str) -> str | None:
    try:
        read = line.encode("gb18030").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    # By chance a few characters in GBK are valid UTF-8; they read as letters of other alphabets then.
    return read if sum(map(_is_chinese, read)) * 3 >= sum(not char.isascii() for char in read) * 2 else None


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u301f" for char in text)
