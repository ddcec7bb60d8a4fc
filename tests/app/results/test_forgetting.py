"""What a person throws away can be taken back as long as the sentence about it stands."""

import pytest
from window_use import add, notices, run_to_end

from app.queue.items import Result, State
from app.results.forgetting import KEY
from app.results.session import Session
from core.jobs import SampleSettings

DISCARDED = "1 result that was not saved has been discarded."


def kept(studio) -> list[str]:
    """The ids of results that a next start would offer."""
    studio.saver.finish(5000)
    return [result.result_id for result in Session(studio.session.folder).found()]


def throw_away(studio, how: str) -> None:
    if how == "result":
        studio.window.picture.bar.discardWanted.emit(studio.comparison.item.latest.result_id)
    else:
        studio.window.queue.remove_selected()


def undo(studio) -> None:
    (notice,) = (n for n in studio.window.picture.notices.notices if n.key == KEY)
    frame = next(f for f in studio.window.picture.notices._frames if f.notice is notice)
    frame._closing(notice.actions[0][1])()


@pytest.mark.parametrize("how", ["result", "row"])
@pytest.mark.parametrize("is_kept", [False, True], ids=["in memory", "kept"])
def test_a_result_that_was_not_saved_can_be_taken_back(with_picture, qtbot, how, is_kept):
    studio = with_picture
    run_to_end(studio, qtbot)
    item, result = studio.comparison.item, studio.comparison.item.latest
    if is_kept:
        studio.saver.finish(5000)
        assert result.kept is not None
    throw_away(studio, how)
    assert DISCARDED in notices(studio)
    undo(studio)
    assert studio.comparison.item is item
    assert item.results == [result]
    assert item.state is State.DONE
    assert studio.comparison.result is result
    assert kept(studio) == [result.result_id]
    assert not [n for n in studio.window.picture.notices.notices if n.key == KEY]


@pytest.mark.parametrize("how", ["result", "row"])
@pytest.mark.parametrize("end", ["dismissed", "pushed out", "the next one", "the end"])
def test_else_nothing_of_it_stays(with_picture, picture_file, qtbot, how, end):
    studio = with_picture
    run_to_end(studio, qtbot)
    first = studio.comparison.item.latest.result_id
    assert kept(studio) == [first]
    throw_away(studio, how)
    assert kept(studio) == [first]
    if end == "dismissed":
        studio.notices.close(KEY)
    elif end == "pushed out":
        for number in range(3):
            studio.notices.warn(f"warning {number}")
    elif end == "the next one":
        if how == "row":
            from window_use import add

            add(studio, qtbot, picture_file("other.png"))
        run_to_end(studio, qtbot)
        second = studio.comparison.item.latest.result_id
        assert set(kept(studio)) == {first, second}
        throw_away(studio, how)
        assert kept(studio) == [second]
        return
    else:
        studio.stop()
    assert kept(studio) == []


def test_what_is_saved_goes_without_a_word(with_picture, tmp_path, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    output = studio.window.controls.output.output()
    studio.saver.save_as(studio.comparison.item, studio.comparison.item.latest, tmp_path / "r.png", output)
    studio.saver.finish(5000)
    throw_away(studio, "row")
    assert not [n for n in studio.window.picture.notices.notices if n.key == KEY]
    assert kept(studio) == []
    assert (tmp_path / "r.png").exists()


def test_a_result_is_taken_back_to_its_place_and_its_row_goes_on_waiting(two, engine, qtbot):
    other, item = two.model
    two.window.queue.view.choose(item)
    run_to_end(two, qtbot)
    run_to_end(two, qtbot)
    first, second = item.results
    two.window.picture.bar.discardWanted.emit(first.result_id)
    engine.gate.clear()
    two.runner.enqueue([other, item], two.window.controls.settings())
    qtbot.waitUntil(engine.at_step.is_set)
    assert item.state is State.WAITING
    undo(two)
    assert item.results == [first, second]
    assert item.state is State.WAITING
    engine.gate.set()
    qtbot.waitUntil(lambda: not two.runner.busy)
    assert len(item.results) == 3


def test_what_was_decided_since_a_result_was_saved_is_worth_a_sentence(with_picture, tmp_path, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    item, output = studio.comparison.item, studio.window.controls.output.output()
    studio.saver.save_as(item, item.latest, tmp_path / "r.png", output)
    studio.saver.finish(5000)
    studio.window.picture.strength.strengthChanged.emit(0.4)
    studio.window.queue.remove_finished()
    assert item in list(studio.model)
    throw_away(studio, "row")
    assert DISCARDED in notices(studio)


def test_taking_many_back_looks_for_no_row_where_nothing_is_to_be_kept(studio, monkeypatch):
    """Each would go through all rows: thousands of them would hold the window up for seconds."""
    with monkeypatch.context() as patch:
        patch.setattr(type(studio.model), "__iter__", lambda self: pytest.fail("it looked for the row"))
        studio.saver.keep_faithful(Result("id", SampleSettings(), 4, 4, 1.0))


def test_several_rows_that_were_removed_come_back_as_they_were_but_wait_no_longer(
    two, picture_file, engine, qtbot
):
    add(two, qtbot, picture_file("c.png"))
    done, waiting, ready = two.model
    two.window.queue.view.choose(done)
    run_to_end(two, qtbot)
    two.results.save()
    qtbot.waitUntil(lambda: not two.saver.busy)
    two.runner.set_paused(True)
    two.upscaling.run([waiting])
    two.window.queue.view.selectAll()
    two.window.queue.remove_selected()
    assert len(two.model) == 0
    assert "3 pictures removed." in notices(two)
    undo(two)
    assert list(two.model) == [done, waiting, ready]
    assert [item.state for item in two.model] == [State.DONE, State.READY, State.READY]
    assert done.latest.saved is not None
    two.window.queue.view.selectAll()
    two.window.queue.remove_selected()
    two.notices.close(KEY)
    assert kept(two) == []


def test_one_row_without_a_result_goes_without_a_word(with_picture):
    with_picture.window.queue.remove_selected()
    assert not [n for n in with_picture.window.picture.notices.notices if n.key == KEY]
