"""Composes the stages: text is cut into articles, and each article goes through what the plan asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .model import Article, IssueFacts, Passage

if TYPE_CHECKING:
    from .clean import CleanOptions
    from .summarize import SummaryOptions

# What a reader asks for when asking for the articles; the rest (running heads, mastheads …) comes with `everything`.
READ = ("article", "brief", "notice", "weather", "other")


class Plan(NamedTuple):
    """Which stages run and how. A stage whose options are None is left out."""

    facts: IssueFacts = IssueFacts()
    everything: bool = False
    clean: CleanOptions | None = None
    summary: SummaryOptions | None = None
    gist: bool = False


def cut(passage: Passage, plan: Plan, before: Article | None = None) -> list[Article]:
    """All records of a passage of text; `before` is one of the passage before it."""
    from .split import split_passage

    return split_passage(passage, plan.facts, before)


def wanted(article: Article, plan: Plan) -> bool:
    """Whether the plan asks for a record of this kind."""
    return plan.everything or article.kind in READ


def refine(article: Article, plan: Plan) -> Article:
    """Take an article that is already split through the later stages of the plan."""
    if plan.clean is not None:
        from .clean import clean_article

        article = clean_article(article, plan.clean)
    if plan.summary is not None:
        from .summarize import summarize_article

        article = summarize_article(article, plan.summary)
    if plan.gist:
        from .summarize import gist_of

        line = gist_of(article)
        article = article._replace(gist=line[0] if line else None)
    return article
