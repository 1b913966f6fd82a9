"""The documentation is true: what it quotes from the program is what the program says."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin_cli.cli import COMMANDS
from conftest import Bulletin

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_quotation_of_the_program_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


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
        if re.match(r"\s*(\$ )?bulletin (split|clean|summarize|export)\b", line):
            for call in re.findall(r"bulletin (?:split|clean|summarize|export)\b[^|>#]*", line):
                for option in re.findall(r"(?<=\s)--[a-z][a-z-]*", call):
                    assert option in help_texts, f"{page.name}: {option}"
