"""What tests of the viewer share."""

import pytest
from PySide6.QtGui import QCursor

from app.viewing.viewer.viewer import PictureViewer


@pytest.fixture
def viewer(qtbot):
    viewer = PictureViewer()
    qtbot.addWidget(viewer)
    viewer.resize(800, 600)
    with qtbot.waitExposed(viewer):
        viewer.show()
    # Where the pointer is already, it cannot be moved to.
    QCursor.setPos(viewer.screen().geometry().bottomRight())
    return viewer
