"""Support for the graphics card in the window: offered, installed, cancelled, removed, and used by trainings."""

import sys

import pytest

from app.engine.support_installer import SupportInstaller
from app.engine.support_row import SupportRow
from app.preferences.dialog import PreferencesDialog
from app.preferences.preferences import Preferences
from app.shell.support import launcher_for
from core.events import FetchProgress, SupportEnded, to_json
from core.support.install import Installed, place
from core.support.kinds import Kind

CARD = Kind("cuda", "NVIDIA (CUDA)", "3.12", 2_000_000_000)


@pytest.fixture
def there(monkeypatch):
    """What is installed, as a list of at most one."""
    found = []
    for module in ("app.engine.support_row", "app.shell.support"):
        monkeypatch.setattr(f"{module}.installed", lambda: found[0] if found else None)
        monkeypatch.setattr(f"{module}.proposed", lambda: CARD)
    monkeypatch.setattr("app.engine.support_row.kinds", lambda: [CARD])
    return found


def saying(*lines: str, code: int = 0, wait: bool = False) -> tuple[str, ...]:
    """A command that says these lines, whatever its arguments."""
    program = f"import sys, time; [print(x, flush=True) for x in {list(lines)!r}]; "
    return (sys.executable, "-c", program + ("time.sleep(600)" if wait else f"sys.exit({code})"))


PROGRESS = to_json(FetchProgress("cuda", "x", "download", 500_000_000, 2_000_000_000))


def test_it_is_installed_with_its_progress(there, qtbot):
    installer = SupportInstaller(
        command=saying(PROGRESS, "a driver speaks", to_json(SupportEnded("", "", "2.13", ("Card",))))
    )
    seen = []
    installer.changed.connect(lambda: seen.append(installer.progress))
    with qtbot.waitSignal(installer.ended) as ended:
        installer.install("cuda")
        assert installer.busy
        installer.install("cuda")  # one at a time
    assert ended.args[0] == SupportEnded("", "", "2.13", ("Card",))
    assert any(p is not None and p.done == 500_000_000 for p in seen)
    assert not installer.busy


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (saying(to_json(SupportEnded("The disk is full.")), code=1), "The disk is full."),
        (saying(code=1), "It ended before it was done"),
        (("/nowhere/at/all",), "could not start"),
    ],
)
def test_every_end_has_a_sentence(command, words, there, qtbot):
    installer = SupportInstaller(command=command)
    with qtbot.waitSignal(installer.ended) as ended:
        installer.install("cuda")
    assert words in ended.args[0].problem


def test_the_row_shows_what_it_is_about(there, qtbot, qapp):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    installer = SupportInstaller(command=saying(PROGRESS, wait=True))
    row = SupportRow(parent, installer)
    parent.show()
    assert row.button.text() == "Install"
    assert "2.0 GB to fetch" in row.words.text()
    row.button.click()
    qtbot.waitUntil(lambda: "500.0 MB" in row.words.text())
    assert row.button.text() == "Cancel"
    with qtbot.waitSignal(installer.ended):
        row.button.click()
    assert "What has arrived is kept" in row.words.text()
    assert row.button.text() == "Install"
    there.append(Installed("cuda", "2.13", ("Card",)))
    installer.changed.emit()
    assert row.button.text() == "Remove"
    assert "which can use Card" in row.words.text()


def test_what_an_installation_in_vain_has_fetched_can_be_removed(there, qtbot, monkeypatch):
    from PySide6.QtWidgets import QWidget

    kept = []
    monkeypatch.setattr("app.engine.support_row.left_over", lambda: bool(kept))
    parent = QWidget()
    qtbot.addWidget(parent)
    installer = SupportInstaller(command=saying(code=1))
    row = SupportRow(parent, installer)
    parent.show()
    assert row.remove_button.isHidden()
    kept.append("of an installation")
    with qtbot.waitSignal(installer.ended):
        row.button.click()
        assert row.remove_button.isHidden()
    assert (row.button.text(), row.remove_button.isVisible()) == ("Install", True)
    monkeypatch.setattr(installer, "_command", saying())
    kept.clear()
    with qtbot.waitSignal(installer.ended):
        row.remove_button.click()
    assert row.remove_button.isHidden()
    assert "to fetch" in row.words.text()


@pytest.fixture
def support(there, studio):
    return studio.support


def notices(studio):
    return [n for n in studio.window.picture.notices.notices if n.key == "support"]


def test_it_is_offered_once_where_it_is_missed(support, studio):
    support.offer()
    support.offer()
    assert len(notices(studio)) == 1
    assert "NVIDIA (CUDA)" in notices(studio)[0].text


def test_nothing_is_offered_to_who_has_it(support, studio, there):
    there.append(Installed("cuda"))
    support.offer()
    assert notices(studio) == []


def test_it_is_used_once_it_is_there_and_not_any_more_when_it_is_removed(support, studio, there):
    there.append(Installed("cuda", "2.13", ("Card",)))
    support.installer.ended.emit(SupportEnded("", "", "2.13", ("Card",)))
    assert studio.preferences.value.python_environment.endswith("support")
    assert "next start" in notices(studio)[0].text
    there.clear()
    support.installer.ended.emit(SupportEnded())
    assert studio.preferences.value.python_environment == ""


def test_trainings_run_in_the_environment_of_the_engine(tmp_path):
    assert launcher_for("").command != launcher_for(sys.executable).command
    command = launcher_for(sys.executable).command
    assert command[0] == sys.executable
    assert "core.cli" in command[command.index("-c") + 1]
    assert launcher_for(str(tmp_path / "gone")).command == launcher_for("").command


def test_a_command_in_another_python_finds_the_built_in_models(tmp_path):
    """The real command, in this interpreter, which stands for another one."""
    import subprocess

    done = subprocess.run(
        [*launcher_for(sys.executable).command, "models", "--json"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    assert "lite-x4" in done.stdout


@pytest.mark.parametrize("chosen", ["", "/somewhere/of/my own"])
def test_an_installation_in_vain_keeps_the_environment_that_was_chosen(chosen, there, qtbot):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    installer = SupportInstaller(parent)
    dialog = PreferencesDialog(parent, Preferences(python_environment=chosen), installer)
    installer.ended.emit(SupportEnded("The disk is full."))
    assert dialog.environment.text == chosen
    there.append(Installed("cuda"))
    installer.ended.emit(SupportEnded())
    assert dialog.environment.text == str(place())
    there.clear()
    installer.ended.emit(SupportEnded())
    assert dialog.environment.text == ""
