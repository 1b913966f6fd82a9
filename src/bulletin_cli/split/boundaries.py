"""Whether a run of heading lines opens an article: what its place, its marks, its words and the text around it say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .blocks import Block, flat, is_titled, is_two_beats, speaks
from .documents import ROUND_UPS, is_attachment, is_item, is_salutation, is_section, is_standing
from .draft import Boundary, Draft, Signal
from .habits import Habits, top_level
from .jumps import take_marks
from .readings import join_lines
from .signals import text_signals, type_signals
from .tails import tail_credit


class HeadingRun(NamedTuple):
    """Heading lines with the bylines and credits among them, and what stands below.

    `after` are the two blocks below, fewer at the end; `lede` says that the first of them begins with one. `sheet` is
    the page, `line` the number of the first line in the input.
    """

    blocks: Sequence[Block]
    heads: Sequence[Block]
    after: Sequence[Block]
    lede: bool
    sheet: int
    line: int

    @property
    def text(self) -> str:
        """The text that stands below, empty without one."""
        return self.after[0].text if self.after and self.after[0].kind in ("paragraph", "jump") else ""


def judge(run: HeadingRun, draft: Draft | None, habits: Habits) -> Boundary:
    """Whether a run opens an article.

    Args:
        run: the heading lines.
        draft: the article that is open above it.
        habits: those of the issue.
    """
    signals = [
        *_documents(run, draft),
        *_place(draft),
        *_marks(run, draft, habits),
        *_below(run, draft, habits),
    ]
    if draft is not None:
        signals += _above(run, draft)
    if not top_level(run.heads):
        signals += _unmarked(run, draft, habits, signals)
    return Boundary(run.line, join_lines(run.heads), _sum(signals), signals)


def _sum(signals: Sequence[Signal]) -> float:
    return sum([weight for _, weight in signals])


def _documents(run: HeadingRun, draft: Draft | None) -> Iterator[Signal]:
    """What documents and conversations have within them, and what they begin with."""
    first = run.heads[0].text
    if draft is not None:
        if is_section(first):
            yield "a numbered section", -6
        if draft.parts and draft.parts[-1][0] == "subhead" and is_attachment(draft.last_text()):
            yield "the title of an attachment", -8
        if draft.heading and speaks(first):
            yield "what someone says in a conversation", -6
    if (run.after and run.after[0].kind == "number") or "number" in [b.kind for b in run.blocks]:
        yield "a document number stands with it", 5
    if run.text and is_salutation(run.text):
        yield "an address follows, as in documents", 4


def _place(draft: Draft | None) -> Iterator[Signal]:
    if draft is None:
        yield "nothing stands before it", 9
    elif draft.awaits_heading():
        yield "a jump mark 上接 stands over it", 9


def _marks(run: HeadingRun, draft: Draft | None, habits: Habits) -> Iterator[Signal]:
    """What the marks of a layout model say."""
    if top := top_level(run.heads):
        if top <= habits.level:
            yield "marked as a headline", 4
        elif top <= habits.deepest:
            yield "marked as some headlines are", 2
        else:
            yield "marked as a subhead", -4
        if draft is not None and draft.heading and run.text and run.heads[0].first in habits.parallel:
            yield "short, without a lede, and another like it next to it", -5
            yield from text_signals(run.heads, run.text, "")
    else:
        yield "not marked", -1
        if habits.old:
            yield "papers of its time have few subheads", 2


def _below(run: HeadingRun, draft: Draft | None, habits: Habits) -> Iterator[Signal]:
    """What the words of the heading say, and what stands under it."""
    heads, first, top = run.heads, run.heads[0].text, top_level(run.heads)
    if run.text and run.lede:
        yield "a lede follows", 5
    if is_standing(first):
        yield "the name of a standing item", 5
    if len(heads) > 1 and not top and 2 * len(flat(first)) <= len(flat(heads[1].text)):
        yield "a short line over a longer one, as the names of columns are", 2
    if habits.announced and (flat(first) in habits.announced or flat(join_lines(heads)) in habits.announced):
        yield "announced in the contents", 4
    if not top and is_titled(first):
        yield "in the brackets of a title", 3
    if draft is not None and draft.heading and draft.heading.headline.endswith(ROUND_UPS):
        listed = flat(first) in habits.items
        if is_item(first) or listed or (habits.one_mark and _is_brief(run)):
            yield "an item of the round-up above", -10 if listed else -6
    if run.blocks[-1].kind == "tail" or (len(run.blocks) > 1 and any(b.kind == "byline" for b in run.blocks[1:])):
        yield "a byline stands under it", 5
    if run.text and take_marks(run.text)[1]:
        yield "a jump mark 上接 follows", 6


def _is_brief(run: HeadingRun) -> bool:
    """Whether a run is one marked line over one paragraph without a lede, as items of round-ups are."""
    only = run.blocks[0]
    if len(run.blocks) > 1 or not only.level or is_standing(only.text) or not run.after or run.lede:
        return False
    return run.after[0].kind == "paragraph" and (len(run.after) == 1 or run.after[1].kind == "head")


def _above(run: HeadingRun, draft: Draft) -> Iterator[Signal]:
    """What the text of the open article says."""
    if draft.onward:
        yield "the text before it ends with a jump mark 下转", 5
    elif draft.signed:
        yield "the text before it is signed and dated", 4
    elif draft.parts and tail_credit(draft.last_text()):
        yield "the text before it ends with a credit", 4
    if run.sheet != draft.sheets[-1]:
        yield "first on its page", 3
    if not draft.parts:
        yield "the heading before it has no text yet", 1 if top_level(run.heads) else -3


def _unmarked(run: HeadingRun, draft: Draft | None, habits: Habits, so_far: Sequence[Signal]) -> list[Signal]:
    """What type and words say where no mark tells a headline from a subhead; `so_far`: the other signals."""
    out: list[Signal] = []
    heads = run.heads
    if draft is not None and draft.parts and not _ended(draft, habits.old) and not is_standing(heads[0].text):
        out.append(("the text before it has not ended", -2))
    out += type_signals(heads, habits.type)
    if run.text and abs(_sum([*so_far, *out])) < 3:
        out += text_signals(heads, run.text, "".join([text for _, text in draft.parts]) if draft else "")
    if any(is_two_beats(b.text) for b in heads):
        out.append(("two clauses with a space between them", 1.5))
    if any(flat(b.text) in habits.labels for b in heads):
        out.append(("this line stands over other headlines too", 3))
    if any(b.text.startswith(("——", "--")) for b in heads[1:]):
        out.append(("a line with a dash under it", 3))
    return out


def _ended(draft: Draft, old: bool) -> bool:
    """Whether an article's text has ended, or goes on elsewhere; that of the old punctuation ends with 、 as well."""
    return bool(draft.onward) or draft.finished() or (old and draft.last_text()[-1] in "、，；")
