"""The command line's output, whoever reads it and in whatever encoding."""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cli import COMMANDS, _nobody_reads, main


def test_a_reader_that_has_seen_enough_ends_it_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as output:
        monkeypatch.setattr(sys, "stdout", output)
        assert main(["models"]) == 1
    assert capsys.readouterr().err == ""


def test_a_name_that_the_outputs_encoding_lacks_is_written_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "core.commands.models.run", lambda options: sys.stdout.write("model 写真, and more\n") and 0
    )
    with (tmp_path / "out.txt").open("w", encoding="cp1252") as output:
        monkeypatch.setattr(sys, "stdout", output)
        assert main(["models"]) == 0
    assert (tmp_path / "out.txt").read_text("cp1252") == "model \\u5199\\u771f, and more\n"


def arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Of a command and of its actions."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for further in action.choices.values():
                yield from arguments(further)
        else:
            yield action


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_says_in_words_what_each_argument_is(command: str) -> None:
    parser = argparse.ArgumentParser()
    importlib.import_module(f"core.commands.{command}").add(parser)
    assert parser.format_help()
    for action in arguments(parser):
        said = action.help or ""
        assert said == argparse.SUPPRESS or said.partition("[")[0], action.dest


def test_on_windows_a_closed_pipe_is_told_by_another_error(monkeypatch: pytest.MonkeyPatch) -> None:
    closed, of_a_file = (
        OSError(errno.EINVAL, "Invalid argument"),
        OSError(errno.EINVAL, "Invalid argument", "a.png"),
    )
    assert not _nobody_reads(closed)
    monkeypatch.setattr(sys, "platform", "win32")
    assert _nobody_reads(closed)
    assert not _nobody_reads(of_a_file)


@pytest.mark.parametrize("moment", ["imports", "arguments", "run"])
def test_an_interrupt_at_any_moment_is_said_in_a_word(
    moment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    place = {
        "imports": "core.cli.importlib.import_module",
        "arguments": "core.commands.models.add",
        "run": "core.commands.models.run",
    }
    monkeypatch.setattr(place[moment], interrupted)
    assert main(["models"]) == 130
    assert capsys.readouterr().err == "Cancelled.\n"
