"""Which files make up an issue: told by their names, their folders, their mastheads, or a pattern of the user's own."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ..charset import CharsetError, Decoder
from ..chinese.dates import date_in_name
from ..export.names import file_name
from ..model import Passage

# A folder of more files than this, none of them dated, is a heap and no issue of a paper.
HEAP = 500

# A masthead stands within the first lines; so many bytes of a page hold them in any charset.
HEAD = 4096


class Masthead(NamedTuple):
    """What the top of a page says of its issue; each None where it does not."""

    publication: str | None = None
    date: str | None = None


class Grouping(NamedTuple):
    """How files are put together to issues.

    `by` is `auto`, `folder`, `name`, `masthead` or `file`. `pattern` is searched for in the file's name first: the
    files of an issue are those for which its groups (or the whole, where it has none) match the same.
    """

    by: str = "auto"
    pattern: str | None = None

    @property
    def heads(self) -> bool:
        """Whether a file may have to be read to know its issue."""
        return self.by in ("auto", "masthead")


def needs_head(name: str, grouping: Grouping) -> bool:
    """Whether only the masthead can tell the issue of that file."""
    return key_by_name(name, grouping) is None


def key_by_name(name: str, grouping: Grouping) -> str | None:
    """The key of the issue of a file, where its name is enough to tell it; None where its masthead has a say."""
    if (key := _by_pattern(name, grouping)) is not None:
        return key
    if grouping.heads:
        return None if grouping.by == "masthead" else _by_name(name)
    if grouping.by == "folder":
        return _by_folder(name)
    return (_by_name(name) if grouping.by == "name" else None) or name


def issues(
    names: Iterable[str], grouping: Grouping, masthead: Callable[[str], Masthead], roots: Iterable[str] = ()
) -> Mapping[str, list[str]]:
    """The files of each issue in reading order, by the key of the issue, sorted.

    Args:
        names: of files, with `/` between folders.
        grouping: how.
        masthead: gives what the top of a file says; asked only where `needs_head` says so.
        roots: names of the folders that were named as inputs: each holds many issues, not one.

    >>> names = ["d/云州日报2026-03-18第2版.txt", "d/云州日报2026-03-18第10版.txt", "d/2026-03-19/01.txt", "d/2026-03-19/a/2.txt"]
    >>> dict(issues(names, Grouping(), lambda name: Masthead(), ["d"]))  # doctest: +NORMALIZE_WHITESPACE
    {'d/2026-03-18 云州日报': ['d/云州日报2026-03-18第2版.txt', 'd/云州日报2026-03-18第10版.txt'],
     'd/2026-03-19/': ['d/2026-03-19/01.txt', 'd/2026-03-19/a/2.txt']}
    """
    found: dict[str, list[str]] = defaultdict(list)
    unnamed: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if (key := key_by_name(name, grouping)) is not None:
            found[key].append(name)
        elif grouping.by == "auto":
            unnamed[_folder(name)].append(name)
        else:
            found[_by_masthead(name, masthead(name)) or name].append(name)
    apart = frozenset(roots)
    for folder, files in unnamed.items():
        heads = {name: masthead(name) for name in files}
        whole = folder not in apart and len(files) <= HEAP and _agree(heads.values())
        for name in files:
            found[f"{folder}/" if whole else _by_masthead(name, heads[name]) or name].append(name)
    return {key: sorted(found[key], key=_natural) for key in sorted(found)}


@functools.lru_cache(1 << 16)
def place_of(key: str) -> str:
    r"""Where the outputs of an issue stand below their folder, without an ending: its key made safe for any file system.

    Different keys have different places.

    >>> place_of("d/2026-03-18 云州日报"), place_of("d/2026-03-19/"), place_of("d/a\nb.txt")
    ('d/2026-03-18 云州日报', 'd/2026-03-19/issue', 'd/a b.txt~5ed571a8')
    """
    folder, _, last = key.rpartition("/")
    parts = [*(part for part in folder.split("/") if part), last or "issue"]
    safe = [safe_name(part) for part in parts]
    if last == "issue":
        safe[-1] = f"issue~{_mark(last)}"
    return "/".join(safe)


@functools.lru_cache(1 << 12)
def safe_name(name: str) -> str:
    """The name of a file or folder without what some system or terminal takes amiss; as it was where it is harmless."""
    safe = file_name(name).encode("utf-8", "ignore")[:180].decode("utf-8", "ignore")
    return name if safe == name else f"{safe}~{_mark(name)}"


def _mark(name: str) -> str:
    from _blake2 import blake2b

    return blake2b(name.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()


def masthead_of(data: bytes, encoding: str | None = None) -> Masthead:
    r"""What the first lines of a file print of its issue.

    >>> masthead_of("云州日报 2026年3月18日 星期三 第1版\n\n大桥通车\n".encode())
    Masthead(publication='云州日报', date='2026-03-18')
    """
    from ..split.furniture import survey
    from ..split.lines import read_lines

    try:
        text = Decoder(encoding).decode(data[:HEAD])
    except (CharsetError, LookupError):
        return Masthead()
    facts = survey(read_lines(Passage(text))).facts
    return Masthead(
        next((here.publication for here in facts if here.publication), None),
        next((here.date for here in facts if here.date), None),
    )


def _by_pattern(name: str, grouping: Grouping) -> str | None:
    if grouping.pattern is None:
        return None
    found = re.search(grouping.pattern, name)
    return (" ".join(part for part in found.groups() if part) or found[0] or None) if found else None


def _by_name(name: str) -> str | None:
    """The day and paper in the file's own name, else the deepest folder that has a day in its name."""
    folder, last = _folder(name), name.rpartition("/")[2]
    dated = _day_in(last)
    if dated is not None and dated.iso is not None:
        from ..split.filenames import facts_of_name

        facts = facts_of_name(last)
        return _key(folder, facts.publication, dated.iso)
    while folder:
        if _day_in(folder.rpartition("/")[2]) is not None:
            return f"{folder}/"
        folder = _folder(folder)
    return None


# Folders are asked about for each of their files, and many files have the same name in every folder.
_day_in = functools.lru_cache(1 << 12)(date_in_name)


def _by_folder(name: str) -> str:
    return _folder(name) + "/"


def _by_masthead(name: str, head: Masthead) -> str | None:
    return _key(_folder(name), head.publication, head.date) if head.date else None


def _key(folder: str, publication: str | None, date: str) -> str:
    issue = f"{date} {publication}" if publication else date
    return f"{folder}/{issue}" if folder else issue


def _agree(heads: Iterable[Masthead]) -> bool:
    """Whether what the pages of a folder print can all be said of one issue."""
    known = list(heads)
    return all(len({value for head in known if (value := head[i])}) <= 1 for i in (0, 1))


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _natural(name: str) -> list[tuple[int, str]]:
    """Page 2 before page 10: numbers by length first, and before other words."""
    parts = re.split(r"([0-9]+)", name)
    return [(len(part.lstrip("0")), part.lstrip("0")) if i % 2 else (-1, part) for i, part in enumerate(parts)] + [
        (-1, name)
    ]
