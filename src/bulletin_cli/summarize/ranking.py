"""Which sentences carry an article: position, what they share with the rest, what they do, and their length.

What the sentences share is counted in pairs of neighbouring Han characters, which rank as well as words do and need no
dictionary: a pair that comes again is about the subject, and weighs ln(how often it comes).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum, log
from typing import NamedTuple

from .sentences import Sentence

# Weights of the parts; docs/summaries.md says on what they were tuned.
LEAD = 3.0
WEAK_LEAD = 0.6
FADING = 1.5
SHARED = 1.0
HEADLINE = 0.5
ATTENDANCE = -0.6
DANGLING = -0.4
DOUBTFUL = -0.5
LENGTH = -0.05
USUAL_LENGTH = 40
# A first sentence that shares less than this part of what the average sentence does is no lead.
OUTLIER = 0.25
# A first sentence that has less than SCENE of its headline's pairs, where another has NEWS of them, sets the scene.
SCENE, NEWS = 0.2, 0.4
# A sentence's shared pairs count per length to this power: at 0 the longest would win, at 1 the densest.
LENGTH_POWER = 0.85
# Text with more of these to a hundred characters is speech, and speech has no lead.
ORAL = ("我", "你", "然后", "然後", "这个", "這個", "就是", "对吧", "對吧", "呢", "啊", "嗯", "吧")
SPOKEN = 2.0
# Pairs with one of these characters say nothing of the subject.
FUNCTION_CHARACTERS = "的了是我你他她它们們这這那就也都吧吗嗎呢啊呀嘛么麼个個和与與在为為将將对對以及等"

# How a sentence begins that points back to the one before it.
BACK = (
    *("另外", "同时", "同時", "与此同时", "與此同時", "双方", "雙方", "两人", "兩人", "二人", "而且", "并且", "並且"),
    *(
        "但，",
        "但,",
        "但是，",
        "但是,",
        "不过",
        "不過",
        "然而",
        "因此",
        "随后",
        "隨後",
        "随後",
        "隨后",
        "之后，",
        "之后,",
    ),
    *(
        "之後，",
        "之後,",
        "对此",
        "對此",
        "为此",
        "為此",
        "对这",
        "對這",
        "为这",
        "為這",
        "由此",
        "据此",
        "據此",
        "另一方面",
    ),
    *("上述", "以上", "前者", "后者", "後者", "例如", "比如"),
)
# What else does that only a listener needs.
ORALLY = ("据悉", "據悉", "所以", "于是", "於是", "接着", "接著", "然后", "然後", "具体来说", "也就是说")
# One character that points back, and what may not follow it: 他山之石, 这几天, 该不该, 此致, 其他.
POINTERS = {
    **dict.fromkeys("他她它", "山"),
    **dict.fromkeys("这這", "几幾两兩"),
    **dict.fromkeys("该該", "不文"),
    "此": "致",
    "其": "余餘它他实實",
}
# Behind a time (8日上午，他…) these do; what ends one, and how long it is at most.
BEHIND_TIMES = frozenset("他她它这這该該")
TIMES = frozenset("日时時晚午年月后後间間去今在天前")
LONGEST_TIME = 11
GREETINGS = (
    *("各位", "大家好", "尊敬的", "亲爱的", "親愛的", "女士们", "同志们", "同志們", "同学们", "朋友们", "你好", "您好"),
)


class Ranked(NamedTuple):
    """A sentence's worth on its own: the sum of `parts`; `pairs` are its pairs that come more than once.

    `leans` says that it points back to the sentence before it and cannot be read without.
    """

    parts: dict[str, float]
    pairs: frozenset[str]
    leans: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """The worth of the sentences; `weights` holds what each pair adds to a sentence that is the first to bring it.

    `alone` is what each is worth beside no other.
    """

    sentences: list[Ranked]
    alone: list[float]
    weights: dict[str, float]
    scale: list[float]

    def worth(self, i: int, covered: set[str]) -> float:
        """What sentence `i` is worth beside sentences that already bring the pairs in `covered`."""
        own, pairs, _ = self.sentences[i]
        return sum(own.values()) + self.scale[i] * fsum(self.weights[pair] for pair in pairs if pair not in covered)

    def first(self) -> int:
        """The worthiest sentence that can be read alone."""
        return min(range(len(self.alone)), key=lambda i: (self.sentences[i].leans, -self.alone[i]))

    def order(self) -> list[int]:
        """Sentences that can be read alone before others, and the worthiest first."""
        return sorted(range(len(self.alone)), key=lambda i: (self.sentences[i].leans, -self.alone[i]))


def tells(sentence: Sentence) -> bool:
    """Whether a sentence tells anything: no caption, credit, jump or set ending.

    >>> [tells(Sentence(0, 0, text)) for text in ("会议还研究了其他事项。", "（记者 苏禾）", "图为演练现场。", "雨停了。")]
    [False, False, False, True]
    >>> [tells(Sentence(0, 0, text)) for text in ("各街道办事处：", "现将有关事项通知如下：", "特此通知。", "2025年9月28日")]
    [False, False, False, False]
    """
    text = sentence.text
    return not (text[-1] in ":：" or text.endswith(("如下", "如下。")) or "收悉" in text[:40] or _is_furniture(text))


def rank(found: Sequence[Sentence], continued: bool = False, headline: str = "") -> Ranking:
    """The worth of each sentence among `found`; `continued` says that the article's beginning is not here."""
    pairs = _pairs()
    titled = frozenset(pairs(headline))
    own = [pairs(sentence.text) for sentence in found]
    counts: Counter[str] = Counter()
    for some in own:
        counts.update(some)
    weights = {pair: log(n) for pair, n in counts.items() if n > 1}
    shared = [frozenset(weights.keys() & some) for some in own]
    scale = [max(len(sentence.text), 1) ** -LENGTH_POWER for sentence in found]
    # Sets have no order of their own, so that the sums are exact ones.
    worths = [scale[i] * fsum(map(weights.__getitem__, some)) for i, some in enumerate(shared)]
    top = max(worths, default=0.0) or 1.0
    said = [len(titled.intersection(some)) / len(titled) if titled else 0.0 for some in own]
    lead = WEAK_LEAD if continued or _opens_with_a_scene(said) else _lead(found, worths)
    out = []
    for i, sentence in enumerate(found):
        leans = _leans(sentence.text)
        parts = {
            "position": lead / (1 + i) ** FADING,
            "length": LENGTH * log(max(len(sentence.text), 1) / USUAL_LENGTH) ** 2,
            "headline": HEADLINE * said[i],
            "attendance": ATTENDANCE * _only_attends(sentence.text),
            "dangling": DANGLING * (leans or sentence.text.startswith(ORALLY)),
            "doubtful": DOUBTFUL * (sentence.doubtful or (continued and i == 0)),
        }
        leans = leans and (i > 0 or continued)
        out.append(Ranked({name: part for name, part in parts.items() if part}, shared[i], leans))
    alone = [sum(one.parts.values()) + SHARED / top * worth for one, worth in zip(out, worths, strict=True)]
    return Ranking(out, alone, weights, [SHARED * each / top for each in scale])


def _opens_with_a_scene(said: Sequence[float]) -> bool:
    """Whether the news of the headline comes later than in the first sentence, as in features that open with a scene.

    `said` is the part of the headline's pairs that each sentence has.
    """
    return bool(said) and said[0] < SCENE and max(said) >= NEWS


def _lead(found: Sequence[Sentence], worths: Sequence[float]) -> float:
    """How far the first sentence may be trusted to sum up the rest."""
    size = sum(len(sentence.text) for sentence in found)
    oral = sum(sentence.text.count(word) for sentence in found for word in ORAL)
    if 100 * oral > SPOKEN * size:
        return 0.0
    if len(found) < 3:
        return LEAD
    text = found[0].text
    if text[-1] in "？?" or text[0] in "“「（(【" or _leans(text) or text.startswith((*ORALLY, *GREETINGS)):
        return WEAK_LEAD
    return WEAK_LEAD if worths[0] < OUTLIER * sum(worths) / len(worths) else LEAD


@cache
def _pairs() -> Callable[[str], list[str]]:
    # Letters, that is: a class of Han itself takes ten times as long to compile.
    return re.compile(rf"(?=([^\W0-9A-Za-z_{FUNCTION_CHARACTERS}]{{2}}))").findall


def _leans(text: str) -> bool:
    """Whether a sentence points back by its first words: 此外, 但是, 这…, 其中, 8日上午，他…, “……”他说.

    >>> [_leans(text) for text in ("此外，雨停了。", "“雨停了。”他说。", "8日上午，他来了。", "其中两座已通车。")]
    [True, True, True, True]
    >>> [_leans(text) for text in ("其他桥已通车。", "他山之石可以攻玉。", "8日上午，桥通车。", "“雨停了。”王明说。")]
    [False, False, False, False]
    """
    if text[0] in "“「":
        closed = min((at for mark in "”」" if (at := text.find(mark)) > 0), default=len(text)) + 1
        after = text[closed:].removeprefix("，" if text.startswith("，", closed) else ",")
        return after[:1] in PRONOUNS and _points(after)
    if _points(text) or text.startswith(BACK):
        return True
    for mark in "，,":
        at = text.find(mark, 1, LONGEST_TIME + 1)
        if at > 0 and text[at - 1] in TIMES and text[at + 1 : at + 2] in BEHIND_TIMES and _points(text[at + 1 :]):
            return not any(map(text[:at].__contains__, "，。“「"))
    return False


PRONOUNS = frozenset("他她它")


def _points(text: str) -> bool:
    """Whether `text` begins with a character that points back."""
    unless = POINTERS.get(text[:1])
    return unless is not None and (len(text) == 1 or text[1] not in unless)


def _is_furniture(text: str) -> bool:
    """Whether a sentence tells nothing: captions, credits, jumps, other business, thanks, and the frame of a notice."""
    head = text[:BEGINNING]
    for signs, pattern in FRAMES.items():
        if text.startswith(signs) and _begins(pattern)(text):
            return True
    for signs, pattern in FRAMING.items():
        if any(map(head.__contains__, signs)) and _begins(pattern)(text):
            return True
    if len(text) >= BEGINNING:
        return False
    return (text.startswith(CREDITED) and _begins(CREDIT)(text) is not None) or (
        text[-1] == "日" and _begins(DATE)(text) is not None
    )


# A pattern is only asked, and made, where its signs are: those at the beginning, and those in the first characters.
BEGINNING = 20
FRAMES = {
    ("(", "（", "[", "【", "〔"): r"[(（【\[〔][^()（）\n]{0,60}[)）】\]〕][。.]?$",
    ("图", "圖"): "[图圖](?:[为為]|[一二三四五六七八九十0-9①-⑩左右上下中])",
    ("祝", "敬请", "敬請"): "祝(?:大家|各位|您|你)|敬",
    ("特此", "此复", "此復", "此致", "此令"): "",
    ("您好", "你好", "您们好", "你们好"): "..?好[！!。]",
    ("请", "請"): "[请請][^，。]{0,12}[执執]行[。.]?$",
    ("附:", "附：", "附件:", "附件："): "",
}
FRAMING = {
    ("其他", "其它"): (
        "[^。]{0,12}[还還]?(?:研究|讨论|討論|审议|審議)了?(?:其他|其它)(?:有关|有關)?(?:事项|事項|议题|議題|工作)"
    ),
    ("谢谢", "謝謝", "感谢", "感謝"): "[^。]{0,12}(?:谢谢|謝謝|感谢|感謝)(?:大家|各位|您|你)",
    ("联系", "聯繫", "咨询", "諮詢", "热线", "熱線"): (
        "[^，。]{0,6}(?:联系|聯繫|咨询|諮詢|热线|熱線)[^，。]{0,4}[:：]"
    ),
    ("不便",): "[^。]{0,16}不便[，,]",
}
CREDITED = ("本报", "本報", "记者", "記者", "通讯员", "通訊員", "摄影", "攝影", "责编", "責編", "编辑", "編輯")
CREDIT = "(?:本[报報])?(?:记者|記者|通讯员|通訊員|摄影|攝影|责编|責編|编辑|編輯)[:：]?[^，。,]{0,12}$"
DATE = "[0-9０-９〇○零一二三四五六七八九十]{2,4}年[^。，]{2,6}日$"


@cache
def _begins(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).match


def _only_attends(text: str) -> bool:
    """Whether a sentence of a report only says who was there and who was in the chair."""
    return any(map(text[-LONGEST_ATTENDANCE:].__contains__, ATTENDING)) and _attendance()(text) is not None


ATTENDING = ("参加", "參加", "出席", "列席", "陪同", "主持")
# 参加了会议并讲话。
LONGEST_ATTENDANCE = 9


@cache
def _attendance() -> Callable[[str], object]:
    return re.compile(
        rf"[^。]{{0,60}}(?:{'|'.join(ATTENDING)})(?:了)?(?:[会會][议議见見]|活动|活動|调研|調研|考察|座谈)?(?:并讲话|並講話)?[。.]$"
    ).match
