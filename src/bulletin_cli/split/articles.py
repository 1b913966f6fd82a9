"""Blocks to articles: where each begins, what its heading lines are, and how its text goes on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ..chinese.running import is_section_label
from .blocks import Block, ends_sentence, flat, photo_credit, places_of
from .boundaries import HeadingRun, is_next_brief, judge
from .briefs import TITLE_STARTS, bare_title, item_number, mark_titles, names_column, without_number
from .bylines import contributors
from .contents import mark_contents
from .documents import (
    ROUND_UPS,
    is_adoption,
    is_body,
    is_contents,
    is_day_alone,
    is_item,
    is_list,
    is_notice,
    is_salutation,
    is_section,
    is_standing,
)
from .draft import Boundary, Draft, Repeated
from .facts import Survey, is_paper
from .habits import is_old, read_habits, top_level
from .headings import Heading, read_heading
from .jumps import MARK_STARTS, NEVER_LAST, take_marks
from .ledes import read_lede
from .lines import Line, first_characters
from .notices import part_notices
from .pictures import mark_pictured
from .readings import Context, join_lines
from .signatures import signs
from .tails import is_photo_credit, tail_credit, tail_source
from .verse import mark_verse

# The name of a section is no longer than this.
_LONGEST_SECTION = 8
# What stands over an advertisement, and is no part of the heading below.
_LABELS = ("广告", "廣告", "公益广告")
# Under a text stand so many lines of names and day, of so many characters each.
_SIGNED, _NAMED = 3, 16
# What stands between the texts of articles.
_TEXT = frozenset(("paragraph", "tail"))
# What can stand between a heading and its text.
_BESIDE = frozenset(("image", "caption", "table"))
_HEADING = frozenset(("head", "byline", "tail", "number"))


class Reader:
    """Reads the blocks of a passage into drafts of articles."""

    def __init__(self, lines: Sequence[Line], survey: Survey, blocks: Sequence[Block]) -> None:
        self.lines = lines
        self.survey = survey
        self.blocks = blocks
        self.drafts: list[Draft] = []
        self.captions: list[Draft] = []
        self.boundaries: list[Boundary] = []
        self.section: str | None = None
        kinds, texts = [block.kind for block in blocks], [block.text for block in blocks]
        self.ledes = [
            kind == "paragraph" and read_lede(text) is not None for kind, text in zip(kinds, texts, strict=True)
        ]
        # Nearly all paragraphs: they can only go on with what stands above them.
        self.plain = [
            kind == "paragraph" and not lede and text[-1] in NEVER_LAST and text[0] not in MARK_STARTS
            for kind, text, lede in zip(kinds, texts, self.ledes, strict=True)
        ]
        self.plain.append(False)  # behind the last block
        self.habits = read_habits(blocks, survey, self.ledes)

    def read(self) -> list[Draft]:
        """All drafts: the articles in reading order, then captions and contents."""
        k, end = 0, len(self.blocks)
        while k < end:
            block = self.blocks[k]
            if block.kind in _HEADING:
                k = self._run(k)
                continue
            if self.plain[k] and (after := self._more(k)) > k:
                k = after
                continue
            if block.kind in ("caption", "contents", "advertisement"):
                self._apart(block)
            else:
                self._text(block, self.ledes[k])
            k += 1
        self._take_numbers()
        return self.drafts + self.captions

    def _take_numbers(self) -> None:
        """Take the numbers of a rundown's items from their headlines: 1、 and 2、 and so on."""
        numbers = [item_number(draft.headline or "") for draft in self.drafts]
        for k, draft in enumerate(self.drafts):
            number = numbers[k]
            row = number and ((k and numbers[k - 1] == number - 1 > 0) or numbers[k + 1 : k + 2] == [number + 1])
            if row and draft.heading:
                draft.heading = draft.heading._replace(headline=without_number(draft.heading.headline))

    def _apart(self, block: Block) -> None:
        """A caption, an advertisement or a table of contents is a record of its own; the article around it goes on."""
        draft = Draft(self._sheet(block))
        draft.kind = block.kind
        draft.cover(block.first, block.last)
        first, _, rest = block.text.partition("\n")
        if block.kind == "contents" and is_contents(first):
            draft.heading = Heading(None, first, None)
        texts = [block.text] if block.kind == "caption" else (rest if draft.heading else block.text).split("\n")
        draft.parts += [("paragraph", text) for text in texts]
        draft.byline = photo_credit(block.text) if block.kind == "caption" else None
        self.captions.append(draft)

    def _sheet(self, block: Block) -> int:
        return self.survey.sheet[block.first]

    def _open(self, block: Block, boundary: Boundary | None) -> Draft:
        draft = Draft(self._sheet(block), boundary)
        if self.drafts:
            self.drafts[-1].ended = boundary
        draft.section = self.section
        self.drafts.append(draft)
        return draft

    def _more(self, k: int) -> int:
        """Add the plain paragraphs from block k on to the article that is open, if it has text; the block after them."""
        draft = self.drafts[-1] if self.drafts else None
        if draft is None or not draft.parts or draft.onward or draft.lists:
            return k
        plain, blocks, sheets, sheet = self.plain, self.blocks, self.survey.sheet, draft.sheets[-1]
        start, end = draft.spans.pop() if draft.spans else (blocks[k].first, blocks[k].last)
        while plain[k] and sheets[blocks[k].first] == sheet:
            block = blocks[k]
            if end < block.first - 1:
                draft.spans.append((start, end))
                start = block.first
            end = block.last
            draft.parts.append(("paragraph", block.text))
            k += 1
        draft.spans.append((start, end))
        return k

    def _text(self, block: Block, lede: bool) -> None:
        """Add running text, which begins with a lede or not, to the article that is open, or open one without a headline."""
        kind, first, last, text = block.kind, block.first, block.last, block.text
        sheet = self.survey.sheet[first]
        draft = self.drafts[-1] if self.drafts else None
        new_page = draft is not None and sheet != draft.sheets[-1]
        whole = kind in ("table", "image")
        back = onward = None
        if not whole:
            text, back, onward = take_marks(text)
        lede = lede and draft is not None and bool(draft.parts)
        if (
            draft is None
            or (new_page and (draft.onward or self._may_end(draft, text)))
            or (lede and draft.finished())
            or (draft.parts and draft.lists and not is_list(block.text))
        ):
            draft = self._open(block, None)
        elif draft.parts and (back or (draft.onward and not whole and ends_sentence(block.text))):
            # What begins with 上接 goes on from another page, and what ended with 下转 goes on there.
            draft = self._open(block, None)
        if draft.sheets[-1] != sheet:
            draft.sheets.append(sheet)
        draft.cover(first, last)
        if whole:
            self._object(draft, block)
            return
        if draft.parts and (kind == "date" or is_day_alone(text)):
            draft.signed = True
        if back and not draft.parts and draft.back is None:
            draft.back = back
        elif back:
            text = back.raw + text
        if onward and draft.onward:
            text += onward.raw
        elif onward:
            draft.onward = onward
        if text:
            glue = new_page and draft.parts and len(draft.sheets) > 1 and not ends_sentence(draft.last_text())
            if glue and draft.parts[-1][0] == "paragraph":
                draft.parts[-1] = ("paragraph", draft.parts[-1][1] + "\n" + text)
            else:
                draft.parts.append(("paragraph", text))

    def _may_end(self, draft: Draft, text: str) -> bool:
        """Whether an article may have ended with its page, so that the text on the next is another without a headline."""
        return draft.finished() and (draft.signed or not self.habits.gazette) and not is_section(text)

    def _object(self, draft: Draft, block: Block) -> None:
        """Add a table or an image; the rows of a table stay together."""
        if block.kind == "table" and draft.parts and draft.parts[-1][0] == "table" and not self.lines[block.first].gap:
            draft.parts[-1] = ("table", draft.last_text() + "\n" + block.text)
        else:
            draft.parts.append((block.kind, block.text))

    def _run(self, k: int) -> int:
        """Read a run of heading lines, bylines and credits that begins with block k; returns the block after it."""
        end = self._run_end(k)
        run = self.blocks[k:end]
        if run[0].kind != "head" and self._credits_picture(run, k):
            self.captions[-1].cover(run[0].first, run[0].last)
            self.captions[-1].parts.append(("paragraph", run[0].text))
            self.captions[-1].byline = run[0].text
            return k + 1
        if run[0].kind == "tail" and self.drafts and self.drafts[-1].parts and not self.drafts[-1].onward:
            self._tail(run[0])
            return k + 1
        heads = [b for b in run if b.kind == "head"]
        if not heads:
            return self._bylines_only(run, end)
        if end < len(self.blocks) and self.blocks[end].kind == "date" and self._is_signature(run):
            for block in run:
                self._tail(block)
            return end
        if self.habits.old and self._follows_author(heads):
            self._first_lines(run)
            return end
        if signed := self._signature(run):
            for block in run[:signed]:
                self._tail(block)
            self.drafts[-1].signed = True
            return k + signed
        if 0 < heads[0].level < self.habits.level and (names := self._section_names(heads, end)):
            for block in names:
                self._name_section(block)
            k += len(names)
            return self._run(k) if k < end else k
        after, lede = self.blocks[end : end + 2], end < len(self.ledes) and self.ledes[end]
        if after and after[0].kind in _BESIDE:
            after = [block for block in self.blocks[end : end + 5] if block.kind not in _BESIDE][:2]
        text = after[0].text if after and after[0].kind in ("paragraph", "jump") else ""
        top = top_level(heads)
        # The mark of headlines needs no author below.
        credited = not lede and not 0 < top <= self.habits.level and self._credited(end)
        seen = HeadingRun(run, heads, top, after, text, lede, self._sheet(run[0]), credited)
        draft = self.drafts[-1] if self.drafts else None
        if draft is not None and draft.brief and is_next_brief(seen, draft):
            seen = seen._replace(brief=True)
        if names_column(heads, self.habits.level) and flat(heads[0].text) not in self.habits.announced:
            seen = seen._replace(column=True)
        boundary = judge(seen, draft, self.habits, self.lines[run[0].first].number)
        self.boundaries.append(boundary)
        if boundary.opens:
            self._open_article(run, heads, end, boundary, seen.column)
            self.drafts[-1].brief |= seen.brief
        else:
            self.drafts[-1].inside.append(boundary)
            self._subheads(run)
        return end

    def _section_names(self, heads: Sequence[Block], end: int) -> Sequence[Block]:
        """The marked lines at the head of a run that stand above headlines: the names of sections, or of the paper."""
        over = list(itertools.takewhile(lambda block: 0 < block.level < self.habits.level, heads))
        if len(over) < len(heads):
            return over if heads[len(over)].level == self.habits.level else []
        return over if end < len(self.blocks) and self.blocks[end].level == self.habits.level else []

    def _name_section(self, block: Block) -> None:
        """A section's name is a record of its own; the articles after it are of that section."""
        draft = Draft(self._sheet(block))
        draft.kind = "masthead" if is_paper(block.text) else "furniture"
        draft.cover(block.first, block.last)
        draft.parts.append(("paragraph", block.text))
        self.captions.append(draft)
        if draft.kind == "furniture" and len(block.text) <= _LONGEST_SECTION:
            self.section = block.text

    def _run_end(self, k: int) -> int:
        """The block after the run that begins with block k: it ends with its page, at a byline, before a section."""
        end = k + 1
        if end < len(self.blocks) and self.blocks[end].kind in _HEADING:
            sheet = self._sheet(self.blocks[k])
            sections = self.blocks[k].kind == "head" and is_section(self.blocks[k].text)
        while end < len(self.blocks) and self.blocks[end].kind in _HEADING:
            block, before = self.blocks[end], self.blocks[end - 1]
            if self._sheet(block) != sheet:
                break
            if block.kind == "head" and (before.kind == "byline" or is_section(block.text) != sections):
                break
            if block.kind == "head" and before.level and before.text in _LABELS:
                break
            # 高温⏎天气: where lines are broken a bare word can be the end of the headline above.
            piece = block.column and before.width > 2 * block.width and block.text.isalpha()
            if (
                block.kind == "head"
                and before.kind == "head"
                and not (block.level or piece)
                and is_standing(block.text)
            ):
                break
            if block.kind == "head" and before.kind == "tail" and self.habits.old and not is_section(before.text):
                break  # below the author in brackets the text begins
            end += 1
        return end

    def _credited(self, end: int) -> bool:
        """Whether the text from a block to the next heading ends with names, and the open article has other ones already."""
        last = end
        while last < len(self.blocks) and self.blocks[last].kind in _TEXT and not self.ledes[last]:
            last += 1
        draft = self.drafts[-1] if self.drafts else None
        credit = tail_credit(self.blocks[last - 1].text) if last > end and draft is not None else None
        if credit is None or draft is None or is_photo_credit(credit) or tail_source(credit):
            return False
        names = draft.authors()
        return bool(names) and names.isdisjoint(person.name for person in contributors(credit))

    def _credits_picture(self, run: Sequence[Block], k: int) -> bool:
        """Whether a byline or credit right under a caption says who took the picture."""
        return k > 0 and self.blocks[k - 1].kind == "caption" and is_photo_credit(run[0].text)

    def _is_signature(self, run: Sequence[Block]) -> bool:
        """Whether a run over a date is the name under a document."""
        if len(run) > 3 or any(b.level for b in run):
            return False
        return bool(self.drafts and self.drafts[-1].parts) and is_body(run[-1].text)

    def _signature(self, run: Sequence[Block]) -> int:
        """How many lines at the head of a run sign the text above: names over a bare day, or who wrote a letter."""
        draft = self.drafts[-1] if self.drafts and not run[0].level else None
        if draft is None or not draft.parts or draft.signed or not draft.finished():
            return 0
        lines = list(itertools.takewhile(lambda block: not block.level and block.kind == "head", run[: _SIGNED + 1]))
        dated = next((k for k, block in enumerate(lines[:_SIGNED]) if is_day_alone(block.text)), None)
        if dated is not None and all(len(block.text) <= _NAMED for block in lines[:dated]):
            return dated + 1
        if draft.headline and lines and is_notice(draft.headline) and is_body(lines[0].text):
            return 1
        return int(bool(lines) and is_salutation(draft.parts[0][1]) and signs(lines[0].text))

    def _follows_author(self, heads: Sequence[Block]) -> bool:
        """Whether short lines stand, in old press, between the author's name and the text: they are of the text."""
        if not self.drafts or any(b.level for b in heads):
            return False
        draft = self.drafts[-1]
        return bool(draft.byline) and not draft.parts and draft.sheets[-1] == self._sheet(heads[0])

    def _first_lines(self, run: Sequence[Block]) -> None:
        draft = self.drafts[-1]
        draft.parts.append(("paragraph", "\n".join(block.text for block in run)))
        for block in run:
            draft.cover(block.first, block.last)

    def _tail(self, block: Block) -> None:
        draft = self.drafts[-1]
        draft.cover(block.first, block.last)
        draft.parts.append(("paragraph", block.text))

    def _bylines_only(self, run: Sequence[Block], end: int) -> int:
        draft = self.drafts[-1] if self.drafts else None
        for block in run:
            if draft is None:
                draft = self._open(block, None)
            draft.cover(block.first, block.last)
            if (not draft.parts and draft.byline is None and block.kind != "number") or (
                block.kind == "byline"
                and draft.byline is None
                and not is_photo_credit(block.text)
                and (end >= len(self.blocks) or self.blocks[end].kind == "head")
            ):
                draft.byline = block.text
            else:
                draft.parts.append(("paragraph", block.text))
        return end

    def _following(self, end: int) -> str:
        """The article's text after a run, without spaces, up to where the next article may begin."""
        text: list[str] = []
        size = heads = 0
        for k, block in enumerate(self.blocks[end : end + 60], end):
            if block.kind == "head":
                heads += 1
                if (block.level and block.level <= self.habits.deepest) or block.width > block.column + 3 or heads > 12:
                    break
            elif block.kind == "paragraph":
                if text and self.ledes[k]:
                    break
                text.append("".join(block.text.split()))
                size += len(text[-1])
                if size > 2500:
                    break
        return "\n".join(text)

    def _open_article(
        self, run: Sequence[Block], heads: list[Block], end: int, boundary: Boundary, of_briefs: bool
    ) -> None:
        draft = (
            self._open(run[0], boundary) if not (self.drafts and self.drafts[-1].awaits_heading()) else self.drafts[-1]
        )
        draft.boundary = boundary
        under = (end < len(self.ledes) and self.ledes[end]) or run[-1].kind in ("byline", "tail")
        if of_briefs or (under and len(heads) > 1 and flat(heads[0].text).endswith(ROUND_UPS)):
            # The name of a column of briefs over the first of them.
            draft.brief = of_briefs
            run, heads = _without_label(draft, run, heads)
        if len(heads) > 1 and len(heads[0].text) <= _LONGEST_SECTION and is_section_label(heads[0].text):
            # 民生·社会: what the page or its part is about.
            draft.section = heads[0].text
            run, heads = _without_label(draft, run, heads)
        column = self.habits.one_mark and len(heads) > 1 and heads[0].text.endswith(ROUND_UPS)
        alone = is_standing(heads[0].text) and (column or not heads[0].level)
        author = heads[-1] if self.habits.old and not under and self._is_author(heads, end) else None
        if author is not None:
            heads = heads[:-1]
        heading = read_heading(
            heads[:1] if alone else heads,
            lambda: Context(
                self._following(end), self.habits.labels, self.habits.type, under, self.habits.old, self.habits.subheads
            ),
        )
        if heading.deck and is_adoption(heading.deck):
            draft.parts.append(("paragraph", heading.deck))
            heading = heading._replace(deck=None)
        if not self.habits.old:
            heading = heading._replace(headline=bare_title(heading.headline))
        draft.heading = heading
        draft.lists = is_contents(heading.headline)
        rest = heads[1:] if alone else heads[len(heads) - heading.rest :]
        draft.head = [b for b in run if not any(b is r for r in rest)] if rest else list(run)
        for block in run:
            draft.cover(block.first, block.last)
            if block.kind == "number":
                draft.parts.append(("paragraph", block.text))
            elif block.kind != "head" or block is author:
                draft.byline = block.text if draft.byline is None else draft.byline + "\n" + block.text
        items = alone and heading.headline.endswith(ROUND_UPS)
        for block in rest:
            item = items or (is_item(block.text) and not draft.lists)
            kind = "subhead" if item or ((block.level or block.column) and not alone) else "paragraph"
            draft.parts.append((kind, " ".join(block.text.split("\n"))))

    def _is_author(self, heads: Sequence[Block], end: int) -> bool:
        """Whether the last line of a heading is, in old press, the author's name without brackets: 夕陽紅檻錄 ⏎ 鵷雛.

        It is of two or three characters, not one of several short lines of one length, and the text does not say it.
        """
        if len(heads) < 2 or any(b.level for b in heads) or len(flat(heads[-1].text)) not in (2, 3):
            return False
        name, before = flat(heads[-1].text), flat(heads[-2].text)
        whole = sum(len(flat(b.text)) for b in heads[:-1])
        return whole >= 4 and len(before) != len(name) and name.isalpha() and name[:2] not in self._following(end)

    def _subheads(self, run: Sequence[Block]) -> None:
        draft = self.drafts[-1]
        heads: list[Block] = []
        for block in run:
            draft.cover(block.first, block.last)
            if block.kind == "head" and (not block.level or not heads):
                heads.append(block)
                continue
            if heads:
                draft.parts.append(("subhead", join_lines(heads)))
                heads = []
            if block.kind == "head":
                heads.append(block)
            else:
                draft.parts.append(("paragraph", block.text))
        if heads:
            draft.parts.append(("subhead", join_lines(heads)))


def _without_label(draft: Draft, run: Sequence[Block], heads: list[Block]) -> tuple[Sequence[Block], list[Block]]:
    """(a run, its heading lines) without the first of these, the name of what stands below, which is kept apart."""
    label = heads[0]
    draft.repeated.append(Repeated(((label.first, label.last),), draft.sheet, label.text))
    return [block for block in run if block is not label], heads[1:]


def read_articles(lines: Sequence[Line], survey: Survey, blocks: Sequence[Block]) -> tuple[list[Draft], list[Boundary]]:
    """The drafts of a passage and the decisions behind them."""
    if is_old(survey, blocks):
        blocks = part_notices(blocks)
    blocks = mark_pictured(mark_verse(mark_contents(blocks), lines), lines)
    if starts := places_of(TITLE_STARTS)(first_characters([line.text for line in lines])):
        blocks = mark_titles(blocks, starts)
    reader = Reader(lines, survey, blocks)
    drafts = reader.read()
    return drafts, reader.boundaries
