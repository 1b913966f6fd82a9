"""Split the text of pages into articles: `split_passage`, `split_text` and `explain`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Article, IssueFacts, Passage
from .articles import read_articles
from .continued import join_jumps
from .draft import Boundary
from .filenames import with_name
from .furniture import survey
from .layout import read_blocks
from .lines import read_lines
from .record import furniture_records, record
from .series import with_series

__all__ = ["explain", "split_passage", "split_text"]


def split_passage(passage: Passage, facts: IssueFacts = IssueFacts(), before: Article | None = None) -> list[Article]:
    """All records of a passage in reading order, of every kind: what belongs to no article is there as `furniture`.

    Every non-space character of the passage stands in exactly one record (heading marks apart), and the record's
    `source` leads back to its lines. An article continued over pages stands where its first part stands.

    A byline printed on its own line is in `byline` alone; one printed within the text (the lede `本报讯(通讯员石伟)`,
    a credit at the tail) stays at its place in `body` as well, so that the body is the text as printed. Jump marks
    are taken out of the body into `continued_from` and `continued_on`.

    Page and section are those that the page prints, else those of `facts`; date, publication and issue are those of
    `facts`, else those that the pages print; what is left open the name of the file may say, or `before`, a record of
    the page before in the same issue.
    """
    lines = read_lines(passage)
    found = with_series(with_name(survey(lines), passage.path, facts), passage.path, before)
    drafts, _ = read_articles(lines, found, read_blocks(lines, found))
    drafts, found = join_jumps(drafts, found)
    placed = [(d.spans[0][0], record(d, lines, found, facts, passage.path)) for d in drafts]
    placed += furniture_records(drafts, lines, found, facts, passage.path)
    return [article for _, article in sorted(placed, key=lambda item: item[0])]


def split_text(text: str, **facts: str) -> list[Article]:
    """The articles of a text; `facts` are the fields of IssueFacts.

    >>> page = "## 大桥通车\\n\\n本报讯(记者李雷)6月24日,大桥通车。\\n\\n## 渡口停航\\n\\n渡口同日停航。"
    >>> [(a.headline, a.byline, a.content_date) for a in split_text(page, date="2020-06-26")]
    [('大桥通车', '本报讯(记者李雷)', '2020-06-24'), ('渡口停航', None, None)]
    """
    return [a for a in split_passage(Passage(text), IssueFacts(**facts)) if a.kind not in ("furniture", "masthead")]


def explain(passage: Passage) -> Iterator[dict[str, Any]]:
    """Why each heading did or did not open an article: line, decision, score and signals, in order."""
    lines = read_lines(passage)
    found = survey(lines)
    _, boundaries = read_articles(lines, found, read_blocks(lines, found))
    for boundary in boundaries:
        yield _explained(boundary)


def _explained(boundary: Boundary) -> dict[str, Any]:
    return {
        "line": boundary.line,
        "text": boundary.text,
        "decision": "article" if boundary.opens else "subhead",
        "score": _number(boundary.score),
        "signals": [{"reason": reason, "weight": _number(weight)} for reason, weight in boundary.signals],
    }


def _number(value: float) -> int | float:
    """A weight as it is written, whole ones without a point."""
    return int(value) if value == int(value) else round(value, 2)
