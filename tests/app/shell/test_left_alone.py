"""Pictures that are too large are left as they are, and another model is one click away."""

from dataclasses import replace

import pytest
from window_use import add, notices, run_to_end

from app.engine.thread import TooLargeError
from app.models.model_list import MISSING
from app.preferences.preferences import Preferences, parse
from app.queue.items import Item, State
from app.queue.text import status_text, tooltip_text
from app.results.backlog import Backlog
from app.results.beforehand import Beforehand
from core.jobs import SampleSettings
from core.presets import OutputPreferences
from core.storage import records

OTHER = replace(MISSING, key="other", title="R&D <b>")
FACES = replace(MISSING, key="faces", title="Faces", task="face")
LACKING = replace(MISSING, key="part", title="Lacking", lacks="VQ")


@pytest.fixture
def mixed(studio, picture_file, qtbot):
    """A small picture and a large one, both chosen; only those below 100 pixels are to be enlarged."""
    add(studio, qtbot, picture_file("small.png"), picture_file("large.png", 100, 30))
    studio.window.controls.advanced.below_field.setValue(100)
    studio.window.controls.advanced.below_box.click()
    studio.window.queue.view.selectAll()
    return studio


def test_large_pictures_are_left_alone_and_say_so(mixed, engine, qtbot):
    qtbot.waitUntil(lambda: any(q.sizes == ((40, 30),) for q in engine.questions))  # what it will take
    run_to_end(mixed, qtbot)
    small, large = sorted(mixed.model, key=lambda item: item.width)
    assert [job.source.name for job in engine.jobs] == ["small.png"]
    assert (small.state, large.state) == (State.DONE, State.READY)
    assert status_text(large) == "not below 100 px"
    assert "only pictures whose longer side is below 100 pixels" in tooltip_text(large)
    told = "Left as they are, since their longer side has 100 pixels or more: 1."
    assert told in notices(mixed)
    assert not any("Done before" in text for text in notices(mixed))
    notice = next(n for n in mixed.window.picture.notices.notices if n.text == told)
    notice.actions[0][1]()  # even so
    qtbot.waitUntil(lambda: not mixed.runner.busy)
    assert len(large.results) == 1
    assert len(small.results) == 1
    assert large.not_below == 0


def test_a_picture_with_a_result_keeps_it_and_its_state(mixed, engine, qtbot):
    controls = mixed.window.controls
    controls.advanced.below_box.click()
    run_to_end(mixed, qtbot)
    controls.advanced.below_box.click()
    run_to_end(mixed, qtbot)
    small, large = sorted(mixed.model, key=lambda item: item.width)
    assert (len(small.results), len(large.results)) == (2, 1)
    assert large.state is State.DONE


def test_the_limit_is_remembered(mixed):
    advanced, remembered = mixed.window.controls.advanced, mixed.preferences.value
    assert remembered.only_below == 100
    remembered.only_below = 0
    mixed.remembered.restore()
    assert (advanced.only_below, advanced.below_field.isEnabled()) == (0, False)
    remembered.only_below = 77
    mixed.remembered.restore()
    assert (advanced.only_below, advanced.below_field.isEnabled()) == (77, True)


@pytest.mark.parametrize("limit", [-1, 10**10])
def test_a_limit_that_no_picture_has_is_damage(limit):
    with pytest.raises(records.RecordError):
        parse(records.encode(replace(Preferences(), only_below=limit)))


@pytest.mark.parametrize("when_done", ["keep", "beside"])
@pytest.mark.parametrize("known", [True, False], ids=["looked at", "not looked at"])
def test_the_size_counts_though_nobody_has_looked_yet(picture_file, tmp_path, when_done, known):
    item = Item(path=picture_file("a.png", 50, 20), width=50 * known, height=20 * known)
    output = OutputPreferences(when_done=when_done)
    check_of = Beforehand(Backlog()).check_of
    check_of(item, SampleSettings(), output, 51)()
    with pytest.raises(TooLargeError) as raised:
        check_of(item, SampleSettings(), output, 50)()
    assert raised.value.below == 50
    check_of(replace(item, anew=True), SampleSettings(), output, 50)()
    picture_file("a.png", 49, 20)  # replaced since its row was looked at
    check_of(item, SampleSettings(), output, 50)()
    gone = Item(path=tmp_path / "gone.png")
    check_of(gone, SampleSettings(), OutputPreferences(), 50)()  # the job will say what is wrong


# --- another model ------------------------------------------------------------------------------------------


@pytest.fixture
def several(with_picture, qtbot):
    """The window with a result, and several models."""
    run_to_end(with_picture, qtbot)
    with_picture.models.changed.emit([MISSING, OTHER, FACES, LACKING])
    return with_picture


def submenu(studio):
    menu = studio.window.queue.menu()
    entries = (entry for entry in menu.actions() if entry.text() == "Enlarge with another model")
    return next((entry.menu() for entry in entries), None)


def test_a_row_offers_the_models_that_can_do_the_same(several, engine, qtbot):
    actions = submenu(several).actions()
    assert [action.text() for action in actions] == ["R&&D <b>"]
    item = several.comparison.item
    item.latest.finish = replace(item.latest.finish, strength=0.5)
    several.window.controls.size_chooser.choose(2.0)  # which is none of that result's business
    actions[0].trigger()
    qtbot.waitUntil(lambda: len(item.results) == 2)
    first, second = item.results
    wanted = engine.jobs[1].settings
    assert (wanted.steps, wanted.kappa) == (None, None)  # its own
    assert wanted == replace(first.settings, model="other", steps=None, kappa=None)
    assert second.finish.strength == 0.5
    assert several.comparison.sides[1] == second.result_id
    several.window.actions_.previous_result.trigger()
    assert several.comparison.sides == (first.result_id, second.result_id)
    assert [action.text() for action in submenu(several).actions()] == ["ResShift Lite"]


def test_the_bar_of_results_offers_them_as_well(several, qtbot):
    bar = several.window.picture.bar
    assert not bar.models_button.isHidden()
    bar.models_menu.aboutToShow.emit()
    bar.models_menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: len(several.comparison.item.results) == 2)
    several.models.changed.emit([MISSING])
    qtbot.waitUntil(lambda: not several.runner.busy)


def test_with_one_model_there_is_nothing_to_offer(with_picture, qtbot):
    with_picture.models.changed.emit([MISSING, FACES])
    run_to_end(with_picture, qtbot)
    assert submenu(with_picture) is None
    assert with_picture.window.picture.bar.models_button.isHidden()


def test_a_picture_without_a_result_is_enlarged_as_the_controls_stand(with_picture, engine, qtbot):
    with_picture.models.changed.emit([MISSING, OTHER])
    with_picture.window.controls.size_chooser.choose(2.0)
    submenu(with_picture).actions()[1].trigger()
    qtbot.waitUntil(lambda: bool(with_picture.comparison.item.results))
    assert (engine.jobs[0].settings.model, engine.jobs[0].settings.scale) == ("other", 2.0)


def test_pictures_without_results_are_enlarged_alike_with_one_seed(two, engine, qtbot):
    two.models.changed.emit([MISSING, OTHER])
    two.window.queue.view.selectAll()
    submenu(two).actions()[1].trigger()
    qtbot.waitUntil(lambda: all(item.results for item in two.model) and not two.runner.busy)
    first, second = (job.settings for job in engine.jobs)
    assert first == second
