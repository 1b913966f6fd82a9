"""Records for people: a list of an issue's articles, and pages to read; never through Rich, so that no text is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .model import Article
from .records import dump
from .report import printable
from .writing import Output

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def writer(form: str, out: Output, colour: bool, *, highlight: bool = False) -> Callable[[Article], object]:
    """What writes one record in the given form: `jsonl`, `list` or `text` (`auto`: text on a terminal, else jsonl).

    With `highlight` the sentences of the summary are marked inside the text instead of being put before it.
    """
    if form == "auto":
        form = "text" if out.terminal else "jsonl"
    if form == "jsonl":
        return lambda article: out.write(dump(article) + "\n")
    safe = printable if out.terminal else str
    if form == "list":
        listing = _Listing(colour, _columns() if out.terminal else 96)
        return lambda article: out.write(safe_lines(listing.lines(article), safe))
    first = [True]

    def write_page(article: Article) -> None:
        text = (
            marked_page(article, colour=colour, safe=safe)
            if highlight
            else safe_lines(page(article, colour=colour), safe)
        )
        out.write(("" if first.pop() else "\n\n") + text)
        first.append(False)

    return write_page


def safe_lines(lines: Iterator[tuple[str, str]], safe: Callable[[str], str]) -> str:
    """Styled lines as text: control characters out of the text become visible, those of the style stay."""
    return "".join(f"{style}{safe(text)}{_PLAIN if style else ''}\n" for style, text in lines)


def marked_page(article: Article, *, colour: bool, safe: Callable[[str], str]) -> str:
    """An article to read, the sentences of its summary marked in the text: in reverse, or by 【】 without colour."""
    begin, end = ("\x1b[7m", "\x1b[27m") if colour else ("【", "】")
    head = safe_lines(page(article._replace(body="", summary=None), colour=colour), safe)
    pieces: list[str] = []
    at = 0
    for start, stop in article.summary_spans or ():
        marked = article.body[start:stop].split("\n")
        pieces += [_safe_text(article.body[at:start], safe), "\n".join(begin + safe(m) + end for m in marked)]
        at = stop
    pieces.append(_safe_text(article.body[at:], safe))
    return head.rstrip("\n") + "\n\n" + "".join(pieces) + "\n"


def _safe_text(text: str, safe: Callable[[str], str]) -> str:
    return "\n".join(safe(line) for line in text.split("\n"))


def page(article: Article, *, colour: bool) -> Iterator[tuple[str, str]]:
    """An article to read, as (style, line): kicker, headline, deck, a line of facts, summary, body."""
    bold, dim = (_BOLD, _DIM) if colour else ("", "")
    if article.kicker:
        yield dim, article.kicker
    yield bold, article.headline or "(no headline)"
    if article.deck:
        yield dim, article.deck
    facts = "  ".join(_facts(article))
    if facts:
        yield dim, facts
    if article.gist:
        yield dim, f"▸ {article.gist}"
    if article.summary:
        yield "", ""
        yield "", f"│ {article.summary}"
    yield "", ""
    for line in article.body.split("\n"):
        yield (bold, line.removeprefix("### ")) if line.startswith("### ") else ("", line)


def hit(article: Article, words: Sequence[str], *, colour: bool, safe: Callable[[str], str]) -> str:
    """An article that was searched for: headline, facts, and the first place where each word stands."""
    import re

    bold, dim, mark, plain = (_BOLD, _DIM, "\x1b[1;31m", _PLAIN) if colour else ("", "", "", "")
    # As the archive finds them: case does not matter.
    wanted = re.compile(f"({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})", re.IGNORECASE)

    def marked(line: str, style: str) -> str:
        """The line, safe to show, with every word that was searched for in colour."""
        if not colour:
            return safe(line)
        pieces = (f"{mark}{safe(p)}{plain}{style}" if i % 2 else safe(p) for i, p in enumerate(wanted.split(line)))
        return f"{style}{''.join(pieces)}{plain if style else ''}"

    lines = [marked(article.headline or "(no headline)", bold)]
    if facts := "  ".join(_facts(article)):
        lines.append(marked(facts, dim))
    text = " ".join(article.body.split())
    places = (re.search(re.escape(word), text, re.IGNORECASE) for word in words)
    shown_to = 0
    for at in sorted(place.start() for place in places if place):
        if at >= shown_to:
            start, shown_to = max(0, at - 24), at + 40
            around = ("…" if start else "") + text[start:shown_to] + ("…" if shown_to < len(text) else "")
            lines.append(f"  {marked(around, '')}")
    return "\n".join(lines) + "\n\n"


def _facts(article: Article) -> Iterator[str]:
    if article.page:
        yield f"{article.page}版"
    if article.section:
        yield article.section
    if article.contributors:
        yield " ".join(c.name for c in article.contributors)
    if article.content_date or article.date_published:
        yield article.content_date or article.date_published or ""
    yield from (f"↪ {j.raw}" for j in (article.continued_from, article.continued_on) if j and not j.resolved)
    if article.keywords:
        yield "·".join(article.keywords)


# Columns that most flags behind the length need: ` [notice]`, ` ↪下转3版`.
_FLAGS = 10
_AROUND = "（）()【】[] ▶▷→►◀◁←◄▲△▼▽●■◆"  # what stands around a jump mark


class _Listing:
    """One line an article, under a line an issue."""

    def __init__(self, colour: bool, columns: int) -> None:
        self._colour = colour
        self._names = 16 if columns >= 76 else 0  # on a narrow terminal the headline needs the room of the byline
        others = 26 + (self._names + 2 if self._names else 0) + _FLAGS
        self._headline = max(12, min(columns, 110) - others)  # what the other columns leave
        self._issue: tuple[str | None, ...] | None = None

    def lines(self, article: Article) -> Iterator[tuple[str, str]]:
        source = article.source.path if article.source else None
        issue = (article.publication, article.date_published, article.issue, source)
        if issue != self._issue:
            if self._issue is not None:
                yield "", ""
            self._issue = issue
            yield (_BOLD if self._colour else ""), "  ".join(i for i in issue if i) or "-"
        yield "", self._line(article)

    def _line(self, article: Article) -> str:
        names = " ".join(c.name for c in article.contributors)
        from .chinese.width import columns as columns_of

        flags = _flags(article)
        date = article.content_date or ""
        room = max(12, self._headline - max(0, sum(map(columns_of, flags)) - _FLAGS))
        columns = [_fit(article.page or "", 4), _fit(article.headline or article.body, room)]
        if self._names:
            columns.append(_fit(names, self._names))
        return "  ".join((*columns, _fit(date, 10), f"{len(article.body):>6,}")) + flags


def _flags(article: Article) -> str:
    """Where a story goes on, or that its other part is missing; what it is when it is no article.

    >>> _flags(Article(body="", pages=("1", "3"))), _flags(Article(body="", kind="notice"))
    (' ↪3', ' [notice]')
    """
    joined = [f"↪{page}" for page in article.pages[1:]]
    marks = [
        f"↪{jump.raw.strip(_AROUND)}"
        for jump in (article.continued_from, article.continued_on)
        if jump and not jump.resolved
    ]
    kind = [] if article.kind == "article" else [f"[{article.kind}]"]
    return "".join(f" {flag}" for flag in joined + marks + kind)


def _columns() -> int:
    """Width of the terminal."""
    import shutil

    return shutil.get_terminal_size((96, 24)).columns


def _fit(text: str, columns: int) -> str:
    """Text in exactly so many terminal columns: cut with … or filled with spaces.

    >>> _fit("区委常委会", 6), _fit("区委", 6), _fit("区委会", 6), _fit("e\u0301区委会", 6)
    ('区委… ', '区委  ', '区委会', 'e\u0301区委…')
    """
    from .chinese.width import columns as columns_of

    text = text.replace("\n", " ")
    used = kept = cut = 0
    for at, character in enumerate(text):
        width = columns_of(character)
        if used + width > columns:
            return text[:cut] + "…" + " " * (columns - kept - 1)
        used += width
        if used < columns:
            cut, kept = at + 1, used
    return text + " " * (columns - used)
