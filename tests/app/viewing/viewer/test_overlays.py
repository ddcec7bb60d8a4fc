"""What is painted over the pictures."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.images.qimages import array_from_qimage
from app.kit.theme import DARK, make_palette
from app.viewing.viewer import overlays as viewer_overlays


@pytest.mark.parametrize("height", [30, 60, 100])
def test_in_a_low_view_what_is_said_is_one_line_that_nothing_crosses(qapp, height):
    def painted(title: str) -> np.ndarray:
        image = QImage(200, height, QImage.Format.Format_RGB32)
        image.fill(QColor("black"))
        with QPainter(image) as painter:
            area = QRectF(0, 0, 200, height)
            viewer_overlays.draw_empty_state(painter, area, title, "", make_palette(DARK))
        return array_from_qimage(image).max(axis=2) > 60

    rows = np.flatnonzero(painted("This picture cannot be shown, and much is said of it").any(axis=1))
    assert rows[0] > 0
    assert rows[-1] < height - 1
    assert np.ptp(rows) < 20  # no second line
    assert not painted("").any()  # and no frame
