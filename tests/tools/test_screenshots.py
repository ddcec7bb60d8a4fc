"""The pictures of the documents: both scripts make their photographer as it wants to be made."""

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import create_autospec

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import screenshots
import screenshots_train


@pytest.mark.parametrize(
    ("script", "name"), [(screenshots, "Photographer"), (screenshots_train, "TrainPhotographer")]
)
def test_a_script_takes_its_pictures(script, name: str, tmp_path: Path, monkeypatch) -> None:
    photographer = create_autospec(getattr(script, name))
    monkeypatch.setattr(script, name, photographer)
    monkeypatch.setattr(script, "virtual_screen", nullcontext)
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **named: None)
    monkeypatch.setattr(screenshots_train, "_spoil", lambda pages: None)
    monkeypatch.setenv("RESSHIFT_STUDIO_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["script", "--out", str(tmp_path / "out")])
    assert not script.main()
    photographer.assert_called_once()
    assert photographer.return_value.method_calls
