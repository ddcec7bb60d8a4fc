"""Presets of the controls: built in, and a person's own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.controls.panel import ControlsPanel
from app.controls.preset_dialog import PresetDialog
from app.controls.presets import built_in, described, is_reserved
from app.models.model_list import MISSING
from core.jobs import SampleSettings
from core.presets import OutputPreferences, OwnPresets, Preset, Setup


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


def test_presets_that_are_not_to_be_read_are_not_written_over(tmp_path: Path):
    OwnPresets(tmp_path).put(Preset("Mine", 6, 0.8, 0.5, "off", own=True))
    stored = (tmp_path / "presets.json").read_bytes()
    own = OwnPresets(tmp_path, ignore=True)
    own.put(Preset("Of this run", 7, 0.8, 0.5, "off", own=True))
    assert [preset.title for preset in own.presets] == ["Of this run"]
    own.remove("Of this run")
    assert own.presets == []
    assert (tmp_path / "presets.json").read_bytes() == stored


def test_built_in_presets_stay_within_what_the_model_was_trained_for():
    faithful, balanced, detailed = built_in(MISSING)
    assert faithful.kappa < balanced.kappa < detailed.kappa
    assert (balanced.steps, balanced.kappa) == (MISSING.default_steps, MISSING.default_kappa)
    for preset in (faithful, balanced, detailed):
        assert MISSING.kappa_range[0] <= preset.kappa <= MISSING.kappa_range[1]
        assert MISSING.steps_range[0] <= preset.steps <= MISSING.steps_range[1]


def test_a_preset_that_cannot_be_stored_is_told_and_not_shown(qapp, qtbot, tmp_path: Path):
    (tmp_path / "no folder").write_bytes(b"")
    panel = ControlsPanel([MISSING], OwnPresets(tmp_path / "no folder"))
    qtbot.addWidget(panel)
    told: list[str] = []
    panel.told.connect(told.append)
    panel.preset_row.add("Mine")
    assert len(told) == 1
    assert "The settings cannot be written" in told[0]
    assert not any(
        "Mine" in panel.preset_row.box.itemText(row) for row in range(panel.preset_row.box.count())
    )


AT_ONCE = replace(MISSING, key="esrgan", title="ESRGAN", at_once=True, has_kappa=False)
SCANS = OutputPreferences(when_done="folder", folder="/home/a/Scans", format="jpeg", quality=90)
WANTED = SampleSettings(model="esrgan", scale=2.0, reduce="auto", tileable=True, seed=7)


@pytest.fixture
def panel(qapp, qtbot, tmp_path: Path) -> ControlsPanel:
    panel = ControlsPanel([MISSING, AT_ONCE], OwnPresets(tmp_path))
    qtbot.addWidget(panel)
    return panel


def set_up(panel: ControlsPanel) -> None:
    panel.set_settings(WANTED)
    panel.output.set_output(SCANS)
    panel.set_only_below(1920)


def test_a_preset_holds_all_that_was_set_up(panel: ControlsPanel, tmp_path: Path):
    set_up(panel)
    panel.preset_row.add("Scans", whole=True)
    assert panel.preset_row.box.currentText() == "Scans"
    line = "ESRGAN · 2× · reduced first if it is soft · seamless texture · only below 1920 px · JPEG 90 · into Scans"
    assert panel.preset_row.note.text() == line
    again = ControlsPanel([MISSING, AT_ONCE], OwnPresets(tmp_path))
    again.set_settings(SampleSettings(seed=11))
    heard: list[bool] = []
    again.output.changed.connect(lambda: heard.append(True))
    assert again.preset_row.box.currentText() == "Balanced"
    again.apply_preset(again.preset_row._own.presets[0])
    assert again.settings() == replace(panel.settings(), seed=11)
    assert again.output.output() == SCANS
    assert again.advanced.only_below == 1920
    assert again.preset_row.box.currentText() == "Scans"
    assert heard
    again.output.quality_field.setValue(91)
    assert again.preset_row.box.currentText() == "Own settings"
    assert again.preset_row.note.isHidden()


def test_a_model_without_steps_has_presets_that_hold_everything_alone(panel: ControlsPanel):
    panel.preset_row.add("Sampling")
    set_up(panel)
    panel.preset_row.add("Scans", whole=True)
    assert [panel.preset_row.box.itemText(row) for row in range(panel.preset_row.box.count())] == ["Scans"]
    panel.choose_model("lite-x4")
    titles = [panel.preset_row.box.itemText(row) for row in range(panel.preset_row.box.count())]
    assert titles == ["Faithful", "Balanced", "Detailed", "Sampling", "Scans"]


def test_a_preset_whose_model_is_gone_is_applied_with_a_sentence(panel: ControlsPanel):
    set_up(panel)
    panel.preset_row.add("Scans", whole=True)
    panel.set_models([MISSING])
    told: list[str] = []
    panel.told.connect(told.append)
    panel.apply_preset(panel.preset_row._own.presets[0])
    assert any(text.startswith("ESRGAN cannot be used now: ResShift Lite takes its place") for text in told)
    assert panel.output.output() == SCANS
    assert panel.settings().scale == 2.0


def test_presets_of_older_and_newer_versions_are_read(tmp_path: Path):
    """What an older version wrote has no setup, and what this one writes has all that an older one wants."""
    plain = {"title": "Old", "steps": 4, "kappa": 1.0, "stochasticity": 1.0, "color_fix": "wavelet"}
    (tmp_path / "presets.json").write_text(json.dumps([plain]))
    own = OwnPresets(tmp_path)
    assert own.presets == [Preset("Old", 4, 1.0, 1.0, "wavelet", own=True)]
    own.put(Preset("New", 4, 1.0, 1.0, "off", own=True, setup=Setup.of(WANTED, SCANS, 0)))
    old, new = json.loads((tmp_path / "presets.json").read_text())
    assert old == plain
    assert set(plain) <= set(new)
    new["setup"]["settings"]["of a later version"] = 1
    (tmp_path / "presets.json").write_text(json.dumps([old, new]))
    assert OwnPresets(tmp_path).presets == own.presets


@pytest.mark.parametrize(
    "damage",
    [
        {"settings": {"scale": -1}},
        {"output": {"format": "nonsense"}},
        {"output": {"when_done": "nonsense"}},
        {"output": {"quality": "90"}},
        {"only_below": -1},
        {"only_below": 10**12},
    ],
)
def test_a_damaged_setup_is_set_aside(tmp_path: Path, damage: dict[str, object]):
    own = OwnPresets(tmp_path)
    own.put(Preset("New", 4, 1.0, 1.0, "off", own=True, setup=Setup.of(WANTED, SCANS, 0)))
    (body,) = json.loads((tmp_path / "presets.json").read_text())
    body["setup"] |= damage
    (tmp_path / "presets.json").write_text(json.dumps([body]))
    again = OwnPresets(tmp_path)
    assert again.presets == []
    assert again.set_aside is not None


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (SampleSettings(target=(9, 9), fit=True, cover=True), "shorter side 9 px"),
        (SampleSettings(target=(9, 9), fit=True), "longer side 9 px"),
        (SampleSettings(target=(9, 8), fit=True), "9 × 8 pixels"),
        (SampleSettings(model="gone", scale=1.5, reduce=0.5), "gone · 1.5× · reduced to 50 % first · PNG"),
        (SampleSettings(steps=3, kappa=0.4), "ResShift Lite · 3 steps · kappa 0.4 · 4× · PNG"),
    ],
)
def test_a_line_says_what_a_preset_holds(settings: SampleSettings, said: str):
    preset = Preset("A", 4, 1.0, 1.0, "off", setup=Setup.of(settings, OutputPreferences(), 0))
    assert said in described(preset, [MISSING])
    assert described(replace(preset, setup=None), []) == "4 steps · kappa 1 · without the picture's colours"


def test_what_a_new_preset_holds_is_chosen_when_it_is_named(panel: ControlsPanel, qtbot):
    dialog = PresetDialog(
        panel,
        panel._as_preset,
        lambda preset: described(preset, panel.models),
        {"mine"},
        lambda title: is_reserved(title, panel.model),
        has_sampling=True,
    )
    assert not dialog.save_button.isEnabled()  # without a name
    assert dialog.preset.setup is not None
    assert "PNG" in dialog.holds.text()
    dialog.name.setText(" Mine ")
    assert dialog.save_button.isEnabled()
    assert not dialog.note.isHidden()  # it is taken
    dialog.name.setText("faithful")
    assert not dialog.save_button.isEnabled()  # one of the program has this name
    assert not dialog.note.isHidden()
    dialog.whole.setChecked(False)
    assert dialog.preset.setup is None
    assert "PNG" not in dialog.holds.text()
