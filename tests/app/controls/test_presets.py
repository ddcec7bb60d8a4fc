"""Presets of the controls: built in, and a person's own."""

from pathlib import Path

from app.controls.panel import ControlsPanel
from app.controls.presets import OwnPresets, Preset, built_in
from app.models.model_list import MISSING


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
    panel.add_preset("Mine")
    assert len(told) == 1
    assert "The settings cannot be written" in told[0]
    assert not any("Mine" in panel.preset_box.itemText(row) for row in range(panel.preset_box.count()))
