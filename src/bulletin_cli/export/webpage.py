"""One web page that holds everything it needs: contents, articles, style, search; no network, and no script needed.

A content security policy stands behind the escaping of the templates: only the script that searches may run.
Typography after CLREQ (W3C Requirements for Chinese Text Layout): Song type for text and Hei for the small print,
first lines indented by two characters, lines of at most 38, punctuation squeezed and kept from line starts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TextIO

from ..model import Article
from . import ExportOptions
from .characters import one_line, printable
from .gathered import Gathered
from .labels import chinese_date, kind_word, name_of, words
from .markup import article_html, language_tag, render, template_text
from .spool import copied, spool

# Stands over articles without an issue that follow those of one: they are not of it.
_ELSEWHERE = "未注明出处"


class _Group(NamedTuple):
    """What an article stands under in the contents: its issue, then its page."""

    issue: str
    page: str


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """The page; articles and contents wait in temporary files until the title is known."""
    gathered = Gathered(articles)
    with spool() as listed, spool() as texts:
        before: _Group | None = None
        for article in gathered:
            group = _group(article)
            listed.write(_entry(article, gathered.count, group, before))
            texts.write(article_html(article, gathered.count))
            before = group
        publication, date = gathered.shared("publication"), gathered.shared("date_published")
        head = render(
            "head.html.j2",
            title=printable(options.title or gathered.title()),
            publication=publication,
            date=date,
            shown_date=chinese_date(date),
            issue=gathered.shared("issue"),
            language=language_tag(gathered.shared("language")),
            one_issue=bool(publication or date),
            count=gathered.count,
            label=words(gathered.shared("language")),
            style=template_text("style.css"),
            script_hash=_hash(template_text("page.js")),
        )
        out.write(head)
        copied(listed, out)
        out.write(render("middle.html.j2"))
        copied(texts, out)
        out.write(render("foot.html.j2", script=template_text("page.js")))


def _hash(script: str) -> str:
    """The script's name in the security policy: this one may run, and no other."""
    from base64 import b64encode
    from hashlib import sha256

    return b64encode(sha256(script.encode()).digest()).decode()


def _group(article: Article) -> _Group:
    issue = (one_line(article.publication), chinese_date(article.date_published), one_line(article.issue))
    page = (f"{one_line(article.page)}版" if article.page else "", one_line(article.section))
    return _Group(" ".join(p for p in issue if p), " ".join(p for p in page if p))


def _entry(article: Article, number: int, group: _Group, before: _Group | None) -> str:
    return render(
        "entry.html.j2",
        number=number,
        name=name_of(article),
        kind=kind_word(article) if article.headline else "",
        language=language_tag(article.language),
        first=before is None,
        issue=(group.issue or (_ELSEWHERE if before else "")) if before is None or group.issue != before.issue else "",
        page=group.page if before is None or group != before else "",
    )
