"""What the pages before say of a page in a file of its own: only the front page prints the masthead of its issue."""

from __future__ import annotations

import re

from ..model import Article
from .facts import PageFacts, Survey, page_order


def with_series(survey: Survey, path: str, before: Article | None) -> Survey:
    """The survey of a passage, completed by what the page before it prints of the issue that both are of.

    They are of one issue when their files stand in one folder and have one name but for its digits, the page numbers
    go up, and neither the date nor the name of the paper speaks against it. `before` is a record of the page before.

    >>> from bulletin_cli.model import Source
    >>> front = Article(body="文", publication="楚江晨报", date_published="2015-10-12", page="1", source=Source("d/01.txt", (1, 9)))
    >>> page = Survey({}, [0], [PageFacts(page="2")], [0])
    >>> with_series(page, "d/02.txt", front).facts[0].publication, with_series(page, "e/02.txt", front).facts[0].publication
    ('楚江晨报', None)
    """
    here = survey.facts[0] if survey.facts else PageFacts()
    if before is None or before.source is None or not _alike(before.source.path, path) or len(set(survey.issue)) != 1:
        return survey
    if not _comes_after(here.page, before.page):
        return survey
    known = PageFacts(date=before.date_published, publication=before.publication, issue=before.issue)
    for facts in survey.facts:
        if (facts.date and facts.date != known.date) or (facts.publication and facts.publication != known.publication):
            return survey
    return survey._replace(
        facts=[
            facts._replace(date=known.date, publication=known.publication, issue=facts.issue or known.issue)
            for facts in survey.facts
        ]
    )


def _alike(one: str, other: str) -> bool:
    return _path_shape(one) == _path_shape(other) and "-" not in (one, other)


def _path_shape(path: str) -> str:
    """A path with the digits of its last part made alike.

    >>> _path_shape("2020/p01.txt"), _path_shape("2020/p2.txt") == _path_shape("2020/p11.txt")
    ('2020/p0.txt', True)
    """
    folder, slash, name = path.rpartition("/")
    return folder + slash + re.sub(r"\d+", "0", name)


def _comes_after(page: str | None, before: str | None) -> bool:
    """Whether one page label stands behind another: 3 behind 2, A03 behind A02, B01 behind A08."""
    here, there = page_order(page), page_order(before)
    return here is not None and there is not None and there < here
