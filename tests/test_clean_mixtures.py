"""Clean: what must hold for any text, damaged in many ways at once."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_cli.clean import JOINS, CleanOptions, clean_article, clean_text
from bulletin_cli.model import Article
from conftest import SAMPLES

NAMES = ("yunzhou-page.md.txt", "yunzhou-issue.txt", "haiping-hant.txt", "snippet.txt")
TEXTS = [(SAMPLES / name).read_text(encoding="utf-8") for name in NAMES]
FOLD = str.maketrans("，：；？！（）“”", ',:;?!()""')
READ_WRONG = {"一": "ー", "二": "ニ", "口": "ロ", "工": "エ", "力": "カ", "和": " and ", "在": " in "}
HEADS = ("- 3 -", "2版", "云州日报 2023年3月9日 第2版", "要闻　YAOWEN 4", "八 云州日报 2023年3月9日")
MARKS = "“”《》（）()\"'…-—，。,.:;"


def behind(random: Random, text: str, insert: Callable[[], str], often: float) -> str:
    """`text` with something inserted behind some of its characters."""
    return "".join(char + insert() if random.random() < often else char for char in text)


def repeat(random: Random, text: str) -> str:
    start = random.randrange(len(text) + 1)
    end = start + random.randrange(3, 40)
    return text[:end] + text[start:end] * random.randrange(2, 6) + text[end:]


def misread(random: Random, text: str) -> str:
    start = random.randrange(len(text) + 1)
    part = text[start : start + 20].encode(errors="ignore").decode("gb18030", "replace")
    return text[:start] + part + text[start + 20 :]


def wrap(random: Random, text: str) -> str:
    width = random.randrange(12, 40)
    return "\n".join(line[i : i + width] for line in text.split("\n") for i in range(0, max(len(line), 1), width))


DAMAGES: tuple[Callable[[Random, str], str], ...] = (
    lambda _, text: text.translate(FOLD),
    lambda random, text: behind(random, text, lambda: " ", 0.05),
    lambda random, text: behind(random, text, lambda: random.choice("\u200b\xad\u3000\xa0\u2009"), 0.03),
    lambda random, text: behind(random, text, lambda: "\n", 0.02),
    lambda random, text: behind(random, text, lambda: "\n\n", 0.01),
    lambda random, text: behind(random, text, lambda: f"\n\f{random.choice(HEADS)}\n", 0.003),
    lambda random, text: "".join(random.choice(MARKS) if random.random() < 0.01 else char for char in text),
    lambda random, text: "".join(char for char in text if random.random() > 0.02),
    lambda _, text: "".join(READ_WRONG.get(char, char) for char in text),
    lambda _, text: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text),
    repeat,
    misread,
    wrap,
)


@given(st.sampled_from(TEXTS), st.integers(0, 2**32 - 1), st.sampled_from(JOINS), st.booleans())
@settings(max_examples=150)
def test_clean_twice_is_clean_once_whatever_the_damage(sample: str, seed: int, join: str, body: bool) -> None:
    random = Random(seed)
    start = random.randrange(len(sample))
    text = sample[start : start + random.randrange(50, 900)]
    for _ in range(random.randrange(1, 4)):
        text = random.choice(DAMAGES)(random, text)
    options = CleanOptions(join=join, body=body, keep_edits=True)
    done = clean_text(text, options)
    assert clean_text(done.text, options).text == done.text
    made = text
    for edit in reversed(done.edits):
        assert made[edit.offset :].startswith(edit.before)
        made = made[: edit.offset] + edit.after + made[edit.offset + len(edit.before) :]
    assert made == done.text


# Letters of every script, marks that Chinese lacks, emoji: nothing in them is damage. U+FFFC stands for a picture that is gone.
ANYTHING = st.text(
    st.characters(
        exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Lo"),
        exclude_characters="\"'()&,:;?!.-_`#|*+=$%~<>[]{}/\\@^…·─\ufffc",
        codec="utf-8",
    ),
    max_size=60,
)


@given(st.lists(ANYTHING, max_size=4, unique=True))
@settings(max_examples=200)
def test_other_scripts_within_clean_prose_come_back_as_they_are(words: list[str]) -> None:
    from unicodedata import normalize

    words = [word for word in words if normalize("NFKC", word) == word and not word.isascii()]
    text = "\n\n".join(f"展览介绍了这个词“{word}”的来历，观众很感兴趣。" for word in words)
    done = clean_text(text, CleanOptions(ignore=("mojibake", "radicals", "look-alikes")))
    assert done.text == text


LEVELS = {
    # A sentence under way, and a word across the break.
    "图书馆新馆昨天正式对外开放，读者可以凭身份证借阅各类图\n\n书，还可以预约讲座的座位。": (
        "safe",
        "balanced",
        "eager",
    ),
    # A sentence under way, and no word.
    "图书馆新馆昨天正式对外开放，读者可以凭身份证借阅各类图书\n\n还可以预约讲座的座位。": ("balanced", "eager"),
    # The same, where lines may be meant.
    "图书馆新馆昨天正式对外开放，读者可以凭身份证借阅各类图书\n还可以预约讲座的座位。": ("eager",),
    "图书馆新馆昨天正式对外开放。\n\n读者可以凭身份证借阅各类图书。": (),
}


@pytest.mark.parametrize("text", LEVELS)
def test_what_each_level_of_joining_dares(text: str) -> None:
    joined = tuple(join for join in JOINS if "\n" not in clean_text(text, CleanOptions(join=join)).text)
    assert joined == LEVELS[text]


@pytest.mark.parametrize("sample", TEXTS, ids=NAMES)
def test_a_record_is_repaired_as_the_text_is(sample: str) -> None:
    """Paragraph by paragraph: what is no matter of lines comes out the same in a record's fields."""
    for paragraph in filter(None, map(str.strip, sample.split("\n"))):
        options = CleanOptions(furniture=False)
        wanted = clean_text(paragraph, options).text
        done = clean_article(Article(body=paragraph, headline=paragraph, kicker=paragraph, deck=paragraph), options)
        assert {done.body, done.headline, done.kicker, done.deck} == {wanted}


def test_a_loop_that_stands_in_a_longer_one_is_cut_once() -> None:
    unit = "年底前还要再开"
    text = f"街道负责人说，{unit * 4}。\n\n{unit * 3}。\n"
    done = clean_text(text, CleanOptions(keep_edits=True))
    assert done.text == f"街道负责人说，{unit}。\n\n{unit}。\n"
    assert [edit.before for edit in done.edits] == [unit * 3, unit * 2]
