"""What is painted over the pictures."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.viewing.viewer import overlays as viewer_overlays


@pytest.mark.parametrize(("width", "drawn"), [(300, True), (30, False)])
def test_a_caption_that_does_not_fit_is_left_out(qapp, width, drawn):
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    plain = image.copy()
    with QPainter(image) as painter:
        viewer_overlays.draw_label(painter, "Original", QRectF(0, 0, width, 60), right=False)
    assert (image != plain) is drawn
