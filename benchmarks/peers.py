"""The tools to compare with. Nothing is imported before its use, so that a start-up measures that tool alone.

    python -c 'import peers; peers.once("sumy LexRank", "page.txt")'

A loader imports its tool, makes it ready and gives back a function of a text; it raises ImportError where the tool is
not installed.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Tool = Callable[[str], object]


def autocorrect() -> Tool:
    """Spaces and full-width marks, in Rust."""
    import autocorrect_py

    format_text: Tool = autocorrect_py.format
    return format_text


def ftfy() -> Tool:
    """Mends charset accidents."""
    from ftfy import TextFixerConfig, fix_text

    # Its defaults but for two: they would fold the full-width marks and take the form feeds.
    config = TextFixerConfig(fix_character_width=False, remove_control_chars=False)
    return lambda text: fix_text(text, config)


def jieba() -> Tool:
    """Cuts text into words; its dictionary comes from its own cache, which is warm."""
    cut: Tool = _jieba().lcut
    cut("云州市民")
    return cut


def extract_tags() -> Tool:
    """Keywords by tf-idf."""
    _jieba().lcut("云州市民")
    from jieba.analyse import extract_tags

    extract_tags("云州市民")
    return lambda text: extract_tags(text, topK=5)


def lexrank() -> Tool:
    """Three sentences by LexRank; jieba cuts the words."""
    _jieba()
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer

    tokenizer, summarizer = Tokenizer("chinese"), LexRankSummarizer()
    tokenizer.to_words("云州市民")
    return lambda text: summarizer(PlaintextParser.from_string(text, tokenizer).document, 3)


def textrank4zh() -> Tool:
    """TextRank on sentences, three of them."""
    _jieba()
    from importlib.metadata import version

    from textrank4zh import TextRank4Sentence

    # Its last release calls what networkx 3 has taken out.
    if int(version("networkx").partition(".")[0]) > 2:
        raise ImportError(f"textrank4zh needs networkx<3, there is {version('networkx')}")

    ranker = TextRank4Sentence()

    def summary(text: str) -> object:
        ranker.analyze(text=text, lower=True, source="all_filters")
        return ranker.get_key_sentences(num=3)

    summary("云州市民晨练。公园开放。")
    return summary


def opencc() -> Tool:
    """opencc-python-reimplemented, traditional to simplified, by itself."""
    from opencc import OpenCC

    convert: Tool = OpenCC("t2s").convert
    return convert


# name → (the distribution whose version counts, the loader)
PEERS: dict[str, tuple[str, Callable[[], Tool]]] = {
    "autocorrect-py": ("autocorrect-py", autocorrect),
    "ftfy": ("ftfy", ftfy),
    "jieba.lcut": ("jieba", jieba),
    "jieba extract_tags": ("jieba", extract_tags),
    "sumy LexRank": ("sumy", lexrank),
    "textrank4zh": ("textrank4zh", textrank4zh),
    "OpenCC t2s": ("opencc-python-reimplemented", opencc),
}


def once(name: str, path: str) -> None:
    """What a command around this tool would do: start, read a page, work on it."""
    tool = PEERS[name][1]()
    with open(path, encoding="utf-8") as file:
        tool(file.read())


def _jieba() -> Any:
    import warnings

    warnings.simplefilter("ignore")  # of pkg_resources, which jieba imports
    import jieba

    jieba.setLogLevel(60)
    return jieba
