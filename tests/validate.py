"""Export sets of articles in every format, ask every validator and reader, and print a table of what they say.

Exit code 1 where one complains or is missing. `make validate` installs them all and runs this.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from bulletin_cli.export import FORMATS, ExportOptions, export_articles
from bulletin_cli.model import Article
from bulletin_cli.records import parse
from test_export_hostile import PAYLOADS, full_of
from validators import VALIDATORS, Validator

CASES = Path(__file__).parent / "cases" / "export"


def articles_of(*cases: str) -> list[Article]:
    """The articles of test cases."""
    return [
        parse(line) for case in cases for line in (CASES / case / "in.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def sets() -> dict[str, list[Article]]:
    """None, one without anything but text, all cases, texts that try to break out, and a thick issue."""
    cases = articles_of("one-article", "several-kinds", "traditional", "awkward-marks")
    many = [cases[n % len(cases)]._replace(id=f"{n}") for n in range(500)]
    hostile = [full_of(payload)._replace(id=f"{n} {payload}") for n, payload in enumerate(PAYLOADS)]
    return {"none": [], "bare": [Article(body="甲")], "cases": cases, "hostile": hostile, "500": many}


def exported(articles: list[Article], to: str, folder: Path) -> Path:
    """The file; where two runs differ in a byte, an error.

    Raises:
        ValueError: they do.
    """

    def written() -> bytes:
        out = io.BytesIO() if FORMATS[to].binary else io.StringIO()
        export_articles(articles, to, out, ExportOptions(excel=True) if to == "csv" else ExportOptions())
        made = out.getvalue()
        return made if isinstance(made, bytes) else made.encode("utf-8")

    data = written()
    if data != written():
        raise ValueError(f"{to} is another file on every run")
    path = folder / f"articles{FORMATS[to].extension}"
    path.write_bytes(data)
    return path


def verdicts(validator: Validator, to: str) -> list[str]:
    """For each set `ok`, or the number of complaints, which go to stderr."""
    out = []
    for name, articles in sets().items():
        with tempfile.TemporaryDirectory() as folder:
            said = validator.complaints(exported(articles, to, Path(folder)), len(articles))
        for line in said[:5]:
            print(f"{to}, {validator.name}, {name}: {line}", file=sys.stderr)
        out.append(str(len(said)) if said else "ok")
    return out


def main() -> int:
    """Print the table."""
    failed = False
    print("| format | asked | version |", " | ".join(sets()), "|")
    print("|---" * (3 + len(sets())) + "|")
    for validator in VALIDATORS:
        missing = validator.missing()
        for to in validator.formats:
            cells = [f"missing: {missing}"] if missing else verdicts(validator, to)
            failed |= set(cells) != {"ok"}
            print(f"| {to} | {validator.name} | {'' if missing else validator.version()} |", " | ".join(cells), "|")
            sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
