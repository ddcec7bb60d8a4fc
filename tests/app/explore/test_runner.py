"""The cells that wait for an engine that does not answer yet."""

import pytest
from fake_engine import FakeEngine

from app.engine.thread import EngineThread
from app.explore.results import CellKey
from app.explore.runner import Order, SheetRunner
from core.jobs import Region, SampleSettings, UpscaleJob

REGION = Region(0, 0, 8, 8)


def order(seed: int) -> Order:
    settings = SampleSettings(seed=seed)
    return Order(CellKey("a", REGION, settings), UpscaleJob(None, settings, region=REGION))


@pytest.fixture
def runner(qapp):
    """With an engine that has not been started: what is submitted stays where it is."""
    engine = EngineThread(FakeEngine)
    made = SheetRunner(engine, lambda: True)
    yield made
    made.deleteLater()
    engine.deleteLater()


def test_one_cell_at_a_time_is_given_to_the_engine(runner):
    runner.compute([order(1), order(2)])
    assert runner.computing == order(1).key
    assert runner.waiting == {order(2).key}


def test_other_cells_take_the_place_of_all_that_are_no_longer_wanted(runner):
    runner.compute([order(1), order(2)])
    runner.compute([order(3), order(4)])
    assert runner.computing == order(3).key
    assert runner.waiting == {order(4).key}


def test_a_cell_that_is_still_wanted_goes_on(runner):
    runner.compute([order(1), order(2)])
    job = runner._running.job.job_id
    runner.compute([order(2), order(1)])
    assert runner._running.job.job_id == job
    assert runner.waiting == {order(2).key}


def test_cancel_leaves_nothing(runner):
    runner.compute([order(1), order(2)])
    runner.cancel()
    assert not runner.busy
    assert runner.computing is None
