"""The place where pictures are shown."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.kit.theme import Theme
from app.shell.main_window import DEFAULT_SIZE
from app.viewing.crop_bar import CropBar
from app.viewing.panel import ENOUGH_HEIGHT, PicturePanel


def test_a_narrow_window_shows_as_many_samples_as_fit(studio):
    studio.window.resize(DEFAULT_SIZE)  # or the layout would make it narrow again
    empty = studio.window.picture.empty
    empty.resize(300, 500)
    assert [not card.isHidden() for _, card in empty._cards] == [True, False, False]
    empty.resize(900, 500)
    assert all(not card.isHidden() for _, card in empty._cards)


def test_in_a_low_window_lesser_things_give_way_to_the_picture(qapp, qtbot):
    Theme(qapp).choose("dark")
    panel = PicturePanel()
    qtbot.addWidget(panel)
    panel.show_empty(False)
    panel.bar.show()
    panel.filmstrip.begin(4)
    panel.filmstrip.show()
    panel.show()

    def seen_at(height: int) -> tuple[bool, bool]:
        panel.resize(500, height)
        QApplication.processEvents()
        assert panel.viewer.height() >= ENOUGH_HEIGHT
        return panel.filmstrip.isVisible(), panel.readout_bar.isVisible()

    assert seen_at(400) == (True, True)
    assert seen_at(300) == (False, True)
    assert seen_at(250) == (False, False)
    panel.show_region_button(True)
    QApplication.processEvents()
    assert panel.region_button.isVisible()  # there is no other way back
    panel.show_region_button(False)
    assert seen_at(400) == (True, True)


def test_what_is_said_without_a_picture_is_whole_in_its_tip(qtbot, monkeypatch):
    panel = PicturePanel()
    qtbot.addWidget(panel)
    panel.viewer.set_empty_text("This picture cannot be shown", "for a reason")
    tips = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, text, widget: tips.append(text))
    QApplication.sendEvent(panel.viewer, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
    assert tips == ["This picture cannot be shown\nfor a reason"]


def test_buttons_that_go_with_a_click_leave_the_focus_where_it_is(qtbot):
    """Or it would jump to the next control, and the arrow keys meant for the picture would change that."""
    panel, bar = PicturePanel(), CropBar()
    for widget in (panel, bar):
        qtbot.addWidget(widget)
    for button in (panel.region_button, bar.crop_button, bar.whole_button, bar.cancel_button):
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
