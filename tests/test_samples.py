"""The samples against what a careful reader makes of them: split, then repaired."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bulletin_cli.clean import clean_article
from bulletin_cli.model import Article, Jump, Passage
from bulletin_cli.split import split_passage

SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED = sorted(SAMPLES.glob("*.expected.json"))
OTHER = ("furniture", "masthead")


def seen(article: Article, field: str) -> Any:
    """A field of a record in the form the expected files use; where a body's paragraphs part, no reader can always tell."""
    value = getattr(article, field)
    if isinstance(value, Jump):
        return value.page
    if field == "contributors":
        return [person._asdict() for person in value]
    if field == "body":
        return "".join(value.split())
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("expected", [pytest.param(path, id=path.name.split(".")[0]) for path in EXPECTED])
def test_sample(expected: Path) -> None:
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    (page,) = set(SAMPLES.glob(expected.name.split(".")[0] + ".*")) - {expected}
    records = split_passage(Passage(page.read_text(encoding="utf-8")))
    articles = [clean_article(a) for a in records if a.kind not in OTHER]
    for want in wanted:
        want["body"] = "".join(want["body"].split())
    assert [{field: seen(a, field) for field in want} for a, want in zip(articles, wanted, strict=True)] == wanted
