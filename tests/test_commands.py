"""The contract of the commands: pipes, terminals, signals, exit codes, files whole or not at all."""

from __future__ import annotations

import io
import itertools
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulletin_cli.clean import REPAIRS
from bulletin_cli.commands.session import session
from conftest import PAGE, Bulletin, clean_environment

COMMANDS = ("split", "clean", "summarize", "export")


def shell(script: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A pipeline as a user types it, with `bulletin` being this checkout's."""
    head = f'bulletin() {{ "{sys.executable}" -m bulletin_cli "$@"; }}; '
    return subprocess.run(
        ["bash", "-c", head + script],
        cwd=folder,
        capture_output=True,
        text=True,
        env=clean_environment(env),
        check=False,
    )


def test_the_four_filters_compose(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    done = shell(
        "set -o pipefail; bulletin split page.txt | bulletin clean | bulletin summarize | bulletin export --to jsonl",
        tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert "最严要求，夺取" in first["body"]
    assert "农贸市场和商超参加" in second["body"]
    assert first["summary"]
    assert first["keywords"]


def test_a_later_command_runs_the_earlier_ones_itself(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    piped = shell("bulletin split page.txt | bulletin clean | bulletin summarize", tmp_path).stdout
    assert bulletin("summarize", "page.txt").out == piped
    exported = shell("bulletin split page.txt | bulletin clean | bulletin summarize | bulletin export", tmp_path).stdout
    assert bulletin("export", "page.txt").out == exported


@pytest.mark.parametrize("command", COMMANDS)
def test_files_stdin_and_dash_are_the_same(bulletin: Bulletin, tmp_path: Path, command: str) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    named = bulletin(command, "page.txt")
    assert named.code == 0, named.err
    assert named.out
    assert named.out.replace('"path": "page.txt"', '"path": "-"') == bulletin(command, stdin=PAGE).out
    assert bulletin(command, "-", stdin=PAGE).out == bulletin(command, stdin=PAGE).out


@pytest.mark.parametrize("command", COMMANDS)
def test_no_locale_no_home_no_terminal(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bulletin_cli", command],
        input=PAGE.encode(),
        capture_output=True,
        env={"PATH": "/nowhere", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "会议" in done.stdout.decode()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_reader_is_a_normal_end(tmp_path: Path, command: str) -> None:
    (tmp_path / "page.txt").write_text(PAGE * 3000, encoding="utf-8")
    done = shell(f"bulletin {command} page.txt | head -n 1 > /dev/null; echo ${{PIPESTATUS[0]}}", tmp_path)
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_a_full_disk_is_an_error(tmp_path: Path, command: str) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    done = shell(f"bulletin {command} page.txt > /dev/full", tmp_path)
    assert done.returncode == 2
    assert done.stderr == "bulletin: standard output: not written: No space left on device\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_stdout_is_an_error(tmp_path: Path, command: str) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    done = shell(f"bulletin {command} page.txt >&-", tmp_path)
    assert done.returncode == 2
    assert "standard output: closed" in done.stderr


def test_closed_stdin_and_stderr(tmp_path: Path) -> None:
    assert shell("bulletin split <&-", tmp_path).returncode == 2
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    done = shell("bulletin split missing.txt page.txt 2>&-", tmp_path)
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_leave_no_half_files(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "out.jsonl").write_text("old\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin_cli", "split", "-o", "out.jsonl"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=clean_environment(),
    )
    assert process.stdin
    process.stdin.write((PAGE * 50).encode())
    process.stdin.flush()
    for _ in range(200):  # until the neighbour file is there
        if len(list(tmp_path.iterdir())) > 1:
            break
        time.sleep(0.05)
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert b"Traceback" not in err
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]
    assert (tmp_path / "out.jsonl").read_text() == "old\n"


def test_an_output_file_appears_whole_and_keeps_its_mode(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("old\n", encoding="utf-8")
    (tmp_path / "real.jsonl").chmod(0o640)
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    done = bulletin("split", "-o", "link.jsonl", stdin=PAGE)
    assert (done.code, done.out) == (0, "")
    assert len((tmp_path / "real.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert (tmp_path / "real.jsonl").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.jsonl").is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.jsonl", "real.jsonl"]


@pytest.mark.parametrize("target", ["no/such/folder/out.jsonl", "."])
def test_an_unwritable_target_is_an_error(bulletin: Bulletin, target: str) -> None:
    done = bulletin("split", "-o", target, stdin=PAGE)
    assert done.code == 2
    assert done.err.startswith(f"bulletin: {target}: ")


def test_rejects_and_output_are_two_files(bulletin: Bulletin, tmp_path: Path) -> None:
    done = bulletin("split", "-o", "both", "--rejects", "both", stdin=PAGE)
    assert (done.code, list(tmp_path.iterdir())) == (2, [])


def test_help_that_nobody_reads_and_a_disk_that_takes_nothing(tmp_path: Path) -> None:
    for arguments in ("--help", "split --help", "--version"):
        done = shell(f"bulletin {arguments} | true; echo ${{PIPESTATUS[0]}}", tmp_path)
        assert (done.stdout, done.stderr) == ("0\n", "")
        full = shell(f"bulletin {arguments} > /dev/full", tmp_path)
        assert (full.returncode, full.stderr) == (2, "bulletin: standard output: No space left on device\n")


def test_rejects_are_there_even_when_empty(bulletin: Bulletin, tmp_path: Path) -> None:
    bulletin("split", "--rejects", "bad.jsonl", stdin=PAGE)
    assert (tmp_path / "bad.jsonl").read_text() == ""
    bulletin("split", "missing.txt", "--rejects", "bad.jsonl")
    assert json.loads((tmp_path / "bad.jsonl").read_text())["reason"] == "no such file or folder"


def test_messages_as_json_and_quiet(bulletin: Bulletin) -> None:
    done = bulletin("split", "missing.txt", "--log-format", "json")
    assert json.loads(done.err) == {
        "level": "error",
        "message": "missing.txt: no such file or folder",
        "path": "missing.txt",
        "line": None,
        "reason": "no such file or folder",
    }
    assert bulletin("clean", "--check", "-q", stdin=PAGE) == (1, "", "", b"")


def test_hostile_names_do_not_reach_the_terminal(bulletin: Bulletin) -> None:
    assert "\x1b" not in bulletin("split", "a\x1b[31m.txt").err


def on_a_terminal(arguments: list[str], folder: Path, *, errors: bool = False, **env: str) -> str:
    """What a person sees: the program with a terminal for stdout, and for stderr if that is wanted."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin_cli", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower if errors else subprocess.DEVNULL,
        cwd=folder,
        env=clean_environment({"TERM": "xterm", **env}),
    )
    os.close(follower)
    seen = b""
    try:
        while block := os.read(leader, 65536):
            seen += block
    except OSError:  # Linux: the other side has gone
        pass
    process.wait(timeout=30)
    os.close(leader)
    return seen.decode("utf-8", "replace")


def test_a_search_without_hits_says_so_on_a_terminal(bulletin: Bulletin, tmp_path: Path) -> None:
    bulletin("export", "-o", "a.sqlite", stdin=PAGE)
    said = on_a_terminal(["search", "a.sqlite", "没有", "的词"], tmp_path, errors=True)
    assert said.strip() == "bulletin: nothing found for 没有 的词"
    assert on_a_terminal(["search", "a.sqlite", "没有", "--quiet"], tmp_path, errors=True) == ""


@pytest.mark.parametrize("columns", [50, 64, 80, 120])
def test_a_list_fits_the_terminal(tmp_path: Path, columns: int) -> None:
    from bulletin_cli.chinese.width import columns as columns_of

    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    listed = on_a_terminal(["split", "page.txt"], tmp_path, COLUMNS=str(columns))
    assert all(sum(map(columns_of, line)) <= columns for line in re.sub(r"\x1b\[\d*m|\r", "", listed).split("\n"))
    assert ("李明" in listed) == (columns >= 76)


def test_a_terminal_gets_a_page_and_a_pipe_gets_records(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE.replace("李明", "李\x1b]0;pwned\x07明"), encoding="utf-8")
    listed = on_a_terminal(["split", "page.txt"], tmp_path)
    assert "区委召开会议" in listed
    assert '"headline"' not in listed
    for command in ("split", "clean", "summarize"):
        seen = on_a_terminal([command, "page.txt"], tmp_path)
        assert "\x1b]0;" not in seen
    assert '"headline"' in on_a_terminal(["split", "page.txt", "--format", "jsonl"], tmp_path)


def test_colour_follows_the_terminal_and_the_environment(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert "\x1b[" in on_a_terminal(["clean", "--diff", "page.txt"], tmp_path)
    assert "\x1b[" not in on_a_terminal(["clean", "--diff", "page.txt"], tmp_path, NO_COLOR="1")
    assert "\x1b[" not in bulletin("clean", "--diff", "page.txt").out
    assert "\x1b[" in bulletin("clean", "--diff", "page.txt", env={"FORCE_COLOR": "1"}).out
    assert "\x1b[" in bulletin("clean", "--diff", "--color", "always", "page.txt", env={"NO_COLOR": "1"}).out


def test_a_headline_cannot_steer_a_file_name(bulletin: Bulletin, tmp_path: Path) -> None:
    bodies = ["../../etc/passwd", "a\x00b\x1b", "CON", "字" * 300, "", "同名", "同名"]
    lines = "".join(json.dumps({"headline": h, "body": "正文。"}) + "\n" for h in bodies)
    done = bulletin("export", "--to", "md", "--out-dir", "out", stdin=lines)
    assert done.code == 0, done.err
    names = [p.name for p in (tmp_path / "out").iterdir()]
    assert len(names) == len(bodies)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert all(len(n.encode()) <= 255 and not set(n) & set("/\x00\x1b") and not n.startswith(".") for n in names)


class TestClean:
    def test_check_and_diff(self, bulletin: Bulletin, tmp_path: Path) -> None:
        (tmp_path / "dirty.txt").write_text(PAGE, encoding="utf-8")
        clean = bulletin("clean", "dirty.txt").out
        (tmp_path / "clean.txt").write_text(clean, encoding="utf-8")
        assert bulletin("clean", "--check", "clean.txt") == (0, "", "", b"")
        checked = bulletin("clean", "--check", "clean.txt", "dirty.txt")
        assert (checked.code, checked.out) == (1, "")
        assert "dirty.txt: would change" in checked.err
        assert bulletin("clean", "--diff", "clean.txt") == (0, "", "", b"")
        assert bulletin("clean", "--diff", "dirty.txt").code == 1

    def test_patch_takes_the_diff(self, bulletin: Bulletin, tmp_path: Path) -> None:
        (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
        clean = bulletin("clean", "page.txt").raw
        (tmp_path / "page.diff").write_bytes(bulletin("clean", "--diff", "page.txt").raw)
        try:
            subprocess.run(["patch", "--quiet", "page.txt", "page.diff"], cwd=tmp_path, check=True)
        except FileNotFoundError:
            pytest.skip("patch is not installed")
        assert (tmp_path / "page.txt").read_bytes() == clean

    def test_the_account_of_changes_makes_the_clean_text(self, bulletin: Bulletin) -> None:
        edits = [json.loads(line) for line in bulletin("clean", "--explain", stdin=PAGE).out.splitlines()]
        text, shift = PAGE, 0
        for edit in edits:
            at = edit["offset"] + shift
            assert text[at : at + len(edit["before"])] == edit["before"]
            line = PAGE[: edit["offset"]].count("\n") + 1
            assert (edit["line"], edit["column"]) == (line, edit["offset"] - PAGE.rfind("\n", 0, edit["offset"]))
            text = text[:at] + edit["after"] + text[at + len(edit["before"]) :]
            shift += len(edit["after"]) - len(edit["before"])
        assert text == bulletin("clean", stdin=PAGE).out

    @pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    def test_in_place_keeps_charset_mark_newlines_and_mode(
        self, bulletin: Bulletin, tmp_path: Path, charset: str, newline: str
    ) -> None:
        old = PAGE.replace("\n", newline).encode(charset)
        (tmp_path / "page.txt").write_bytes(old)
        (tmp_path / "page.txt").chmod(0o600)
        done = bulletin("clean", "--in-place=.bak", "page.txt")
        assert (done.code, done.out, done.err) == (0, "", "")
        want = bulletin("clean", stdin=PAGE).out.replace("\n", newline).encode(charset)
        assert (tmp_path / "page.txt").read_bytes() == want
        assert (tmp_path / "page.txt").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "page.txt.bak").read_bytes() == old
        assert sorted(p.name for p in tmp_path.iterdir()) == ["page.txt", "page.txt.bak"]

    def test_in_place_leaves_clean_and_broken_files_untouched(self, bulletin: Bulletin, tmp_path: Path) -> None:
        (tmp_path / "clean.txt").write_bytes("第一段。\r\n第二段。\n".encode())
        (tmp_path / "broken.txt").write_bytes(PAGE.encode() + b"\xff\n")
        before = (tmp_path / "clean.txt").stat().st_ino
        done = bulletin("clean", "-i", "clean.txt", "broken.txt", "missing.txt")
        assert done.code == 2
        assert "broken.txt: " in done.err
        assert "left as it is" in done.err
        assert (tmp_path / "clean.txt").stat().st_ino == before
        assert (tmp_path / "broken.txt").read_bytes() == PAGE.encode() + b"\xff\n"
        assert len(list(tmp_path.iterdir())) == 2

    def test_in_place_on_records_keeps_the_lines_it_cannot_read(self, bulletin: Bulletin, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_text('{"body": "会议指出,要抓落实。"}\n{"body": 1}\n', encoding="utf-8")
        assert bulletin("clean", "-i", "a.jsonl").code == 2
        first, second = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
        assert json.loads(first)["body"] == "会议指出，要抓落实。"
        assert second == '{"body": 1}'

    def test_doubts_are_told_and_left(self, bulletin: Bulletin) -> None:
        page = PAGE + "\n档案馆藏有锟斤拷两册。\n"
        told = bulletin("clean", "--doubts", stdin=page).records
        assert [(d["before"], d["line"]) for d in told if d["repair"] == "lost-characters"] == [("锟斤拷", 11)]
        assert "锟斤拷" in bulletin("clean", stdin=page).out
        record = json.dumps({"body": "档案馆藏有锟斤拷两册。"})
        assert bulletin("clean", "--doubts", stdin=record).records[0]["record"] == 1

    def test_wrong_usage(self, bulletin: Bulletin) -> None:
        assert bulletin("clean", "--in-place", stdin=PAGE).code == 2
        assert bulletin("clean", "--check", "--diff", stdin=PAGE).code == 2
        assert bulletin("clean", "--in-place=/../x", "a.txt").code == 2
        assert bulletin("clean", "--encoding", "idna", stdin=PAGE).code == 2
        done = bulletin("clean", "--select", "nonsense", stdin=PAGE)
        assert done.code == 2
        assert "no repair is called 'nonsense'" in done.err

    def test_the_list_of_repairs_shows_an_example_each(self, bulletin: Bulletin) -> None:
        listed = bulletin("clean", "--list").out
        assert all(f"{name} " in listed or f"{name}\n" in listed for name in REPAIRS)
        assert listed.count("→") >= len(REPAIRS)

    @pytest.mark.parametrize("option", ["--in-place=.bak", "-i.bak", "-i=.bak"])
    def test_the_old_files_stay_beside_the_new_ones(self, bulletin: Bulletin, tmp_path: Path, option: str) -> None:
        (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
        assert bulletin("clean", option, "page.txt").code == 0
        assert sorted(path.name for path in tmp_path.iterdir()) == ["page.txt", "page.txt.bak"]
        assert (tmp_path / "page.txt.bak").read_text(encoding="utf-8") == PAGE


class TestConfiguration:
    def test_what_split_knows_of_the_issue_holds_for_later_commands(self, bulletin: Bulletin, tmp_path: Path) -> None:
        table = '[split]\ndate = "2001-01-01"\npublication = "云州日报"\nall = true\n'
        (tmp_path / "c.toml").write_text(table + '[summarize]\npublication = "云州晚报"\n', encoding="utf-8")
        record = bulletin("--config", "c.toml", "summarize", "--keywords", "0", stdin=PAGE).records[0]
        assert (record["date_published"], record["publication"]) == ("2001-01-01", "云州晚报")
        assert bulletin("--config", "c.toml", "export", "--to", "txt", stdin=PAGE).code == 0

    def test_flags_before_environment_before_file(self, bulletin: Bulletin, tmp_path: Path) -> None:
        (tmp_path / "c.toml").write_text('[split]\ndate = "2001-01-01"\npublication = "云州日报"\n', encoding="utf-8")

        def date(*arguments: str, **env: str) -> str:
            record = bulletin(*arguments, stdin=PAGE, env=env).records[0]
            assert record["publication"] == "云州日报"
            return str(record["date_published"])

        base = ("--config", "c.toml", "split")
        assert date(*base) == "2001-01-01"
        assert date(*base, BULLETIN_SPLIT_DATE="2002-02-02") == "2002-02-02"
        assert date(*base, "--date", "2003-03-03", BULLETIN_SPLIT_DATE="2002-02-02") == "2003-03-03"
        assert date("split", BULLETIN_CONFIG="c.toml") == "2001-01-01"
        (tmp_path / "home" / "bulletin").mkdir(parents=True)
        (tmp_path / "c.toml").rename(tmp_path / "home" / "bulletin" / "config.toml")
        assert date("split", XDG_CONFIG_HOME=str(tmp_path / "home")) == "2001-01-01"

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            ("[split\n", "c.toml"),
            ("[splitt]\n", "[splitt] is no command"),
            ("[split]\ndatum = 1\n", "[split] datum: there is no such option"),
            ("[split]\nall = 1\n", "[split] all: expected true or false"),
            ("[split]\ndate = true\n", "[split] date: expected a text or a number"),
            ("[split]\ndate = []\n", "[split] date: expected a text or a number"),
        ],
    )
    def test_a_wrong_file_is_wrong_usage(self, bulletin: Bulletin, tmp_path: Path, content: str, what: str) -> None:
        (tmp_path / "c.toml").write_text(content, encoding="utf-8")
        done = bulletin("--config", "c.toml", "split", stdin=PAGE)
        assert done.code == 2
        assert what in done.err.replace("\n", "")

    def test_it_may_stand_behind_the_command(self, bulletin: Bulletin, tmp_path: Path) -> None:
        (tmp_path / "c.toml").write_text('[split]\npublication = "云州日报"\n', encoding="utf-8")
        before = bulletin("--config", "c.toml", "split", stdin=PAGE)
        for place in (("--config", "c.toml"), ("--config=c.toml",)):
            assert bulletin("split", *place, stdin=PAGE) == before
        assert before.records[0]["publication"] == "云州日报"
        assert bulletin("split", "--config", stdin=PAGE).code == 2

    def test_a_missing_file_is_wrong_usage(self, bulletin: Bulletin) -> None:
        assert bulletin("--config", "missing.toml", "split", stdin=PAGE).code == 2


def test_version_and_completion(bulletin: Bulletin) -> None:
    assert bulletin("--version").out.startswith("bulletin 0.")
    for name in ("bash", "zsh", "fish"):
        assert "bulletin" in bulletin(env={"_BULLETIN_COMPLETE": f"source_{name}"}).out


def test_nothing_is_written_anywhere(tmp_path: Path) -> None:
    """No cache in a shared folder, none in the home: the dictionary is read where it is installed."""
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir()
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    env = {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp")}
    done = shell("bulletin summarize page.txt --keywords 8", tmp_path, **env)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout.splitlines()[0])["keywords"]
    assert not list((tmp_path / "home").iterdir())
    assert not list((tmp_path / "tmp").iterdir())


class TestSummarize:
    def test_gist_user_words_and_stop_words(self, bulletin: Bulletin, tmp_path: Path) -> None:
        (tmp_path / "user.txt").write_text("最严要求 20 n\n", encoding="utf-8")
        (tmp_path / "stop.txt").write_text("区委\n", encoding="utf-8")
        first = bulletin("summarize", "--gist", "--stopwords", "stop.txt", stdin=PAGE).records[0]
        assert first["gist"] in first["body"]
        assert "区委" not in first["keywords"]
        with_word = bulletin("summarize", "--userdict", "user.txt", "-k", "10", stdin=PAGE).records[0]
        assert "最严要求" in with_word["keywords"]
        assert bulletin("summarize", "--userdict", "missing.txt", stdin=PAGE).code == 2

    def test_highlight_and_explain(self, bulletin: Bulletin) -> None:
        record = bulletin("summarize", "-s", "1", stdin=PAGE).records[0]
        shown = bulletin("summarize", "-s", "1", "--highlight", stdin=PAGE).out
        assert f"【{record['summary']}】" in shown
        accounts = bulletin("summarize", "--explain", stdin=PAGE)
        for account in accounts.records:
            assert account["parts"]
            assert isinstance(account["worth"], float)

    def test_budgets_of_nothing_are_wrong_usage(self, bulletin: Bulletin) -> None:
        for arguments in (("--sentences", "0"), ("--chars", "0"), ("--ratio", "0"), ("--ratio", "2")):
            assert bulletin("summarize", *arguments, stdin=PAGE).code == 2


@pytest.mark.parametrize("target", ["out.jsonl", None])
def test_a_long_run_shows_progress_where_no_data_is_shown(
    target: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen(io.StringIO):
        buffer = io.BytesIO()

        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # this process is not the command's
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setattr(sys, "stderr", screen := Screen())
    monkeypatch.setattr(time, "monotonic", itertools.count(0, 2).__next__)
    with session(None, to=str(tmp_path / target) if target else None) as run:
        run.report.tick("page.txt", 1)
        run.report.tick("page.txt", 2)
    assert ("page.txt: 2 articles" in screen.getvalue()) == (target is not None)
