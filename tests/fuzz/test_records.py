"""Changed records of every kind become what they say they are, or are refused; events become events or nothing."""

from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path
from typing import Any

import pytest

from app.preferences.preferences import Preferences, SettingsFile
from app.queue.memory import _read as read_waiting
from app.results.session import Session
from app.training.runs.store import load_queue, read_about
from core.data.dataset import Dataset
from core.events import EVENT_TYPES, Event, JobDone, TrainStep, from_json, to_json
from core.jobs import SampleSettings
from core.models.digests import Digests
from core.presets import OwnPresets
from core.training.settings.config import TrainConfig
from tests.fuzz.outcomes import changed, counted, with_wrong_values

SETTINGS = SampleSettings(target=(3, 4), kappa=0.5).to_dict()
SESSION = {
    "result_id": "a",
    "source": "2f78",
    "title": "x",
    "width": 4,
    "height": 4,
    "seconds": 1.0,
    "settings": SETTINGS,
    "written": {"model": "lite-x4"},
}


def session(path: Path) -> None:
    path.with_name("record.png").touch()
    for kept in Session(path.parent).found():
        assert kept.picture.parent == path.parent


READERS: dict[str, tuple[Any, Any]] = {
    "settings": (dataclasses.asdict(Preferences()), lambda p: SettingsFile(p.parent).load()),
    "presets": (
        [{"title": "A", "steps": 4, "kappa": 1.0, "stochasticity": 1.0, "color_fix": "wavelet"}],
        lambda p: OwnPresets(p.parent),
    ),
    "record": (SESSION, session),
    "waiting": ({"settings": [SETTINGS], "pictures": [["2f78", "", 0]]}, read_waiting),
    "about": ({"title": "Run", "created": "", "pictures": "", "model": ""}, lambda p: read_about(p.parent)),
    "queue": (["a"], lambda p: load_queue(p.parent)),
    "digests": ({"/x": {"sha256": "0" * 64, "state": [1, 2]}}, lambda p: Digests(p).known(p)),
    "dataset": (
        {"folder": "/", "scale": 4, "train": [["a", "", 4, 4, 0, 0]], "validation": []},
        Dataset.load,
    ),
    "config": (json.loads(TrainConfig(data="x").to_json()), TrainConfig.load),
}


@pytest.mark.parametrize("name", READERS)
def test_a_changed_record_is_read_or_refused(name: str, tmp_path: Path) -> None:
    sound, read = READERS[name]
    path = tmp_path / f"{name}.json"

    def work(generator: random.Random) -> None:
        if generator.random() < 0.5:
            path.write_bytes(changed(json.dumps(sound).encode(), generator))
        else:
            path.write_text(json.dumps(with_wrong_values(sound, generator)))
        read(path)

    path.write_text(json.dumps(sound))
    read(path)
    counted(work, 150)


EVENTS: list[Event] = [
    TrainStep(1, 3, 0.5, {"mse": 0.5}, 1e-4, 10.0, None),
    JobDone("j", "s", None, 4, 4, 1.0, {"model": "lite-x4"}, ("a",)),
]


@pytest.mark.parametrize("event", EVENTS, ids=[e.name for e in EVENTS])
def test_a_changed_line_is_an_event_or_nothing(event: Event) -> None:
    assert from_json(to_json(event)) == event

    def work(generator: random.Random) -> None:
        line = changed(to_json(event).encode(), generator).decode("latin-1")
        if generator.random() < 0.5:
            line = json.dumps(with_wrong_values(json.loads(to_json(event)), generator))
        found = from_json(line)
        assert found is None or type(found) in EVENT_TYPES.values()

    counted(work, 400)
