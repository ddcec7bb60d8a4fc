"""What is remembered survives, and what is damaged does no harm."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.controls.presets import OwnPresets, Preset, built_in
from app.models.model_list import MISSING
from app.preferences.preferences import Preferences, SettingsFile, parse, write_atomically
from core.jobs import SampleSettings
from core.storage.records import RecordError


def test_everything_comes_back(tmp_path):
    file = SettingsFile(tmp_path)
    preferences = Preferences(
        theme="light", last_folder="/tmp/ü", sample=SampleSettings(target=(3, 4), kappa=0.5)
    )
    preferences.output.format = "webp"
    preferences.window.page = "models"
    file.save(preferences)
    assert SettingsFile(tmp_path).load() == preferences


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


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "settings.json"
    write_atomically(path, b"old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_once(qtbot, tmp_path, monkeypatch):
    from app.preferences.keeper import PreferencesKeeper

    keeper = PreferencesKeeper(tmp_path)

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.preferences.preferences.write_atomically", full)
    told = []
    keeper.failed.connect(told.append)
    for _ in range(3):
        keeper._write()
        qtbot.waitUntil(lambda: not keeper._worker.busy)
    assert len(told) == 1
    keeper.finish()


def test_safe_mode_neither_uses_nor_changes_the_file(qapp, tmp_path):
    from app.preferences.keeper import PreferencesKeeper

    SettingsFile(tmp_path).save(Preferences(theme="light"))
    keeper = PreferencesKeeper(tmp_path, read_only=True, ignore=True)
    assert keeper.value.theme == "system"
    keeper.value.theme = "dark"
    keeper.finish()
    assert SettingsFile(tmp_path).load().theme == "light"


def test_presets_come_back_and_damaged_ones_are_set_aside(tmp_path: Path):
    own = OwnPresets(tmp_path)
    own.put(Preset("Mine", 6, 0.8, 0.5, "off", own=True))
    own.put(Preset("Mine", 7, 0.8, 0.5, "off", own=True))
    assert OwnPresets(tmp_path).presets == [Preset("Mine", 7, 0.8, 0.5, "off", own=True)]
    own.remove("Mine")
    assert OwnPresets(tmp_path).presets == []
    (tmp_path / "presets.json").write_text('[{"title": "x", "steps": 0}]')
    assert OwnPresets(tmp_path).presets == []
    assert (tmp_path / "presets.json.bad").exists()


def test_built_in_presets_stay_within_what_the_model_was_trained_for():
    faithful, balanced, detailed = built_in(MISSING)
    assert faithful.kappa < balanced.kappa < detailed.kappa
    assert (balanced.steps, balanced.kappa) == (MISSING.default_steps, MISSING.default_kappa)
    for preset in (faithful, balanced, detailed):
        assert MISSING.kappa_range[0] <= preset.kappa <= MISSING.kappa_range[1]
        assert MISSING.steps_range[0] <= preset.steps <= MISSING.steps_range[1]
