"""The running variance against numpy's, and the numbers made of it."""

import numpy as np
import pytest

from core.inventions import spread
from core.inventions.spread import MADE_UP, Spread, figures, sentence


def results(count: int, dtype: type = np.uint8) -> np.ndarray:
    return np.random.default_rng(3).integers(0, np.iinfo(dtype).max + 1, (count, 9, 7, 3)).astype(dtype)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_it_is_numpys_standard_deviation(dtype, monkeypatch):
    monkeypatch.setattr(spread, "BAND", 50)  # several bands
    made, running = results(5, dtype), Spread()
    for one in made:
        running.add(one)
    levels = made.astype(float) / (np.iinfo(dtype).max / 255)
    wanted = np.sqrt(levels.var(0, ddof=1).mean(2))
    np.testing.assert_allclose(running.deviation(), wanted, rtol=1e-4, atol=1e-3)


def test_equal_results_have_no_spread_at_all():
    running, one = Spread(), results(1)[0]
    for _ in range(7):
        running.add(one)
    assert not running.deviation().any()


def test_one_result_says_nothing_yet():
    running = Spread()
    running.add(results(1)[0])
    assert running.deviation().shape == (9, 7)
    assert not running.deviation().any()


def test_results_of_two_sizes_cannot_be_compared():
    running = Spread()
    running.add(results(1)[0])
    with pytest.raises(ValueError, match="one size"):
        running.add(results(1)[0][:5])


def test_the_figures_are_those_of_the_map():
    levels = np.zeros((10, 10), np.float32)
    levels[:3] = MADE_UP
    found = figures(levels, 4)
    assert found.mean == pytest.approx(0.3 * MADE_UP)
    assert found.p95 == MADE_UP
    assert found.share == pytest.approx(0.3)
    assert "30%" in sentence(found)
    assert "4 seeds" in sentence(found)
