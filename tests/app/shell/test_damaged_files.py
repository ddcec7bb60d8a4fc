"""No file that lies on the disk keeps the window from opening: each stored file, damaged in each way."""

from __future__ import annotations

import json
import os
import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from window_use import end

from app.models import model_list
from app.models.cards import DamagedCard
from app.preferences.preferences import Preferences
from app.shell.application import Program
from app.shell.studio import Studio
from app.system.crash_guard import CRASHES_UNTIL_SAFE
from app.system.folders import folders_below
from app.system.logs import LogLines
from app.system.safe_mode import set_aside, suspects
from core.jobs import NO_VULKAN_VARIABLE, SampleSettings
from core.models import catalog
from core.models.catalog import DamagedModel
from core.models.checkpoints import RECIPE_KEY
from core.models.recipe import Recipe
from core.presets import OutputPreferences

RECIPE = json.loads(Recipe("Mine", "lite_unet", {"widths": [8]}, {"kind": "free"}).to_json())
SETTINGS = SampleSettings().to_dict()
SESSION = {
    "result_id": "abc",
    "source": "2f78",
    "title": "x",
    "width": 4,
    "height": 4,
    "seconds": 1.0,
    "settings": SETTINGS,
    "written": {"model": "lite-x4"},
}
STORED: dict[str, Any] = {
    "config/settings.json": asdict(Preferences()),
    "config/presets.json": [
        {
            **{"title": "A", "steps": 4, "kappa": 1.0, "stochasticity": 1.0, "color_fix": "wavelet"},
            "setup": {"settings": SETTINGS, "output": asdict(OutputPreferences()), "only_below": 1920},
        }
    ],
    "data/session/abc.json": SESSION,
    "data/session/queue/waiting.json": {"settings": [SETTINGS], "pictures": [["2f78", "", 0]]},
    "data/runs/a/about.json": {"title": "Run", "created": "", "pictures": "", "model": ""},
    "data/runs/a/config.json": {"data": "x", "iterations": 3},
    "data/runs/a/dataset.json": {"format": 1, "folder": "/", "scale": 4, "train": [], "validation": []},
    "data/runs/a/events.jsonl": {"event": "TrainStep", "iteration": 1, "iterations": 3, "loss": 1.0},
    "data/runs/queue.json": ["a"],
    "data/accepted-licences.json": {"s-lab": "2026-01-01"},
    "data/running": 1,
    "../own models/digests.json": {"/x": {"sha256": "0" * 64, "state": [1, 2]}},
}
WRONG: list[Any] = [None, True, -1, 1.5, 10**30, "x", "../../../victim", [], [1], {}, {"a": 1}]
WHOLE = [
    b"",
    b"\0",
    b"\xff\xfe",
    b"{",
    b"null",
    b"5",
    b"[1]",
    b"{}",
    b'"x"',
    b"[" * 100_000,
    b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    b"1" * 5000,
]


def fields(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of everything that is nested in a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*place, key)
        yield from fields(part, (*place, key))


def changed(value: Any, place: tuple[Any, ...], wrong: Any) -> Any:
    value = json.loads(json.dumps(value))
    inner = value
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = wrong
    return value


def model_file(recipe: bytes) -> bytes:
    text = json.dumps({"__metadata__": {RECIPE_KEY: recipe.decode("latin-1")}}).encode()
    return struct.pack("<Q", len(text)) + text


def damage(home: Path, content: Callable[[Any], bytes]) -> None:
    """Writes all stored files anew, each as `content` of its sound value."""
    for name, sound in STORED.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(sound))
    (home / "data" / "session" / "abc.png").write_bytes(b"no picture")
    own = catalog.own_folder()
    own.mkdir(parents=True, exist_ok=True)
    (own / "mine.safetensors").write_bytes(model_file(content(RECIPE)))
    (own / "raw.safetensors").write_bytes(content(RECIPE))


def opens(make: Callable[[], Studio], qtbot: Any) -> Studio:
    studio = make()
    qtbot.waitUntil(lambda: studio.waiting.looked)
    assert studio.window.isVisible()
    assert model_list.list_models()[0].key == "lite-x4"
    studio.window.show_page("models")
    studio.window.show_page("train")
    studio.training.watcher.look()
    return studio


@pytest.mark.parametrize("content", WHOLE, ids=[repr(c[:12]) for c in WHOLE])
def test_the_window_opens_whatever_its_files_hold(
    content: bytes, studio_maker, tmp_path: Path, qtbot
) -> None:
    damage(tmp_path / "home", lambda _: content)
    opens(studio_maker, qtbot)
    assert {d.key for d in catalog.list_damaged()} == {"mine", "raw"}


@pytest.mark.parametrize("seed", range(6))
def test_the_window_opens_whatever_a_field_holds(seed: int, studio_maker, tmp_path: Path, qtbot) -> None:
    generator = random.Random(seed)

    def content(sound: Any) -> bytes:
        places = list(fields(sound))
        wrong = generator.choice(WRONG)
        body = changed(sound, generator.choice(places), wrong) if places else wrong
        return json.dumps(body).encode()

    damage(tmp_path / "home", content)
    opens(studio_maker, qtbot)


def test_a_record_names_no_file_elsewhere(studio_maker, tmp_path: Path, qtbot) -> None:
    """Discarding what was left unsaved deletes the record's own files, whatever is written in it."""
    victim = tmp_path / "victim.json"
    victim.write_text("mine")
    folder = tmp_path / "home" / "data" / "session"
    folder.mkdir(parents=True)
    (folder / "abc.json").write_text(json.dumps(SESSION | {"result_id": "../../../victim"}))
    (folder / "abc.png").write_bytes(b"kept")
    studio = studio_maker()
    assert [kept.result_id for kept in studio.unsaved.found] == ["abc"]
    studio.unsaved._discard()
    assert victim.read_text() == "mine"
    assert not (folder / "abc.json").exists()


def test_a_damaged_record_is_set_aside_with_a_notice_and_its_picture_stays(
    studio_maker, tmp_path: Path, qtbot
) -> None:
    folder = tmp_path / "home" / "data" / "session"
    folder.mkdir(parents=True)
    (folder / "abc.json").write_text(json.dumps(SESSION | {"settings": 5}))
    (folder / "abc.png").write_bytes(b"kept")
    studio = studio_maker()
    texts = [notice.text for notice in studio.window.picture.notices.notices]
    assert any("abc.json.bad" in text for text in texts)
    assert (folder / "abc.png").read_bytes() == b"kept"


def test_a_damaged_model_is_listed_with_its_reason_and_can_be_deleted(studio_maker, qtbot) -> None:
    own = catalog.own_folder()
    own.mkdir(parents=True)
    path = own / "mine.safetensors"
    path.write_bytes(model_file(json.dumps(RECIPE | {"steps_range": 5}).encode()))
    page = studio_maker().window.models_page
    card = page.damaged_cards[path]
    assert "steps_range" in card.model.reason
    card.deletion.button.click()
    card.deletion.question.accepted.emit()
    assert not path.exists()
    assert page.damaged_cards == {}


def test_a_model_that_may_not_be_read_is_said_without_a_way_to_delete_it(qtbot) -> None:
    reason = "The model file mine.safetensors cannot be read: Permission denied."
    card = DamagedCard(DamagedModel("mine", Path("mine.safetensors"), "own", reason, unread=True))
    qtbot.addWidget(card)
    card.show()
    texts = [shown.text() for shown in card.findChildren(QLabel) if shown.isVisible()]
    assert {"cannot be read", reason} <= set(texts)
    assert not any(button.isVisible() for button in card.findChildren(QPushButton))


class Instance:
    """Stands for the first start of the program."""

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


def test_after_two_failed_starts_nothing_old_is_read_and_all_can_be_set_aside(
    qapp, engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog, "_own_left_out", False)
    monkeypatch.setenv(NO_VULKAN_VARIABLE, "")
    folders = folders_below(tmp_path / "home")
    damage(tmp_path / "home", lambda sound: json.dumps(sound).encode())
    (folders.data / "running").write_text(str(CRASHES_UNTIL_SAFE))
    (folders.data / "models").mkdir()
    read: list[Path] = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (read.append(path), original(path))[1])
    program = Program(qapp, folders, Instance(), LogLines(), lambda: engine)
    try:
        program.start([])
        assert program.studio.closing.outlived_by_results
        # What waits now joins the list of what waited then; that is read for it, and not offered.
        waiting = folders.session / "queue" / "waiting.json"
        assert {path for path in read if path.is_relative_to(folders.data.parent)} <= {waiting}
        assert {model.kind for model in catalog.list_models()} == {"built-in"}
        assert os.environ[NO_VULKAN_VARIABLE]
        notices = program.studio.window.picture.notices.notices
        notice = next(n for n in notices if n.key == "safe mode")
        before = suspects(folders)
        (folders.session / "now.png").write_bytes(b"of this run")
        notice.actions[0][1]()
        assert suspects(folders) == [folders.session / "now.png"]
        bad = [
            str(path).replace("session/", "session.bad/")
            for path in before
            if path.is_relative_to(folders.session)
        ]
        bad += [f"{path}.bad" for path in before if path.parent == folders.config]
        assert len(bad) == len(before) == 5
        assert all(Path(path).exists() for path in bad)
        assert program.studio.waiting.found == []
    finally:
        end(program)
    assert not (folders.data / "running").exists()


def test_setting_aside_twice_keeps_both(tmp_path: Path) -> None:
    folders = folders_below(tmp_path)
    for text in ("first", "second"):
        (folders.config / "settings.json").write_text(text)
        (folders.data / "models").mkdir(exist_ok=True)
        (folders.data / "models" / "mine.safetensors").write_text(text)
        set_aside(folders, suspects(folders))
    for folder, names in ((folders.config, "*.bad"), (folders.data, "*.bad/mine.safetensors")):
        assert sorted(p.read_text() for p in folder.glob(names)) == ["first", "second"]
