"""Function words that a recognition model wrote in another language: `菜市场 and 商超`."""

from __future__ import annotations

import re
from functools import cache

from bulletin_cli.chinese.seams import is_han, is_open, spanning_word
from bulletin_cli.clean.code import in_foreign_line
from bulletin_cli.clean.edits import Change

# Words of English and other languages that models slip in, each with the Chinese one it stands for. Words with many
# meanings (to, on, as, not) are not here: nothing decides between 到, 向, 给 and 对.
WORDS = {
    "and": "和",
    "or": "或",
    "of": "的",
    "in": "在",
    "is": "是",
    "for": "对",
    "but": "但",
    "from": "从",
    "by": "由",
    "the": "",
    "und": "和",
    "oder": "或",
    "ist": "是",
    "et": "和",
    "de": "的",
    "est": "是",
    "ou": "或",
    "и": "和",
    "или": "或",
    "と": "和",
    "および": "和",
    "または": "或",
    "와": "和",
    "과": "和",
    "및": "和",
    "또는": "或",
    "의": "的",
    "の": "的",
    "و": "和",
    "أو": "或",
    "في": "在",
    "और": "和",
    "และ": "和",
    "หรือ": "或",
    "và": "和",
    "hoặc": "或",
}

# These say one thing only where a clause begins with them, too: ，but 气温偏低.
OPENING = frozenset(("but", "or", "in", "is", "from"))

PREPOSITIONS = frozenset("在从由对向于")

# Two characters that say the same.
ALSO = {
    "但": ("但是", "可是", "然而", "不过"),
    "从": ("来自", "出自"),
    "由": ("经由",),
    "和": ("以及",),
    "或": ("或者", "还是"),
}

# Nouns of doing, which English puts before `of` and Chinese after 的.
DOINGS = frozenset(
    word
    for words in (
        "建设发展改革治理保护管理服务实施推进落实研究调查分析评价应用利用设计开发检查整治创新影响作用意义现状",
        "历史特点原因规律启示思考成立召开开放传承培育培养提升改善修复防治监管供应生产制造出版翻译",
    )
    for word in map("".join, zip(words[::2], words[1::2], strict=True))
)

# What is shared in 命运与共, 休戚与共.
SHARED = ("命运", "休戚", "生死", "甘苦", "荣辱", "风雨")
# In text about programs and English, words between Chinese ones mean themselves: one Latin word in so many characters.
DENSE = 25
# Beside these an English word is talked about.
ABOUT = (
    *("运算符", "关键字", "关键词", "单词", "一词", "语句", "命令", "参数", "函数", "循环", "检索"),
    *("英语", "英文", "字样", "介词", "连词", "冠词", "代词", "副词", "动词", "填空", "拼写", "译为", "译成"),
    *("==", "!=", "&&", "||"),
)
# Who made what is named so in credits: 摄影 by 王磊.
CREDITS = ("文", "图", "摄", "影", "编", "译", "曲", "词", "画", "绘", "设计", "作者")


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile("[A-Za-zà-öø-ỹぁ-ゟ가-힣]+")  # à to ỹ: all alphabets between Latin and its Vietnamese letters


@cache
def _latin() -> re.Pattern[str]:
    return re.compile("[A-Za-z]{2,}")


def restore_words(text: str) -> list[Change]:
    """Put the Chinese function word back where a foreign one stands between Chinese words.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(restore_words, "农贸市场、菜市场 and 商超；双方要加强 in 联合国的协调")
    '农贸市场、菜市场和商超；双方要加强在联合国的协调'
    >>> changed(restore_words, "AT&T and IBM，A and B 两组，Johnson and Johnson 公司，逻辑 and 运算符")
    'AT&T and IBM，A and B 两组，Johnson and Johnson 公司，逻辑 and 运算符'
    """
    out: list[Change] = []
    for match in _foreign().finditer(text):
        if match[0] not in WORDS:
            continue
        start, end = match.span()
        while text[start - 1 : start] in (" ", "\xa0"):
            start -= 1
        while text[end : end + 1] in (" ", "\xa0"):
            end += 1
        if _between_chinese(text, start, end, match[0]) and not about_words(text, start, end):
            after = WORDS[match[0]]
            if in_foreign_line(text, start) or _is_there(text, start, end, match[0]):
                continue
            if match[0] == "of" and _order_is_doubtful(text, start, end):
                continue
            if match[0] == "by" and text[max(0, start - 2) : start].endswith(CREDITS):
                continue
            if match[0] == "in" and (text[end] in "到得了的" or text[start - 1] in "很最够太"):
                continue  # 很 in，in 到不行: the fashionable adjective
            if match[0] == "for" and _is_behind(text, end):
                continue
            if after in PREPOSITIONS and text[start - 1] in PREPOSITIONS:
                continue  # 从 in 北京: one of the two is wrong, or none
            if match[0] == "from" and text[start - 1] == "来":
                after = "自"
            if after == "和" and _with(text, start, end):
                after = "与"
            out.append((start, end, after, 0.95, f"“{match[0]}” between Chinese words"))
    return out


def _is_there(text: str, start: int, end: int, word: str) -> bool:
    """Whether the Chinese word stands beside the foreign one, so that another is too much: 但是 but, 来自 from."""
    after = WORDS[word]
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    if not after or left in ALSO.get(after, ()):
        return after != ""
    return (left[-1:] == after and not spanning_word(left[:1], after)) or (
        right[:1] == after and not spanning_word(after, right[1:])  # and 和平
    )


def _order_is_doubtful(text: str, start: int, end: int) -> bool:
    """Whether `of` may stand between the parts of a phrase in the English order: 建设 of 美丽乡村 is 美丽乡村的建设.

    A heading that names a doing and then what is done to it; in a sentence a model switches words, not their order.
    """
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[begin : stop if stop >= 0 else len(text)]
    return text[max(0, start - 2) : start] in DOINGS and not any(mark in line for mark in "。；;，,")


def _is_behind(text: str, end: int) -> bool:
    """Whether a clause ends so soon that what `for` leads up to stands before it, as in English: 服务 for 群众."""
    return _short_rest().match(text, end) is not None


@cache
def _short_rest() -> re.Pattern[str]:
    return re.compile("[一-鿿]{1,4}(?:[，。；：！？,;:!?\n]|$)")


def _with(text: str, start: int, end: int) -> bool:
    """Whether 与 reads better than 和: beside another 和, between parties (…有关, …携手, 连接…), in 命运与共."""
    left = text[max(0, start - 12) : start]
    if "和" in left[-3:] or "和" in text[end : end + 3]:
        return True
    if text[end] == "共" and left.endswith(SHARED):
        return True
    return "连接" in left or _relation().match(text, end) is not None


@cache
def _relation() -> re.Pattern[str]:
    return re.compile(
        "[^，。；、：！？,;:\n]{1,8}?(?:有关|无关|相关|相比|相同|不同|相结合|相适应|相一致|相匹配|相衔接|结合起来"
        "|携手|之间|对话|对接|互动|往来|建立|交界|接壤|相连)"
    )


def _between_chinese(text: str, start: int, end: int, word: str) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    if not left or not right:
        return False
    if left in "，；。" and word in OPENING:
        return is_han(right) and text[end - 1] == " "
    if not (is_han(left) or left in "”’》）%％" or left.isdigit()) or not (
        is_han(right) or right in "“‘《（" or right.isdigit()
    ):
        return False
    if not (is_han(left) or is_han(right)):
        return False
    if word.isascii():
        return text[start] == " " or text[end - 1] == " " or (is_han(left) and is_han(right))
    # Kana and Hangul glued to Chinese are names (鮮の每日) unless Chinese stands on both sides.
    if not (is_han(left) and is_han(right)):
        return False
    if word == "の":
        return text[start] == " " == text[end - 1] and is_prose(text, start)
    return text[start] == " " or len(word) > 1 or word in "와과및의"


def is_prose(text: str, at: int) -> bool:
    """Whether the place stands in a sentence, outside of quotes and titles, where names are."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    around = text[max(start, at - 60) : min(end if end >= 0 else len(text), at + 60)]
    return ("，" in around or "。" in around or "," in around) and not is_open(text[max(start, at - 60) : at])


def about_words(text: str, start: int, end: int) -> bool:
    """Whether the text around is about words or programs, or in a foreign language itself."""
    if text[start - 1] == "用" and not spanning_word(text[max(0, start - 2) : start - 1], "用"):
        return True  # 可以用 and 连接
    around = text[max(0, start - 60) : end + 60]
    if any(word in around for word in ABOUT):
        return True
    others = [match[0] for match in _latin().finditer(around) if match[0] not in WORDS]
    return len(others) * DENSE > len(around) and len(others) > 2
