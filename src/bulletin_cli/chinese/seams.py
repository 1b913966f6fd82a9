"""What the characters on both sides of a line break tell: sentence ends, words cut in two, quotes left open."""

from __future__ import annotations

from bulletin_cli.chinese.chars import CLOSING, NO_LINE_START, OPENING

ENDS = frozenset("。！？!?…．")
CLOSERS = CLOSING + ")]\"'"
OPENERS = OPENING + "(["
PAUSES = frozenset("，、,")
# GB/T 15834-2011 5.1.1; the half-width bracket is what a fold leaves of the full one.
NO_START = frozenset(NO_LINE_START + ")]")
PAIRS = (("“", "”"), ("（", "）"), ("(", ")"), ("《", "》"), ("「", "」"), ("『", "』"), ("〈", "〉"), ("〔", "〕"))

BOUND_END = frozenset("的和与及在对由将从至被把向为以于并或令使让给跟與對將從為")
BOUND_START = frozenset("的了着们之得过們")
COUNTED = frozenset("个名人家年月日次条项余多亿万千百元%％岁天户位")


def is_han(char: str) -> bool:
    """Whether `char` is a Chinese character (the blocks that running text uses)."""
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or (char in "〇々" and char != "")


def is_end(row: str) -> bool:
    """Whether a sentence, with its quotes closed and its author named, ends with `row`.

    >>> [is_end(row) for row in ("会议结束。", "他说：“好！”", "已全部完工。（李明）", "在（试行）", "六稳”")]
    [True, True, True, False, False]
    """
    last = row[-1]
    if last in ENDS:
        return True
    if last not in CLOSERS:
        return False
    if last in "）)":
        opened = max(row.rfind("（"), row.rfind("("))
        if opened == 0:
            return len(row) <= 14
        if opened > 0 and is_end(row[:opened]):
            return True
    return row.rstrip(CLOSERS)[-1:] in ENDS


def is_open(row: str) -> bool:
    """Whether a quote or bracket that `row` opens is not closed in it.

    >>> is_open("积极开展“科技"), is_open("积极开展“科技抗疫”"), is_open("王某”")
    (True, False, False)
    """
    return any(opening in row and row.rfind(opening) > row.rfind(closing) for opening, closing in PAIRS)


def bracket_open(row: str) -> bool:
    """Whether a bracket is open at the end of `row`.

    >>> bracket_open("本报讯（全媒体"), bracket_open("本报讯（记者李明）"), bracket_open("李明）")
    (True, False, False)
    """
    return max(map(row.rfind, "（(【〔")) > max(map(row.rfind, "）)】〕"))


def closes_in(a: str, b: str) -> bool:
    """Whether `b` closes a quote or bracket that `a` leaves open, or is cut off itself before it could.

    >>> closes_in("积极开展“科技", "抗疫”行动。"), closes_in("落实《物业管理条", "区委召开会议。")
    (True, False)
    """
    return not is_end(b) or any(
        closing in b for opening, closing in PAIRS if opening in a and a.rfind(opening) > a.rfind(closing)
    )


def glue(a: str, b: str) -> str:
    """What joins two lines: nothing beside Han, a space between Latin words.

    >>> glue("复工", "复产"), glue("the White", "House"), glue("使用iPhone", "15手机"), glue("2", "020年")
    ('', ' ', ' ', '')
    """
    last, first = a[-1:], b[:1]
    if not (last.isascii() and first.isascii() and first.isalnum()):
        return ""
    if last.isdigit() and first.isdigit():
        return ""
    return " " if last.isalnum() or last in ",.;:!?)" else ""


# First and last parts of compounds, which keep their hyphen: self-reliance, decision-making, state-owned.
FIRST_PARTS = frozenset(
    word
    for words in (
        "self well non anti pre post co multi inter ex all half cross low high long short full part mid semi vice ultra sub on "
        "off by in out so one two three four five first second third new old state sino euro afro anglo mother father "
        "brother sister son daughter north south east west open close real large small mass world decision peace problem "
        "people life time user energy market job data cost labor labour land water oil export import policy man woman",
    )
    for word in words.split()
)
LAST_PARTS = frozenset(
    word
    for words in (
        "based made known term level free up out in off on to of and the by day days year years old time line friendly driven "
        "related making building owned run led wide round ups how do like style class scale quality tech speed rise profit "
        "off law laws east west president chief general elect president called being operation operative author chair win "
        "commerce mail government business learning service end depth site saving sharing oriented intensive",
    )
    for word in words.split()
)


def parts_word(a: str, b: str) -> bool:
    """Whether a Latin word, or a name with a figure behind its hyphen, is cut after the hyphen at the end of `a`."""
    return a[-1:] == "-" and a[-2:-1].isascii() and a[-2:-1].isalpha() and b[:1].isascii() and b[:1].isalnum()


def undo_hyphen(a: str, b: str) -> bool:
    """Whether the hyphen at the end of `a` was set to part a Latin word, whose rest begins `b`.

    Capitals and figures behind it (COVID-19, Wi-Fi), a letter or capitals before it (e-commerce, IT-based), and the parts of
    compounds tell a hyphen of the word's own.

    >>> [undo_hyphen(a, b) for a, b in (("的Infor-", "mation"), ("COVID-", "19"), ("e-", "commerce"), ("well-", "known"))]
    [True, False, False, False]
    """
    if a[-1:] != "-" or not ("a" <= a[-2:-1] <= "z" and "a" <= b[:1] <= "z"):
        return False
    first, rest = _last_word(a[:-1]), _first_word(b)
    return (
        len(first) > 1
        and len(rest) > 1
        and "-" not in first
        and first.lower() not in FIRST_PARTS
        and rest not in LAST_PARTS
    )


def _last_word(text: str) -> str:
    start = len(text)
    while start and text[start - 1].isascii() and (text[start - 1].isalpha() or text[start - 1] == "-"):
        start -= 1
    return text[start:]


def _first_word(text: str) -> str:
    end = 0
    while end < len(text) and text[end].isascii() and text[end].isalpha():
        end += 1
    return text[:end]


def spanning_word(a: str, b: str, least: int = 1) -> str | None:
    """A dictionary word of two to four characters with one end in `a` and the other in `b`; None without one.

    Its absence says nothing: half of all random cuts fall between words.

    >>> spanning_word("电子信息领域中", "心针对软件")
    '中心'
    """
    from bulletin_cli.chinese.words import frequency

    left, right = a[-3:], b[:3]
    for size in (2, 3, 4):
        for k in range(min(3, size - 1, len(left)), 0, -1):
            word = left[-k:] + right[: size - k]
            if len(word) == size and all(map(is_han, word)) and frequency(word) >= least:
                return word
    return None
