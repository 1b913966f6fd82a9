"""What validators and real readers say of our files, for those that are installed; `make validate` installs all."""

from __future__ import annotations

from pathlib import Path

import pytest

from validate import exported, sets
from validators import VALIDATORS, Validator

ASKED = [(validator, to) for validator in VALIDATORS for to in validator.formats]


@pytest.mark.parametrize("name", ["none", "bare", "cases", "hostile"])
@pytest.mark.parametrize(("validator", "to"), ASKED, ids=[f"{v.name.partition(',')[0]}-{to}" for v, to in ASKED])
def test_nobody_complains(validator: Validator, to: str, name: str, tmp_path: Path) -> None:
    if missing := validator.missing():
        pytest.skip(f"not installed: {missing}; make validate does it")
    articles = sets()[name]
    assert validator.complaints(exported(articles, to, tmp_path), len(articles)) == []


def test_the_atom_schema_refuses_what_the_standard_does(tmp_path: Path) -> None:
    jing = next(validator for validator in VALIDATORS if validator.name.startswith("jing"))
    if missing := jing.missing():
        pytest.skip(f"not installed: {missing}; make validate does it")
    good = exported(sets()["cases"], "atom", tmp_path).read_text(encoding="utf-8")
    for part, other in (
        ("</id>\n<updated>", "</id>\n<updated>2026-04-03</updated>\n<updated>"),
        ("<author><name>何书宁</name></author>", "<author/>"),
        ('<content type="html">', '<content type="html" src="urn:x:y">'),
        ("<updated>2026-04-03T", "<updated>2026-04-03 "),
        ('<category term="', '<category label="'),
    ):
        assert part in good
        path = tmp_path / "bad.atom"
        path.write_text(good.replace(part, other, 1), encoding="utf-8")
        assert jing.complaints(path, 0)
