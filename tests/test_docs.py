"""The documentation is true: what it quotes from the program is what the program says."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin_cli.cli import COMMANDS
from conftest import Bulletin, clean_environment
from nightly import dump

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_quotation_of_the_program_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_page_has_the_marks_of_an_unfinished_merge() -> None:
    pages = [*PAGES, ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"]
    assert [p.name for p in pages if re.search(r"(?m)^(?:<{7} |={7}$|>{7} )", p.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(bulletin: Bulletin, name: str) -> None:
    done = bulletin(name, "--help")
    assert done.code == 0
    assert "Example" in done.out
    assert f"bulletin {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_quotes_their_help(name: str) -> None:
    source = (ROOT / "src" / "bulletin_cli" / "commands" / f"{name}.py").read_text(encoding="utf-8")
    function = next(n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == name)
    first = (ast.get_docstring(function) or "").splitlines()[0]
    assert COMMANDS[name].rstrip(".") in first


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_options_named_in_the_pages_exist(page: Path) -> None:
    help_texts = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for line in page.read_text(encoding="utf-8").splitlines():
        if re.match(r"\s*(\$ )?bulletin (split|clean|summarize|export|run|status)\b", line):
            for call in re.findall(r"bulletin (?:split|clean|summarize|export|run|status)\b[^|>#]*", line):
                for option in re.findall(r"(?<=\s)--[a-z][a-z-]*", call):
                    assert option in help_texts, f"{page.name}: {option}"


def recipes() -> list[str]:
    """The console blocks of the page of recipes, without the prompts."""
    blocks = re.findall(r"(?ms)^```console\n(.+?)^```$", (ROOT / "docs/recipes.md").read_text(encoding="utf-8"))
    return [re.sub(r"(?m)^\$ ", "", block) for block in blocks]


# What needs a PDF, or sets the user's shell up.
NOT_HERE = ("pdftotext", "--install-completion")


@pytest.mark.parametrize("recipe", [r for r in recipes() if not any(word in r for word in NOT_HERE)])
def test_recipes_run_as_they_stand(tmp_path: Path, recipe: str) -> None:
    for tool in ("jq", "iconv", "xargs"):
        if re.search(rf"\b{tool}\b", recipe) and not shutil.which(tool):
            pytest.skip(f"{tool} is not installed")
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "bulletin").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bulletin_cli "$@"\n')
    (tmp_path / "bulletin").chmod(0o755)
    done = subprocess.run(
        ["bash", "-c", f"set -eo pipefail; {recipe}"],
        env=clean_environment({"PATH": f"{tmp_path}:{os.environ['PATH']}"}),
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    made = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "samples"]
    assert done.stdout or len(made) > 1, "a recipe makes something"
    assert all(path.stat().st_size for path in made)


def test_the_recipe_for_python_runs_as_it_stands() -> None:
    (program,) = re.findall(r"(?ms)^```python\n(.+?)^```$", (ROOT / "docs/recipes.md").read_text(encoding="utf-8"))
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "") and len(done.stdout.splitlines()) > 2


def night_lines() -> list[str]:
    """The command lines of the crontab (those that are commented out too) and of the service in docs/night."""
    crontab = (ROOT / "docs/night/crontab").read_text(encoding="utf-8")
    service = (ROOT / "docs/night/bulletin.service").read_text(encoding="utf-8")
    return re.findall(r"(?m)^#?\d+ \d+ \* \* \* +(.+)$", crontab) + re.findall(r"(?m)^ExecStart=(.+)$", service)


def test_the_lines_for_the_night_do_what_they_say(tmp_path: Path) -> None:
    """In the order of the night, without environment, as cron and systemd start them."""
    dump(tmp_path / "dumps", days=1)
    (tmp_path / "bulletin").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bulletin_cli "$@"\n')
    (tmp_path / "bulletin").chmod(0o755)
    lines = night_lines()
    assert len(lines) == 4
    for line in lines:
        here = line.replace("/usr/local/bin/", f"{tmp_path}/")
        for folder in ("/srv/", "/tmp/bulletin", "/var/log/"):
            here = here.replace(folder, f"{tmp_path}/{folder.rpartition('/')[2]}")
        done = subprocess.run(
            ["env", "-i", "/bin/sh", "-c", here], capture_output=True, text=True, check=False, cwd="/"
        )
        assert (done.returncode, done.stdout) == (0, ""), line
    assert (tmp_path / "archive/archive.sqlite").exists()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_the_units_of_systemd_are_valid(tmp_path: Path) -> None:
    for name in ("bulletin.service", "bulletin.timer"):
        text = (ROOT / "docs/night" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/usr/local/bin/bulletin", "/bin/true"))
    command = ["systemd-analyze", "verify", *(str(path) for path in sorted(tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
