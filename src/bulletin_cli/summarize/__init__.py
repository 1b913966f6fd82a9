"""`summarize`: the sentences of an article that a busy editor would underline, and its keywords."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from ..model import Article
from .choice import choose, joined
from .ranking import Ranking, rank, tells
from .sentences import Sentence, split_sentences

__all__ = ["SummaryOptions", "explain", "gist_of", "summarize_article"]


class SummaryOptions(NamedTuple):
    """What to make. Of several budgets each holds; with none the whole text may come out.

    `sentences`: at most so many. `chars`: at most so many characters, hard. `ratio`: at most this share of the body's
    characters, above 0 to 1. `brief` asks for one line, the core of the best sentence without leading time and
    attribution (None: when `sentences` is 1). `keywords`: how many, 0 for none (then no dictionary is read).
    `userdict` holds lines of a user dictionary in jieba's form, `stopwords` words that shall be no keywords.
    """

    sentences: int | None = 3
    chars: int | None = None
    ratio: float | None = None
    brief: bool | None = None
    keywords: int = 0
    userdict: tuple[str, ...] = ()
    stopwords: tuple[str, ...] = ()


DEFAULT = SummaryOptions()

CONTINUED = ("(上接", "（上接")


def summarize_article(article: Article, options: SummaryOptions = DEFAULT) -> Article:
    """The article with `summary` and `summary_spans`, and with `keywords` where they are asked for.

    The summary is made of whole sentences of the body in their order; only where the best one alone is over the
    budget is it cut, at a clause mark. Raises ValueError for a budget of nothing.

        >>> body = "本报讯(通讯员石伟)6月24日,区委常委会召开会议。会议强调,要加强防汛值守。会议还研究了其他事项。"
        >>> done = summarize_article(Article(body=body), SummaryOptions(sentences=1))
        >>> done.summary, [body[start:end] for start, end in done.summary_spans]
        ('区委常委会召开会议。', ['区委常委会召开会议。'])
    """
    chars = _characters(article.body, options)
    candidates = _candidates(article)
    chosen = []
    if candidates:
        ranked = _ranked(article, candidates)
        brief = options.sentences == 1 if options.brief is None else options.brief
        chosen = choose(article.body, candidates, ranked, options.sentences, chars, brief)
    words = article.keywords
    if options.keywords:
        from .keywords import keywords

        words = keywords(article, options.keywords, options.userdict, options.stopwords)
    return article._replace(
        summary=joined([sentence.text for sentence in chosen]),
        summary_spans=tuple((sentence.start, sentence.end) for sentence in chosen),
        keywords=words,
    )


def gist_of(article: Article, chars: int | None = None) -> tuple[str, tuple[int, int]] | None:
    """One verbatim line for a list of articles, with its place in the body: leading time and attribution left out.

    Of the report of a meeting it is the decision, not the ceremony. At most `chars` characters; None for an empty body.

        >>> gist_of(Article(body="当地时间8日上午，代表团抵达植物园参观。天气晴好。"))
        ('代表团抵达植物园参观。', (9, 20))
    """
    from .gist import gist

    if not (candidates := _candidates(article)):
        return None
    line = gist(article.body, candidates, _ranked(article, candidates), chars)
    return line.text, (line.start, line.end)


def explain(article: Article) -> list[tuple[Sentence, dict[str, float]]]:
    """Every sentence that could be chosen, with what its worth is the sum of: `shared` is what it says of the whole."""
    candidates = _candidates(article)
    ranked = _ranked(article, candidates)
    parts = [one.parts for one in ranked.sentences]
    return [
        (sentence, {"shared": worth - sum(part.values()), **part})
        for sentence, worth, part in zip(candidates, ranked.alone, parts, strict=True)
    ]


def _ranked(article: Article, found: list[Sentence]) -> Ranking:
    """The worth of the sentences of an article; where it is the end of another page's article it has no lead."""
    jump = article.continued_from
    continued = (jump is not None and not jump.resolved) or article.body.lstrip().startswith(CONTINUED)
    return rank(found, continued, article.headline or "")


def _candidates(article: Article) -> list[Sentence]:
    """The whole sentences of running text; where a body has none, its lists and headings rather than nothing."""
    found = split_sentences(article.body)
    running = [sentence for sentence in found if not sentence.listed]
    telling = [sentence for sentence in running if sentence.whole and tells(sentence)]
    rows = [sentence for sentence in found if sentence.text[0] != "#" and any(map(str.isalnum, sentence.text))]
    return telling or running or rows or found


def _characters(body: str, options: SummaryOptions) -> int | None:
    """The budget in characters, None for none."""
    if options.ratio is not None and not 0 < options.ratio <= 1:
        raise ValueError(f"ratio must be above 0 and at most 1, not {options.ratio}")
    for name, value in (("sentences", options.sentences), ("chars", options.chars)):
        if value is not None and value < 1:
            raise ValueError(f"{name} must be at least 1, not {value}")
    if options.ratio is None:
        return options.chars
    share = max(1, floor(options.ratio * len("".join(body.split()))))
    return share if options.chars is None else min(share, options.chars)
