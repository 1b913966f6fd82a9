"""When two articles are the same text, printed twice: MinHash over its characters, and the same figures in both.

Runs of four characters are compared, without spaces and marks, which extraction and OCR break; two texts are alike when
the share that both have (Jaccard) is estimated at the threshold or above. Serial pieces (weather, prices, notices) differ in
nothing but figures, so texts with different figures are never the same. Both rules look at the two texts alone: what is
alike does not depend on the order in which they come.

Broder, On the resemblance and containment of documents (1997); the signatures are those of rensa.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator

from ..export import MissingExtra

# 16 bands of 8 values: two texts that share 0.85 meet in a band with 99.4 %, two that share 0.5 with 6 %.
_VALUES, _BANDS = 128, 16
_RUN = 4
# In characters. Shorter texts are alike by chance or formula: only the same record of them is the same.
_SHORTEST = 60
_FIGURES = re.compile("[0-9]+|[〇零一二三四五六七八九十百千万亿]{2,}")
_WORDS = re.compile(r"[\W_]+")
_SIZE = 8


def version() -> str:
    """What the signatures are made by: those of another version cannot be compared.

    Raises:
        MissingExtra: the library is not installed.
    """
    try:
        from rensa import RMinHash
    except ImportError:
        raise MissingExtra("dedupe", "rensa") from None
    return f"rensa {RMinHash.ALGORITHM_VERSION}, {_VALUES}, {_RUN}"


def signature_of(text: str) -> bytes | None:
    """What is compared of a text: eight bytes for its figures, then the MinHash; None for one too short to tell.

    >>> signature_of("晴。") is None
    True
    """
    from _blake2 import blake2b

    from rensa import RMinHash

    plain = unicodedata.normalize("NFKC", text)
    letters = _WORDS.sub("", plain)
    if len(letters) < _SHORTEST:
        return None
    figures = " ".join(sorted(_FIGURES.findall(plain)))
    sketch = RMinHash(_VALUES, 1)
    sketch.update([letters[i : i + _RUN] for i in range(len(letters) - _RUN + 1)])
    return blake2b(figures.encode(), digest_size=_SIZE).digest() + array("I", sketch.digest()).tobytes()


def bands(signature: bytes) -> Iterator[int]:
    """Numbers of which two texts that are alike share one (nearly always), and others seldom."""
    from _blake2 import blake2b

    figures, values = signature[:_SIZE], signature[_SIZE:]
    width = len(values) // _BANDS
    for band in range(_BANDS):
        part = bytes([band]) + figures + values[band * width : (band + 1) * width]
        yield int.from_bytes(blake2b(part, digest_size=8).digest(), "big", signed=True)


def alike(one: bytes, other: bytes, threshold: float) -> bool:
    """Whether two signatures are those of the same text."""
    if one[:_SIZE] != other[:_SIZE]:
        return False
    values, others = (array("I", signature[_SIZE:]) for signature in (one, other))
    return sum(a == b for a, b in zip(values, others, strict=True)) >= threshold * _VALUES
