"""Whether a run of heading lines opens an article: what its place, its marks, its words and the text around it say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .blocks import BULLETS, Block, flat, is_titled, is_two_beats, speaks
from .briefs import is_labelled, item_number
from .documents import (
    BRIEF,
    ROUND_UPS,
    is_attachment,
    is_call,
    is_imprint,
    is_item,
    is_numbered,
    is_salutation,
    is_section,
    is_standing,
    is_title,
)
from .draft import Boundary, Draft, Signal
from .habits import Habits
from .jumps import take_marks
from .readings import join_lines
from .signals import LONG, marked_signals, text_signals, type_signals
from .tails import tail_credit
from .verse import is_stanza

Say = Callable[[Signal], None]
# The titles of briefs in a row differ by so many characters.
_LIKE = 4
# The name of a column of briefs is no longer than this (characters).
_NAME = 8


class HeadingRun(NamedTuple):
    """Heading lines with the bylines and credits among them, and what stands below.

    `top` is the highest mark among them, 0 without one. `after` are the two blocks below, fewer at the end; `text` is
    that of the first one, empty when it is no text; `lede` says that it begins with a lede. `sheet` is the page.
    `credited` says that the text below ends with the name of someone who did not write the article above, `brief` that
    it is made as the item of a column of briefs above, `column` that the first line is the name of such a column.
    """

    blocks: Sequence[Block]
    heads: Sequence[Block]
    top: int
    after: Sequence[Block]
    text: str
    lede: bool
    sheet: int
    credited: bool = False
    brief: bool = False
    column: bool = False


def judge(run: HeadingRun, draft: Draft | None, habits: Habits, line: int) -> Boundary:
    """Whether a run opens an article.

    Args:
        run: the heading lines.
        draft: the article that is open above it.
        habits: those of the issue.
        line: the number of the first line in the input.
    """
    text = join_lines(run.heads)
    signals: list[Signal] = []
    say = signals.append
    _say_kind(run, draft, say)
    _say_marks(run, draft, habits, signals)
    _say_words(run, text, draft, habits, say)
    if draft is not None:
        _say_above(run, draft, say)
    if not run.top:
        _say_unmarked(run, draft, habits, signals)
    elif draft is not None and _may_be_misread(run, draft, signals):
        headline, mixed = run.top <= habits.deepest, run.top in habits.mixed
        signals += marked_signals(run.heads, run.text, draft.whole, headline, mixed)
    return Boundary(line, text, _sum(signals), signals)


def _may_be_misread(run: HeadingRun, draft: Draft, signals: Sequence[Signal]) -> bool:
    """Whether a model may have taken a headline for a subhead, or the other way round: nothing but the mark tells.

    The items of a round-up have headings as long as headlines.
    """
    if run.lede or not run.text or draft.headline is None or draft.headline.endswith(ROUND_UPS):
        return False
    return max([abs(weight) for _, weight in signals]) < 5


def _sum(signals: Sequence[Signal]) -> float:
    return sum([weight for _, weight in signals])


def _say_kind(run: HeadingRun, draft: Draft | None, say: Say) -> None:
    """What documents and conversations have within them, and what they begin with."""
    first = run.heads[0].text
    if draft is not None:
        if is_section(first):
            say(("a numbered section", -6))
        if _is_part(run, draft):
            say(("numbered, as the parts of a report are", -4))
        if draft.parts and draft.parts[-1][0] == "subhead" and is_attachment(draft.last_text()):
            say(("the title of an attachment", -8))
        if draft.heading and speaks(first):
            say(("what someone says in a conversation", -6))
    if (run.after and run.after[0].kind == "number") or any(b.kind == "number" for b in run.blocks):
        say(("a document number stands with it", 5))
    if run.text and (is_salutation(run.text) or is_call(run.text)):
        say(("an address follows, as in documents and letters", 4))
    if draft is None:
        say(("nothing stands before it", 9))
    elif draft.awaits_heading():
        say(("a jump mark 上接 stands over it", 9))


def _is_part(run: HeadingRun, draft: Draft) -> bool:
    """Whether a heading has a number and no lede, and the headline of the open article has no number."""
    first, headline = run.heads[0].text, draft.headline
    return first[0].isdigit() and is_numbered(first) and not (run.lede or headline is None or is_numbered(headline))


def _say_marks(run: HeadingRun, draft: Draft | None, habits: Habits, signals: list[Signal]) -> None:
    """What the marks of a layout model say."""
    if not run.top:
        signals.append(("not marked", -1))
        if habits.old:
            signals.append(("papers of its time have few subheads", 2))
        return
    if run.top <= habits.level:
        signals.append(("marked as a headline", 4))
    elif run.top <= habits.deepest:
        signals.append(("marked as some headlines are", 2))
    else:
        signals.append(("marked as a subhead", -4))
    if run.heads[0].first in habits.parallel and draft is not None and draft.heading and run.text:
        signals.append(("short, without a lede, and another like it next to it", -5))
        signals += text_signals(run.heads, run.text, "", habits.old)


def _say_words(run: HeadingRun, text: str, draft: Draft | None, habits: Habits, say: Say) -> None:
    """What the words of the heading say, and what stands under it; `text`: its lines as one."""
    heads, first = run.heads, run.heads[0].text
    if run.lede and run.text:
        say(("a lede follows", 5))
    if is_standing(first):
        say(("the name of a standing item", 5))
    if len(heads) > 1 and not run.top and 2 * len(flat(first)) <= len(flat(heads[1].text)):
        say(("a short line over a longer one, as the names of columns are", 2))
    if habits.announced and (flat(first) in habits.announced or flat(text) in habits.announced):
        say(("announced in the contents", 4))
    if is_labelled(first):
        say(("it says that it is a headline", 6))
    if draft is not None and first[0].isdecimal() and draft.number() and item_number(first) == draft.number() + 1:
        say(("numbered on from the headline above", 8))
    if not run.top and is_titled(first):
        say(("in the brackets of a title", 3))
    if run.column:
        say(("the name of a column of briefs over its first item", 8))
    if run.brief:
        say(("an item of the column of briefs above", 8))
    elif draft is not None and draft.heading and draft.heading.headline.endswith(ROUND_UPS):
        listed = flat(first) in habits.items
        if is_item(first) or listed or (habits.one_mark and run.top and _is_brief(run)):
            say(("an item of the round-up above", -10 if listed else -6))
    if run.blocks[-1].kind == "tail" or any(b.kind == "byline" for b in run.blocks[1:]):
        say(("a byline stands under it", 5))
    if run.credited:
        say(("its text ends with another author than the text above has", 3))
    if run.text and take_marks(run.text)[1]:
        say(("a jump mark 上接 follows", 6))


def is_next_brief(run: HeadingRun, draft: Draft) -> bool:
    """Whether a heading is made as that of the open article, an item of a column of briefs."""
    above = next((block for block in draft.head if block.kind == "head"), None)
    if above is None or above.level != run.heads[0].level or is_standing(run.heads[0].text):
        return False
    return bool(above.level) or (above.text[0] == run.heads[0].text[0] and is_item(above.text)) or _is_brief(run)


def _is_brief(run: HeadingRun) -> bool:
    """Whether a run is one line over one paragraph without a lede, as items of round-ups are."""
    if len(run.blocks) > 1 or is_standing(run.blocks[0].text) or not run.after or run.lede:
        return False
    return run.after[0].kind == "paragraph" and (len(run.after) == 1 or run.after[1].kind == "head")


def _follows_brief(run: HeadingRun, draft: Draft) -> bool:
    """Whether a heading and the paragraph below it are made as those of the open article are, which is a brief."""
    if draft.headline is None or draft.byline or len(draft.parts) != 1 or len(draft.parts[0][1]) > BRIEF:
        return False
    alike = abs(len(flat(draft.headline)) - len(flat(run.heads[0].text))) <= _LIKE
    return alike and len(run.text) <= BRIEF and _is_brief(run)


def _heads_items(run: HeadingRun, draft: Draft) -> bool:
    """Whether a heading is the name of a column of briefs, which have an ornament each and no titles: `简明新闻` over `●…`."""
    if len(run.heads) > 1 or len(run.heads[0].text) > _NAME or len(run.after) < 2:
        return False
    first = [block.text[0] for block in run.after if block.kind == "paragraph"]
    return len(first) == 2 and first[0] == first[1] and first[0] in BULLETS and draft.last_text()[:1] != first[0]


def _follows_subhead(run: HeadingRun, draft: Draft) -> bool:
    """Whether the heading is one line, as long as the one above that was judged to stand within the open article."""
    if len(run.heads) > 1 or not draft.inside:
        return False
    return abs(len(flat(draft.inside[-1].text)) - len(flat(run.heads[0].text))) <= _LIKE


def _say_above(run: HeadingRun, draft: Draft, say: Say) -> None:
    """What the text of the open article says."""
    if draft.onward:
        say(("the text before it ends with a jump mark 下转", 5))
    elif draft.signed:
        say(("the text before it is signed and dated", 4))
    elif draft.parts and tail_credit(draft.last_text()):
        say(("the text before it ends with a credit", 4))
    elif draft.parts and not run.top and is_imprint(draft.last_text()):
        say(
            (
                "the text before it ends with those present, or where it went",
                4 if is_title(join_lines(run.heads)) else 2,
            )
        )
    if run.sheet != draft.sheets[-1]:
        say(("first on its page", 3))
    if not draft.parts:
        say(("the heading before it has no text yet", 1 if run.top else -3))


def _say_unmarked(run: HeadingRun, draft: Draft | None, habits: Habits, signals: list[Signal]) -> None:
    """What type and words say where no mark tells a headline from a subhead."""
    heads = run.heads
    if draft is not None and draft.parts and not _ended(draft, habits.old) and not is_standing(heads[0].text):
        signals.append(
            ("verse stands above it, and prose below", 4)
            if _leaves_verse(run, draft)
            else ("the text before it has not ended", -2)
        )
    signals += type_signals(heads, habits.type)
    if draft is not None and heads[-1].text[-1] in "：:":
        signals.append(("its colon leads to what follows", -3))
    if run.text and abs(_sum(signals)) < 3 and max([weight for _, weight in signals]) < 5:
        said = text_signals(heads, run.text, draft.whole() if draft else "", habits.old)
        if draft is not None and draft.headline and draft.headline.endswith(ROUND_UPS):
            said = [signal for signal in said if signal[0] != LONG]  # the items of a round-up have headlines
        signals += said
    if habits.bulletin and run.text and len(flat(heads[0].text)) >= _NAME:
        signals.append(("the bulletins of offices number their subheads", 2))
    if draft is not None and _heads_items(run, draft):
        signals.append(("a short name over items with one ornament", 4))
    if draft is not None and _follows_subhead(run, draft):
        signals.append(("it is like the subhead above", -0.8))
    if draft is not None and _follows_brief(run, draft):
        signals.append(("it and its text are like the brief above", 2.5))
    if any(is_two_beats(b.text) for b in heads):
        signals.append(("two clauses with a space between them", 1.5))
    if habits.labels and any(flat(b.text) in habits.labels for b in heads):
        signals.append(("this line stands over other headlines too", 3))
    if any(b.text.startswith(("——", "--")) for b in heads[1:]):
        signals.append(("a line with a dash under it", 3))


def _leaves_verse(run: HeadingRun, draft: Draft) -> bool:
    """Whether the open article is a poem, which needs no mark at its end, and what stands below is prose."""
    if not draft.byline or not run.text or is_stanza(run.text):
        return False
    return all(kind == "paragraph" and "\n" in text and is_stanza(text) for kind, text in draft.parts)


def _ended(draft: Draft, old: bool) -> bool:
    """Whether an article's text has ended, or goes on elsewhere; that of the old punctuation ends with 、 as well."""
    return bool(draft.onward) or draft.finished() or (old and draft.last_text()[-1] in "、，；")
