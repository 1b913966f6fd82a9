"""Articles out into files: a registry of formats, each one module that writes a stream of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import IO, Any, NamedTuple

from ..model import Article


class UnknownFormat(ValueError):  # noqa: N818 - reads as what it says
    """A format name that is not in the registry; the message lists those that are."""


class MissingExtra(ImportError):  # noqa: N818 - reads as what it says
    """A format needs a library that is not installed; the message says which extra brings it."""

    def __init__(self, extra: str, library: str) -> None:
        super().__init__(f"{library} is not installed; pip install 'bulletin-cli[{extra}]'")


class ExportOptions(NamedTuple):
    """What a user may ask of a format; each format takes what concerns it and ignores the rest.

    `title` is the name of the whole (else it comes from the publication and date that all articles share);
    `excel` makes CSV and TSV safe to open by double-click; `width` wraps plain text at so many columns (a Han
    character takes two); `url` is the address at which feeds say the articles stand; `base` is the path of an archive
    that the articles are added to; `template` is the text of a template of the user's own.
    """

    title: str | None = None
    excel: bool = False
    width: int | None = None
    url: str | None = None
    base: str | None = None
    template: str | None = None


_PLAIN = ExportOptions()
# Entry points under this name add formats.
GROUP = "bulletin_cli.exports"


class Format(NamedTuple):
    """One output format: its module has `write(articles, out, options)` and is imported on first use.

    `module` is the module's name, relative to this package where it begins with a dot. `binary` formats are given a
    binary stream. `files` says whether one file an article makes sense.
    """

    name: str
    help: str
    extension: str
    module: str
    binary: bool = False
    files: bool = True

    def write(self, articles: Iterable[Article], out: IO[Any], options: ExportOptions = _PLAIN) -> None:
        """Write the articles to an open stream, in order, in bounded memory."""
        from importlib import import_module

        import_module(self.module, __name__).write(articles, out, options)


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format("md", "Markdown with front matter", ".md", ".markdown"),
        Format("html", "one self-contained web page with a contents list", ".html", ".webpage"),
        Format("txt", "plain reading text", ".txt", ".plain"),
        Format("jsonl", "records, one a line", ".jsonl", ".jsonlines"),
        Format("json", "records as one array", ".json", ".jsonarray"),
        Format("csv", "a table, one row an article", ".csv", ".commas", files=False),
        Format("tsv", "the same with tabs", ".tsv", ".tabs", files=False),
        Format("atom", "an Atom feed", ".atom", ".atom", files=False),
        Format("rss", "an RSS 2.0 feed", ".rss", ".rss", files=False),
        Format("jsonfeed", "a JSON Feed 1.1", ".feed.json", ".jsonfeed", files=False),
        Format("jsonld", "schema.org NewsArticle, linked data", ".jsonld", ".jsonld"),
        Format("ninjs", "IPTC ninjs 3.1, one item a line", ".ninjs", ".ninjs"),
        Format("epub", "an EPUB 3 book", ".epub", ".epub", binary=True),
        Format("docx", "a Word document", ".docx", ".docx", binary=True),
        Format("sqlite", "an archive with full-text search", ".sqlite", ".archive", binary=True, files=False),
        Format("parquet", "typed columns (needs the extra parquet)", ".parquet", ".parquet", binary=True, files=False),
        Format("template", "a Jinja2 template of your own", ".out", ".template"),
    )
}


def formats() -> dict[str, Format]:
    """All formats by name: ours, then those of installed packages, which cannot take the name of one of ours.

    A package offers a `Format` under the entry point group `bulletin_cli.exports`.
    """
    from importlib.metadata import entry_points

    others = [point.load() for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)]
    return {**{form.name: form for form in others}, **FORMATS}


def format_named(name: str) -> Format:
    """The format of that name, in capitals or not.

    Raises:
        UnknownFormat: there is none; the message names what comes nearest.

    >>> format_named("HTML").extension
    '.html'
    >>> format_named("xlsx")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    bulletin_cli.export.UnknownFormat: no format 'xlsx'; the nearest is csv, with --excel; there are md, html, txt, ...
    """
    plain = name.lower()
    if plain in FORMATS:
        return FORMATS[plain]
    # Only now, because looking for packages takes longer than most exports.
    known = formats()
    form = known.get(name) or known.get(plain)
    if form is None:
        names = [*FORMATS, *(known.keys() - FORMATS.keys())]
        raise UnknownFormat("; ".join([f"no format {name!r}", *nearest(plain, names), f"there are {', '.join(names)}"]))
    return form


# What people ask for by other names, and what they may want of ours.
_INSTEAD = {
    **dict.fromkeys(("xlsx", "xls", "excel", "ods"), "csv, with --excel"),
    **dict.fromkeys(("doc", "word", "odt", "rtf"), "docx"),
    **dict.fromkeys(("markdown", "mdown"), "md"),
    **dict.fromkeys(("text", "plain"), "txt"),
    **dict.fromkeys(("htm", "xhtml", "web"), "html"),
    "pdf": "html, to be printed by a browser",
    **dict.fromkeys(("ndjson", "records"), "jsonl"),
    **dict.fromkeys(("mobi", "azw3", "ebook"), "epub"),
    **dict.fromkeys(("db", "sqlite3", "sql"), "sqlite"),
    **dict.fromkeys(("feed", "xml"), "atom"),
    "json-ld": "jsonld",
}


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """What to say of a name that there is not: the format that comes nearest, if there is one.

    >>> nearest("word", FORMATS), nearest("epbu", FORMATS), nearest("quark", FORMATS)
    (['the nearest is docx'], ['the nearest is epub'], [])
    """
    from difflib import get_close_matches

    found = [_INSTEAD[name]] if name in _INSTEAD else get_close_matches(name, names, 1)
    return [f"the nearest is {one}" for one in found]


def export_articles(articles: Iterable[Article], to: str, out: IO[Any], options: ExportOptions = _PLAIN) -> None:
    """Write articles in the format named `to` to an open stream (binary where the format is).

    The stream is not closed. Memory does not grow with the number of articles but where a format's docs say so.

    Raises:
        UnknownFormat: there is no such format.
    """
    format_named(to).write(articles, out, options)


def one_file_each(
    articles: Iterable[Article],
    to: str,
    open_target: Callable[[str], AbstractContextManager[IO[Any]]],
    options: ExportOptions = _PLAIN,
) -> Iterator[str]:
    """Write every article to a file of its own, named after its headline, and yield the names as they are done.

    `open_target(name)` opens one file for writing; the name is safe in any folder (see `names.file_name`).

    Raises:
        UnknownFormat: there is no such format.
    """
    from .names import FileNames

    form = format_named(to)
    names = FileNames(form.extension)
    for article in articles:
        name = names.take(article)
        with open_target(name) as out:
            form.write([article], out, options)
        yield name
