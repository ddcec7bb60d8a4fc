"""What is painted over pictures that are compared."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.images.qimages import array_from_qimage
from app.kit.over_pictures import draw_divider, draw_label


@pytest.mark.parametrize(("width", "drawn"), [(300, True), (30, False)])
def test_a_caption_that_does_not_fit_is_left_out(qapp, width, drawn):
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    plain = image.copy()
    with QPainter(image) as painter:
        draw_label(painter, "Original", QRectF(0, 0, width, 60), right=False)
    assert (image != plain) is drawn


@pytest.mark.parametrize(("width", "height", "drawn"), [(71, 41, False), (400, 300, True), (800, 1, True)])
def test_the_dividers_handle_does_not_hide_what_is_divided(qapp, width, height, drawn):
    def painted(of: QRectF) -> np.ndarray:
        image = QImage(820, 340, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        with QPainter(image) as painter:
            draw_divider(painter, 410, of, active=False, accent=QColor("blue"))
        return (array_from_qimage(image) != (255, 0, 0)).any(-1)

    changed = painted(QRectF(410 - width / 2, 170 - height / 2, width, height))
    assert bool(changed[:, 420:].sum() > 100) is drawn  # beside the line
