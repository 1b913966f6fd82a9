"""Imports run downwards only, and only the top row knows the terminal, Typer and the environment."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "bulletin_cli"

# A module may import what stands in rows below its own, and its own folder.
ROWS = (
    ("__main__",),
    ("cli",),
    ("commands",),
    ("display", "diff", "manual"),
    ("report",),
    ("run",),
    ("flow",),
    ("reading", "writing"),
    ("charset", "pipeline"),
    ("split", "clean", "summarize", "export"),
    ("records",),
    ("chinese",),
    ("model",),
)
ROW = {name: n for n, row in enumerate(ROWS) for name in row}
TOP_ONLY = {"typer", "rich", "sys", "signal", "subprocess"}
MODULES = sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """What a module imports: ours as `.name` (the part below the package), others by their first name."""
    found = set()
    depth = len(path.relative_to(SOURCE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            first, _, rest = (node.module or "").partition(".")
            found.add("." + rest.split(".")[0] if first == "bulletin_cli" else first)
        elif isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module.split(".")[0]] if node.module else [a.name for a in node.names]
            found |= {f".{n}" for n in names}
    return found


def home(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_run_downwards(path: Path) -> None:
    here = home(path)
    if here == "__init__":  # names the public verbs, imported on use
        return
    assert here in ROW, f"{here} has no place in the picture; give it one in ROWS and in docs/architecture.md"
    for name in imports(path):
        if name.startswith(".") and name != ".__version__":
            other = name[1:]
            assert other == here or ROW[other] > ROW[here], f"{here} must not import {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_the_top_knows_the_terminal(path: Path) -> None:
    here = home(path)
    if here in ("split", "clean", "summarize", "export", "records", "chinese", "model", "pipeline"):
        assert not imports(path) & TOP_ONLY
        assert "os.environ" not in path.read_text(encoding="utf-8")


def test_rich_is_used_by_the_report_alone() -> None:
    assert [p.name for p in MODULES if "rich" in imports(p)] == ["report.py"]


def compiled() -> list[Path]:
    """The modules that the wheel of `make wheel` has as C extensions."""
    root = SOURCE.parent.parent
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    hook = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]

    def named(key: str) -> set[Path]:
        paths = [root / path.lstrip("/") for path in hook[key]]
        return {module for path in paths for module in ([path] if path.is_file() else path.rglob("*.py"))}

    return sorted(named("include") - named("exclude"))


@pytest.mark.parametrize("module", compiled(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_what_is_compiled_keeps_to_what_can_be(module: Path) -> None:
    body = ast.parse(module.read_text(encoding="utf-8")).body
    # A compiled class has no room for what cached_property would keep: it is made anew at every look.
    assert not any(
        isinstance(node, ast.ImportFrom) and "cached_property" in {a.name for a in node.names} for node in body
    )
    # The types of a compiled named tuple's fields must be there when it is made.
    classes = {node.name: node for node in body if isinstance(node, ast.ClassDef)}
    for tuple_ in classes.values():
        if "NamedTuple" in {base.id for base in tuple_.bases if isinstance(base, ast.Name)}:
            fields = [node.annotation for node in tuple_.body if isinstance(node, ast.AnnAssign)]
            used = {node.id for field in fields for node in ast.walk(field) if isinstance(node, ast.Name)}
            assert not [name for name in used & classes.keys() if classes[name].lineno > tuple_.lineno]
