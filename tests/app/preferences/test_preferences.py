"""What is remembered survives, and what is damaged does no harm."""

import json
import stat
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget

from app.engine.support_installer import SupportInstaller
from app.preferences.dialog import PreferencesDialog
from app.preferences.preferences import Preferences, SettingsFile, parse
from app.queue import memory as waiting
from app.results.session import KeptResult, Session
from app.system.language import LANGUAGES
from core.images.picture import Picture
from core.jobs import SampleSettings
from core.presets import OutputPreferences, OwnPresets, Preset
from core.storage.records import RecordError


def test_everything_comes_back(tmp_path):
    file = SettingsFile(tmp_path)
    preferences = Preferences(
        theme="light", language="de", last_folder="/tmp/ü", sample=SampleSettings(target=(3, 4), kappa=0.5)
    )
    preferences.output.format = "webp"
    preferences.window.page = "models"
    file.save(preferences)
    assert SettingsFile(tmp_path).load() == preferences


@pytest.mark.parametrize("form", ["png", "jpeg", "webp", "avif", "jxl", "tiff", "same"])
def test_every_format_that_can_be_chosen_comes_back(tmp_path, form):
    file = SettingsFile(tmp_path)
    file.save(Preferences(output=OutputPreferences(format=form)))
    again = SettingsFile(tmp_path)
    assert again.load().output.format == form
    assert again.set_aside is None


def test_without_a_file_there_are_defaults(tmp_path):
    file = SettingsFile(tmp_path)
    assert file.load() == Preferences()
    assert file.set_aside is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\x13",
        b"[]",
        b"{}",
        b'{"version": 99}',
        b'{"version": "1"}',
        b'{"version": 1, "theme": 7}',
        b'{"version": 1, "theme": "pink"}',
        b'{"version": 1, "window": []}',
        b'{"version": 1, "output": {"format": "exe"}}',
        b'{"version": 1, "output": {"quality": true}}',
        b'{"version": 1, "sample": {"scale": "wide"}}',
        b'{"version": 1, "sample": {"steps": -4}}',
        b'{"version": 1, "notify": "\\ud800"}',
        b'{"version": 1, "print_dpi": 1e18}',
        b'{"version": 1, "print_dpi": NaN}',
        b'{"version": 1, "print_dpi": Infinity}',
        b'{"version": 1, "sample": {"target": [1, 99999999999]}}',
        b'{"version": 1, "sample": {"tile": 9223372036854775808}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_set_aside_and_defaults_are_used(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    file = SettingsFile(tmp_path)
    assert file.load() == Preferences()
    assert file.set_aside is not None
    assert file.set_aside.read_bytes() == content
    assert not path.exists()


def keep_settings(folder):
    SettingsFile(folder).save(Preferences())


def keep_preset(folder):
    OwnPresets(folder).put(Preset("Mine", 6, 0.8, 0.5, "off", own=True))


def keep_queue(folder):
    waiting._write(folder / "waiting.json", [waiting.Waiting(folder / "a.png", None, SampleSettings())])


def keep_result(folder):
    session = Session(folder)
    path = session.picture_path("1")
    picture = Picture(np.zeros((4, 4, 3), np.uint8))
    session.keep(picture, KeptResult("1", path, None, "", 4, 4, 1.0, SampleSettings(), {}))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


keys = st.sampled_from(["theme", "previews", "window", "output", "sample", "last_folder", "other"])


inner_keys = st.sampled_from(["geometry", "format", "quality", "scale", "target", "steps", "seed", "name"])


@given(st.dictionaries(keys, json_values | st.dictionaries(inner_keys, json_values), max_size=5))
@settings(max_examples=300)
def test_no_json_does_harm(body):
    content = json.dumps({"version": 1, **body}).encode()
    try:
        preferences = parse(content)
    except RecordError:
        return
    assert isinstance(preferences.theme, str)
    assert preferences.sample.scale > 0


def test_keys_of_a_later_edition_are_passed_over(tmp_path):
    (tmp_path / "settings.json").write_text('{"version": 1, "theme": "light", "sound": "loud"}')
    assert SettingsFile(tmp_path).load().theme == "light"


def test_a_full_disk_is_told_once_and_leaves_the_old_file(qtbot, tmp_path, monkeypatch):
    from app.preferences.keeper import PreferencesKeeper

    SettingsFile(tmp_path).save(Preferences(theme="light"))
    keeper = PreferencesKeeper(tmp_path)
    keeper.value.theme = "dark"

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    told = []
    keeper.failed.connect(told.append)
    for _ in range(3):
        keeper._write()
        qtbot.waitUntil(lambda: not keeper._worker.busy)
    assert told == ["The settings cannot be written ([Errno 28] No space left on device): is the disk full?"]
    keeper.finish()
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
    assert SettingsFile(tmp_path).load().theme == "light"


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such mode")
@pytest.mark.parametrize("write", [keep_settings, keep_preset, keep_queue, keep_result])
def test_what_is_remembered_is_for_the_person_alone(tmp_path, write):
    write(tmp_path)
    (record,) = tmp_path.glob("*.json")
    assert stat.S_IMODE(record.stat().st_mode) == 0o600


def test_safe_mode_neither_uses_nor_changes_the_file(qapp, tmp_path):
    from app.preferences.keeper import PreferencesKeeper

    SettingsFile(tmp_path).save(Preferences(theme="light"))
    keeper = PreferencesKeeper(tmp_path, read_only=True, ignore=True)
    assert keeper.value.theme == "system"
    keeper.value.theme = "dark"
    keeper.finish()
    assert SettingsFile(tmp_path).load().theme == "light"


def test_trainings_have_a_whole_path_or_none(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreferencesDialog(parent, Preferences(), SupportInstaller(parent))
    for text, usable in (("trainings", False), ("~/trainings", True), ("", True)):
        dialog.runs_folder.setText(text)
        assert dialog.ok_button.isEnabled() is usable
        assert dialog.runs_note.isHidden() is usable


def test_boxes_stand_below_each_other_and_no_field_cuts_its_text(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreferencesDialog(parent, Preferences(), SupportInstaller(parent))
    dialog.show()
    assert dialog.theme.geometry().left() == dialog.language.geometry().left()
    assert dialog.theme.width() == dialog.language.width()
    for field in (dialog.runs_folder, dialog.environment.field):
        text = field.fontMetrics().horizontalAdvance(field.placeholderText())
        assert text < field.width() - 10


@pytest.mark.parametrize(("stored", "shown"), [("system", "system"), ("ja", "ja"), ("tlh", "system")])
def test_the_dialog_offers_the_languages(qtbot, stored, shown):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreferencesDialog(parent, Preferences(language=stored), SupportInstaller(parent))
    assert dialog.language.currentData() == shown
    assert {dialog.language.itemData(n) for n in range(dialog.language.count())} == {"system", *LANGUAGES}
    dialog.language.setCurrentIndex(dialog.language.findData("fr"))
    preferences = Preferences()
    dialog.apply_to(preferences)
    assert preferences.language == "fr"


def test_that_a_language_counts_from_the_next_start_on_is_said_in_place(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreferencesDialog(parent, Preferences(language="en"), SupportInstaller(parent))
    assert dialog.language_note.isHidden()
    dialog.language.setCurrentIndex(dialog.language.findData("fr"))
    assert not dialog.language_note.isHidden()
    assert "next start" in dialog.language_note.text()
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    assert dialog.language_note.isHidden()
