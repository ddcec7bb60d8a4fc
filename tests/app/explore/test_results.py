"""What is kept of computed cells, and for how long."""

from PySide6.QtGui import QImage

from app.explore.results import CellKey, CellResult, CellResults
from core.jobs import Region, SampleSettings

REGION = Region(0, 0, 8, 8)


def key(seed: int, item: str = "a", region: Region = REGION) -> CellKey:
    return CellKey(item, region, SampleSettings(seed=seed))


def result(side: int = 10) -> CellResult:
    return CellResult(QImage(side, side, QImage.Format.Format_RGB32), 1.0)


def test_picture_region_and_settings_decide():
    results = CellResults()
    results.put(key(1), result())
    assert key(1) in results
    for other in (key(2), key(1, "b"), key(1, region=Region(1, 0, 8, 8))):
        assert results.get(other) is None


def test_the_least_recently_used_leave_first_but_none_that_is_needed():
    results = CellResults(budget=3 * 400)
    for seed in (1, 2, 3):
        results.put(key(seed), result())
    results.get(key(1))
    results.put(key(4), result(), needed={key(2)})
    assert [seed for seed in (1, 2, 3, 4) if key(seed) in results] == [1, 2, 4]


def test_a_removed_picture_and_a_replaced_model_are_forgotten():
    results = CellResults()
    results.put(key(1, "a"), result())
    results.put(key(1, "b"), result())
    results.forget("a")
    assert len(results) == 1
    results.forget_model("lite-x4")
    assert len(results) == 0
