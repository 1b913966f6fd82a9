"""Where the paragraphs of a hard-wrapped page begin and end, and what is no running text, seen from how lines fill the column."""

from __future__ import annotations

import functools
import re

from ..chinese.chars import NO_LINE_START
from .blocks import any_of, is_bracketed, speaks
from .bylines import is_byline
from .documents import is_call, is_salutation
from .jumps import find_marks
from .measure import INDENT, SLACK
from .page import Page


def opens(page: Page, i: int) -> bool:
    """Whether a paragraph of running text begins with line i."""
    text = page.text[i]
    if i in page.standing:
        return False
    if page.lines[page.first[i]].indented and page.fills_first(i) and _not_centred(page, i):
        return True
    if i in page.wires and page.lede(i):
        return True
    if page.old and (text[0] in "、，。；" or text.count("、") + text.count("，") >= 2):
        return True  # no headline has so many pauses
    last = text[-1]
    if (last in "：:" and (is_salutation(text) or _addressed(page, i))) or (i in page.closes and page.closed(i, i)):
        return True
    if text[0] in "问答問记記" and speaks(text) and (i in page.stops or page.gaps[i] <= SLACK + INDENT):
        return True
    if text[:2] in ("——", "──", "－－") and i not in page.stops and "，" not in text:
        return False
    if i in page.stops:
        # 不配！ is a headline, 他说：“走！” is not.
        asks = last in "！？!?" and i in page.less and len(text) <= 16 and "，" not in text
        return not asks or (page.fills_first(i) and i + 1 in page.stops and i + 1 in page.less)
    if "." in text and _ends_within().search(text):
        return True  # no headline has two sentences
    if not page.fills_first(i) and not ("，" in text[:-1] and last in "，、；："):
        return False
    if i + 1 in page.signed and is_byline(page.text[i + 1]):
        return False  # who wrote a text stands below its headline
    if page.begins and i == 0 and not page.old and any_of("，。、；：,")(text) is None and not page.lede(0):
        return False  # no issue begins within a text
    if page.indent and page.column[i] - page.width[i] <= 1 and not any_of("，。、；：,")(text):
        # Where paragraphs are indented a first line cannot fill the column; at the top of a page it may go on.
        if (i and i - 1 not in page.stops and spilled(page, i)) or _turns(page, i):
            return True
        if i or (i + 1 < len(page.text) and 2 <= page.column[i + 1] - page.width[i + 1] <= INDENT + SLACK):
            return False
    if page.indent and _heading_over_indent(page, i):
        return False
    if page.old and "、" in text:
        return True
    if page.old and page.gaps[i] >= 2 and len(text) <= 16 and not any_of("、，。：；")(text):
        return False  # so long a piece of text has a mark in it, a headline has none
    k = i + 1
    while k < len(page.text) and k in page.full and k not in page.stops and not (k in page.wires and page.lede(k)):
        k = max(k + 1, page.pause(k))
    if k == len(page.text):
        return k - i >= 3 or "，" in text
    if k in page.wires and page.lede(k):
        return k - i >= 5 or any("。" in page.text[m] for m in range(i, k))
    if k in page.stops and (k in page.less or k in page.full):
        return True
    if any(m.forward for m in find_marks("\n".join(page.text[k : k + 2]))):
        return True
    if page.indent and i and page.column[i] - page.width[i] <= 1 and k - i < 6:
        return False
    # A short line without the end of a sentence is none of the text, whatever pauses it has.
    inside = "".join(page.text[i : k if k not in page.full and "。" not in page.text[k] else k + 1])
    return k - i >= 4 or "。" in inside or sum(map(inside.count, "，、；：")) >= 2


def paragraph_end(page: Page, i: int) -> int:
    """The last line of the paragraph that begins with line i."""
    text, special, stops, full = page.text, page.special, page.stops, page.full
    last = len(text) - 1
    k = i
    while (k := page.pause(k)) < last:
        following = k + 1
        if k in page.blank:
            return k
        if following in special and (page.lines[page.first[following]].level or k in stops):
            return k
        if following in page.jumps or following in page.standing or (k in page.closes and page.closed(i, k)):
            return k
        if page.old and _heading_below(page, k):
            return k
        if text[k][-1] in "：:" and k not in full and (is_salutation("".join(text[i : k + 1])) or _addressed(page, k)):
            return k
        if k in stops:
            if k in page.less and (k > i or not page.fills_first(k)):
                return k
            if _new_paragraph(page, following):
                return k
        elif k not in full and not (k == i and (page.fills_first(k) or page.lede(k))):
            unclosed = text[k].rfind("（") > text[k].rfind("）") or text[k].rfind("(") > text[k].rfind(")")
            if not unclosed and text[k][-1] not in "，、；：,;:（(“《—·" and not find_marks("\n".join(text[k : k + 2])):
                return k
        elif page.lede(following) and not (k == i and text[following][0] in "（(" and page.lede(k)):
            # Not the credit on the line below its wire: 新华社西安3月3日电⏎（记者 许杰秋）.
            return k
        k = following
    return k


def _not_centred(page: Page, i: int) -> bool:
    """Whether an indented line could begin a paragraph: it ends it as well, or the line below fills its column or ends it.

    A title or a name over verse is set in the middle of its column, and looks indented too.
    """
    below = i + 1
    return i in page.stops or below >= len(page.text) or below in page.full or below in page.stops


def _addressed(page: Page, i: int) -> bool:
    """Whether the text of a document or a letter begins with line i, since its address stands above: 各区人民政府：."""
    return i > 0 and page.text[i - 1][-1] in "：:" and is_salutation(page.text[i - 1])


def calls(page: Page, i: int) -> bool:
    """Whether line i, below a heading, is the name that a letter begins with: `小舟：` over the first paragraph."""
    below = i + 1
    if not is_call(page.text[i]):
        return False
    return below < len(page.text) and i in page.less and opens(page, below) and paragraph_end(page, below) > below


def _runs_on(page: Page, i: int) -> bool:
    """Whether lines from i fill their column until one ends a sentence or a mark 下转 ends the text."""
    k = i
    while k < len(page.text) and k in page.full and k not in page.stops:
        k = max(k + 1, page.pause(k))
    return k == len(page.text) or k in page.stops or (k in page.closes and page.closed(i, k))


def _turns(page: Page, i: int) -> bool:
    """Whether full lines run from line i to a mark 下转, as the last ones of a story's first part do."""
    k = i
    while k + 1 < len(page.text) and k < i + 5 and k in page.full and k not in page.stops:
        k += 1
    ahead = "\n".join(page.text[max(i, k - 1) : k + 2])
    return ("转" in ahead or "轉" in ahead) and any(mark.forward for mark in find_marks(ahead))


def _heading_over_indent(page: Page, i: int) -> bool:
    """Whether line i, without a mark in it, stands over a line that is indented: no text has its second line so."""
    if i + 2 >= len(page.text) or any_of("，。、：；“”（）,")(page.text[i]) or i + 1 in page.stops:
        return False
    here, below = (page.column[k] - page.width[k] for k in (i, i + 1))
    return 3 <= below <= INDENT + SLACK and i + 2 in page.full and abs(here - INDENT) > 1


def _heading_below(page: Page, k: int) -> bool:
    """Whether, in the old punctuation, a heading stands below the full line k: its text ends with a mark as well.

    A full line has no room for its mark; then two short lines of one width without a mark show that they head.
    """
    if k + 2 >= len(page.text):
        return False
    text, after = page.text[k + 1], page.text[k + 2]
    if page.text[k][-1] not in "、，。！？；」』":
        block = k + 1 in page.less and len(text) == len(after) and (text + after).isalpha()
        return block and 3 * page.width[k + 1] <= page.column[k]
    if k + 1 not in page.less or not (text[-1].isalnum() or text[-1] in "）」』！") or text[0] in NO_LINE_START:
        return False
    return is_bracketed(after) or page.fills_first(k + 2) or len(text) <= 8


def _new_paragraph(page: Page, i: int) -> bool:
    """Whether line i, after a full line that ends a sentence, begins something new."""
    if page.text[i][0] in NO_LINE_START:
        return False
    if page.indent and -1 <= page.column[i] - page.width[i] <= 1 and _runs_on(page, i):
        return False
    if page.lede(i) or not opens(page, i):
        return not (i in page.stops and not page.lede(i))
    if i + 1 == len(page.text) or i in page.stops:
        return False
    # Where no other paragraph shows that the first lines are indented, this one may be so just as far.
    least, most = (3, page.column[i]) if page.indent else (INDENT - 1, 0 if page.flush else INDENT + 1)
    return least <= page.gaps[i] <= most and (i + 1 in page.full or i + 1 in page.stops)


def spilled(page: Page, i: int) -> int:
    """How many characters at the head of line i belong to the heading line above it.

    Extraction puts the last character of a headline into the line of text beside it: 发表书面致⏎辞新华社武汉6月2日电.
    """
    text, above = page.text[i], page.text[i - 1]
    if len(text) < 4:
        return 0
    if size := page.spilled_lede(i):
        return size
    # 当地时间: a character that makes a word with the next belongs to the text.
    if page.lede(i) or (page.indent and page.column[i] - page.width[i] > 3) or i + 1 == len(page.text):
        return 0
    if not (i + 1 in page.full or i + 1 in page.stops):
        return 0
    from ..chinese.words import frequency

    if not page.indent and (
        i < 2 or page.width[i - 1] < page.width[i - 2] or i - 2 in page.full or i - 2 in page.stops
    ):
        return 0
    return int(frequency(text[:2]) == 0 and any(frequency(above[-n:] + text[0]) > 30 for n in (1, 2) if len(above) > n))


@functools.cache
def _ends_within() -> re.Pattern[str]:
    # A full stop that is no part of a number, a name or an abbreviation: … on Monday. It runs …, 供暖工作.会议强调
    return re.compile(r"[a-z]{3}\. [A-Z][a-z]|[\u4e00-\u9fff]\.[\u4e00-\u9fff]{2}")
