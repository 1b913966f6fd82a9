"""Function words that a recognition model wrote in another language: `菜市场 and 商超`."""

from __future__ import annotations

import re

from bulletin_cli.chinese.chars import HAN
from bulletin_cli.clean.edits import Change

# One Chinese word for each where no context tells otherwise.
WORDS = {"and": "和", "or": "或", "of": "的", "the": ""}

_switched = re.compile(
    rf"(?<=[{HAN}”’》）】％%0-9])[ \xa0]*\b({'|'.join(WORDS)})\b[ \xa0]*(?=[{HAN}“‘《（【0-9])", re.A
)


def restore_words(text: str) -> list[Change]:
    """Put the Chinese function word back where an English one stands between Chinese words.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(restore_words, "农贸市场、菜市场 and 商超")
    '农贸市场、菜市场和商超'
    >>> changed(restore_words, "AT&T and IBM，A and B 两组，Johnson and Johnson 公司")
    'AT&T and IBM，A and B 两组，Johnson and Johnson 公司'
    """
    return [
        (match.start(), match.end(), WORDS[match[1]], 0.95, f"“{match[1]}” between Chinese words")
        for match in _switched.finditer(text)
    ]
