"""Stories continued in another file of the same issue: the parts held until the issue ends, and joined when they fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model import Article, Jump, Source
from .blocks import ends_sentence
from .continued import seam
from .jumps import ALIKE, DIFFERENT, likeness, same_page, same_sign
from .pairs import chain, pair_up

# A thick issue has some hundreds of articles; more than this at once is not one issue, and memory is to stay bounded.
HELD = 2000

# Below this two parts stay two records that say what they lack.
_ENOUGH = 2.5


class _Issue(NamedTuple):
    publication: str | None
    date: str | None
    folder: str


class Joiner:
    """Passes articles on in order; holds them from the first open jump of an issue to the issue's end.

    >>> joiner = Joiner()
    >>> one = Article(headline="大桥今日通车", body="大桥今日通", page="1", continued_on=Jump("3", "（下转3版）"))
    >>> two = Article(headline="大桥通车", body="车。", page="3", continued_from=Jump("1", "（上接1版）"))
    >>> [a.body for a in [*joiner.push([one]), *joiner.push([two]), *joiner.end()] if a.kind == "article"]
    ['大桥今日通车。']
    """

    def __init__(self) -> None:
        self._held: list[Article] = []
        self._open = False
        self._issue = _Issue(None, None, "")

    def push(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Take articles in reading order; give back those that need not be held, in the same order."""
        for article in articles:
            issue = _issue_of(article)
            if self._held and (_differ(issue, self._issue) or len(self._held) >= HELD):
                yield from self.end()
            self._issue = _known(issue, self._issue) if self._held else issue
            self._open = self._open or is_open(article)
            if self._open:
                self._held.append(article)
            else:
                yield article

    def end(self) -> Iterator[Article]:
        """Give back what is held, joined as far as it fits."""
        held, self._held, self._open = self._held, [], False
        yield from join(held)


def is_open(article: Article) -> bool:
    """Whether an article has a part that was not found."""
    return any(j is not None and not j.resolved for j in (article.continued_from, article.continued_on))


def join(articles: list[Article]) -> list[Article]:
    """The articles of one issue with the parts of continued stories joined.

    A pair is joined when it is each part's best and no other comes near; a joined story stands where its first part
    stood, and the heading printed again over its second part becomes a record of furniture.
    """
    firsts = [n for n, a in enumerate(articles) if a.continued_on and not a.continued_on.resolved]
    seconds = [n for n, a in enumerate(articles) if a.continued_from and not a.continued_from.resolved]
    following = pair_up(firsts, seconds, lambda a, b: fit(articles[a], articles[b]), _ENOUGH)
    gone = set(following.values())
    out: list[Article] = []
    for n, article in enumerate(articles):
        if n in gone:
            if article.headline:
                out.append(_repeated(article))
            continue
        whole = article
        for part in chain(following, n)[1:]:
            whole = _joined(whole, articles[part])
        out.append(whole)
    return out


def fit(first: Article, second: Article) -> float:
    """How well one article goes on in another: both pages agree, the headlines are alike, the first is unfinished.

    Over files more is asked than on facing pages of one: without a page that agrees nothing is joined.
    """
    assert first.continued_on and second.continued_from
    score = 0.0
    for wanted, real in ((first.continued_on.page, second.page), (second.continued_from.page, first.page)):
        agree = same_page(wanted, real)
        if agree is False:
            return 0.0
        score += 1.0 if agree else 0.0
    if score == 0 or not same_sign(first.continued_on.raw, second.continued_from.raw):
        return 0.0
    if first.headline and second.headline:
        alike = likeness(first.headline, second.headline)
        if alike < DIFFERENT or (alike < ALIKE and first.body and ends_sentence(first.body)):
            return 0.0
        score += 3.0 * alike
    else:
        score += 0.5
    return score + (0.5 if first.body and not ends_sentence(first.body) else 0.0)


def _joined(first: Article, second: Article) -> Article:
    assert first.continued_on
    on = second.continued_on if second.continued_on else first.continued_on._replace(resolved=True)
    return first._replace(
        body=first.body + seam(first.body, second.body) + second.body,
        byline=first.byline or second.byline,
        contributors=first.contributors or second.contributors,
        pages=tuple(dict.fromkeys((*first.pages, *second.pages))),
        continued_from=first.continued_from or _resolved(second.continued_from),
        continued_on=on,
        confidence=min(first.confidence or 1.0, second.confidence or 1.0),
        source=_both(first.source, second.source),
    )


def _resolved(jump: Jump | None) -> Jump | None:
    return jump._replace(resolved=True) if jump else None


def _both(one: Source | None, other: Source | None) -> Source | None:
    if one is None or other is None:
        return one or other
    return one._replace(others=(*one.others, other._replace(others=()), *other.others))


def _repeated(article: Article) -> Article:
    """What is printed over the second part only: its heading, once more."""
    heading = "\n".join(t for t in (article.kicker, article.headline, article.deck) if t)
    return Article(
        body=heading,
        kind="furniture",
        date_published=article.date_published,
        publication=article.publication,
        issue=article.issue,
        page=article.page,
        pages=article.pages,
        section=article.section,
        language=article.language,
        source=article.source,
    )


def _issue_of(article: Article) -> _Issue:
    path = article.source.path if article.source else ""
    return _Issue(article.publication, article.date_published, path.rpartition("/")[0])


def _differ(one: _Issue, other: _Issue) -> bool:
    """Whether two issues are surely not one: another paper, another day, another folder."""
    return any(a and b and a != b for a, b in zip(one[:2], other[:2], strict=True)) or one.folder != other.folder


def _known(new: _Issue, old: _Issue) -> _Issue:
    return _Issue(new.publication or old.publication, new.date or old.date, new.folder)
