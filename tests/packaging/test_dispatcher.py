"""The one entry: which arguments open the window and which run a command, and what a packaged start needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import main as entry
from core.cli import COMMANDS
from core.version import VERSION

TOP = Path(__file__).resolve().parents[2]


def test_the_entry_knows_every_command() -> None:
    assert set(entry.COMMANDS) == set(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "opens_window"),
    [
        ([], True),
        (["photo.jpg"], True),
        (["compare", "a", "b"], True),
        (["models"], False),
        (["--version"], False),
        (["train", "x"], False),
    ],
)
def test_arguments_decide(monkeypatch: pytest.MonkeyPatch, arguments: list[str], opens_window: bool) -> None:
    asked: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(entry, "window", lambda argv: asked.append(("window", argv)) or 0)
    monkeypatch.setattr("core.cli.main", lambda argv: asked.append(("command", argv)) or 0)
    assert entry.main(arguments) == 0
    assert asked == [("window" if opens_window else "command", arguments)]


def test_freezing_is_supported_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr("multiprocessing.freeze_support", lambda: order.append("freeze_support"))
    monkeypatch.setattr("core.cli.main", lambda argv: order.append("command") or 0)
    entry.main(["models"])
    assert order == ["freeze_support", "command"]


def test_a_program_without_a_console_has_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr("core.cli.main", lambda argv: sys.stdout.write("heard") and 0)
    assert entry.main(["models"]) == 0
    sys.stdout.close()


def test_a_packaged_program_starts_itself_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from core.own_command import own_command

    assert own_command() == (sys.executable, str(TOP / "main.py"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == (sys.executable,)


MISSING = {
    "a library of the system": ImportError(
        "libEGL.so.1: cannot open shared object file: No such file or directory"
    ),
    "PySide6": ModuleNotFoundError("No module named 'PySide6'"),
}


@pytest.mark.parametrize("missing", MISSING)
@pytest.mark.parametrize(
    ("called", "typed"), [("/x/main.py", "python main.py"), ("/b/resshift-studio-window", "resshift-studio")]
)
def test_what_the_window_lacks_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], missing: str, called: str, typed: str
) -> None:
    class Lacking:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "app.shell.application":
                raise MISSING[missing]

    monkeypatch.delitem(sys.modules, "app.shell.application", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Lacking(), *sys.meta_path])
    monkeypatch.setattr(sys, "argv", [called])
    assert entry.window([]) == 3
    said = capsys.readouterr().err
    assert f"cannot be opened: {MISSING[missing]}." in said
    assert "libegl1 libgl1" in said
    assert f"\n    {typed} upscale PICTURE" in said


def test_the_version_is_told_without_torch_and_qt() -> None:
    code = (
        "import sys, main\ntry:\n    main.main(['--version'])\nexcept SystemExit:\n    pass\n"
        "assert not {'torch', 'PySide6'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert VERSION in done.stdout
