"""The menu's entries: what they reach, and when they can be chosen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from window_use import run_to_end


def test_where_no_picture_is_in_view_nothing_is_offered_for_one(with_picture):
    actions, window = with_picture.window.actions_, with_picture.window
    for page in ("models", "upscale", "models", "explore"):
        window.show_page(page)
        assert {action.isEnabled() for action in actions.viewing} == {page != "models"}


def test_keys_reach_the_actions(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.activateWindow()
    with qtbot.waitSignal(studio.runner.finished):
        qtbot.keyClick(studio.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(studio.window, Qt.Key.Key_1)
    assert studio.window.picture.viewer.zoom == 1.0
    what_has_a_key_can_be_found_without_it(studio)


def test_keys_to_look_another_way_are_for_the_picture_wherever_the_focus_is(with_picture, qtbot):
    studio = with_picture
    window, state = studio.window, studio.window.picture.viewer.state
    run_to_end(studio, qtbot)
    for holder in (window.queue.view, window.controls.run.button, window.picture.viewer):
        holder.setFocus()
        QTest.keyPress(holder, Qt.Key.Key_Backslash)
        assert state.original_held
        QTest.keyRelease(holder, Qt.Key.Key_Backslash)
        assert not state.original_held
    QTest.keyPress(window.queue.view, Qt.Key.Key_Backslash)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))  # the release is heard elsewhere
    assert not state.original_held
    window.show_page("models")
    QTest.keyPress(window, Qt.Key.Key_Backslash)
    assert not state.original_held


def what_has_a_key_can_be_found_without_it(studio) -> None:
    window, actions = studio.window, studio.window.actions_
    menus = [button.menu() for button in window.findChildren(QToolButton) if button.menu() is not None]
    shown = {action for menu in menus for action in menu.actions()}
    shown |= {button.defaultAction() for button in window.findChildren(QToolButton)}
    shown |= {action for group in window.picture.menu_groups for action in group}
    # These have a button or a list of their own, or are what any window has.
    elsewhere = {actions.upscale, actions.cancel, actions.region, actions.previous_result}
    elsewhere |= {actions.previous, actions.next, actions.full_screen, actions.quit}
    assert [action.text() for action in actions.all if action not in shown | elsewhere] == []
    assert actions.save_as in window.save_button.menu().actions()
