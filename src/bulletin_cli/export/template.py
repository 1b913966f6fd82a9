"""A template of the user's own: Jinja2, autoescaped and sandboxed, articles streamed through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from ..model import Article
from ..records import encode
from . import ExportOptions
from .characters import printable
from .labels import byline, chinese_date, name_of, origin
from .markup import text_html


class TemplateError(ValueError):
    """A template that cannot be read or fails; the message says where and why."""


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """Fill in `options.template`.

    The template sees `title` and `articles`, each with the fields of the record and with `html` (the text as
    paragraphs), `name`, `origin` and `printed_byline`; the filter `chinese_date` words an ISO date. Every value is
    escaped for HTML; `{% autoescape false %}` turns that off for other kinds of file. A template that goes
    through `articles` once streams; it can go through them only once.

    Raises:
        TemplateError: there is no template, or it has a fault.
    """
    from jinja2 import DictLoader, StrictUndefined, TemplateSyntaxError
    from jinja2 import TemplateError as Fault
    from jinja2.sandbox import SandboxedEnvironment

    if options.template is None:
        raise TemplateError("no template is given")
    # No other file can be reached, so a template includes nothing.
    nowhere = DictLoader({})
    environment = SandboxedEnvironment(
        loader=nowhere, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["chinese_date"] = chinese_date
    try:
        template = environment.from_string(options.template)
        for piece in template.generate(title=options.title or "", articles=_values(articles)):
            out.write(piece)
    except TemplateSyntaxError as fault:
        raise TemplateError(f"line {fault.lineno}: {fault.message}") from None
    except (Fault, TypeError, ArithmeticError) as fault:
        raise TemplateError(str(fault)) from None


def _values(articles: Iterable[Article]) -> Iterator[dict[str, Any]]:
    from markupsafe import Markup

    for article in articles:
        more = {
            "html": Markup(text_html(article)),  # noqa: S704 - escaped already, piece by piece
            "name": name_of(article),
            "origin": origin(article),
            "printed_byline": byline(article),
        }
        absent = {
            "confidence": None,
            "gist": None,
            "summary": None,
            "summary_spans": None,
            "keywords": None,
            "edits": None,
        }
        yield {**absent, **_clean(encode(article)), **more}


def _clean(value: Any) -> Any:
    """The value with no character in it that a reader's file may not hold."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_clean(v) for v in value]
    return {k: _clean(v) for k, v in value.items()} if isinstance(value, dict) else value
