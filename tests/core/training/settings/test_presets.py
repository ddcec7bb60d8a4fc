"""Settings: presets that suit the pictures, fields within their ranges, and the built-in model's recipe."""

import dataclasses
import json
from pathlib import Path

import pytest

from core.data.source import DataSource
from core.errors import SettingsError, TrainingError
from core.training.settings.config import TrainConfig
from core.training.settings.fields import FIELDS
from core.training.settings.presets import PRESETS, preset

SOURCE = DataSource("good", "/pictures")
TOP = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize("name", [p.name for p in PRESETS])
@pytest.mark.parametrize("architecture", ["lite_unet", "swin_unet"])
@pytest.mark.parametrize("pictures", [2, 40, 5000])
def test_every_preset_is_sound_and_within_the_fields_ranges(name, architecture, pictures):
    config = preset(name, pictures, source=SOURCE, architecture=architecture)
    config.check()
    assert TrainConfig.from_dict(json.loads(config.to_json())) == config
    for field in FIELDS:
        value = getattr(config, field.name)
        if field.choices:
            assert value in [v for v, _ in field.choices]
        elif value is not None:
            assert field.low <= value <= field.high, field.name


def test_presets_take_longer_in_turn_and_few_pictures_are_treated_gently():
    lengths = [preset(p.name, 500, source=SOURCE).iterations for p in PRESETS]
    assert lengths == sorted(lengths)
    assert preset("normal", 10, source=SOURCE).lr < preset("normal", 500, source=SOURCE).lr
    assert preset("normal", 500, source=SOURCE, smallest=70).patch == 64
    with pytest.raises(SettingsError, match="quick, normal, thorough"):
        preset("best", 10, source=SOURCE)


def test_fields_are_settings():
    names = {f.name for f in dataclasses.fields(TrainConfig)}
    assert {f.name for f in FIELDS} <= names


def test_the_built_in_models_phases_are_read_and_kappa_keeps_its_range():
    files = sorted((TOP / "tools" / "lite_x4" / "phases").glob("*/*.json"))
    phases = {f"{p.parent.name} {p.stem[2:]}": TrainConfig.load(p) for p in files}
    assert len(phases) == len(files) == 9
    for name, phase in phases.items():
        realism = name.endswith(("realism", "polish"))
        assert phase.loss == ("journal" if realism else "conference")
        assert phase.kappa_range == ((0.25, 2.0) if realism else (0.1, 0.1))
        assert phase.train_only == ("realistic." if realism else "")
        assert (set(phase.mix) == {"bicubic"}) == name.startswith("clean")
        # Fidelity has the teacher of clean reductions, realism that of poor pictures.
        assert (phase.teacher_least > 0) == name.endswith("teacher")
        # Fidelity is squared error alone, and poor pictures would get their noise back.
        assert (phase.sharpen > 0) == (name == "clean realism")
        assert phase.taught == ("" if not phase.taught_share else "poor" if realism else "clean")
    every = sum(p.iterations for p in phases.values())
    assert sum(p.iterations for p in phases.values() if p.loss == "conference") >= 0.7 * every
    first = phases["general fidelity"]
    assert first.iterations == max(p.iterations for p in phases.values())
    assert first.mix["bicubic"] >= 0.5


@pytest.mark.parametrize(
    "wrong", [{"loss": "x"}, {"batch": 0}, {"patch": 65}, {"lr": 0.0}, {"clip": -1.0}, {"sharpen": 1.5}]
)
def test_values_that_no_run_can_use_are_refused(wrong):
    with pytest.raises(TrainingError):
        TrainConfig.from_dict(wrong)
