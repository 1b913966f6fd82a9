"""What looks damaged and is left as it is: reported, for a reader to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin_cli.chinese.breaks import UNSURE_AT, judge_breaks
from bulletin_cli.chinese.script import convert, detect
from bulletin_cli.chinese.script_corrections import JAPANESE
from bulletin_cli.chinese.seams import is_han
from bulletin_cli.clean.characters import LOOKALIKES
from bulletin_cli.clean.code import not_chinese, rows_apart
from bulletin_cli.clean.lines import DARING
from bulletin_cli.clean.order import strays
from bulletin_cli.clean.switched import WORDS, about_words, is_prose
from bulletin_cli.model import Edit

# Function words that nothing can put into Chinese by rule: to is 到, 向, 给 or 对.
UNDECIDED = frozenset(
    word
    for words in (
        "to with on at as are was were not that this it an a than into between after before when which also",
        "mit für von zu der die das ist im le la les de du des dans avec pour est",
        "в на с по для",
    )
    for word in words.split()
)
KANA = "ぁ-ゖァ-ヺーㄅ-ㄩㄱ-ㅣ"
FAR = "֐-ۿऀ-ॿ฀-๿"  # Hebrew, Arabic, Devanagari, Thai
# So many kana in a line are Japanese, and no slip.
PHRASE = 6

_Found = tuple[int, int, str, str]


def doubts(text: str, join: str = "balanced", body: bool = False) -> tuple[Edit, ...]:
    r"""The places of a cleaned `text` that may be damaged, in order; `after` is `before`, confidence below 0.5.

    `repair` names the repair that would mend it, or `lost-characters` where none can.

    >>> [(d.repair, d.offset, d.before, d.reason) for d in doubts("会议\ufffd召开，锟斤拷")]
    [('lost-characters', 2, '\ufffd', 'characters are lost'), ('lost-characters', 6, '锟斤拷', 'characters are lost')]
    >>> [(d.repair, d.before) for d in doubts("他 with 同事参加会ィ议。维生素С")]
    [('switched-words', 'with'), ('switched-words', 'ィ'), ('look-alikes', 'С')]
    """
    found = [*_breaks(text, join, body), *_order(text), *_lost(text), *_words(text), *_letters(text), *_script(text)]
    out = [Edit(name, 1, 1, a, text[a:b], text[a:b], 0.4, reason) for a, b, name, reason in sorted(set(found))]
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


def _breaks(text: str, join: str, body: bool) -> Iterator[_Found]:
    lines = text.split("\n")
    gaps = iter(judge_breaks(lines, body))
    programs = {start for start, _ in rows_apart(text)}
    at, end, program = 0, -1, False
    for line in lines:
        if row := line.strip():
            start = at + line.index(row[0])
            program, before = at in programs, program
            if end >= 0 and UNSURE_AT <= (gap := next(gaps)).score < DARING.get(join, 99) and not (program or before):
                yield end, start, "breaks", ", ".join(gap.reasons)
            end = at + len(line.rstrip())
        at += len(line) + 1


def _order(text: str) -> Iterator[_Found]:
    for first, rest, _ in strays(text):
        yield first.end - 1, first.end, "order", f"may go on with “{rest.row[:8]}”, which stands elsewhere"


def _lost(text: str) -> Iterator[_Found]:
    for match in _lost_signs().finditer(text):
        yield match.start(), match.end(), "lost-characters", "characters are lost"
    for match in _unread().finditer(text):
        yield match.start(), match.end(), "mojibake", "may have been read in another charset"


@cache
def _lost_signs() -> re.Pattern[str]:
    # 烫 and 屯 are what memory that was never written reads as in GBK.
    return re.compile("(?:锟斤拷)+锟?|\ufffd+|[\ue000-\uf8ff]+|烫{4,}|屯{4,}")


@cache
def _unread() -> re.Pattern[str]:
    return re.compile("[\xe3-\xe9](?:[\x80-\xbf]|[\u0152-\u017e\u2013-\u203a\u20ac\u2122]{2})|[\x80-\xff]{4,}")


def _words(text: str) -> Iterator[_Found]:
    """Foreign function words, kana and Hangul between Chinese words, words also where a clause begins or ends."""
    foreign = not_chinese(text)
    for match in _foreign().finditer(text):
        start, end = match.span()
        word = match[0]
        left, right = text[max(0, start - 2) : start].rstrip(" \xa0")[-1:], text[end : end + 2].lstrip(" \xa0")[:1]
        if word[0].isascii() or "а" <= word[0] <= "я":
            known = word[:1].lower() + word[1:]
            if (
                (known in WORDS or known in UNDECIDED)
                and (_beside_chinese(left, right) or (known in WORDS and _alone_in_clause(left, right)))
                and not foreign(start)
                and not about_words(text, start, end)
            ):
                yield start, end, "switched-words", "a foreign function word between Chinese words"
        elif "֐" <= word[0] <= "๿":
            if is_han(left) and is_han(right):
                yield start, end, "switched-words", "a foreign word between Chinese words"
        elif len(word) < 3 and is_han(left) and is_han(right) and (word != "の" or is_prose(text, start)):
            line = text[text.rfind("\n", 0, start) + 1 : start + 200].split("\n", 1)[0]
            if len(_kana().findall(line)) < PHRASE:
                yield start, end, "switched-words", "kana or Hangul inside Chinese"


def _beside_chinese(left: str, right: str) -> bool:
    """Whether Chinese goes on over a word between these characters, or begins or ends a clause with it."""
    before = is_han(left) or left in "“‘《（”’》）" or left.isdigit()
    after = is_han(right) or right in "“‘《（" or right.isdigit()
    if is_han(left) or is_han(right):
        return (
            (before and after) or (is_han(right) and left in "，。；：、！？\n") or (is_han(left) and right in "，。；")
        )
    return False


def _alone_in_clause(left: str, right: str) -> bool:
    """Whether a word has a clause to itself: 。But，他没有去."""
    return left in "，。；：！？\n" and left != "" and right in "，," and right != ""


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(f"[A-Za-zà-ÿа-я]+|[{KANA}]+|[가-힣]+|[{FAR}]+")


@cache
def _kana() -> re.Pattern[str]:
    return re.compile(f"[{KANA}가-힣]")


def _letters(text: str) -> Iterator[_Found]:
    """Cyrillic and Greek letters by themselves that look like Latin ones: 维生素С."""
    for match in _alone().finditer(text):
        if any(map(is_han, text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1])):
            yield match.start(), match.end(), "look-alikes", "looks like a Latin letter and is none"


@cache
def _alone() -> re.Pattern[str]:
    signs, letters = "".join(LOOKALIKES), "A-Za-zͰ-ϿЀ-ӿ"
    return re.compile(f"(?<![{letters}])[{signs}](?![{letters}])")


def _script(text: str) -> Iterator[_Found]:
    """Traditional characters and those of Japan in lines of simplified text."""
    if detect(text) != "zh-Hans":
        return
    at = 0
    foreign = not_chinese(text)
    for line, plain in zip(text.split("\n"), convert(text, "hans").split("\n"), strict=True):
        if line != plain and detect(line) != "zh-Hant":
            for k, (char, after) in enumerate(zip(line, plain, strict=False), at):
                if char != after and not foreign(k):
                    kind = "Japanese" if char in JAPANESE else "traditional"
                    yield k, k + 1, "script", f"a {kind} form in simplified text; --script hans converts it"
        at += len(line) + 1
