"""What tests of the viewer share."""

import pytest

from app.viewing.viewer.viewer import PictureViewer


@pytest.fixture
def viewer(qtbot):
    viewer = PictureViewer()
    qtbot.addWidget(viewer)
    viewer.resize(800, 600)
    viewer.show()
    qtbot.waitExposed(viewer)
    return viewer
