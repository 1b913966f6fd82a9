"""Drafts to records: the fields of each article, and a record for every line that belongs to none."""

from __future__ import annotations

from collections.abc import Sequence

from ..chinese.dates import find_date, find_day
from ..chinese.script import detect
from ..model import Article, Contributor, IssueFacts, Jump, Source, stable_id
from .blocks import first_sentence
from .bylines import contributors, is_byline
from .confidence import confidence
from .documents import kind_of
from .draft import Draft
from .facts import PageFacts, Survey
from .jumps import Mark
from .ledes import Lede, lede_contributors, read_lede
from .lines import Line
from .people import place_of_byline
from .tails import is_photo_credit, tail_credit, tail_source

# A sentence names its day within so many characters.
_FIRST_SENTENCE = 160
# So many 、 without a 。 are old punctuation.
_PAUSES = 3
_CREDIT_ENDS = ("）", ")")


def record(draft: Draft, lines: Sequence[Line], found: Survey, facts: IssueFacts, path: str) -> Article:
    """The record of an article."""
    here = found.facts[draft.sheet]
    date = facts.date or here.date
    body = _body(draft)
    paragraphs = [text for kind, text in draft.parts if kind == "paragraph"]
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else ("", "")
    lede = read_lede(first) if not draft.back or draft.joined else None
    source_named = tail_source(last) if last[-1:] in _CREDIT_ENDS or last[:1] in "—来來稿" else None
    byline, people = _byline(draft, lede, last, source_named[0] if source_named else None)
    # （新华社北京11月27日电）, （据新华社）: whose it is may stand at the tail.
    wire = lede or (read_lede(last[1:-1]) if source_named and last[:1] in "（(" else None)
    page = here.page or facts.page
    pages: tuple[str, ...] = (here.page,) if here.page else ()
    if len(draft.sheets) > 1:
        pages = tuple(dict.fromkeys([p for s in draft.sheets if (p := found.facts[s].page)]))
    elif draft.joined and pages and draft.onward and draft.onward.page:
        # Nothing parts the pages of the text: where the story goes on, its mark says.
        pages = tuple(dict.fromkeys((*pages, draft.onward.page)))
    heading = draft.heading
    headline = heading.headline if heading else None
    source = _source(draft.spans, lines, path)
    publication = facts.publication or here.publication
    return Article(
        id=_id(source, headline, body, date, publication, page),
        headline=headline,
        kicker=heading.kicker if heading else None,
        deck=heading.deck if heading else None,
        body=body,
        byline=byline,
        contributors=people,
        agency=(wire.agency if wire else None) or (source_named[1] if source_named else None),
        dateline=wire.dateline if wire else None,
        located=(wire.located if wire else None) or (place_of_byline(byline) if byline else None),
        content_date=_content_date(lede, first, date) if not draft.back or draft.joined else None,
        date_published=date,
        publication=publication,
        issue=facts.issue or here.issue,
        page=page,
        pages=pages or ((page,) if page else ()),
        section=draft.section or here.section or facts.section,
        continued_from=_jump(draft.back, draft.joined) if draft.back else None,
        continued_on=_jump(draft.onward, draft.joined) if draft.onward else None,
        kind=_kind(draft, headline, byline, body),
        language=detect((headline or "") + body[:600]),
        confidence=confidence(draft, body, byline is not None, _is_old(date, body)),
        source=source,
    )


def _is_old(date: str | None, body: str) -> bool:
    """Whether an article is of the time before 1950, by its date or, without one, by its punctuation, which had no 。."""
    return date < "1950" if date else "。" not in body and body.count("、") > _PAUSES


def _kind(draft: Draft, headline: str | None, byline: str | None, body: str) -> str:
    if draft.kind != "article":
        return draft.kind
    kind = kind_of(headline, byline, body)
    # A part of a story is short where the page ends, not where the story does.
    return "article" if kind == "brief" and (draft.back or draft.onward) else kind


def _body(draft: Draft) -> str:
    return "\n\n".join(["### " + text if kind == "subhead" else text for kind, text in draft.parts])


def _byline(
    draft: Draft, lede: Lede | None, last: str, quoted: str | None
) -> tuple[str | None, tuple[Contributor, ...]]:
    """(the byline as printed, the people it names): the own line's, else the lede's, else the tail's.

    Args:
        draft: the article.
        lede: its opening.
        last: its last paragraph.
        quoted: the words at its end that say whose it is, `（据新华社）`.
    """
    if draft.byline:
        printed = draft.byline.replace("\n", " ")
        return printed, contributors(printed)
    credit = quoted or (tail_credit(last) if last[-1:] in _CREDIT_ENDS else None)
    tail = credit.replace("\n", "") if credit else None
    if lede:
        text = lede.text.replace("\n", "")
        people = lede_contributors(lede)
        under = draft.parts[1][1] if len(draft.parts) > 1 and draft.parts[1][0] == "paragraph" else ""
        if not people and is_byline(under):
            # 新华社拉萨10月8日电 题：… , and its byline on the line below.
            return under.replace("\n", " "), contributors(under)
        if credit and not people and not is_photo_credit(credit):
            return tail, contributors(credit)
        return text, people
    if credit is None or quoted:
        return tail, ()
    people = contributors(credit)
    return (None if is_photo_credit(credit) else tail), people


def _content_date(lede: Lede | None, first: str, date: str | None) -> str | None:
    """The day in the dateline, else in the first sentence; its year is the issue's."""
    if date is None:
        return None
    if lede and lede.day and (day := find_day(lede.day, date)):
        return day
    start = lede.length if lede else 0
    text = "".join(first[start : start + 2 * _FIRST_SENTENCE].split())
    sentence = first_sentence(text)[:_FIRST_SENTENCE]
    found = find_date(sentence)
    if found and found.start <= 8:
        return found.iso if found.iso <= date else None
    return find_day(sentence, date)


def _jump(mark: Mark, resolved: bool) -> Jump:
    return Jump(mark.page, mark.raw.replace("\n", ""), resolved)


def _source(spans: Sequence[tuple[int, int]], lines: Sequence[Line], path: str) -> Source:
    if len(spans) == 1:
        first, last = spans[0]
        return Source(path, (lines[first].number, lines[last].number))
    runs: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        a, b = lines[first].number, lines[last].number
        if runs and a <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(b, runs[-1][1]))
        else:
            runs.append((a, b))
    return Source(path, (runs[0][0], runs[-1][1]), tuple(runs) if len(runs) > 1 else ())


def _id(source: Source, *words: str | None) -> str:
    return stable_id(str(source.lines[0]), *[word or "" for word in words])


def furniture_records(
    drafts: Sequence[Draft], lines: Sequence[Line], found: Survey, facts: IssueFacts, path: str
) -> list[tuple[int, Article]]:
    """(index of the first line, record) of every furniture line, and of the headings repeated over continued parts."""
    out = []
    for k, kind in found.furniture.items():
        out.append((k, _plain(kind, [(k, k)], lines[k].text, found.facts[found.sheet[k]], facts, lines, path)))
    for draft in drafts:
        for part in draft.repeated:
            here = found.facts[part.sheet]
            out.append((part.spans[0][0], _plain("furniture", part.spans, part.text, here, facts, lines, path)))
    return out


def _plain(
    kind: str,
    spans: Sequence[tuple[int, int]],
    text: str,
    here: PageFacts,
    facts: IssueFacts,
    lines: Sequence[Line],
    path: str,
) -> Article:
    """The record of print that belongs to no article."""
    date, publication, page = facts.date or here.date, facts.publication or here.publication, here.page or facts.page
    source = _source(spans, lines, path)
    return Article(
        id=_id(source, None, text, date, publication, page),
        body=text,
        kind=kind,
        date_published=date,
        publication=publication,
        issue=facts.issue or here.issue,
        page=page,
        pages=(page,) if page else (),
        section=here.section or facts.section,
        language=detect(text),
        confidence=0.9,
        source=source,
    )
