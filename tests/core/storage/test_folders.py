"""The folder that a person chooses for everything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.storage.folders import HOME_VARIABLE, chosen_home, settle_home


@pytest.mark.parametrize(
    ("named", "meant"), [("portable", "{0}/portable"), ("~/portable", "{0}/me/portable"), ("{0}/x", "{0}/x")]
)
def test_a_chosen_home_is_the_same_for_processes_that_work_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, meant: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "me"))
    monkeypatch.setenv(HOME_VARIABLE, named.format(tmp_path))
    monkeypatch.chdir(tmp_path)
    settle_home()
    assert os.environ[HOME_VARIABLE] == str(chosen_home()) == str(Path(meant.format(tmp_path)))


@pytest.mark.parametrize("value", ["", None])
def test_without_a_chosen_home_there_is_none(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(HOME_VARIABLE, value)
    settle_home()
    assert chosen_home() is None
    assert os.environ.get(HOME_VARIABLE) == value
