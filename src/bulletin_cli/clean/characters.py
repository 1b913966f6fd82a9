"""Characters that stand for others: invisible ones, radicals, full-width letters, look-alikes, HTML entities.

Text is never put through NFKC: it turns ，（） into ,() and ① into 1.
"""

from __future__ import annotations

import re
from functools import cache

from bulletin_cli.clean.edits import Change

# Zero-width space, word joiner and invisible operators, BOM, direction marks, soft hyphen; the object replacement.
INVISIBLE = "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\ufffc"
JOINERS = "\u200c\u200d"
# Thin spaces of typesetting; between Han nobody types one.
THIN = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
CONTROL = "".join(chr(i) for i in (*range(0x20), *range(0x7F, 0xA0)) if chr(i) not in "\t\n\r\f\v\x1c\x1d\x1e\x85")
LINE_ENDS = "\v\x1c\x1d\x1e\x85\u2028\u2029"

# Unicode, EquivalentUnifiedIdeograph: the radicals that are characters by themselves; NFKC leaves these alone.
RADICALS = dict(
    zip(
        "⺁⺄⺊⺒⺓⺔⺕⺙⺛⺝⺠⺤⺩⺫⺬⺭⺯⺰⺹⺻⺼⺽⺾⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙卜巳幺彑彐攵旡月民爫王目示礻糹纟耂聿肉臼艹虎衤覀西见角讠贝车辶钅長镸长门阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)

# Cyrillic and Greek letters that look like Latin ones; put right only inside a word of Latin letters.
LOOKALIKES = dict(zip("АВЕКМНОРСТХаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxisjABEZHIKMNOPTYXo", strict=True))

# Kana, Hangul letters and Bopomofo that a recognition model takes a Chinese character for.
TWINS = dict(zip("ニロエカタトハーオセチミㅡㅁㄧ", "二口工力夕卜八一才七千三一口一", strict=True))
NUMERALS = frozenset("〇零一二三四五六七八九十百千万两廿")
COUNTED = frozenset("年月日时号次届个名位人条项件座户亩元吨级层楼路周天岁")
AROUND = 20  # characters on each side of a twin, within its clause, among which no other kana stand
WINDOW = 4  # characters on each side of a twin that decide what it is

# Symbol fonts in the private-use area, as Word writes their bullets.
SYMBOLS = {"\uf0b7": "•", "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓"}

FULL_WIDTH = "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))

# Entities of blanks: an em is the indent of Chinese, the joiners are nothing.
BLANKS = {
    "\xa0": " ",
    "\u2002": " ",
    "\u2009": " ",
    "\u2003": "\u3000",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\xad": "",
}


@cache
def _entity() -> re.Pattern[str]:
    return re.compile(r"&(?:amp;)?(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


@cache
def _full_width() -> re.Pattern[str]:
    return re.compile(
        r"[０-９Ａ-Ｚａ-ｚ](?:(?:[．％＋／－]|(?<=[０-９])，(?=[０-９]{3}(?![０-９])))?[０-９Ａ-Ｚａ-ｚ])*％?"
    )


@cache
def _latin_word() -> re.Pattern[str]:
    return re.compile(r"[A-Za-zΑ-Ωοа-яА-Яіѕј]*[Α-ΩοА-Яа-яіѕј][A-Za-zΑ-Ωοа-яА-Яіѕј]*")


def drop_invisible(text: str) -> list[Change]:
    r"""Take out characters that nobody sees: zero-width spaces, soft hyphens, control characters.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(drop_invisible, "区\u200b委常\u00ad委会\x00"), changed(drop_invisible, "👨‍👩‍👧")
    ('区委常委会', '👨‍👩‍👧')
    """
    out: list[Change] = []
    for match in _unseen().finditer(text):
        at, char = match.start(), match[0]
        if char in THIN:
            if _is_full(text[at - 1 : at]) and _is_full(text[at + 1 : at + 2]):
                out.append((at, at + 1, "", 0.97, "thin space in Chinese"))
        elif char in LINE_ENDS:
            out.append((at, at + 1, "\n", 0.95, "line separator"))
        elif char not in JOINERS or (_plain(text[at - 1 : at]) and _plain(text[at + 1 : at + 2])):
            out.append((at, at + 1, "", 0.99, "invisible character"))
    return out


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(CONTROL + INVISIBLE + THIN + JOINERS + LINE_ENDS)}]")


def _is_full(char: str) -> bool:
    """Whether `char` is a Chinese character or one of its marks."""
    return char > "\u2e80" or char in ("“", "”", "‘", "’", "…", "—")


def _plain(char: str) -> bool:
    """Whether a zero-width joiner beside `char` does nothing: no emoji, no script that joins."""
    return (
        not char
        or char < "\u0300"
        or "\u2010" <= char <= "\u2027"
        or "\u3000" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
    )


def unify_radicals(text: str) -> list[Change]:
    """Write radicals and compatibility ideographs as the characters they stand for.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(unify_radicals, "⽯景⼭区⼈⺠政府"), changed(unify_radicals, "①㎡﨑")
    ('石景山区人民政府', '①㎡﨑')
    """
    from unicodedata import normalize

    out: list[Change] = []
    for match in _radical().finditer(text):
        char = match[0]
        after = RADICALS.get(char) or normalize("NFKC" if char < "\u3000" else "NFC", char)
        if after != char:
            out.append((match.start(), match.end(), after, 0.99, "radical or compatibility form"))
    return out


RADICAL_SIGNS = "\u2e80-\u2fd5\uf900-\ufad9"
# Compatibility ideographs beyond the first plane, by themselves: with them a class would be slow to search for.
SUPPLEMENT = re.compile("[\U0002f800-\U0002fa1d]")


@cache
def _radical() -> re.Pattern[str]:
    return re.compile("[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")


def narrow_letters(text: str) -> list[Change]:
    """Write full-width Latin letters and digits half-width, with the points and signs inside them.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(narrow_letters, "２０２０年增长６．７％，ＧＤＰ"), changed(narrow_letters, "１．申请，A．正确")
    ('2020年增长6.7%，GDP', '1．申请，A．正确')
    """
    return [
        (match.start(), match.end(), "".join(chr(ord(char) - 0xFEE0) for char in match[0]), 0.97, "full-width letters")
        for match in _full_width().finditer(text)
        if text[match.end() : match.end() + 1] != "．"
        or len(match[0]) > 1
        or match[0] <= "９"  # Ａ．按时到岗: an item's letter and its mark
    ]


def unify_lookalikes(text: str) -> list[Change]:
    """Write Cyrillic and Greek look-alikes inside a Latin word as Latin letters, kana inside a Chinese word as Chinese.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(unify_lookalikes, "人ロ普查，第ニ次，东京ー大阪，ラーメン")
    '人口普查，第二次，东京ー大阪，ラーメン'
    >>> changed(unify_lookalikes, "СОVID疫情"), changed(unify_lookalikes, "《Известия》，α粒子，ΔT")
    ('COVID疫情', '《Известия》，α粒子，ΔT')
    """
    out: list[Change] = []
    for match in _latin_word().finditer(text):
        word = match[0]
        if any("A" <= char <= "z" for char in word) and all(char.isascii() or char in LOOKALIKES for char in word):
            after = "".join(LOOKALIKES.get(char, char) for char in word)
            out.append((match.start(), match.end(), after, 0.9, "look-alike letters in a Latin word"))
    out += _twins(text)
    out.sort()
    return out


def _twins(text: str) -> list[Change]:
    """Kana and the like inside a Chinese word or number: 人ロ, 第ニ次, 努カ."""
    return [
        (at, at + 1, TWINS[match[0]], 0.85, "kana for a Chinese character")
        for match in _twin().finditer(text)
        if _is_twin(text, at := match.start())
    ]


@cache
def _twin() -> re.Pattern[str]:
    """A twin beside Han and beside no kana or Hangul but twins."""
    twins, other = "".join(TWINS), "ぁ-ゖァ-ヺー가-힣ㄱ-ㅣ"
    return re.compile(f"(?:(?<=[一-鿿〇{twins}])|(?<![{other}])(?=.[一-鿿〇]))[{twins}](?![{other}](?<![{twins}]))")


@cache
def _kana() -> re.Pattern[str]:
    return re.compile("[ぁ-ゖァ-ヺー가-힣]")


@cache
def _mark() -> re.Pattern[str]:
    return re.compile("[，。、；：！？,;:!?“”‘’（）()《》\n]")


def _is_twin(text: str, at: int) -> bool:
    from bulletin_cli.chinese.words import cut, frequency

    before, after = _mark().split(text[max(0, at - AROUND) : at])[-1], _mark().split(text[at : at + AROUND])[0]
    if any(char not in TWINS for char in _kana().findall(before + after)):
        return False  # Japanese: 帝国ハ万世一系ノ天皇
    left, right = text[max(0, at - WINDOW) : at], text[at + 1 : at + 1 + WINDOW]
    start, stop = _run_end(left[::-1]), _run_end(right)
    left, right = left[len(left) - start :], right[:stop]
    read = "".join(TWINS.get(char, char) for char in left + text[at] + right)
    if not any("一" <= char <= "鿿" for char in left + right):
        return False
    if (
        read[start] in NUMERALS
        and text[at] != "ー"
        and (read[start - 1 : start] in NUMERALS or read[start + 1 : start + 2] in COUNTED | NUMERALS)
    ):
        return True
    place = 0
    for word in cut(read):
        if place <= start < place + len(word):
            return len(word) > 1 and frequency(word) > 0
        place += len(word)
    return False


def _run_end(chars: str) -> int:
    """How many characters from the start are Han or twins of Han."""
    for k, char in enumerate(chars):
        if not ("一" <= char <= "鿿" or char == "〇" or char in TWINS):
            return k
    return len(chars)


def decode_entities(text: str) -> list[Change]:
    """Write HTML entities as their characters.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(decode_entities, "&ldquo;应检尽检&rdquo;&nbsp;&#21306;"), changed(decode_entities, "R&B; AT&T")
    ('“应检尽检” 区', 'R&B; AT&T')
    >>> changed(decode_entities, "空格要写成&nbsp;，在HTML里&lt;是小于号")
    '空格要写成&nbsp;，在HTML里&lt;是小于号'
    """
    from html import unescape

    out: list[Change] = []
    for match in _entity().finditer(text):
        after = unescape(match[0])
        if after != match[0] and after[0] == "&" and len(after) > 1:
            after = unescape(after)  # &amp;ldquo; was escaped twice
        after = BLANKS.get(after, after)
        if after != match[0] and len(after) <= 2 and after.isprintable() and not _talked_about(text, match.start()):
            out.append((match.start(), match.end(), after, 0.97, "HTML entity"))
    return out


TALK = 200  # characters of a line on each side of an entity in which it may be talked about


@cache
def _markup() -> re.Pattern[str]:
    """What a line about markup has in it."""
    return re.compile("X?HTML|XML|html|xml|转义|轉義|字符实体|实体字符|实体引用|源代码|源码|标记语言")


def _talked_about(text: str, at: int) -> bool:
    """Whether the entity at `at` means itself: in a line about markup, between backticks, after 写成."""
    start, end = text.rfind("\n", max(0, at - TALK), at) + 1 or max(0, at - TALK), text.find("\n", at, at + TALK)
    if text.count("`", start, at) % 2:
        return True
    if text[at - 2 : at] in ("写成", "写为", "写作", "输入", "键入") and not text.startswith(("&ldquo;", "&quot;"), at):
        return True
    return _markup().search(text, start, end if end >= 0 else at + TALK) is not None


def name_symbols(text: str) -> list[Change]:
    """Write the bullets of symbol fonts, which come out as private-use characters, as ordinary ones."""
    return [
        (at, at + 1, SYMBOLS[char], 0.9, "private-use character of a symbol font")
        for at, char in enumerate(text)
        if char in SYMBOLS
    ]
