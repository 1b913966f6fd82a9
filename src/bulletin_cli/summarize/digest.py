"""The digest: what an issue says in one record, an event a line, by topic, the most important first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import Any, NamedTuple

from ..chinese.chars import CLOSING, SENTENCE_END
from ..model import Article, stable_id
from .events import Story, names_in, same_events
from .importance import Standing, importance, page_number, standing_of

# What makes up one digest, by the name that is asked for: these fields are the same in all of its articles.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "issue": ("publication", "date_published", "issue"),
    "date": ("date_published",),
    "publication": ("publication",),
    "page": ("publication", "date_published", "issue", "page"),
}

# So many keywords of an article take part; so much of its text is kept to compare it with others.
WORDS = 8
LEAD = 160
# Of a very long article the beginning is enough for one line, and of a headline for a comparison.
BEGINNING = 20_000
LONGEST_HEADLINE = 200
# Kinds of records that report nothing.
PASSED_OVER = frozenset(("furniture", "masthead", "contents", "caption", "advertisement"))
# A line of the digest.
LINE = 80
# Topics of what shares none with another event: on the front page; above all topics; the rest. Simplified, traditional.
FRONT, TOP, REST = "头版", "头条", "其他"
TRADITIONAL = {FRONT: "頭版", TOP: "頭條"}


class DigestOptions(NamedTuple):
    """What to make. `by`: a key of `GROUPS`. `chars`: at most so many in a line. `keywords`: of the day, how many.

    `ordered` says that articles come in the order of print or broadcast, so that the first is the most important.
    `userdict` and `stopwords` as for the keywords of an article.
    """

    by: str = "issue"
    chars: int = LINE
    keywords: int = 10
    ordered: bool = True
    userdict: tuple[str, ...] = ()
    stopwords: tuple[str, ...] = ()


DEFAULT = DigestOptions()


class _Item(NamedTuple):
    """What a digest keeps of an article; its body goes."""

    id: str
    headline: str | None
    gist: str
    story: Story
    words: tuple[str, ...]
    section: str | None
    source: str | None
    standing: Standing


class _Event(NamedTuple):
    """An event: the article that tells it best, then the others; its weight and keywords."""

    items: list[_Item]
    weight: float
    words: tuple[str, ...]


def digests(articles: Iterable[Article], options: DigestOptions = DEFAULT) -> Iterator[Article]:
    """A digest for every run of articles of one issue (or date, publication, page), made when the next one begins.

    Each is a record of kind `contents` whose `body` has `### ` topics and an event a line; `extra["items"]` holds the same
    as values. Raises KeyError for an unknown `by`.

        >>> told = [Article(body="全市提前完成河道清淤。", page="1"), Article(body="新图书馆周六开放。", page="4")]
        >>> print(next(digests(told)).body)
        ### 头版
        <BLANKLINE>
        全市提前完成河道清淤。（1版）
        <BLANKLINE>
        ### 其他
        <BLANKLINE>
        新图书馆周六开放。（4版）
    """
    fields = GROUPS[options.by]
    held: _Issue | None = None
    key: tuple[str | None, ...] = ()
    for article in articles:
        if article.kind in PASSED_OVER or not (article.body.strip() or article.headline):
            continue
        its = tuple(getattr(article, name) for name in fields)
        if held is None or its != key:
            if held is not None:
                yield held.digest()
            held, key = _Issue(dict(zip(fields, its, strict=True)), options), its
        held.add(article)
    if held is not None:
        yield held.digest()


class _Issue:
    """The articles of one digest while they come."""

    def __init__(self, facts: Mapping[str, str | None], options: DigestOptions) -> None:
        self._facts, self._options = facts, options
        self._items: list[_Item] = []
        self._places: Counter[str | None] = Counter()
        self._shared: dict[str, Any] = {}

    def add(self, article: Article) -> None:
        """Keep what the digest needs of an article."""
        for name in ("publication", "date_published", "issue", "language"):
            value = getattr(article, name)
            if self._shared.setdefault(name, value) != value:
                self._shared[name] = None
        self._items.append(_item(article, self._places[article.page], self._options))
        self._places[article.page] += 1

    def digest(self) -> Article:
        """The record of all that came."""
        events = sorted(self._events(), key=lambda event: -event.weight)  # among equals the earlier one
        topics = _topics(events)
        several = len({item.source for item in self._items}) > 1
        blocks, items = [], []
        for topic, members in topics.items():
            if self._shared.get("language") == "zh-Hant":
                topic = TRADITIONAL.get(topic, topic)
            if len(topics) > 1 or topic != REST:
                blocks.append(f"### {topic}")
            for event in members:
                blocks.append(_line(event, several))
                items.append(_value(event, topic))
        facts = {**self._shared, **self._facts}
        named = " ".join(value for name in ("publication", "date_published") if (value := facts.get(name)))
        return Article(
            body="\n\n".join(blocks),
            id=stable_id("digest", self._options.by, *(item.id for item in self._items)),
            headline=f"{named}要闻" if named and named[-1:] > "\u2e80" else f"{named} 要闻".strip(),
            kind="contents",
            keywords=_keywords(events, self._options.keywords),
            pages=tuple(dict.fromkeys(page for item in self._items if (page := item.standing.page))),
            extra={"items": items},
            **facts,
        )

    def _events(self) -> Iterator[_Event]:
        options = self._options
        for numbers in same_events([item.story for item in self._items]):
            told = [self._items[number] for number in numbers]
            sources = len({item.source for item in told})
            weights = {
                n: importance(item.standing, item.story.says(), sources, options.ordered) for n, item in enumerate(told)
            }
            best = sorted(weights, key=lambda n: -weights[n])
            words = Counter(word for item in told for word in item.words)
            yield _Event([told[n] for n in best], weights[best[0]], tuple(word for word, _ in words.most_common(WORDS)))


def _item(article: Article, place: int, options: DigestOptions) -> _Item:
    """What the digest keeps of an article; a gist and keywords that it brings along are not made again."""
    from ..chinese.words import cut
    from .keywords import keywords

    headline = (article.headline or "")[:LONGEST_HEADLINE]
    gist = article.gist
    if not gist or len(gist) > options.chars:
        gist = _line_of(article, options.chars)
    words = article.keywords
    if not words:
        beginning = article._replace(body=article.body[:2000], headline=headline)
        words = keywords(beginning, WORDS, options.userdict, options.stopwords)
    heading = f"{headline} {gist}"
    lead = " ".join(article.body[:LEAD].split())
    place_of = article.source.path if article.source and article.source.path != "-" else None
    return _Item(
        article.id or stable_id(heading, article.body), article.headline, gist,
        Story(heading, lead, names_in(tuple(cut(headline or gist)))),
        words, article.section, article.publication or article.agency or place_of, standing_of(article, place),
    )  # fmt: skip


def _line_of(article: Article, chars: int) -> str:
    """The gist; the headline where there is none, or where the gist is a row or begins on a line that goes on from another."""
    from . import gist_of

    made = gist_of(article._replace(body=article.body[:BEGINNING]), chars)
    if made is None:
        return (article.headline or "")[:chars]
    before = article.body[: made[1][0]].rstrip(" \u3000")
    torn = before.endswith("\n") and len(before) > 1 and before[-2] not in f"\n{SENTENCE_END}{CLOSING}"
    row = made[0][0] in "|-*+"  # a body of nothing but a table or a list
    if (torn or row) and article.headline and len(article.headline) <= chars:
        return article.headline
    return " ".join(made[0].split())


def _topics(events: Sequence[_Event]) -> dict[str, list[_Event]]:
    """Events by topic, that of the most important event first, the rest last.

    The topic is the paper's own section, else the keyword that joins the most important events that are left.
    """
    topic: dict[int, str] = {n: section for n, event in enumerate(events) if (section := event.items[0].section)}
    having: dict[str, list[int]] = defaultdict(list)
    for n, event in enumerate(events):
        if n not in topic:
            for word in event.words:
                having[word].append(n)
    many = max(3, len(events) // 3)  # what nearly all are about is no topic
    # Most telling first: rare enough to part, common enough to join; once through, so that it stays linear.
    worth = {
        w: len(ns) ** 0.5 * sum(events[n].weight for n in ns) / len(ns)
        for w, ns in having.items()
        if 1 < len(ns) <= many
    }
    for word in sorted(worth, key=lambda w: (-worth[w], -len(w))):
        left = [n for n in having[word] if n not in topic]
        if len(left) > 1:
            topic.update(dict.fromkeys(left, word))
    best = min(topic, default=len(events))
    out: dict[str, list[_Event]] = {}
    for n, event in enumerate(events):
        alone = FRONT if page_number(event.items[0].standing.page) == 1 else TOP if topic and n < best else REST
        out.setdefault(topic.get(n, alone), []).append(event)
    if REST in out:
        out[REST] = out.pop(REST)
    return out


def _keywords(events: Sequence[_Event], count: int) -> tuple[str, ...]:
    """The words of the day: those of the most events, and of the most important and most often told ones."""
    scores: defaultdict[str, float] = defaultdict(float)
    for event in events:
        for rank, word in enumerate(event.words):
            scores[word] += (0.5 + event.weight) * (1 + log(len(event.items))) / (3 + rank)
    out: list[str] = []
    for word in sorted(scores, key=scores.__getitem__, reverse=True)[: 4 * count]:
        if len(out) < count and not any(word in other or other in word for other in out):
            out.append(word)
    return tuple(out)


def _line(event: _Event, several: bool) -> str:
    """The event as one line, with its page, and with its sources where they differ."""
    first = event.items[0]
    page = first.standing.page
    where = [f"{page}版" if page and page[-1:] != "版" else page or ""]
    if several or len(event.items) > 1:
        where += [source for source in _sources(event) if source]
    told = "，".join(one for one in where if one)
    return f"{first.gist}（{told}）" if told else first.gist


def _sources(event: _Event) -> list[str]:
    return list(dict.fromkeys(item.source for item in event.items if item.source))


def _value(event: _Event, topic: str) -> dict[str, Any]:
    """The event as plain values; `ids` names every article that tells it."""
    first = event.items[0]
    return {
        "id": first.id,
        "ids": [item.id for item in event.items],
        "headline": first.headline,
        "gist": first.gist,
        "page": first.standing.page,
        "sources": _sources(event),
        "topic": topic,
        "weight": event.weight,
    }
