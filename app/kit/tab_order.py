"""The order in which the Tab key goes through a window, where it is not the one in which its parts were made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_order(window: QWidget) -> Iterator[QWidget]:
    """All that the Tab key may stop at, whether it is shown now or not."""
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        widget = widget.nextInFocusChain()


def put_behind(first: QWidget, *groups: QWidget) -> None:
    """Let the Tab key go from `first` through all that lies in these groups, in the order that it has there."""
    for widget in _inside(groups, list(tab_order(first.window()))):
        QWidget.setTabOrder(first, widget)
        first = widget


def put_last(*groups: QWidget) -> None:
    """Let the Tab key come to these groups after all else in their window."""
    order = list(tab_order(groups[0].window()))
    last = _inside(groups, order)
    others = [widget for widget in order if widget not in last]
    if others and order != others + last:
        put_behind(others[-1], *groups)


def _inside(groups: tuple[QWidget, ...], order: list[QWidget]) -> list[QWidget]:
    return [widget for group in groups for widget in order if group is widget or group.isAncestorOf(widget)]
