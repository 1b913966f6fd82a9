"""Text to measure on: the pages of samples/ over and over, each copy with other words in it.

python benchmarks/material.py MB > FILE  writes so many megabytes of pages, parted by form feeds.

Plain copies would flatter whatever remembers words or lines. So in every copy a share of the nouns and names is
replaced by others of the same length and class out of jieba's dictionary: line lengths, marks and damage stay as they
were, the vocabulary is that of a long run of issues.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "samples"

# Nouns, names of places, people and bodies, verbal nouns.
CLASSES = frozenset(("n", "ns", "nr", "nz", "nt", "vn"))
RARE = 20
SHARE = 0.3
# What makes bylines, mastheads and credits: they stay as they are.
KEPT = frozenset(
    ("记者", "通讯员", "通讯", "本报", "报讯", "日报", "时报", "编辑", "责任", "美术", "校对", "星期", "农历")
)


class Varied:
    """Makes copies of a text that differ in their nouns."""

    def __init__(self) -> None:
        self.classes: dict[str, tuple[int, str]] = {}
        self.words: dict[tuple[int, str], list[str]] = {}
        for line in dictionary().read_text(encoding="utf-8").splitlines():
            word, count, kind = line.split(" ")
            if kind in CLASSES and int(count) >= RARE and 2 <= len(word) <= 4 and word not in KEPT:
                self.classes[word] = len(word), kind
                self.words.setdefault((len(word), kind), []).append(word)

    def tokens(self, text: str) -> list[tuple[str, tuple[int, str] | None]]:
        """Longest words first; a class where a word may be replaced."""
        out: list[tuple[str, tuple[int, str] | None]] = []
        at = 0
        while at < len(text):
            for size in (4, 3, 2):
                word = text[at : at + size]
                if word in KEPT or word in self.classes:
                    break
            else:
                word = text[at]
            out.append((word, self.classes.get(word)))
            at += len(word)
        return out

    def copies(self, text: str, seed: str) -> Iterator[str]:
        """Without end."""
        chance = random.Random(seed)
        tokens = self.tokens(text)
        while True:
            yield "".join(
                chance.choice(self.words[kind]) if kind and chance.random() < SHARE else word for word, kind in tokens
            )


def dictionary() -> Path:
    """The dictionary of jieba, found without importing jieba."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        sys.exit("benchmarks: jieba is not installed")
    return Path(spec.origin).with_name("dict.txt")


def sample(name: str) -> str:
    """The text of a sample."""
    return (SAMPLES / name).read_text(encoding="utf-8")


def expected(name: str) -> list[dict[str, str]]:
    """What a careful reader makes of a sample."""
    records: list[dict[str, str]] = json.loads(sample(f"{name}.expected.json"))
    return [record for record in records if record.get("headline") and record.get("body")]


def repaired_page(name: str) -> str:
    """A sample as it would be without any damage: paragraphs in one line each, full-width marks."""
    return "\n\n".join(f"## {record['headline']}\n\n{record['body']}" for record in expected(name)) + "\n"


def articles() -> list[str]:
    """The repaired bodies of the simplified samples."""
    return [record["body"] for name in ("yunzhou-page", "yunzhou-issue") for record in expected(name)]


# name → (what it is, the texts it is made of)
KINDS: dict[str, tuple[str, list[str]]] = {
    "clean": ("reflowed pages without damage", [repaired_page("yunzhou-page")]),
    "damaged": ("reflowed pages with cuts, folded marks, switched words", [sample("yunzhou-page.md.txt")]),
    "wrapped": ("issues of three pages, hard-wrapped at 22 characters", [sample("yunzhou-issue.txt")]),
    "traditional": ("pages in traditional script, with cuts and folded marks", [sample("haiping-hant.txt")]),
    "traditional clean": ("pages in traditional script without damage", [repaired_page("haiping-hant")]),
    "articles": ("bodies of repaired articles", articles()),
    "long": ("documents of 50,000 characters", []),
}
LONG = 50_000


def units(kind: str, size: int) -> list[str]:
    """Texts of a kind, `size` bytes or a little more in all."""
    varied = Varied()
    if kind == "long":
        documents: list[str] = []
        while sum(len(text.encode()) for text in documents) < size:
            paragraphs = _round(varied, articles(), f"long {len(documents)}")
            text = ""
            while len(text) < LONG:
                text += next(paragraphs) + "\n\n"
            documents.append(text[:LONG])
        return documents
    out: list[str] = []
    made = 0
    for text in _round(varied, KINDS[kind][1], kind):
        out.append(text)
        made += len(text.encode())
        if made >= size:
            break
    return out


def pages(size: int) -> Iterator[str]:
    """Pages of all kinds by turns, each with a form feed behind it, `size` bytes or a little more in all."""
    texts = [text for kind in ("damaged", "wrapped", "traditional") for text in KINDS[kind][1]]
    made = 0
    for text in _round(Varied(), texts, "pages"):
        page = text.rstrip("\n") + "\n\f"
        yield page
        made += len(page.encode())
        if made >= size:
            return


def _round(varied: Varied, texts: list[str], seed: str) -> Iterator[str]:
    """A copy of each, by turns, without end."""
    copies = [varied.copies(text, f"{seed} {i}") for i, text in enumerate(texts)]
    while True:
        for one in copies:
            yield next(one)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.writelines(pages(int(float(sys.argv[1]) * 1_000_000)))
