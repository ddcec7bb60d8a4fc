"""How a row of the queue is painted."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
)

from app.queue.delegate import short_name


def test_a_name_keeps_what_tells_it_apart(qapp):
    metrics = QFontMetrics(QApplication.font())
    whole = metrics.horizontalAdvance("IMG_0001.png")
    assert short_name("IMG_0001.png", metrics, whole) == "IMG_0001.png"
    assert short_name("IMG_0001.png", metrics, whole - 1) == "IMG_0001"
    assert short_name("a_long_name_0001.png", metrics, whole).endswith("01")
    assert short_name("nosuffix_but_long_enough", metrics, whole).endswith("gh")
