"""What all tests share: the samples, and the program as a real process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from bulletin_cli.model import Article

# How fast the machine is today is no property of the program.
settings.register_profile("bulletin", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bulletin")

SAMPLES = Path(__file__).parent.parent / "samples"

PAGE = """## 区委召开会议

本报讯(通讯员李明)6月24日,区委召开会议。会议听取了汇报。

会议要求,要坚持问题导向,加强整改,拿出最严要

求,夺取决定性胜利。

## 社区举办活动

本报讯(通讯员王芳)6月19日,社区举办活动,农贸市场 and 商超参加。
"""


def article_of(**values: Any) -> Article:
    """An article, for Hypothesis, which makes up every field of a named tuple that it is given itself."""
    return Article(**values)


class Result(NamedTuple):
    """What a process left behind."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Bulletin = Callable[..., Result]


@pytest.fixture
def bulletin(tmp_path: Path) -> Bulletin:
    """Run the program: arguments, `stdin` (text or bytes), `env` (additions), and what came out."""

    def run(*arguments: str | Path, stdin: str | bytes = b"", env: dict[str, str] | None = None, **more: Any) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "bulletin_cli", *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=more.pop("cwd", tmp_path),
            env=clean_environment(env),
            timeout=120,
            check=False,
            **more,
        )
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        return Result(done.returncode, out, err, done.stdout)

    return run


def clean_environment(additions: dict[str, str] | None = None) -> dict[str, str]:
    """The environment without anything of the developer's that could change a result."""
    unwanted = ("BULLETIN_", "XDG_CONFIG_HOME", "NO_COLOR", "FORCE_COLOR", "PYTHONUTF8", "PYTHONIOENCODING")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(unwanted)}
    return {**kept, "HOME": "/nonexistent", **(additions or {})}
