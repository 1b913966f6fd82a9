"""Remake what the documentation quotes from the program: help texts, the manual page, shown output.

    python docs/generate.py          rewrite what has changed
    python docs/generate.py --check  only say what would change; exit 1 if anything

In every Markdown file a block

    <!-- shown -->
    ```console
    $ bulletin split samples/yunzhou-page.md.txt --format list
    ```

gets the real output of its command, run by bash at the root of the repository.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(<!-- shown -->\n```console\n\$ (.+?)\n)(.*?)(```\n)", re.DOTALL)
COMMANDS = ("split", "clean", "summarize", "export", "search", "run", "status", "schema", "man")


def run(command: str) -> str:
    """The output of a shell command in which `bulletin` is this checkout's."""
    script = f'bulletin() {{ "{sys.executable}" -m bulletin_cli "$@"; }}\n{command}'
    unwanted = ("BULLETIN_", "XDG_CONFIG_HOME", "NO_COLOR", "FORCE_COLOR")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(unwanted)}
    environment = {**kept, "HOME": "/nonexistent", "COLUMNS": "100", "TERMINAL_WIDTH": "100"}
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def with_output(text: str) -> str:
    """A Markdown page with the output of its shown commands as it is now."""

    def shown(block: re.Match[str]) -> str:
        command = block[2].replace("\\\n", "")
        out = run(command)
        return f"{block[1]}{out}{'' if out.endswith(chr(10)) or not out else chr(10)}{block[4]}"

    return BLOCK.sub(shown, text)


def commands_page() -> str:
    """`docs/commands.md`: the help of every command."""
    parts = ["# Commands\n\nMade from the program's own `--help`.\n", f"```text\n{run('bulletin --help')}```\n"]
    parts += [f"## bulletin {name}\n\n```text\n{run(f'bulletin {name} --help')}```\n" for name in COMMANDS]
    return "\n".join(parts)


def pages() -> Iterator[tuple[Path, str]]:
    """Every page that quotes the program, and what it should be."""
    yield ROOT / "docs" / "bulletin.1", run("bulletin man")
    yield ROOT / "docs" / "commands.md", commands_page()
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        if path.name != "commands.md":
            text = path.read_text(encoding="utf-8")
            if BLOCK.search(text):
                yield path, with_output(text)


def main() -> int:
    """Rewrite, or say, what has changed."""
    check = "--check" in sys.argv
    changed = [(path, text) for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in changed:
        sys.stdout.write(f"{path.relative_to(ROOT)} {'is out of date; run make docs' if check else 'rewritten'}\n")
        if not check:
            path.write_text(text, encoding="utf-8")
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
