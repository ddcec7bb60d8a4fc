"""The self-test: its parts, what it calls a fault, and that it needs no display."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import core.commands.installation as selftest
from core.cli import main
from core.commands.installation import Report, can_write, examine
from core.commands.selftest import as_text
from core.version import VERSION
from tests.core.shut_folders import shut


@pytest.fixture(scope="module")
def report() -> Report:
    return examine()


def test_a_sound_installation_has_no_faults(report: Report) -> None:
    assert report.faults == []
    assert list(report.parts) == list(selftest.PARTS)


def test_it_names_versions_devices_formats_and_the_models_hash(report: Report) -> None:
    parts = report.parts
    assert parts["Program"]["ResShift Studio"] == VERSION
    assert parts["Program"]["torch"][0].isdigit()
    assert "computes" in parts["Devices"]["cpu"]
    assert parts["Picture formats"]["JPEG"] == "reads and writes"
    assert parts["Picture formats"]["16-bit PNG"] == "reads and writes"
    assert parts["Picture formats"]["JPEG XL"] == "reads and writes"
    assert "sha256 " in parts["Models"]["lite-x4"]
    assert "128 x 96" in parts["Engine"]["test picture"]
    assert "xcb" in parts["Window"]["Qt platforms"] or not sys.platform.startswith("linux")


def test_it_is_one_paste(report: Report) -> None:
    text = as_text(report)
    assert text.splitlines()[0] == "Program"
    assert text.endswith("No faults were found.")
    assert json.loads(json.dumps(report.to_dict()))["ok"] is True


def test_a_fault_is_said_and_turns_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(entries: object, faults: object) -> None:
        raise OSError("no such thing")

    monkeypatch.setattr(selftest, "PARTS", {"Broken": broken})
    assert main(["selftest", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert "no such thing" in told["faults"][0]
    assert main(["selftest"]) == 1
    assert "no such thing" in capsys.readouterr().out


def test_a_device_that_computes_nonsense_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    convolve = torch.nn.functional.conv2d
    monkeypatch.setattr(torch.nn.functional, "conv2d", lambda *a, **k: convolve(*a, **k) + 1)
    faults: list[str] = []
    selftest._devices({}, faults)
    assert len(faults) == 1
    assert "computes wrongly" in faults[0]


def test_a_missing_built_in_model_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.models.catalog.list_models", lambda: [])
    faults: list[str] = []
    selftest._models({}, faults)
    assert "built-in model is missing" in faults[0]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of Linux alone")
@pytest.mark.parametrize(
    ("lacking", "display"), [("libGL.so.1", "WAYLAND_DISPLAY"), ("libxcb-keysyms.so.1", "DISPLAY")]
)
def test_a_library_that_the_window_needs_is_named(
    lacking: str, display: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(name: str) -> None:
        if name == lacking:
            raise OSError

    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqxcb.so").touch()
    monkeypatch.setattr("ctypes.CDLL", load)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    faults: list[str] = []
    selftest._platform_libraries(tmp_path, {}, faults)
    assert faults == []  # no window is wanted here
    monkeypatch.setenv(display, ":0")
    selftest._platform_libraries(tmp_path, {}, faults)
    assert faults == [f"The window cannot open: the system lacks {lacking}."]


def test_writable_places_are_told_from_others(tmp_path: Path) -> None:
    assert can_write(tmp_path)
    assert can_write(tmp_path / "not" / "yet" / "there")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("x")
    assert not can_write(tmp_path / "file" / "below")


def test_it_loads_no_qt_and_needs_no_display(report: Report) -> None:
    """The finding of plugins is by files: Qt is imported neither here nor by the part itself."""
    import subprocess

    code = (
        "import sys\nfrom core.commands.installation import _window\n"
        "e, f = {}, []\n_window(e, f)\nassert 'PySide6.QtGui' not in sys.modules\nassert e['display'] == 'none'\n"
        "assert f == [], f"
    )
    environment = {"PATH": "", "PYTHONPATH": str(Path(selftest.__file__).resolve().parents[2])}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, timeout=300)


def test_a_folder_that_may_not_be_entered_is_called_not_writable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        assert not can_write(shut(tmp_path, patch) / "a" / "b")
