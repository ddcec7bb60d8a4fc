"""The language of Preferences is that of the whole window from the next start on."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from window_use import end

from app.preferences.preferences import Preferences, SettingsFile
from app.shell.application import Program
from app.system.folders import folders_below
from app.system.logs import LogLines


class _Instance:
    """A first start."""

    first = True

    class filesArrived:
        @staticmethod
        def connect(slot: object) -> None:
            pass

    pairArrived = filesArrived

    def stop_listening(self) -> None:
        pass

    def release(self) -> None:
        pass


@pytest.mark.parametrize(
    ("code", "save", "train"), [("de", "Speichern", "Trainieren"), ("ja", "保存", "学習")]
)
def test_the_window_opens_in_the_chosen_language(qapp, engine, tmp_path: Path, code, save, train) -> None:
    before = set(qapp.findChildren(QTranslator))
    folders = folders_below(tmp_path / "home")
    SettingsFile(folders.config).save(Preferences(language=code))
    program = Program(qapp, folders, _Instance(), LogLines(), lambda: engine)
    try:
        program.start([])
        window = program.studio.window
        assert window.actions_.save.text() == save
        assert [page.title for page in window.pages if page.key == "train"] == [train]
    finally:
        end(program)
        for translator in set(qapp.findChildren(QTranslator)) - before:
            qapp.removeTranslator(translator)
            translator.setParent(None)
