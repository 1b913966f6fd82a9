"""One web page that holds everything it needs: contents, articles, style, search; no network, and no script needed.

A content security policy stands behind the escaping of the templates: only the script that searches may run.
Typography after CLREQ (W3C Requirements for Chinese Text Layout): Song type for text and Hei for the small print,
first lines indented by two characters, lines of at most 38, punctuation squeezed and kept from line starts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TextIO

from ..model import Article
from . import ExportOptions
from .characters import one_line, printable
from .gathered import Gathered
from .labels import chinese_date, kind_word, name_of, page_word, words
from .markup import article_html, language_tag, render, template_text
from .overview import CHARTED, Overview, issue_name
from .spool import HERE, copied, spool, written_around


class _Group(NamedTuple):
    """What an article stands under in the contents: its issue, then its page."""

    issue: str
    page: str


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """The page; articles and contents wait in temporary files until the title is known."""
    gathered, overview = Gathered(articles), Overview()
    with spool() as listed, spool() as texts:
        before: _Group | None = None
        for article in gathered:
            group = _group(article)
            listed.write(_entry(article, gathered.count, group, before))
            text = article_html(article, gathered.count, places=overview.see(article, gathered.count))
            # The template is shared with XHTML. In a text such a tag is escaped.
            texts.write(text.replace("<br/>", "<br>"))
            before = group
        many = gathered.count > 1
        head = render("head.html.j2", **_head(gathered, overview, options), many=many, here=HERE)
        written_around(head, [listed] if many else [], out)
        copied(texts, out)
        out.write(render("foot.html.j2", script=_script() if many else ""))


def _head(gathered: Gathered, overview: Overview, options: ExportOptions) -> dict[str, Any]:
    """What stands above the contents: the name of the whole, the search, the charts."""
    publication, date = gathered.shared("publication"), gathered.shared("date_published")
    issues, keywords = overview.issues(), overview.keywords()
    places = [issue.bar for issue in issues] if len(issues) > 1 else [page for issue in issues for page in issue.pages]
    return {
        "title": printable(options.title or gathered.title()),
        # A single article is headed by its own headline.
        "masthead": bool(gathered.count != 1 or publication or options.title),
        "publication": publication,
        "date": date,
        "shown_date": chinese_date(date),
        "issue": gathered.shared("issue"),
        "language": language_tag(gathered.shared("language")),
        "one_issue": bool(publication or date),
        "count": gathered.count,
        "issues": issues,
        "keywords": keywords,
        # A single bar says nothing.
        "place_bars": places if len(places) > 1 else [],
        "keyword_bars": keywords[:CHARTED] if len(keywords) > 1 else [],
        "label": words(gathered.shared("language")),
        "style": template_text("style.css"),
        "script_hash": _hash(_script()),
    }


def _script() -> str:
    """The script without the newline at its end, which the Nu validator leaves out of its hash, and browsers do not."""
    return template_text("page.js").strip()


def _hash(script: str) -> str:
    """The script's name in the security policy: this one may run, and no other."""
    from base64 import b64encode
    from hashlib import sha256

    return b64encode(sha256(script.encode()).digest()).decode()


def _group(article: Article) -> _Group:
    page = (page_word(one_line(article.page)), one_line(article.section))
    return _Group(issue_name(article), " ".join(part for part in page if part))


def _entry(article: Article, number: int, group: _Group, before: _Group | None) -> str:
    return render(
        "entry.html.j2",
        number=number,
        name=name_of(article),
        kind=kind_word(article) if one_line(article.headline) else "",
        language=language_tag(article.language),
        first=before is None,
        issue=_heading(article, group, before),
        page=group.page if before is None or group != before else "",
    )


def _heading(article: Article, group: _Group, before: _Group | None) -> str:
    """The issue, where another one begins; articles of none that follow those of one are not of it."""
    if before is not None and group.issue == before.issue:
        return ""
    return group.issue or (words(article.language)["no_issue"] if before else "")
