"""An EPUB 3 book: a cover, a contents list by page, one chapter an article; the same bytes on every run."""

from __future__ import annotations

import io
import shutil
import tempfile
import uuid
import zipfile
from collections.abc import Iterable
from typing import Any, BinaryIO, TextIO

from ..model import Article
from . import ExportOptions
from .characters import one_line, printable
from .feeds import day, urn
from .gathered import Gathered
from .labels import chinese_date, name_of, words
from .markup import article_html, language_tag, render, template_text
from .spool import HERE, spool, written_around
from .zipped import entry

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def write(articles: Iterable[Article], out: BinaryIO, options: ExportOptions) -> None:
    """The book to a binary stream; put together in a temporary file, because a ZIP is written back and forth.

    Memory grows by the list of entries that a ZIP ends with, about 0.5 kB an article.
    """
    from hashlib import blake2b

    gathered, identity = Gathered(articles), blake2b(digest_size=16)
    with tempfile.TemporaryFile() as file, spool() as manifest, spool() as spine, spool() as contents:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
            # EPUB OCF 3.3: the first entry, stored, without extra fields, so that readers know the file by its bytes.
            _add(book, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            _add(book, "META-INF/container.xml", _CONTAINER)
            page = ""
            for article in gathered:
                identity.update(urn(article).encode())
                number = gathered.count
                _add(book, f"EPUB/a{number}.xhtml", _chapter(article, number))
                manifest.write(f'<item id="a{number}" href="a{number}.xhtml" media-type="application/xhtml+xml"/>\n')
                spine.write(f'<itemref idref="a{number}"/>\n')
                contents.write(_listed(article, number, page))
                page = one_line(article.page)
            contents.write("</ol></li>\n" if page else "")
            values = _about(gathered, identity.hexdigest(), options)
            _add(book, "EPUB/style.css", template_text("book.css"))
            _add(book, "EPUB/cover.svg", render("cover.svg.j2", **values))
            _add(book, "EPUB/cover.xhtml", render("cover.xhtml.j2", **values))
            _add_around(book, "EPUB/nav.xhtml", "nav.xhtml.j2", values, [contents])
            _add_around(book, "EPUB/package.opf", "package.opf.j2", values, [manifest, spine])
        file.seek(0)
        shutil.copyfileobj(file, out)


def _chapter(article: Article, number: int) -> str:
    return render(
        "chapter.xhtml.j2",
        title=name_of(article),
        language=language_tag(article.language),
        article=article_html(article, number, with_record=False),
    )


def _listed(article: Article, number: int, page_before: str) -> str:
    """The article in the contents, under a heading of its own where a new page begins."""
    page = one_line(article.page)
    return render(
        "nav-entry.xhtml.j2",
        number=number,
        name=name_of(article),
        page=page,
        section=one_line(article.section),
        closing=bool(page_before and page != page_before),
        opening=bool(page and page != page_before),
    )


def _about(gathered: Gathered, identity: str, options: ExportOptions) -> dict[str, Any]:
    """What the book as a whole says of itself."""
    language = gathered.shared("language")
    # Of the issue, as far as all agree; the day of an event is none.
    printed = day(gathered.shared("date_published"))
    return {
        "title": printable(options.title or gathered.title()).strip() or words(language)["untitled"],
        "publication": gathered.shared("publication"),
        "language": language_tag(language),
        "day": printed or "",
        "shown_day": chinese_date(gathered.shared("date_published")),
        "issue": gathered.shared("issue"),
        # The moment of making would make every run another file; the day of the paper is as good.
        "modified": f"{printed or '1980-01-01'}T00:00:00Z",
        "identifier": str(uuid.UUID(hex=identity)),
        "count": gathered.count,
        "label": words(language),
        "here": HERE,
    }


def _add(book: zipfile.ZipFile, name: str, text: str, compression: int = zipfile.ZIP_DEFLATED) -> None:
    book.writestr(entry(name), text.encode(), compression)


def _add_around(book: zipfile.ZipFile, name: str, template: str, values: dict[str, Any], lists: list[TextIO]) -> None:
    """An entry out of a template with the waiting lists put in at their places."""
    with book.open(entry(name), "w") as binary, io.TextIOWrapper(binary, "utf-8", newline="") as file:
        written_around(render(template, **values), lists, file)
