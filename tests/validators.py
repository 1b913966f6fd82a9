"""The validators and readers that judge our files: how each is asked, and what it complains of.

`test_validators.py` runs those that are there; `make validate` installs all of them and prints what `validate.py` makes
of their answers.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module, metadata, util
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
SCHEMAS = HERE / "schemas"
EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
NU = Path(os.environ.get("VNU_JAR") or HERE.parent / "build/validate/node_modules/vnu-jar/build/dist/vnu.jar")
AXE = HERE.parent / "build/validate/node_modules/axe-core/axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or "chromium"


class Validator(NamedTuple):
    """A judge of some formats.

    `missing()` says what is not installed, or nothing; `version()` names what is; `complaints(path, count)` are about
    one file of so many articles.
    """

    name: str
    formats: tuple[str, ...]
    missing: Callable[[], str]
    version: Callable[[], str]
    complaints: Callable[[Path, int], list[str]]


def _ran(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=600, check=False)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and "[warning] /usr/bin/jing" not in line]


def _wanted(what: str, got: object, wanted: object) -> list[str]:
    return [] if got == wanted else [f"{what}: {got}, not {wanted}"]


def _needs(*names: str | Path) -> Callable[[], str]:
    """What of these programs, files and Python modules (`import NAME`) is not there."""

    def absent(name: str | Path) -> bool:
        if isinstance(name, Path):
            return not name.exists()
        module = name.removeprefix("import ")
        return util.find_spec(module) is None if module != name else shutil.which(name) is None

    return lambda: ", ".join(str(name).removeprefix("import ") for name in names if absent(name))


def _said(*command: str | Path) -> Callable[[], str]:
    """The version in what a program says of itself."""

    def version() -> str:
        done = _ran(*command)
        found = re.search(r"\d+(\.\d+)+|\d{8}", done.stdout + done.stderr)
        return found[0] if found else "?"

    return version


# --- validators


def _epubcheck(path: Path, _count: int) -> list[str]:
    done = _ran("java", "-jar", EPUBCHECK, path)
    clean = done.returncode == 0 and "0 errors / 0 warnings" in done.stdout
    return [] if clean else _lines(done.stderr) or ["said nothing"]


def _nu(path: Path, _count: int) -> list[str]:
    # The checker guesses at the language of the words; what hostile texts are written in is not our doing.
    return [line for line in _lines(_ran("java", "-jar", NU, path).stderr) if "appears to be written in" not in line]


def _jing(path: Path, _count: int) -> list[str]:
    done = _ran("jing", "-c", SCHEMAS / "atom.rnc", path)
    return _lines(done.stdout + done.stderr) or _wanted("exit code", done.returncode, 0)


def _ninjs(path: Path, count: int) -> list[str]:
    jsonschema: Any = import_module("jsonschema")
    schema = json.loads((SCHEMAS / "ninjs-3.1.json").read_text(encoding="utf-8"))
    judge = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    errors = [f"item {n}: {error.message}" for n, item in enumerate(items, 1) for error in judge.iter_errors(item)]
    return errors + _wanted("items", len(items), count)


# --- readers


def _pandoc(path: Path, count: int) -> list[str]:
    """Read without a warning, as many articles as there are."""
    of_markdown = ["markdown-smart", "gfm+yaml_metadata_block", "commonmark_x-smart"]
    readers = of_markdown if path.suffix == ".md" else [path.suffix[1:]]
    return [line for reader in readers for line in _read_by_pandoc(path, count, reader)]


def _read_by_pandoc(path: Path, count: int, reader: str) -> list[str]:
    done = _ran("pandoc", "-f", reader, "-t", "json", path)
    if done.returncode:
        return _lines(done.stderr)
    level = {".md": 1, ".docx": 1, ".epub": 2, ".html": 2}[path.suffix]
    headings = [block for block in _blocks(json.loads(done.stdout)["blocks"]) if block["t"] == "Header"]
    # Of the page and the book, only the headings of articles: contents and charts have theirs too.
    said = len([h for h in headings if h["c"][0] == level])
    fewer = path.suffix in (".html", ".epub") and said >= count
    return _lines(done.stderr) + ([] if fewer else _wanted("headings", said, count))


def _blocks(blocks: list[Any]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield block
        if block["t"] == "Div":
            yield from _blocks(block["c"][1])


def _office(path: Path, count: int) -> list[str]:
    """Open in LibreOffice: a document becomes pages, a table keeps its rows."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        to = "pdf" if path.suffix == ".docx" else "xlsx"
        done = _ran("soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, path)
        made = Path(folder, f"{path.stem}.{to}")
        if not made.exists():
            return _lines(done.stderr) or ["not opened"]
        return [] if to == "pdf" else _wanted("rows", _rows(made), count + 1)


def _rows(workbook: Path) -> int:
    from zipfile import ZipFile

    with ZipFile(workbook) as package:
        return package.read("xl/worksheets/sheet1.xml").decode().count("<row ")


@contextmanager
def _browser() -> Iterator[Any]:
    with import_module("playwright.sync_api").sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def _chromium(path: Path, count: int) -> list[str]:
    """Open at desk and phone size: nothing on the console, no request, nothing wider than the screen."""
    with _browser() as browser:
        return [line for width in (1280, 390) for line in _opened(browser, width, path, count)]


def _opened(browser: Any, width: int, path: Path, count: int) -> list[str]:
    said: list[str] = []
    asked: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    said += _wanted("requests", asked, [path.as_uri()])
    said += _wanted("articles", page.locator("main > article").count(), count)
    if page.evaluate("document.documentElement.scrollWidth") > width:
        said.append(f"wider than {width} pixels")
    page.close()
    return said


def _axe(path: Path, _count: int) -> list[str]:
    """What keeps people from reading it, in light and dark."""
    said: list[str] = []
    with _browser() as browser:
        for scheme in ("light", "dark"):
            # The page lets no script but its own run; the judge's must be let in.
            page = browser.new_page(color_scheme=scheme, bypass_csp=True)
            page.goto(path.as_uri())
            page.add_script_tag(path=AXE)
            said += [
                f"{scheme}: {v['id']}: {v['nodes'][0]['html'][:99]}" for v in page.evaluate("axe.run()")["violations"]
            ]
    return said


def _feedparser(path: Path, count: int) -> list[str]:
    feed = import_module("feedparser").parse(str(path))
    said = [str(feed.bozo_exception)] if feed.bozo else []
    said += _wanted("entries", len(feed.entries), count)
    return said + [
        f"no id, title or text: {e.get('title')}" for e in feed.entries if not (e.id and e.title and e.content)
    ]


def _duckdb(path: Path, count: int) -> list[str]:
    reader = {".parquet": "read_parquet", ".csv": "read_csv", ".tsv": "read_csv"}[path.suffix]
    try:
        [found] = import_module("duckdb").sql(f"SELECT count(*) FROM {reader}('{path}')").fetchall()
    except Exception as error:
        return [str(error)]
    return _wanted("rows", found[0], count)


def _sqlite(path: Path, count: int) -> list[str]:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as archive:
        said = [str(row[0]) for row in archive.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return said + _wanted("articles", archive.execute("SELECT count(*) FROM articles").fetchone()[0], count)


def _sqlite_version() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def _axe_version() -> str:
    return str(json.loads(AXE.with_name("package.json").read_text(encoding="utf-8"))["version"])


def _package(name: str) -> Callable[[], str]:
    return lambda: metadata.version(name)


VALIDATORS = (
    Validator("epubcheck", ("epub",), _needs("java", EPUBCHECK), _said("java", "-jar", EPUBCHECK, "--version"), _epubcheck),
    Validator("Nu", ("html",), _needs("java", NU), _said("java", "-jar", NU, "--version"), _nu),
    Validator("jing, our RELAX NG after RFC 4287", ("atom",), _needs("jing"), _said("jing"), _jing),
    Validator("jsonschema, our schema after ninjs 3.1", ("ninjs",), _needs("import jsonschema"), _package("jsonschema"), _ninjs),
    Validator("pandoc", ("md", "docx", "epub", "html"), _needs("pandoc"), _said("pandoc", "--version"), _pandoc),
    Validator("LibreOffice", ("docx", "csv"), _needs("soffice"), _said("soffice", "--version"), _office),
    Validator("Chromium", ("html",), _needs(CHROMIUM, "import playwright"), _said(CHROMIUM, "--version"), _chromium),
    Validator("axe-core", ("html",), _needs(CHROMIUM, AXE, "import playwright"), _axe_version, _axe),
    Validator("feedparser", ("atom", "rss"), _needs("import feedparser"), _package("feedparser"), _feedparser),
    Validator("duckdb", ("parquet", "csv", "tsv"), _needs("import duckdb", "import pyarrow"), _package("duckdb"), _duckdb),
    Validator("SQLite", ("sqlite",), _needs(), _sqlite_version, _sqlite),
)  # fmt: skip
