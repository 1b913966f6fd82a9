"""Which charset bytes are in, and bytes → characters with every damaged byte accounted for.

The order is: a byte order mark, strict UTF-8, then detection among GB18030, Big5-HKSCS and UTF-16 (told by its NULs)
only. Mostly valid UTF-8 is damaged UTF-8, not another charset; trying GB18030 first would take every Big5 file for
GB18030.
"""

from __future__ import annotations

import codecs
import io

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# What a file that is not text announces itself as, and what its owner can do about it.
_BINARIES = (
    (b"%PDF-", "a PDF, not text; extract its text first (pdftotext, or an OCR tool)"),
    (b"PK\x03\x04", "a ZIP, DOCX or EPUB, not text; unpack or convert it first"),
    (b"\x89PNG", "a picture, not text; run OCR on it first"),
    (b"\xff\xd8\xff", "a picture, not text; run OCR on it first"),
    (b"II*\x00", "a picture, not text; run OCR on it first"),
    (b"MM\x00*", "a picture, not text; run OCR on it first"),
    (b"\xd0\xcf\x11\xe0", "an Office document, not text; convert it first"),
    (b"SQLite format 3\x00", "a database, not text"),
    (b"\x1f\x8b", "compressed twice; unpack it first"),
    (b"BZh", "compressed with bzip2; unpack it first (bunzip2 -c)"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first (xz -dc)"),
    (b"(\xb5/\xfd", "compressed with zstd; unpack it first (zstd -dc)"),
)

_BINARY = "binary, not text; nothing was read from it"

_DETECTED = ("gb18030", "big5hkscs")


class CharsetError(ValueError):
    """The bytes are not text, or in no charset that can be told; the message says what to do."""


def binary_reason(head: bytes) -> str | None:
    """What `head`, the first bytes of an input, shows it to be when it is not text."""
    for magic, reason in _BINARIES:
        if head.startswith(magic):
            return reason
    return None


def byte_order_mark(head: bytes) -> tuple[bytes, str] | None:
    r"""The byte order mark that `head` begins with and its charset.

    >>> byte_order_mark("\ufeff甲".encode("utf-16-le"))
    (b'\xff\xfe', 'utf-16-le')
    """
    return next(((mark, name) for mark, name in _BOMS if head.startswith(mark)), None)


def detect(sample: bytes) -> str:
    r"""The charset of a sample (some kilobytes, with bytes beyond ASCII in it, without a byte order mark).

    Raises:
        CharsetError: the sample is binary, or nothing fits.

    >>> detect("区委常委会召开会议,审议了《规划》。".encode("gb18030"))
    'gb18030'
    >>> detect("區委常委會召開會議，審議了規劃。".encode("big5"))
    'big5hkscs'
    >>> detect("有一个字节坏了".encode() + b"\xff" + "其余都好".encode())
    'utf-8'
    """
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if len(sample) > 3 and sample[-1] >= 0x80 and text.endswith("\ufffd"):
        bad -= 1  # a character cut at the end of the sample
    good = sum(1 for c in text if c > "\x7f") - bad
    # A NUL here and there is what extraction leaves behind; many are another charset, or no text at all.
    nul = sample.count(0) * 100 > len(sample)
    if not nul and (bad <= 0 or good >= 2 * bad):
        return "utf-8"
    if nul:
        return _wide(sample)
    from charset_normalizer import from_bytes

    # The detector looks at pieces of its sample: lines of nothing but ASCII only dilute the evidence, and a last line
    # that the end of the block cuts inside a character would rule the right charset out.
    lines = [line for line in sample.split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines[:-1] if len(lines) > 1 else lines)
    best = from_bytes(sample, cp_isolation=list(_DETECTED)).best()
    if best is not None:
        return best.encoding
    return _damaged(sample)


# The commonest characters of newspaper prose in either script: about one in ten of any page.
_COMMON = frozenset(
    "的一是在不了有和中人大为上个国为以要会年工这时来用们生到作地于出就分对成可主发進為國會這時來們對發個說後從與業"
)


def _damaged(sample: bytes) -> str:
    """The charset in which broken bytes make the most sense, where one does."""
    shares = {}
    for name in ("gb18030", "big5hkscs"):
        text = sample.decode(name, "replace")
        beyond = sum(c > "\x7f" for c in text)
        shares[name] = sum(c in _COMMON for c in text) / max(1, beyond) - text.count("\ufffd") / max(1, beyond)
    name = max(shares, key=shares.__getitem__)
    if shares[name] < 0.05:
        if b"\0" in sample:
            raise CharsetError(_BINARY)
        raise CharsetError("not UTF-8, and no other charset fits; name it with --encoding, such as gb18030 or big5")
    return name


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: its NULs stand all at even or all at odd places (ASCII digits and line ends)."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for name, here, there in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # 一 and its like have a zero byte on the other side.
        if here > 3 * there:
            text = sample[: len(sample) // 2 * 2].decode(name, "replace")
            if sum("\u4e00" <= c <= "\u9fff" or " " <= c <= "~" or c in "\r\n，。、" for c in text) > 0.8 * len(text):
                return name
    raise CharsetError(_BINARY)


class Decoder:
    r"""Bytes in blocks → characters with `\n` line ends; remembers what an in-place writer must restore.

    Args:
        encoding: a charset to use whatever the bytes look like; None to find out.

    After the input has been fed: `charset`, `mark` (the byte order mark, perhaps empty), `newline` (`"\n"`,
    `"\r\n"` …: the file's commonest first), `damaged` (how many broken bytes became U+FFFD) and `damaged_line`
    (1-based line of the first).
    """

    def __init__(self, encoding: str | None = None) -> None:
        self.charset: str | None = codecs.lookup(encoding).name if encoding else None
        self.named = encoding is not None
        self.mark = b""
        self.damaged = 0
        self.damaged_line = 0
        self._lines = 0
        self._started = False
        self._strict: codecs.IncrementalDecoder | None = None
        self._newlines = io.IncrementalNewlineDecoder(None, translate=True)

    @property
    def newline(self) -> str:
        r"""The line end of the input: the one it has, `\n` where it has several or none."""
        seen = self._newlines.newlines
        return seen if isinstance(seen, str) else "\n"

    def undecided(self, block: bytes) -> bool:
        """Whether more bytes than `block` are wanted before the charset can be told."""
        if self.charset or byte_order_mark(block) or block.isascii():
            return False
        try:
            codecs.getincrementaldecoder("utf-8")().decode(block)
        except UnicodeDecodeError:
            return True
        return False

    def decode(self, block: bytes, final: bool = False) -> str:
        """The characters of a block.

        Raises:
            CharsetError: the input is not text, or in no charset that can be told.
        """
        if not self._started and block:
            block = self._start(block)
        if self._strict is None:
            if block.isascii():
                return self._lined(block.decode("ascii"), final)
            self.charset = self.charset or detect(block)
            self._strict = codecs.getincrementaldecoder(self.charset)()
        return self._lined(self._characters(block, final), final)

    def _start(self, block: bytes) -> bytes:
        self._started = True
        found = byte_order_mark(block)
        if found and (self.charset is None or self._fits(found[1])):
            self.mark, self.charset = found
            self._strict = codecs.getincrementaldecoder(self.charset)()
            return block[len(self.mark) :]
        if not self.named:
            reason = binary_reason(block)
            if reason:
                raise CharsetError(reason)
            if self.charset is None and block.count(0, 0, 65536) * 100 > min(len(block), 65536):
                self.charset = _wide(block[:65536])
        if self.charset:
            self._strict = codecs.getincrementaldecoder(self.charset)()
        return block

    def _fits(self, marked: str) -> bool:
        """Whether a byte order mark belongs to the charset that was named: utf-16 names either order."""
        assert self.charset is not None
        return marked.startswith(self.charset) or self.charset.startswith(marked)

    def _characters(self, block: bytes, final: bool) -> str:
        assert self._strict is not None
        held = self._strict.getstate()[0]
        try:
            return self._strict.decode(block, final)
        except UnicodeDecodeError:
            return self._mend((held if isinstance(held, bytes) else b"") + block, final)

    def _mend(self, data: bytes, final: bool) -> str:
        """Decode past broken bytes, each run of them one U+FFFD, and remember where the first stood."""
        assert self._strict is not None and self.charset is not None
        pieces: list[str] = []
        while data:
            self._strict.reset()
            try:
                pieces.append(self._strict.decode(data, final))
                break
            except UnicodeDecodeError as error:
                pieces.append(data[: error.start].decode(self.charset, "replace"))
                if not self.damaged:
                    self.damaged_line = self._lines + 1 + sum(p.count("\n") for p in pieces)
                self.damaged += error.end - error.start
                pieces.append("\ufffd")
                data = data[error.end :]
        return "".join(pieces)

    def _lined(self, text: str, final: bool) -> str:
        text = self._newlines.decode(text, final)
        self._lines += text.count("\n")
        return text
