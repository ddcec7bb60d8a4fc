"""When the queue is done: nothing by itself, what was chosen after a minute, and never at the price of a result."""

import threading

import pytest
from window_use import notices, run_to_end

from app.kit.notice_bar import NoticeBar
from app.queue.when_done_box import CLOSE, NOTHING, WhenDoneBox
from app.shell.pages import MODELS, UPSCALE
from app.shell.when_done import SECONDS, WhenDone
from app.system.power import SHUT_DOWN, SLEEP, Power, PowerError


class FakePower(Power):
    def __init__(self):
        self.done, self.refuses = [], ""

    def offers(self):
        return SLEEP, SHUT_DOWN

    def do(self, what):
        if self.refuses:
            raise PowerError(self.refuses)
        self.done.append(what)


class Desk:
    """What is to be done at the end, and all that it asks: seconds pass as the tests want."""

    def __init__(self):
        self.queued = self.at_work = False
        self.problem = ""
        self.bar, self.box, self.power = NoticeBar(), WhenDoneBox(), FakePower()
        self.closed = []
        self.when = WhenDone(
            self.box,
            self.power,
            self.bar,
            self.bar.show_notice,
            queued=lambda: self.queued,
            at_work=lambda: self.at_work,
            problem=lambda: self.problem,
        )
        self.when._timer.timeout.disconnect()
        self.when.closeWanted.connect(lambda: self.closed.append(True))

    def choose(self, what):
        self.box.box.setCurrentIndex(self.box.box.findData(what))
        self.box.box.activated.emit(self.box.box.currentIndex())

    def pass_seconds(self, seconds):
        for _ in range(seconds):
            self.when.look()

    @property
    def said(self):
        """What is shown now; a count changes its text in place."""
        return [frame.accessibleName() for frame in self.bar._frames]


@pytest.fixture
def desk(qapp):
    desk = Desk()
    yield desk
    assert desk.when.stop(5000)


def test_it_can_be_chosen_while_a_queue_runs_and_only_what_the_system_can_do(desk):
    assert desk.box.isHidden()
    desk.queued = True
    desk.when.refresh()
    assert not desk.box.isHidden()
    assert [desk.box.box.itemData(n) for n in range(desk.box.box.count())] == [
        NOTHING,
        CLOSE,
        SLEEP,
        SHUT_DOWN,
    ]
    desk.box.set_offers(Power().offers())
    assert [desk.box.box.itemData(n) for n in range(desk.box.box.count())] == [NOTHING, CLOSE]
    desk.queued = False
    desk.when.refresh()
    assert desk.box.isHidden()


def test_nothing_happens_by_itself(desk):
    desk.pass_seconds(3 * SECONDS)
    assert (desk.said, desk.power.done, desk.closed) == ([], [], [])


@pytest.mark.parametrize("what", [SLEEP, SHUT_DOWN])
def test_what_was_chosen_is_done_after_a_minute_and_for_this_once(desk, qtbot, what):
    desk.at_work = True
    desk.choose(what)
    desk.pass_seconds(2 * SECONDS)
    assert desk.said == []
    desk.at_work = False
    desk.pass_seconds(1)
    assert f"{SECONDS} s" in desk.said[0]
    button = desk.bar._frames[0]
    desk.pass_seconds(SECONDS - 1)
    assert " 1 s" in desk.said[0]
    assert desk.bar._frames == [button]  # whose button may be pressed at any moment
    assert desk.power.done == []
    desk.pass_seconds(1)
    qtbot.waitUntil(lambda: desk.power.done == [what] and not desk.when._worker.busy)
    assert desk.closed == [True] * (what == SHUT_DOWN)  # in order, before the system ends it
    assert (desk.when.choice, desk.said, desk.box.isHidden()) == (NOTHING, [], True)


@pytest.mark.parametrize("how", ["button", "cross", "stop", "box"])
def test_a_person_says_no(desk, how):
    desk.choose(SHUT_DOWN)
    desk.pass_seconds(2)
    frame = desk.bar._frames[0]
    if how == "button":
        frame._closing(frame.notice.actions[0][1])()
    elif how == "cross":
        frame._close()
    elif how == "stop":
        desk.when.forget()
    else:
        desk.choose(NOTHING)
    assert (desk.when.choice, desk.box.box.currentData(), desk.said) == (NOTHING, NOTHING, [])
    desk.pass_seconds(2 * SECONDS)
    assert desk.power.done == []


def test_another_choice_begins_the_minute_anew(desk, qtbot):
    desk.choose(SLEEP)
    desk.pass_seconds(SECONDS)
    desk.choose(CLOSE)
    desk.pass_seconds(SECONDS)
    assert desk.closed == []
    assert len(desk.said) == 1
    desk.pass_seconds(1)
    assert (desk.closed, desk.power.done) == ([True], [])


def test_what_comes_meanwhile_is_waited_for_and_the_minute_begins_anew(desk, qtbot):
    desk.choose(SLEEP)
    desk.pass_seconds(SECONDS)
    desk.at_work = True
    desk.pass_seconds(SECONDS)
    assert desk.said == []
    desk.at_work = False
    desk.pass_seconds(SECONDS)
    assert desk.power.done == []
    desk.pass_seconds(1)
    qtbot.waitUntil(lambda: desk.power.done == [SLEEP])


@pytest.mark.parametrize("what", [SHUT_DOWN, CLOSE])
@pytest.mark.parametrize("seconds", [1, SECONDS])
def test_what_would_be_lost_keeps_all_as_it_is_but_for_sleep(desk, qtbot, what, seconds):
    """Also where it turns out while the seconds are counted."""
    desk.choose(what)
    desk.pass_seconds(seconds - 1)
    desk.problem = "1 result could not be saved."
    desk.pass_seconds(SECONDS)
    assert (desk.said, desk.when.choice) == (["1 result could not be saved."], NOTHING)
    assert (desk.power.done, desk.closed) == ([], [])
    desk.choose(SLEEP)
    desk.pass_seconds(SECONDS + 1)
    qtbot.waitUntil(lambda: desk.power.done == [SLEEP])


def test_a_system_that_refuses_is_heard_and_the_window_stays(desk, qtbot):
    desk.power.refuses = "Operation inhibited by user."
    desk.choose(SHUT_DOWN)
    desk.pass_seconds(SECONDS + 1)
    text = "The system did not do what was to be done at the end: Operation inhibited by user."
    qtbot.waitUntil(lambda: desk.said == [text])
    assert desk.closed == []


def test_an_open_dialog_is_waited_for(desk, monkeypatch):
    monkeypatch.setattr("app.shell.when_done.QApplication.activeModalWidget", lambda: desk.bar)
    desk.choose(SLEEP)
    desk.pass_seconds(2)
    assert desk.said == []


# --- in the window ----------------------------------------------------------------------------------------------


def test_the_window_closes_without_a_question_and_unsaved_results_are_kept(
    studio, with_picture, qtbot, studio_maker
):
    when = studio.unattended.when_done
    assert type(when._power) is Power  # no test can do anything to the computer
    when.choose(CLOSE)
    when._timer.stop()
    run_to_end(studio, qtbot)
    qtbot.waitUntil(lambda: not studio.saver.busy)
    for _ in range(SECONDS + 1):
        when.look()
    assert not studio.window.isVisible()
    studio.stop()
    assert any("has not been saved" in text for text in notices(studio_maker()))


def test_all_that_is_under_way_counts(studio, two, qtbot, monkeypatch):
    assert not studio.at_work.is_any()
    for kind, name in (
        (studio.training.watcher, "at_work"),
        (studio.models, "busy"),
        (studio.support.installer, "busy"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(type(kind), name, property(lambda self: object()))
            assert studio.at_work.is_any()
    go = threading.Event()
    studio.saver._outside.start(go.wait)
    assert studio.at_work.is_any()
    go.set()
    qtbot.waitUntil(lambda: not studio.at_work.is_any())
    studio.runner.set_paused(True)
    studio.upscaling.run_all()
    assert studio.at_work.is_any()
    studio.unattended.when_done.choose(CLOSE)
    studio.window.controls.run.stopClicked.emit()
    assert not studio.at_work.is_any()
    assert studio.unattended.when_done.choice == NOTHING


def test_results_that_would_be_lost_or_could_not_be_saved_are_a_problem(
    studio, with_picture, qtbot, monkeypatch
):
    assert studio.closing.problem == ""

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(studio.session, "keep", full)
    run_to_end(studio, qtbot)
    qtbot.waitUntil(lambda: not studio.saver.busy)
    lost = "1 result has not been saved and would be lost, so everything stays as it is."
    assert studio.closing.problem == lost
    studio.model.item(0).latest.not_saved = "The disk is full."
    assert studio.closing.problem == "1 result could not be saved, so everything stays as it is."


@pytest.mark.parametrize("page", [UPSCALE, MODELS])
def test_escape_says_no_while_the_seconds_are_counted_and_stops_nothing_else(studio, page):
    when = studio.unattended.when_done
    when.choose(SLEEP)
    when._timer.stop()
    studio.window.actions_.cancel.trigger()
    assert when.choice == SLEEP  # nothing is counted yet
    when.look()
    studio.window.show_page(page)
    studio.window.actions_.cancel.trigger()
    assert (when.choice, when.counting, notices(studio)) == (NOTHING, False, [])
