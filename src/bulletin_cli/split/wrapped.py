"""Hard-wrapped pages to blocks: what each line is that begins something, and how far that goes."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Block, any_of, block, is_bracketed, is_caption
from .bylines import is_byline
from .documents import begins_with_day, closes_letter, is_adoption, is_date_line, is_imprint, is_number
from .jumps import POINTS, Mark, find_marks, is_mark
from .lines import Line
from .page import Page
from .paragraphs import calls, opens, paragraph_end, spilled

# Under a letter stand so many lines of name and day, of so many characters each.
_SIGNED, _NAMED = 3, 16


def wrapped_blocks(lines: Sequence[Line], sheet: list[int], text: list[str], begins: bool = False) -> list[Block]:
    """The blocks of a hard-wrapped page.

    Args:
        lines: those of the passage.
        sheet: the indices of the lines of the page.
        text: their text.
        begins: whether no text stands before it.
    """
    page = Page(lines, sheet, text, begins)
    out: list[Block] = []
    i = 0
    while i < len(page.text):
        kind, end = _kind(page, i)
        if kind == "head" and out and out[-1].kind == "head" and calls(page, i):
            kind = "paragraph"
        if kind == "letter":
            out += _close_of_letter(page, i, end)
        else:
            _add(out, page, kind, i, end)
        i = end + 1
    return out


def _kind(page: Page, i: int) -> tuple[str, int]:
    """What begins with line i, and its last line."""
    text = page.text[i]
    if page.lines[page.first[i]].level:
        return "head", i
    if i in page.jumps:
        return "jump", i
    following = page.text[i + 1] if i + 1 < len(page.text) else ""
    if following and (i in page.points or i + 1 in page.points) and len(text) < 24 and is_mark(text + following):
        return "jump", i + 1
    if is_caption(text):
        return "caption", i
    if text[0] in "◘◉" and (last := _caption_end(page, i)) is not None:
        return "caption", last
    if i in page.signed and (last := _byline_end(page, i)) is not None:
        return "byline", last
    if text[-1] in "号日":
        if is_number(text):
            return "number", i
        if is_date_line(text):
            return "date", i
    if text[0] in "（(" and is_adoption(text):
        return "number", i
    if text[0] in "此敬" and closes_letter(text):
        return "letter", _letter_end(page, i)
    if (":" in text[:6] or "：" in text[:6]) and is_imprint(text):
        last = i
        while last + 1 < len(page.text) and page.text[last][-1] in "、，,":
            last += 1
        return "paragraph", last
    if text[0] in "（(" and is_bracketed(text) and (len(text) <= 10 or (len(text) <= 24 and i in page.less)):
        return "tail", i
    if page.old and len(text) <= 12 and i in page.less and text[-1] in "著譯輯編撰稿":
        return "byline", i
    return ("paragraph", paragraph_end(page, i)) if opens(page, i) else ("head", i)


def _add(out: list[Block], page: Page, kind: str, i: int, end: int) -> None:
    """Add lines i to end as a block; what of them belongs to the block above goes there.

    Args:
        out: the blocks so far.
        page: the page.
        kind: what the lines seem to be.
        i: the first of them.
        end: the last.
    """
    text = "\n".join(page.text[i : end + 1]) if end > i else page.text[i]
    first, last, width = page.first[i], page.last[end], page.width[i]
    level = page.lines[first].level
    if kind == "paragraph":
        if text[-1] in "摄攝影图圖" and is_caption(text):
            kind = "caption"
        elif out and out[-1].kind == "head" and out[-1].width <= page.column[i] and (size := spilled(page, i)):
            head = out.pop()
            out.append(head._replace(text=head.text + text[:size], last=page.last[i], width=head.width + 2 * size))
            text = text[size:].lstrip()
    elif kind == "head" and (mark := _mark_behind(text)):
        # 大桥通车（上接1版）: the mark stands in the line of the headline.
        line = text[: mark.start].rstrip()
        out.append(block(("head", first, last, line, level, width, page.column[i])))
        kind, text = "jump", mark.raw
    if kind == "jump" and out and out[-1].kind == "paragraph" and out[-1].text[-1] in POINTS:
        # ▼⏎下转第三版: what points at the mark stands in the line above.
        before = out[-1]
        bare = before.text.rstrip(POINTS)
        first, text = before.last, before.text[len(bare) :] + "\n" + text
        out[-1] = before._replace(text=bare.rstrip())
    column = page.column[min(i + 2, len(page.column) - 1)]
    out.append(block((kind, first, last, text, level, width, column)))


def _mark_behind(text: str) -> Mark | None:
    """The mark 上接 that a line ends with, None without one."""
    marks = find_marks(text) if any_of("接续續")(text) else []
    return marks[-1] if marks and not marks[-1].forward and marks[-1].end == len(text) else None


def _caption_end(page: Page, i: int) -> int | None:
    """The last line of a caption over several lines that ends with a credit in brackets, None without one.

    Captions are set as text is: a line broken well before its column ends is a headline's, and what has ended
    before the brackets is an item of news.
    """
    for k in range(i + 1, min(i + 4, len(page.text))):
        if page.width[k - 1] <= 0.7 * page.column[k - 1]:
            break
        caption, _, credit = page.text[k].rpartition("（")
        if page.text[k][-1] == "）" and len(credit) <= 10:
            return None if caption[-1:] in ("、", "，") else k
        if k in page.stops:
            break
    return None


def _byline_end(page: Page, i: int) -> int | None:
    """The last line of the byline that line i begins, None when it begins none."""
    text = page.text[i]
    end = i if is_byline(text) else None
    if "记者" not in text and "記者" not in text and "通讯员" not in text and end is None:
        return None
    for k in range(i + 1, min(i + 3, len(page.text))):
        # Only a full line goes on, or one that the next completes with a few characters.
        piece = page.text[k]
        if len(piece) > 8 or any_of("，。、：；")(piece) or not (page.fills_first(k - 1) or len(piece) <= 4):
            break
        text += piece
        if is_byline(text):
            end = k
    return end


def _letter_end(page: Page, i: int) -> int:
    """The last of the lines from line i on that close a letter: 此致, 敬礼, and below them the writer's name and the day."""
    end = i
    while end + 1 < len(page.text) and closes_letter(page.text[end + 1]):
        end += 1
    for last in range(end + 1, min(end + 1 + _SIGNED, len(page.text))):
        if len(page.text[last]) > _NAMED or page.text[last][-1] in "。，；":
            break
        if begins_with_day(page.text[last]):
            return last
    return end


def _close_of_letter(page: Page, i: int, end: int) -> list[Block]:
    """Lines i to end, which close a letter, each as a block."""
    kinds = ["date" if begins_with_day(page.text[line]) else "paragraph" for line in range(i, end + 1)]
    return [
        block((kind, page.first[line], page.last[line], page.text[line], 0, page.width[line], page.column[line]))
        for line, kind in enumerate(kinds, i)
    ]
