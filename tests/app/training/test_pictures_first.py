"""A training rests while pictures are enlarged, unless the person wants it otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.training.pictures_first import PicturesFirst
from app.training.runs.glance import RunGlance
from app.training.runs.store import About
from core.training.run_folder import RunFolder


class Watcher:
    """Knows one run, and notes what it is told."""

    def __init__(self, path: Path) -> None:
        self.run = RunGlance(path, About("A"), "running", "", 1, 10, None, held=True)
        self.said: list[str] = []

    @property
    def at_work(self):
        return self.run if self.run is not None and self.run.at_work else None

    def find(self, path):
        return self.run if self.run is not None and self.run.path == path else None

    def say(self, path, word):
        self.said.append(word)
        RunFolder(path).say(word)

    def see(self, **changes):
        """Another glance, which the window gets later than the run hears a word."""
        self.run = replace(self.run, **changes)


@pytest.fixture
def watcher(tmp_path):
    return Watcher(tmp_path)


@pytest.fixture
def enlarging():
    return [True]


@pytest.fixture
def first(watcher, enlarging, qapp):
    return PicturesFirst(watcher, lambda: bool(enlarging), lambda: True)


@pytest.fixture
def resting(first, watcher):
    """It has been paused for the pictures, and the window has seen that."""
    first.look()
    watcher.see(state="paused", asked="pause")
    first.look()
    return first


def test_it_rests_until_the_pictures_are_done(resting, watcher, enlarging):
    assert resting.holds(watcher.run.path)
    resting.look()
    assert watcher.said == ["pause"]
    enlarging.clear()
    resting.look()
    assert watcher.said == ["pause", "run"]
    assert not resting.holds(watcher.run.path)


def test_an_old_glance_is_no_word_of_the_person(first, watcher):
    first.look()
    first.look()  # it still shows the run as it was
    assert watcher.said == ["pause"]
    assert first.holds(watcher.run.path)


def test_a_run_that_begins_meanwhile_rests_as_soon_as_its_process_can_hear(first, watcher):
    watcher.see(state="starting", held=False)
    first.look()
    assert watcher.said == []
    watcher.see(held=True)
    first.look()
    assert watcher.said == ["pause"]


def test_whoever_lets_it_go_on_beside_the_pictures_is_heeded(resting, watcher):
    watcher.see(state="running", asked="run")
    resting.look()
    resting.look()
    assert watcher.said == ["pause"]
    assert not resting.holds(watcher.run.path)


def test_a_pause_of_the_person_is_not_taken_back(resting, watcher, enlarging):
    watcher.see(state="running", asked="run")
    resting.look()
    watcher.see(state="paused", asked="pause")
    resting.look()
    enlarging.clear()
    resting.look()
    resting.stop()
    assert watcher.said == ["pause"]
    assert RunFolder(watcher.run.path).asked() == "pause"


@pytest.mark.parametrize("state", ["paused", "stopped", "interrupted"])
def test_a_stop_is_not_taken_back(resting, watcher, enlarging, state):
    watcher.see(state=state, asked="stop")
    enlarging.clear()
    resting.look()
    assert watcher.said == ["pause"]


def test_a_run_that_is_gone_is_told_nothing(resting, watcher, enlarging):
    watcher.run = None
    enlarging.clear()
    resting.look()
    resting.stop()
    assert watcher.said == ["pause"]


def test_with_the_next_pictures_it_rests_again(resting, watcher, enlarging):
    watcher.see(state="running", asked="run")
    resting.look()
    enlarging.clear()
    resting.look()
    enlarging.append(True)
    resting.look()
    assert watcher.said == ["pause", "pause"]


def test_the_end_of_the_window_lets_it_go_on(resting, watcher):
    resting.stop()
    assert RunFolder(watcher.run.path).asked() == "run"


def test_whoever_resumes_a_run_that_was_paused_before_the_pictures_is_heeded(first, watcher):
    watcher.see(state="paused", asked="pause")
    first.look()
    first.let_go(watcher.run.path)
    watcher.see(state="running", asked="run")
    first.look()
    assert watcher.said == []
    assert not first.holds(watcher.run.path)


def test_whoever_resumes_a_stopped_run_beside_the_pictures_is_heeded(first, watcher):
    watcher.see(state="stopped", held=False)
    first.look()
    first.let_go(watcher.run.path)
    for state in ("starting", "preparing", "running"):
        watcher.see(state=state, held=True)
        first.look()
    assert watcher.said == []


def test_a_run_that_waits_and_is_resumed_waits_no_longer(resting, watcher, enlarging):
    resting.let_go(watcher.run.path)
    assert not resting.holds(watcher.run.path)
    resting.look()
    enlarging.clear()
    resting.look()
    assert watcher.said == ["pause"]


def test_a_run_resumed_before_the_pictures_rests(first, watcher, enlarging):
    enlarging.clear()
    first.let_go(watcher.run.path)
    enlarging.append(True)
    first.look()
    assert watcher.said == ["pause"]


def test_what_was_let_go_rests_with_the_next_pictures(first, watcher, enlarging):
    first.let_go(watcher.run.path)
    first.look()
    enlarging.clear()
    first.look()
    enlarging.append(True)
    first.look()
    assert watcher.said == ["pause"]


@pytest.fixture
def killed(resting, watcher):
    """The window that had paused the run is gone, and nobody let it go on."""
    assert resting._worker.finish()
    watcher.said.clear()
    return resting


def another_window(watcher, enlarging) -> PicturesFirst:
    """It has looked at the runs."""
    window = PicturesFirst(watcher, lambda: bool(enlarging), lambda: True)
    window.look()
    assert window._worker.finish()
    return window


def test_what_a_killed_window_has_paused_goes_on_with_the_next_one(killed, watcher, enlarging):
    enlarging.clear()
    another_window(watcher, enlarging)
    assert watcher.said == ["run"]
    watcher.see(state="paused", asked="pause")  # now by the person
    another_window(watcher, enlarging)
    assert watcher.said == ["run"]


def test_what_a_killed_window_has_paused_waits_for_the_pictures_of_the_next_one(killed, watcher, enlarging):
    window = another_window(watcher, enlarging)
    assert watcher.said == []
    assert window.holds(watcher.run.path)
    enlarging.clear()
    window.look()
    assert watcher.said == ["run"]


@pytest.mark.parametrize(
    "since", [{"state": "running", "asked": "run"}, {"state": "paused", "asked": "stop"}]
)
def test_what_the_person_has_said_since_counts(killed, watcher, enlarging, since):
    enlarging.clear()
    watcher.see(**since)
    another_window(watcher, enlarging)
    assert watcher.said == []
    watcher.see(state="paused", asked="pause")
    another_window(watcher, enlarging)
    assert watcher.said == []


@pytest.mark.parametrize("how", ["resumed", "let go", "ended", "window closed", "pictures done"])
def test_a_pause_of_the_person_is_never_taken_for_one_of_ours(resting, watcher, enlarging, how):
    if how == "resumed":
        watcher.see(state="running", asked="run")
    elif how == "let go":
        resting.let_go(watcher.run.path)
    elif how == "ended":
        watcher.see(state="finished", held=False)
    elif how == "pictures done":
        enlarging.clear()
    resting.look()
    if how == "window closed":
        resting.stop()
    assert resting._worker.finish()
    enlarging.clear()
    watcher.said.clear()
    watcher.see(state="paused", asked="pause", held=True)
    another_window(watcher, enlarging)
    assert watcher.said == []
