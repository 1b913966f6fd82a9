"""Script of a text: told from characters that only one of the two scripts uses, and converted by OpenCC's tables.

The tables are those of the `opencc` package with our corrections before them; the matching is our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache

# The commonest characters that are written in one script only. Characters that both use with different meanings
# (后, 里, 台, 云, 只, 干) say nothing and are left out.
SIMPLIFIED = (
    "这为国会发时个们来对学过说开关长门见问间东车马风书电话认识让请从众传体经济业产实现义务习总书记"
    "应进还动设条质难观议员证试际陆华单卖买乐队险带归录图团园岁边远运"
)
TRADITIONAL = (
    "這為國會發時個們來對學過說開關長門見問間東車馬風書電話認識讓請從眾傳體經濟業產實現義務習總記"
    "應進還動設條質難觀議員證試際陸華單賣買樂隊險帶歸錄圖團園歲邊遠運爲衆"
)

_simplified_only = frozenset(SIMPLIFIED)


@cache
def _telling(signs: str) -> re.Pattern[str]:
    return re.compile(f"[{signs}]")


# Enough to tell a script; the rest of a long text is not looked at.
SAMPLE = 20_000

# Surnames whose character is another one where it is a word; at a clause's beginning by itself it is the surname.
SURNAMES = frozenset("余范游")

TARGETS = ("hans", "hant", "tw", "hk")


def detect(text: str) -> str | None:
    """The script of `text` as a language tag, zh-Hans or zh-Hant; None where nothing tells.

    >>> detect("会议听取了汇报"), detect("會議聽取了報告"), detect("The Times"), detect("月光")
    ('zh-Hans', 'zh-Hant', None, None)
    """
    sample = text[:SAMPLE]
    if _telling(TRADITIONAL).search(sample) is None:
        # Simplified text has one soon, and text without any is short or has few to look at.
        return None if sample.isascii() or _simplified_only.isdisjoint(sample) else "zh-Hans"
    simplified, traditional = (len(_telling(signs).findall(sample)) for signs in (SIMPLIFIED, TRADITIONAL))
    if simplified == traditional:
        return None
    return "zh-Hans" if simplified > traditional else "zh-Hant"


_supplement = re.compile("[\U00010000-\U0010ffff]")


@cache
def _run_of_han() -> re.Pattern[str]:
    return re.compile("[\u3400-\u9fff\U00020000-\U0010ffff]+")


class Table:
    """Entries by their first character (those of more than one, longest first), and single characters."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        starts: dict[str, list[str]] = {}
        for phrase in entries:
            if len(phrase) > 1:
                starts.setdefault(phrase[0], []).append(phrase)
        self.phrases = {char: tuple(sorted(some, key=len, reverse=True)) for char, some in starts.items()}
        self.meaning = entries
        self.chars = {ord(k): v for k, v in entries.items() if len(k) == 1 and k != v}

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        """The longest phrase at a place."""
        branches = "|".join("|".join(map(re.escape, some)) for some in self.phrases.values())
        return re.compile(branches or "(?!)")

    @cached_property
    def telling(self) -> re.Pattern[str]:
        """The characters that some phrase gives another rendering than they have by themselves."""
        return re.compile(f"[{''.join(sorted(self.around))}]" if self.around else "(?!)")

    @cached_property
    def around(self) -> Mapping[str, frozenset[tuple[int, int]]]:
        """For each such character where those phrases lie about it: how far before it they begin, how long they are."""
        out: dict[str, set[tuple[int, int]]] = {}
        for phrase in self.tells:
            for k, (before, after) in enumerate(zip(phrase, self.meaning[phrase], strict=True)):
                if self.meaning.get(before, before) != after:
                    out.setdefault(before, set()).add((k, len(phrase)))
        return {char: frozenset(places) for char, places in out.items()}

    @cached_property
    def tells(self) -> frozenset[str]:
        """The phrases with another rendering than their characters have one by one."""
        phrases = (phrase for some in self.phrases.values() for phrase in some)
        return frozenset(phrase for phrase in phrases if self.meaning[phrase] != phrase.translate(self.chars))

    @cached_property
    def each(self) -> str:
        """Every character of the first plane up to the last Han, converted; to index a string is faster than a mapping."""
        out = list(map(chr, range(0xA000)))
        for char, after in self.chars.items():
            if char < len(out):
                out[char] = after
        return "".join(out)

    def plain(self, text: str) -> str:
        """`text` with its characters converted one by one."""
        converted = text.translate(self.each)
        return converted.translate(self.rare) if _supplement.search(text) else converted

    @cached_property
    def rare(self) -> Mapping[int, str]:
        """The characters beyond those that `each` has."""
        return {char: after for char, after in self.chars.items() if char >= len(self.each)}

    @cached_property
    def halves(self) -> Mapping[str, frozenset[str]]:
        """The beginnings of the phrases of `tells`, each with what may follow."""
        out: dict[str, set[str]] = {}
        for phrase in self.tells:
            for k in range(1, len(phrase)):
                out.setdefault(phrase[:k], set()).add(phrase[k:])
        return {half: frozenset(rest) for half, rest in out.items()}

    @cached_property
    def half_ends(self) -> Mapping[str, frozenset[int]]:
        """The last characters of those beginnings, with the lengths of these."""
        out: dict[str, set[int]] = {}
        for half in self.halves:
            out.setdefault(half[-1], set()).add(len(half))
        return {char: frozenset(sizes) for char, sizes in out.items()}


def convert(text: str, target: str) -> str:
    """`text` in another script: hans, hant (OpenCC's standard), tw or hk (with their own characters).

    Raises ValueError for another target.

    >>> convert("區委常委會審議了計劃，乾隆年間的乾糧", "hans")
    '区委常委会审议了计划，乾隆年间的干粮'
    >>> convert("头发发展，皇后以后", "hant"), convert("这里", "tw")
    ('頭髮發展，皇后以後', '這裡')
    >>> convert("余明说，业余队员有20余人", "hant")
    '余明說，業餘隊員有20餘人'
    """
    if target not in TARGETS:
        raise ValueError(f"script is {target!r}; it can be {', '.join(TARGETS)}")
    if text.isascii():
        return text
    if target == "hans":
        return _simplify(text)
    lines = text.split("\n")
    text = "\n".join(line if _is_traditional(line) else "".join(_fewest(line, _to_traditional())) for line in lines)
    return text if target == "hant" else _longest(text, _variants(target))


_gap = re.compile("[ \n\u3000\xa0\f\t]+")
PIECES = 8  # so many pieces on, beyond some lines of furniture, a word that is cut may go on


@lru_cache(maxsize=1)  # asked whether there are any, and which
def seams(text: str) -> tuple[tuple[int, int], ...]:
    """Where traditional characters should wait to be simplified until blanks and line ends inside words are gone.

    A word decides on them (乾隆, but 乾旱 → 干旱), and its halves may stand on both sides of a gap.

    >>> seams("江南旱，乾\\n隆年間"), seams("江南乾\\n旱")
    (((4, 5), (6, 9)), ())
    """
    table = _to_simplified(particle=False)
    gaps = [match.span() for match in _gap.finditer(text)]
    found = set[tuple[int, int]]()
    for number, (end, _) in enumerate(gaps):
        if end and (sizes := table.half_ends.get(text[end - 1])):
            for size in sizes:
                for rest in table.halves.get(text[max(0, end - size) : end], ()):
                    for _, head in gaps[number : number + PIECES]:
                        if text.startswith(rest, head):
                            found |= {_run(text, end - 1), _run(text, head)}
    return tuple(sorted(found))


def _run(text: str, at: int) -> tuple[int, int]:
    """The run of Han around a place."""
    start = at
    while start and _is_han(text[start - 1]):
        start -= 1
    match = _run_of_han().match(text, start)
    return start, match.end() if match else at + 1


def _simplify(text: str) -> str:
    """`text` simplified. 著 is the particle 着 in Taiwan, but a word of its own in text that has 着 or is simplified."""
    converted = _longest(text, _to_simplified(particle=False))
    if "著" not in text or text.count("着") > text.count("著"):
        return converted
    lines = converted.split("\n")
    for number, line in enumerate(text.split("\n")):
        if "著" in line and "着" not in line and detect(line) == "zh-Hant":
            lines[number] = _particles(line, lines[number])
    return "\n".join(lines)


def _particles(line: str, converted: str) -> str:
    """`converted` with 着 for the particle 著 of `line`; what is 著 in words stays."""
    pieces: list[str] = []
    done = 0
    while (at := line.find("著", done)) >= 0:
        start = at
        while start > done and _is_han(line[start - 1]):
            start -= 1
        end = _run_of_han().match(line, start).end()  # type: ignore[union-attr]  # it matches at least 著
        pieces += converted[done:start], _longest(line[start:end], _to_simplified(particle=True))
        done = end
    return "".join([*pieces, converted[done:]])


def _is_traditional(line: str) -> bool:
    """Whether a line is traditional throughout, so that to convert it again would only do harm."""
    return detect(line) == "zh-Hant" and not _simplified_only.intersection(line)


@cache
def _to_simplified(particle: bool) -> Table:
    """One table for both steps: the characters of Taiwan and Hong Kong to the standard ones, those to simplified.

    `particle`: 著 alone is 着.
    """
    from bulletin_cli.chinese.script_corrections import TO_SIMPLIFIED_NOT, to_simplified

    table = dict(to_simplified())
    for name in ("TSPhrases", "TSCharacters"):
        for phrase, after in _read(name):
            table.setdefault(phrase, after)
    for phrase in TO_SIMPLIFIED_NOT.split():
        table.pop(phrase, None)
    plain = Table(dict(table))
    for name in ("TWVariantsRevPhrases", "HKVariantsRevPhrases", "TWVariantsRev", "HKVariantsRev"):
        for phrase, after in _read(name):
            # 秘 is Taiwan's for 祕, but Simplified too, where 祕 is for names.
            if table.get(after) != after:
                table.setdefault(phrase, _longest(after, plain))
    _settle(table)
    if not particle:
        table["著"] = "著"
    return Table(table)


@cache
def _to_traditional() -> Table:
    from bulletin_cli.chinese.script_corrections import TO_TRADITIONAL_NOT, to_traditional

    table = dict(to_traditional())
    for name in ("STPhrases", "STCharacters"):
        for phrase, after in _read(name):
            table.setdefault(phrase, after)
    for phrase in TO_TRADITIONAL_NOT.split():
        table.pop(phrase, None)
    _settle(table)
    return Table(table)


def _settle(table: dict[str, str]) -> None:
    """Add what the phrases become, where their characters would be converted again, as it is: twice is once."""
    for after in [after for phrase, after in table.items() if len(phrase) > 1]:
        if any(table.get(char, char) != char for char in after):
            table.setdefault(after, after)


@cache
def _variants(target: str) -> Table:
    names = ("HKVariantsPhrases", "HKVariants") if target == "hk" else ("TWVariants",)
    table: dict[str, str] = {}
    for name in names:
        for phrase, after in _read(name):
            table.setdefault(phrase, after)
    return Table(table)


def _read(name: str) -> Iterator[tuple[str, str]]:
    """The entries of one of OpenCC's tables: the phrase and the first of its renderings."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("opencc")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("opencc-python-reimplemented is not installed", name="opencc")
    path = Path(spec.submodule_search_locations[0]) / "dictionary" / f"{name}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        phrase, _, after = line.partition("\t")
        if after:
            yield phrase, after.split(" ", 1)[0]


def _longest(text: str, table: Table) -> str:
    """`text` converted: the longest phrase from left to right, then characters, one for one.

    Phrases are looked for only in runs of Han with one that has another rendering than its characters.
    """
    plain = table.plain(text)
    pieces: list[str] = []
    done = at = 0
    for match in table.telling.finditer(text):
        here = match.start()
        if here < at or not any(text[here - k : here - k + n] in table.tells for k, n in table.around[match[0]]):
            continue
        start = here
        while start > at and _is_han(text[start - 1]):
            start -= 1
        at = _run_of_han().match(text, start).end()  # type: ignore[union-attr]  # it matches at least `match`
        for phrase in table.phrase.finditer(text, start, at):
            start, end = phrase.span()
            after = table.meaning[phrase[0]]
            if plain[start:end] != after:
                pieces += plain[done:start], after
                done = end
    return "".join([*pieces, plain[done:]]) if pieces else plain


def _fewest(text: str, table: Table) -> Iterator[str]:
    """`text` converted by the division into the fewest phrases (胚胎|发育, not 胚|胎发|育), clause by clause."""
    before = ""
    for clause in re.split("([^\u3400-\u9fff\U00020000-\U000323af]+)", text):
        if (clause and clause[0] in table.phrases) or (len(clause) > 1 and _is_han(clause[0])):
            words = _divide(clause, table)
            if clause[0] in SURNAMES and not before.rstrip(" ")[-1:].isalnum():
                first = next(words)
                # Words of more than 餘 and 範 are in the table; 20余人 goes on with its number.
                yield clause[0] if len(first) == 1 else first
            yield from words
        else:
            yield clause.translate(table.chars)
        before = clause


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def _divide(clause: str, table: Table) -> Iterator[str]:
    size = len(clause)
    cost = [0.0] * (size + 1)
    step = [1] * size
    for i in range(size - 1, -1, -1):
        best, length = cost[i + 1] + 1.01, 1
        for phrase in table.phrases.get(clause[i], ()):
            # Of two divisions with as many words the one whose first word is longer.
            if clause.startswith(phrase, i) and cost[i + len(phrase)] + 1 < best:
                best, length = cost[i + len(phrase)] + 1, len(phrase)
        cost[i], step[i] = best, length
    i = 0
    while i < size:
        piece = clause[i : i + step[i]]
        yield table.meaning.get(piece, piece)
        i += step[i]
