"""What looks damaged and is left as it is: reported, for a reader to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin_cli.chinese.breaks import UNSURE_AT, judge_breaks
from bulletin_cli.chinese.chars import HAN
from bulletin_cli.chinese.script import convert, detect
from bulletin_cli.clean.edits import Change
from bulletin_cli.clean.lines import DARING
from bulletin_cli.clean.switched import about_words
from bulletin_cli.model import Edit

# English function words that models slip in; those that nothing decides stay, and are told.
FUNCTION_WORDS = (
    *("and", "or", "of", "in", "on", "at", "to", "for", "with", "from", "by", "as", "into", "about", "the", "a", "an"),
    *("is", "are", "was", "were", "be", "has", "have", "will", "not", "but", "that", "this", "which", "also", "their"),
)
# A text with more kana than one in so many characters is Japanese, or about it.
JAPANESE = 50
# Traditional characters are stray in a text that has at least so many simplified ones for each.
STRAY = 20


def doubts(text: str, join: str = "balanced", body: bool = False) -> tuple[Edit, ...]:
    """The places of a cleaned `text` that may be damaged, in order; `after` is `before`, confidence below 0.5.

    >>> [(d.repair, d.offset, d.before, d.reason) for d in doubts("会议\ufffd召开，锟斤拷")]
    [('lost-characters', 2, '\ufffd', 'characters are lost'), ('lost-characters', 6, '锟斤拷', 'characters are lost')]
    >>> [(d.repair, d.before) for d in doubts("会议 to 明天召开，有の利")]
    [('switched-words', 'to'), ('foreign-letters', 'の')]
    """
    found = [(m.start(), m.end(), "lost-characters", 0.4, "characters are lost") for m in _lost().finditer(text)]
    found += [*_foreign_words(text), *_foreign_letters(text), *_other_script(text)]
    lines = text.split("\n")
    gaps = iter(judge_breaks(lines, body))
    at, end = 0, -1
    for line in lines:
        if row := line.strip():
            start = at + line.index(row[0])
            if end >= 0 and UNSURE_AT <= (gap := next(gaps)).score < DARING.get(join, 99):
                found.append((end, start, "breaks", 0.4, ", ".join(gap.reasons)))
            end = at + len(line.rstrip())
        at += len(line) + 1
    out: list[Edit] = []
    for start, stop, name, sure, reason in sorted(found):
        out.append(Edit(name, 1, 1, start, text[start:stop], text[start:stop], sure, reason))
    return _numbered(out, text)


def _numbered(found: list[Edit], text: str) -> tuple[Edit, ...]:
    line, at, begin = 1, 0, 0
    out = []
    for edit in found:
        if more := text.count("\n", at, edit.offset):
            line += more
            begin = text.rfind("\n", at, edit.offset) + 1
        at = edit.offset
        out.append(edit._replace(line=line, column=at - begin + 1))
    return tuple(out)


def _foreign_words(text: str) -> Iterator[Change]:
    """English function words between Chinese words."""
    words = "|".join(FUNCTION_WORDS)
    for match in re.finditer(rf"(?<=[{HAN}”’》）]) ?(?P<word>{words}) ?(?=[{HAN}“‘《（])", text):
        start, end = match.span("word")
        if not about_words(text, start, end):
            yield start, end, "switched-words", 0.4, "an English word between Chinese ones"


def _foreign_letters(text: str) -> Iterator[Change]:
    """Kana, Hangul and Cyrillic letters within Chinese words."""
    kana = len(re.findall("[\u3041-\u30fa]", text))
    if kana < 4 or kana * JAPANESE <= len(text):
        for match in re.finditer(rf"(?<=[{HAN}])[\u3041-\u30fa\uac00-\ud7a3]{{1,4}}(?=[{HAN}])", text):
            yield match.start(), match.end(), "foreign-letters", 0.4, "kana or Hangul within Chinese"
    cyrillic = "[\u0400-\u04ff]{1,2}(?![\u0400-\u04ff])"
    for match in re.finditer(rf"(?<=[{HAN}A-Za-z]){cyrillic}|(?<![\u0400-\u04ff]){cyrillic}(?=[{HAN}A-Za-z])", text):
        yield match.start(), match.end(), "look-alikes", 0.4, "a Cyrillic letter within other script"


def _other_script(text: str) -> Iterator[Change]:
    """Traditional and Japanese characters that stand out of a simplified text."""
    if detect(text) != "zh-Hans":
        return
    simple = convert(text, "hans")
    if len(simple) != len(text):
        return
    strays = [i for i, (a, b) in enumerate(zip(text, simple, strict=True)) if a != b or _is_japanese(a)]
    if len(strays) * STRAY > len(text):
        return
    for i in strays:
        why = "a Japanese form" if _is_japanese(text[i]) else "a traditional character"
        yield i, i + 1, "script", 0.4, f"{why} in a simplified text"


def _is_japanese(char: str) -> bool:
    """Whether only Japanese standards have a Han character: 広, 対, 気."""
    if not "\u4e00" <= char <= "\u9fff":
        return False
    return not _has("gb2312", char) and not _has("big5", char) and _has("shift_jis", char)


def _has(charset: str, char: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _lost() -> re.Pattern[str]:
    return re.compile("(?:锟斤拷)+锟?|\ufffd+|[\ue000-\uf8ff]+")
