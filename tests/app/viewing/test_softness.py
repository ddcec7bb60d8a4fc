"""A picture that is shown is measured in a worker, and a reduction proposed where it is soft."""

import cv2
import numpy as np
import pytest
from window_use import add, run_to_end

from app.images.qimages import qimage_from_array
from app.viewing.softness import _reduction as reduction


@pytest.fixture
def blocks(tmp_path):
    """blocks(name, blur) writes a picture of coloured squares and returns its path."""

    def write(name, blur):
        squares = np.random.default_rng(1).integers(0, 255, (9, 12, 3), np.uint8)
        pixels = np.repeat(np.repeat(squares, 14, 0), 14, 1)
        pixels = cv2.GaussianBlur(pixels, (0, 0), blur) if blur else pixels
        cv2.imwrite(str(tmp_path / name), pixels)
        return tmp_path / name

    return write


def test_soft_pictures_are_proposed_to_be_reduced_and_sharp_ones_not(studio, blocks, engine, qtbot):
    line, view = studio.window.controls.reduce_first, studio.window.queue.view
    engine.gate.set()
    add(studio, qtbot, blocks("soft.png", 2))
    qtbot.waitUntil(line.isVisible)
    add(studio, qtbot, blocks("sharp.png", 0))
    view.choose(studio.model.item(1))
    qtbot.waitUntil(lambda: not line.isVisible())
    view.choose(studio.model.item(0))
    qtbot.waitUntil(line.isVisible)  # it is not measured again
    run_to_end(studio, qtbot)
    assert engine.jobs[-1].settings.reduce == 1
    line.button.click()
    run_to_end(studio, qtbot)
    assert engine.jobs[-1].settings.reduce == "auto"


def test_colours_below_full_transparency_decide_nothing(blocks):
    soft = cv2.imread(str(blocks("soft.png", 2)))
    alpha = np.full(soft.shape[:2], 255, np.uint8)
    alpha[:, :60] = 0
    noise = np.random.default_rng(0).integers(0, 255, soft.shape, np.uint8)
    hidden = np.where(alpha[..., None] > 0, soft, noise)
    found = [reduction(qimage_from_array(np.dstack([colours, alpha]))) for colours in (soft, hidden)]
    assert found[0] == found[1] < 1
