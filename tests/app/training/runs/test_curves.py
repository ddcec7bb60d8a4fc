"""Curves of loss and validation."""

import math

import numpy as np

from app.training.runs.curves import smoothed, thinned, whole_only


def test_thinning_keeps_peaks_and_smoothing_the_mean():
    points = np.stack([np.arange(10_000.0), np.zeros(10_000)], axis=1)
    points[4321, 1] = 5.0
    shown = thinned(points, 500)
    assert len(shown) <= 500
    assert [4321.0, 5.0] in shown.tolist()
    assert thinned(points[:100], 500) is not None
    line = np.stack([np.arange(200.0), np.arange(200.0) * 2], axis=1)
    assert np.allclose(smoothed(line)[10:-10], line[10:-10])
    assert smoothed(line[:3]).tolist() == line[:3].tolist()


def test_the_marks_of_iterations_are_whole_numbers():
    marks = whole_only(lambda low, high, size: [(2.0, 0.0), (1.0, 0.0), (0.5, 0.0)])
    assert marks(0.0, 10.0, 900.0) == [(2.0, 0.0), (1.0, 0.0)]


def test_a_curve_is_painted_once_pyqtgraph_is_there(qtbot):
    from app.training.runs.curves import CurvePlot

    plot = CurvePlot("Loss", "Nothing yet.")
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.show()
    assert plot._empty.isVisibleTo(plot)
    points = [(float(i), 1.0 / (1 + i)) for i in range(50)]
    plot.show_points([*points, (50.0, math.nan)], smooth=True, level=0.5, best=(49.0, 0.02))
    qtbot.waitUntil(lambda: plot._plot is not None, timeout=60_000)
    assert not plot._empty.isVisibleTo(plot)
    x, y = plot._line.getData()
    assert (len(x), y[0]) == (50, 1.0)  # what is no number is left out
    assert plot._trend.getData()[0].tolist() == x.tolist()
    plot.show_points([(10.0, 0.5)])  # the first report: nothing that a line could go to
    assert plot._line.opts["symbol"] == "o"
    (first, last), _ = plot._plot.viewRange()
    assert first < 0.1
    assert last >= 10.0
    plot.show_points([])
    assert plot._empty.isVisibleTo(plot)
