"""What was stored becomes typed values, or one error, whatever is in it."""

from __future__ import annotations

import dataclasses
import json
import math
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from core.errors import SettingsError
from core.events import EVENT_TYPES
from core.jobs import SampleSettings
from core.models.recipe import Recipe
from core.storage import records
from core.training.settings.config import TrainConfig

DEEP = 100_000


@dataclass(frozen=True)
class Inner:
    ratio: float
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outer:
    count: int
    inner: Inner
    notes: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.count < 0:
            raise SettingsError("There is nothing below none.")


GOOD = {"count": 3, "inner": {"ratio": 1, "names": ["a", "b"]}, "later": True}


def test_a_record_becomes_its_dataclass_and_unknown_keys_are_passed_over() -> None:
    assert records.decode(Outer, json.dumps(GOOD)) == Outer(3, Inner(1.0, ("a", "b")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "5",
        "[1]",
        "{}",
        '{"count": "3", "inner": {"ratio": 1}}',
        '{"count": 3.5, "inner": {"ratio": 1}}',
        '{"count": true, "inner": {"ratio": 1}}',
        '{"count": 3, "inner": 5}',
        '{"count": 3, "inner": {"ratio": "1"}}',
        '{"count": 3, "inner": {"ratio": 1, "names": [5]}}',
        '{"count": -1, "inner": {"ratio": 1}}',
        "[" * DEEP,
        '{"later": ' + "[" * DEEP + "]" * DEEP + "}",
        '{"count": 1' + "0" * 10_000 + ', "inner": {"ratio": 1}}',
        '{"count": 3, "inner": {"ratio": "\\ud800"}}',
        b"\xff\xfe\x00",
    ],
)
def test_everything_else_is_one_error(text: str | bytes) -> None:
    with pytest.raises(records.RecordError):
        records.decode(Outer, text)


def test_a_record_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(GOOD))
    assert records.read(Outer, path).count == 3
    with pytest.raises(records.RecordError, match="larger"):
        records.read(Outer, path, limit=10)
    with pytest.raises(FileNotFoundError):
        records.read(Outer, tmp_path / "none.json")
    with pytest.raises(records.RecordError):
        records.read(Outer, tmp_path)


def test_in_place_of_a_record_that_is_not_there_or_damaged_comes_what_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    assert records.read_or(Outer, path, None) is None
    path.write_text("[")
    assert records.read_or(Outer, path, None) is None
    path.write_text(json.dumps(GOOD))
    assert records.read_or(Outer, path, None) == Outer(3, Inner(1.0, ("a", "b")))


def test_what_is_encoded_comes_back_the_same() -> None:
    value = Outer(3, Inner(0.1, ("ü", "\udcff")), {"x": [1, None, math.inf]})
    assert records.decode(Outer, records.encode(value)) == value


def test_a_damaged_record_is_set_aside_and_never_lost(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text("what was there")
    bad = records.set_aside(path)
    assert bad is not None
    assert bad.read_text() == "what was there"
    assert not path.exists()
    assert records.set_aside(path) is None


SOUND: list[tuple[type, dict[str, Any]]] = [
    (SampleSettings, SampleSettings(kappa=0.5, target=(3, 4), tile=64).to_dict()),
    (Recipe, json.loads(Recipe("T", "lite_unet", {"widths": [8, 8]}, {"kind": "free"}).to_json())),
    (TrainConfig, json.loads(TrainConfig(data="x").to_json())),
]
WRONG: list[Any] = [None, True, -1, 1.5, math.nan, 10**400, 1e308, "x", [], [1], {}, {"a": 1}, [[[]]]]


@pytest.mark.parametrize(("kind", "sound"), SOUND, ids=[kind.__name__ for kind, _ in SOUND])
def test_a_record_with_any_field_changed_is_read_or_refused(kind: type, sound: dict[str, Any]) -> None:
    """A wrong type must not get into the program, whatever field it stands in."""
    records.convert(kind, sound)
    for name, value in sound.items():
        for wrong in WRONG:
            try:
                found = records.convert(kind, {**sound, name: wrong})
            except records.RecordError:
                continue
            assert _same_kind(getattr(found, name), value, wrong), (name, wrong)


def _same_kind(found: Any, sound: Any, wrong: Any) -> bool:
    """What was taken is what was given, of a type the field may have."""
    if dataclasses.is_dataclass(found):  # an object without known names is a record of defaults
        return isinstance(wrong, dict) and found == type(found)()  # type: ignore[misc]
    given = tuple(wrong) if isinstance(wrong, list) else wrong
    same = found == given or found != found
    number = isinstance(found, int | float) and isinstance(sound, int | float)
    return same and (number or sound is None or found is None or isinstance(found, type(sound) | tuple))


def test_events_with_any_damage_are_events_or_nothing() -> None:
    from core.events import from_json

    generator = random.Random(1)
    for name, kind in EVENT_TYPES.items():
        for _ in range(200):
            keys = list(getattr(kind, "__dataclass_fields__", {}))
            body = {"event": name} | {k: generator.choice([*WRONG, 3, "text", 0.5]) for k in keys}
            found = from_json(json.dumps(body))
            assert found is None or isinstance(found, kind)
