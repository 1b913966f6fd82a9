"""A Word document (Office Open XML): built-in heading styles, East Asian fonts, paper and page in the header.

Written straight into the package, because the libraries for it hold the whole document in memory and stamp it with
the time of making.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from typing import Any, BinaryIO

from ..model import Article
from . import ExportOptions
from .characters import one_line, printable
from .gathered import Gathered
from .labels import byline, chinese_date, jump_notes, kind_word, origin_and_kind, words
from .markup import laid_out, language_tag, render, template_text
from .zipped import entry

_FIXED = {
    "[Content_Types].xml": "word-types.xml",
    "_rels/.rels": "word-package-rels.xml",
    "word/_rels/document.xml.rels": "word-rels.xml",
    "word/settings.xml": "word-settings.xml",
}


def write(articles: Iterable[Article], out: BinaryIO, options: ExportOptions) -> None:
    """The document to a binary stream, by way of a temporary file, because a ZIP is written back and forth."""
    gathered = Gathered(articles)
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, template in _FIXED.items():
                package.writestr(entry(name), template_text(template))
            _write_text(package, gathered)
            language = gathered.shared("language")
            publication, date = gathered.shared("publication"), chinese_date(gathered.shared("date_published"))
            values = {
                "title": printable(options.title or gathered.title()),
                "running": (options.title and one_line(options.title)) or f"{publication}　{date}".strip("　"),
                "traditional": words(language) is words("zh-Hant"),
                "language": language_tag(language),
            }
            for name in ("styles", "header"):
                package.writestr(entry(f"word/{name}.xml"), render(f"word-{name}.xml.j2", **values))
            package.writestr(entry("docProps/core.xml"), render("word-core.xml.j2", **values))
        file.seek(0)
        shutil.copyfileobj(file, out)


def _write_text(package: zipfile.ZipFile, articles: Iterable[Article]) -> None:
    before, after = template_text("word-document.xml").split("\f")
    with (
        package.open(entry("word/document.xml"), "w") as binary,
        io.TextIOWrapper(binary, "utf-8", newline="") as file,
    ):
        file.write(before)
        for article in articles:
            file.write(render("word-article.xml.j2", **_values(article)))
        file.write(after)


def _values(article: Article) -> dict[str, Any]:
    came, goes = jump_notes(article)
    label = words(article.language)
    return {
        "kicker": one_line(article.kicker),
        "headline": one_line(article.headline) or kind_word(article) or label["article"],
        "deck": one_line(article.deck),
        "byline": byline(article),
        "origin": origin_and_kind(article),
        "summary": one_line(article.summary),
        "came": came,
        "goes": goes,
        "keywords": "；".join(map(one_line, article.keywords or ())),
        "blocks": laid_out(article),
        "label": label,
    }
