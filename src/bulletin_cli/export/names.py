"""Names for files out of headlines, safe in any folder on any system."""

from __future__ import annotations

import re
import unicodedata

from ..model import Article
from .characters import one_line

# Bytes of UTF-8, suffix and number included: file systems stop at 255, and a neighbour file needs a longer name.
LIMIT = 200

# Full width looks the same to a reader and means nothing to a file system or shell.
_FULL_WIDTH = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in '/\\:*?"<>|'})
# Names that Windows gives to devices, whatever the suffix.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def file_name(headline: str) -> str:
    """A headline as a file name without a suffix; empty where nothing usable is left.

    >>> file_name("柳堤街道 把助餐食堂办到居民家门口")
    '柳堤街道 把助餐食堂办到居民家门口'
    >>> file_name("../../etc/passwd"), file_name("-rf ~"), file_name("NUL.txt"), file_name("...")
    ('／..／etc／passwd', 'rf ~', '_NUL.txt', '')
    """
    text = unicodedata.normalize("NFC", one_line(headline))
    # Format characters (zero width, right-to-left overrides) hide what a name is; they go with the controls.
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Cs", "Co", "Cn"))
    text = "".join(" " if c != "\u3000" and unicodedata.category(c) == "Zs" else c for c in text)
    text = text.translate(_FULL_WIDTH).lstrip(" .-~\u3000").rstrip(" .\u3000")
    return f"_{text}" if _RESERVED.match(text) else text


def _within(text: str, size: int) -> str:
    """As much of the text as fits into so many bytes of UTF-8, cut between characters."""
    return text.encode()[:size].decode(errors="ignore").rstrip(" .\u3000")


class FileNames:
    """Gives every article of one run a name of its own; a second article of the same headline gets ` 2`.

    Names that differ only in case are taken as the same, as macOS and Windows do.
    """

    def __init__(self, extension: str) -> None:
        self._extension = extension
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, article: Article) -> str:
        """The file name for this article, with its suffix.

        >>> names = FileNames(".md")
        >>> [names.take(Article(body="", headline=h, id="7f")) for h in ("简讯", "简讯", None, "a" * 300)][:3]
        ['简讯.md', '简讯 2.md', 'article 7f.md']
        """
        stem = file_name(article.headline or "") or file_name(f"{article.kind} {article.id or ''}") or "article"
        wanted = _within(stem, LIMIT - len(self._extension))
        number = self._next.get(wanted.casefold(), 1)
        name = wanted if number == 1 else self._numbered(stem, number)
        while name.casefold() in self._taken:
            number += 1
            name = self._numbered(stem, number)
        self._next[wanted.casefold()] = number + 1
        self._taken.add(name.casefold())
        return name + self._extension

    def _numbered(self, stem: str, number: int) -> str:
        tail = f" {number}"
        return _within(stem, LIMIT - len(self._extension) - len(tail)) + tail
