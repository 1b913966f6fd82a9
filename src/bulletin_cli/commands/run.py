"""`bulletin run`: a growing folder of dumps in, an archive out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from . import options as o
from .clean import Join, Script

if TYPE_CHECKING:
    from ..run.settings import Settings, Shard

STEPS = ("clean", "summarize", "gist", "digest", "dedupe")


def _from_file(context: typer.Context, paths: list[str] | None) -> list[str] | None:
    """Where a TOML file is all that is given: its folders, and its options as defaults of the others."""
    if context.resilient_parsing or context.params.get("init") or not paths or len(paths) != 1:
        return paths
    if not paths[0].endswith(".toml"):
        return paths
    from .configuration import options_of, tables_of

    file = paths[0]
    table = tables_of(file, "FILE")
    inputs, archive = table.pop("inputs", None), table.pop("archive", None)
    inputs = [inputs] if isinstance(inputs, str) else inputs
    if not isinstance(inputs, list) or not all(isinstance(i, str) for i in inputs) or not isinstance(archive, str):
        message = f'{file}: wants inputs = ["FOLDER", …] and archive = "FOLDER"'
        raise typer.BadParameter(message, param_hint="FILE")
    # Paths are meant from where the file stands: cron starts a run anywhere.
    here = os.path.dirname(os.path.abspath(file))
    for name in ("userdict", "stopwords"):
        if isinstance(table.get(name), str) and table[name]:
            table[name] = os.path.join(here, os.path.expanduser(table[name]))
    context.default_map = {
        **(context.default_map or {}),
        **options_of(table, context.command.params, f"{file}:", "FILE"),
    }
    return [os.path.join(here, os.path.expanduser(path)) for path in (*inputs, archive)]


def run(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT... ARCHIVE | FILE.toml",
            help="Folders (or files) of text, records, .gz, .zip and .tar, and the folder to fill; or a file that says all.",
            show_default=False,
            callback=_from_file,
            is_eager=True,
        ),
    ] = None,
    group: Annotated[
        Literal["auto", "folder", "name", "masthead", "file"],
        o.option(
            "--group", help="What tells which files are one issue; auto: day in the name, dated folder, masthead."
        ),
    ] = "auto",
    issue_pattern: Annotated[
        str | None,
        o.option(
            "--issue-pattern",
            metavar="REGEX",
            help="Searched for in each file's name with its folders; what its groups match names the issue.",
        ),
    ] = None,
    steps: Annotated[
        str, o.option("--steps", metavar="NAMES", help=f"What is done, of {', '.join(STEPS)}; text is always split.")
    ] = "clean,summarize",
    formats: Annotated[
        str,
        o.option(
            "--formats",
            metavar="NAMES",
            help="What is made beside the records of each issue: html, epub, md … an issue; sqlite, atom, rss, jsonfeed over all.",
        ),
    ] = "html,sqlite",
    day_formats: Annotated[
        str | None,
        o.option("--day-formats", metavar="NAMES", help="What is made of each day over all papers: html, epub …"),
    ] = None,
    newest: Annotated[int, o.option("--newest", min=1, metavar="N", help="Articles in a feed.")] = 100,
    url: Annotated[
        str | None, o.option("--url", metavar="URL", help="Feeds: the address at which they will stand.")
    ] = None,
    similarity: Annotated[
        float,
        o.option(
            "--similarity", min=0.5, max=1.0, metavar="R", help="dedupe: from which likeness on texts are the same."
        ),
    ] = 0.85,
    sentences: Annotated[
        int | None,
        o.option(
            "--sentences",
            "-s",
            min=1,
            metavar="N",
            help="Summaries of at most N sentences.  [default: 3, or no limit with --chars]",
        ),
    ] = None,
    chars: Annotated[
        int | None, o.option("--chars", min=1, metavar="N", help="Summaries of at most N characters.")
    ] = None,
    keywords: Annotated[
        int, o.option("--keywords", "-k", min=0, metavar="N", help="Up to N keywords; 0 for none.")
    ] = 5,
    userdict: Annotated[
        str | None, o.option("--userdict", metavar="FILE", help="Words for the keywords, as jieba takes them.")
    ] = None,
    stopwords: Annotated[
        str | None, o.option("--stopwords", metavar="FILE", help="Words that are no keywords, one a line.")
    ] = None,
    select: Annotated[str | None, o.option("--select", metavar="NAMES", help="Only these repairs.")] = None,
    ignore: Annotated[str | None, o.option("--ignore", metavar="NAMES", help="Not these repairs.")] = None,
    join: Annotated[Join, o.option("--join", help="How readily stray line breaks are joined.")] = "balanced",
    script: Annotated[Script, o.option("--script", help="Convert to simplified or traditional script.")] = "keep",
    edits: Annotated[bool, o.option("--edits", help="Keep what was repaired in the records.")] = False,
    all: Annotated[bool, o.option("--all", help="Also what belongs to no article: running heads, mastheads.")] = False,
    publication: o.Publication = None,
    encoding: o.Encoding = None,
    drop: Annotated[
        bool, o.option("--drop/--keep", help="Whether what was made of deleted files goes; either way it is said.")
    ] = False,
    largest: Annotated[
        str, o.option("--largest", metavar="SIZE", help="A larger file (unpacked) is a reject, such as 64M.")
    ] = "64M",
    seconds: Annotated[
        float, o.option("--seconds", min=0.01, metavar="S", help="A file that takes longer is a reject.")
    ] = 300.0,
    engine: Annotated[
        Literal["local", "ray", "inline"],
        o.option(
            "--engine",
            help="What runs the work: processes of this machine, a Ray cluster (needs the extra ray), or this process alone.",
        ),
    ] = "local",
    ray_address: Annotated[
        str | None,
        o.option(
            "--ray-address", metavar="ADDR", help="The cluster, as HOST:PORT.  [default: RAY_ADDRESS, or one here]"
        ),
    ] = None,
    shard: Annotated[
        str | None,
        o.option(
            "--shard",
            metavar="K/N",
            help="Make only the K-th of N shares, and leave it in the archive folder for a run without --shard to land.",
        ),
    ] = None,
    jobs: Annotated[
        int, o.option("--jobs", "-j", min=0, metavar="N", help="Issues at once; 0 for the cores there are.")
    ] = 0,
    again: Annotated[bool, o.option("--again", help="Make everything anew.")] = False,
    dry_run: Annotated[bool, o.option("--dry-run", "-n", help="Only say what would be done.")] = False,
    init: Annotated[
        bool, o.option("--init", is_eager=True, help="Write a commented FILE.toml (bulletin.toml) to start from.")
    ] = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    log_format: o.LogFormat = "text",
) -> None:
    """Turn a growing folder of dumps into an archive, only what is new.

    Files are put together to issues, split, cleaned and summarized; the archive gets records and a web page of each
    issue and one SQLite archive over all (bulletin search). A second run makes only what has changed; one that was
    killed is finished by the next. Exit code 0: all well; 1: done, but look (rejects, missing files); 2: not done.

    \b
    Examples:
      bulletin run ~/dumps ~/archive
      bulletin run --init && bulletin run bulletin.toml
      bulletin run ~/dumps ~/archive --steps clean,summarize,dedupe --formats html,epub,sqlite,atom
      bulletin run /data/dumps /data/archive --engine ray --ray-address 10.0.0.1:6379
    """
    if init:
        _write_settings(context, paths)
        return
    if not paths or len(paths) < 2:
        raise typer.BadParameter(
            "name folders to read and one to fill, or a .toml file that does", param_hint="INPUT... ARCHIVE"
        )
    from pathlib import Path

    from ..export import ExportOptions
    from ..pipeline import Plan
    from ..run.issues import Grouping
    from ..run.settings import Settings
    from ..run.unit import Options
    from ..summarize import SummaryOptions
    from ..summarize.digest import DigestOptions
    from .clean import options_of
    from .session import check_encoding, facts_of
    from .summarize import lines_of

    check_encoding(encoding)
    wanted = _names(steps, STEPS, "--steps")
    words = lines_of(userdict, "--userdict"), lines_of(stopwords, "--stopwords")
    summary = SummaryOptions(sentences if sentences or chars else 3, chars, None, None, keywords, *words)
    plan = Plan(
        facts_of(None, publication, None, None, None),
        everything=all,
        clean=options_of(select, ignore, join=join, script=script) if "clean" in wanted else None,
        summary=summary if "summarize" in wanted else None,
        gist="gist" in wanted,
    )
    digest = DigestOptions(keywords=2 * keywords, userdict=words[0], stopwords=words[1]) if "digest" in wanted else None
    each, feeds, archived = _formats(formats, "--formats")
    day, day_feeds, day_archive = _formats(day_formats or "", "--day-formats")
    if day_feeds or day_archive:
        raise typer.BadParameter("feeds and sqlite are made over all days", param_hint="--day-formats")
    if "dedupe" in wanted:
        _check_dedupe(archived)
    settings = Settings(
        tuple(paths[:-1]), Path(paths[-1]),
        Options(plan, digest, edits, encoding, _size(largest), ExportOptions(url=url), "dedupe" in wanted),
        Grouping(group, _pattern(issue_pattern)), each, archived, feeds, newest, day,
        similarity if "dedupe" in wanted else None, drop, engine, _jobs(jobs, engine), seconds, ray_address, _shard(shard), again,
    )  # fmt: skip
    _apart(settings)
    _start(settings, dry_run, quiet, verbose, log_format)


def _start(settings: Settings, dry: bool, quiet: bool, verbose: bool, log_format: str) -> None:
    """Run, and leave with the exit code that a monitor wants."""
    from ..export import MissingExtra
    from ..reading import InputError
    from ..run.account import FAILED
    from ..run.course import run
    from ..run.engine import EngineError
    from ..run.lock import LockedError
    from ..run.survey import preview
    from ..writing import OutputError
    from .session import session

    # Nothing is written to stdout but what --dry-run says; a run does not need one.
    with session(None, to=None if dry else os.devnull, quiet=quiet, verbose=verbose, log_format=log_format) as here:
        if dry:
            for line in preview(settings):
                here.out.write(line + "\n")
            return
        here.report.dated = True
        if not settings.archive.exists() and not any(map(os.path.exists, settings.inputs)):
            for path in settings.inputs:  # a slip of the hand makes no archive
                here.report.error(InputError(path, None, "no such file or folder; no archive is made"))
            return
        try:
            account = run(settings, here.report)
        except (EngineError, LockedError) as error:
            here.report.error(error)
            return
        except MissingExtra as error:
            raise OutputError("--steps dedupe", str(error)) from None
        here.report.finish(account.sentence(), code=account.code, issues=account.issues, articles=account.articles)
        here.report.failed += account.code == FAILED
        here.report.changed += account.code


def _names(given: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"no {name!r}; there are {', '.join(known)}", param_hint=option)
    return names


def _formats(given: str, option: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """(formats of an issue, feeds, whether there is a SQLite archive)."""
    from ..export import FORMATS, UnknownFormat, format_named
    from ..run.settings import ARCHIVE, FEEDS
    from ..run.unit import RECORDS

    try:
        names = list(dict.fromkeys(format_named(name.strip()).name for name in given.split(",") if name.strip()))
    except UnknownFormat as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
    if "template" in names:
        others = ", ".join(name for name in FORMATS if name != "template")
        raise typer.BadParameter(f"no 'template'; there are {others}", param_hint=option)
    each = tuple(name for name in names if name not in (ARCHIVE, RECORDS, *FEEDS))
    return each, tuple(name for name in names if name in FEEDS), ARCHIVE in names


def _check_dedupe(archived: bool) -> None:
    from ..export import MissingExtra
    from ..run.likeness import version

    if not archived:
        raise typer.BadParameter("dedupe works on the archive; add sqlite to --formats", param_hint="--steps")
    try:
        version()
    except MissingExtra as error:
        raise typer.BadParameter(str(error), param_hint="--steps") from None


def _jobs(jobs: int, engine: str) -> int:
    """Units at once; a cluster knows its cores itself."""
    from ..export import MissingExtra
    from ..run.settings import default_jobs

    if engine != "ray":
        return jobs or default_jobs()
    from ..run.cluster import installed

    try:
        installed()
    except MissingExtra as error:
        raise typer.BadParameter(str(error), param_hint="--engine") from None
    return jobs


def _shard(given: str | None) -> Shard | None:
    from ..run.settings import Shard

    if given is None:
        return None
    number, _, of = given.partition("/")
    if not (
        number.isascii() and of.isascii() and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)
    ):
        raise typer.BadParameter(f"{given!r} is not K/N, such as 3/16 for the third of sixteen", param_hint="--shard")
    return Shard(int(number), int(of))


def _pattern(pattern: str | None) -> str | None:
    import re

    try:
        re.compile(pattern or "")
    except re.error as error:
        raise typer.BadParameter(f"no regular expression: {error}", param_hint="--issue-pattern") from None
    return pattern


def _size(text: str) -> int:
    """Bytes, of `64M` and the like."""
    units = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
    number, unit = text.strip().upper().removesuffix("B"), ""
    if number[-1:] in units:
        number, unit = number[:-1], number[-1:]
    if not number.isdecimal() or not int(number):
        raise typer.BadParameter(f"{text!r} is no size such as 64M", param_hint="--largest")
    return int(number) * units[unit]


def _apart(settings: Settings) -> None:
    """Refuse an archive within its inputs, or around them: a run would read what it writes."""
    archive = os.path.realpath(settings.archive)
    for path in settings.inputs:
        folder = os.path.realpath(path)
        if os.path.commonpath([archive, folder]) in (archive, folder):
            raise typer.BadParameter(f"{path}: the archive and what goes into it must lie apart", param_hint="ARCHIVE")


def _write_settings(context: typer.Context, paths: list[str] | None) -> None:
    """Write a file with every option in it, commented out at its default."""
    from ..writing import put_whole
    from .session import session

    target = (paths or ["bulletin.toml"])[0]
    with session(None, to=os.devnull) as here:
        if os.path.exists(target):
            here.report.error(FileExistsError(f"{target}: is there already; name another file"))
            return
        put_whole(target, "\n".join(_settings_lines(context)).encode())
        here.report.warn(f"{target} written; set inputs and archive in it, then: bulletin run {target}")


def _settings_lines(context: typer.Context) -> list[str]:
    lines = [
        "# Settings of `bulletin run bulletin.toml`. Lines that begin with # show the defaults. Flags win over this file.",
        "",
        "# What is read: folders that grow, or single files. Paths are meant from where this file stands.",
        'inputs = ["dumps"]',
        "",
        "# The folder that is filled.",
        'archive = "archive"',
    ]
    for parameter in context.command.params:
        name = parameter.opts[0].removeprefix("--")
        if parameter.param_type_name == "argument" or name in ("init", "dry-run", "again", "quiet", "verbose"):
            continue
        default = parameter.default
        value = (
            '""'
            if default is None
            else str(default).lower()
            if isinstance(default, bool | int | float)
            else f'"{default}"'
        )
        lines += ["", f"# {getattr(parameter, 'help', '')}", f"# {name} = {value}"]
    return [*lines, ""]
