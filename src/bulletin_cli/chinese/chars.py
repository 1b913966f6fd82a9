"""Character classes of Chinese text, as the insides of regex classes and as strings for `in`.

Han follows Unicode 15.1: URO and extensions A to I, compatibility ideographs, 〇 and 々. Line-start and line-end
prohibitions follow GB/T 15834-2011 §5.1 and CLREQ §3.1.3.
"""

from __future__ import annotations

# For use inside [...]: rf"[{HAN}]".
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"

OPENING = "“‘「『（《〈【〔［｛〖﹁﹃"
CLOSING = "”’」』）》〉】〕］｝〗﹂﹄"

# Marks that end a sentence, and pauses inside one. ASCII forms are those an NFKC fold leaves behind.
SENTENCE_END = "。！？!?…"
PAUSE = "，、；：,;:"

# May not begin a line (GB/T 15834-2011 5.1.1: pause and end marks, closing quotes, brackets and titles).
NO_LINE_START = CLOSING + "，、。．；：！？,;!?…%‰℃"
# May not end a line (5.1.2: opening quotes, brackets and titles).
NO_LINE_END = OPENING
