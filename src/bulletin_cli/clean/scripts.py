"""Script and spacing, on request only: conversion between simplified and traditional, spaces beside Latin letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bulletin_cli.chinese.script import convert, seams
from bulletin_cli.clean.edits import Change
from bulletin_cli.clean.foreign import foreign_spans, has_syllables, is_eastern


def change_script(text: str, target: str, place: bool = True, first: bool = False) -> list[Change]:
    """Convert `text` to the script `target` (hans, hant, tw, hk); "keep" leaves it.

    `place`: a change for each place where characters change, not one for all. `first`: the words of the text are not
    whole yet; what `is_to_wait` tells of is left.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(lambda text: change_script(text, "hans"), "區委書記主持會議，扭轉乾坤。")
    '区委书记主持会议，扭转乾坤。'
    >>> changed(lambda text: change_script(text, "hans"), "兩市交流。\\n両市の友好関係は三十周年を迎えました。")
    '两市交流。\\n両市の友好関係は三十周年を迎えました。'
    """
    if target == "keep" or (first and target != "hans"):
        return []
    kept = [(a, b) for a, b in foreign_spans(text) if is_eastern(text[a:b])] if has_syllables(text) else []
    if first:
        kept = sorted((*kept, *seams(text)))
    converted = _kept(text, convert(text, target), kept)
    if not place:
        return [] if converted == text else [(0, len(text), converted, 0.9, "script")]
    out: list[Change] = []
    at = 0
    # A line at a time: conversion keeps the lines, and nearly always the number of characters in them.
    for line, new in zip(text.split("\n"), converted.split("\n"), strict=True):
        if line != new:
            out += _differences(line, new, at)
        at += len(line) + 1
    return out


def is_to_wait(text: str, target: str) -> bool:
    """Whether something is left to convert when the words are whole: to traditional, where words decide, all of it."""
    return target != "keep" and (target != "hans" or bool(seams(text)))


def _kept(text: str, converted: str, spans: Sequence[tuple[int, int]]) -> str:
    """`converted` with the `spans` as they are in `text`."""
    if not spans or len(converted) != len(text):
        return converted
    pieces: list[str] = []
    done = 0
    for a, b in spans:
        if b > done:
            a = max(a, done)
            pieces += converted[done:a], text[a:b]
            done = b
    return "".join([*pieces, converted[done:]])


def _differences(line: str, new: str, at: int) -> list[Change]:
    if len(line) != len(new):
        return [(at, at + len(line), new, 0.9, "script")]
    out: list[Change] = []
    start = -1
    for i, (before, after) in enumerate(zip(line, new, strict=True)):
        if before != after and start < 0:
            start = i
        elif before == after and start >= 0:
            out.append((at + start, at + i, new[start:i], 0.95, "script"))
            start = -1
    if start >= 0:
        out.append((at + start, at + len(line), new[start:], 0.95, "script"))
    return out


@cache
def _border() -> re.Pattern[str]:
    return re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])")


def put_spaces(text: str) -> list[Change]:
    """Put a space between Han and Latin letters or digits. A house style, so only on request.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(put_spaces, "新建5G基站3200个")
    '新建 5G 基站 3200 个'
    """
    return [(m.start(), m.start(), " ", 0.9, "house style") for m in _border().finditer(text)]
