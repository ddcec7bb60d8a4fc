"""Starting the program's own command line."""

import sys

import pytest

from app.training.launcher import Launcher
from core.errors import TrainingError
from core.own_command import MAIN


def test_the_program_starts_itself(monkeypatch):
    assert Launcher().command == (sys.executable, str(MAIN))
    assert MAIN.is_file()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert Launcher().command == (sys.executable,)


def test_a_program_that_is_not_there_is_an_error_with_a_sentence(tmp_path):
    with pytest.raises(TrainingError, match="could not be started"):
        Launcher([str(tmp_path / "nothing")]).start(tmp_path)
