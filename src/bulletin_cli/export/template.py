"""A template of the user's own: Jinja2, autoescaped and sandboxed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from ..model import Article
from ..records import dump, encode, parse
from . import ExportOptions
from .characters import printable
from .gathered import Gathered
from .labels import byline, chinese_date, name_of, origin
from .markup import text_html
from .spool import spool

# What a template sees of what all articles share.
_SHARED = ("publication", "date_published", "issue", "language")


class TemplateError(ValueError):
    """A template that cannot be read or fails; the message says where and why."""


class _Articles:
    """Articles kept in a file, to be gone through as often as a template likes; `| length` counts them."""

    def __init__(self, file: TextIO, count: int) -> None:
        self._file, self._count = file, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        at = 0
        for _ in range(self._count):
            # Two loops, one inside the other, read the same file.
            self._file.seek(at)
            line = self._file.readline()
            at = self._file.tell()
            yield _values(parse(line))


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """Fill in `options.template`.

    The template sees `title`, what all articles share (`publication`, `date_published`, `issue`, `language`) and
    `articles`, each with the fields of the record and with `html` (the text as paragraphs), `name`, `origin` and
    `printed_byline`; the filter `chinese_date` words an ISO date. Every value is escaped for HTML;
    `{% autoescape false %}` turns that off for other kinds of file. The articles wait in a temporary file, because
    the title is known after the last of them alone.

    Raises:
        TemplateError: there is no template, or it has a fault.
    """
    from jinja2 import DictLoader, StrictUndefined, TemplateSyntaxError, UndefinedError
    from jinja2 import TemplateError as Fault
    from jinja2.sandbox import SandboxedEnvironment

    if options.template is None:
        raise TemplateError("no template is given; --template FILE names one")
    # No other file can be reached, so a template includes nothing.
    nowhere = DictLoader({})
    environment = SandboxedEnvironment(
        loader=nowhere, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["chinese_date"] = chinese_date
    try:
        template = environment.from_string(options.template)
        with spool() as kept:
            gathered = Gathered(articles)
            for article in gathered:
                kept.write(dump(article) + "\n")
            shared = {name: gathered.shared(name) for name in _SHARED}
            title = printable(options.title or gathered.title())
            for piece in template.generate(title=title, **shared, articles=_Articles(kept, gathered.count)):
                out.write(piece)
    except TemplateSyntaxError as fault:
        raise TemplateError(f"line {fault.lineno}: {fault.message}") from None
    except UndefinedError as fault:
        raise TemplateError(f"{fault}; there are title, {', '.join(_SHARED)} and articles with their fields") from None
    except (Fault, TypeError, ArithmeticError) as fault:
        raise TemplateError(str(fault)) from None


def _values(article: Article) -> dict[str, Any]:
    from markupsafe import Markup

    more = {
        "html": Markup(text_html(article)),  # noqa: S704 - escaped already, piece by piece
        "name": name_of(article),
        "origin": origin(article),
        "printed_byline": byline(article),
    }
    absent = dict.fromkeys(("confidence", "gist", "summary", "summary_spans", "keywords", "edits"))
    return {**absent, **_clean(encode(article)), **more}


def _clean(value: Any) -> Any:
    """The value with no character in it that a reader's file may not hold."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_clean(v) for v in value]
    return {k: _clean(v) for k, v in value.items()} if isinstance(value, dict) else value
