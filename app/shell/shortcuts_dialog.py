"""All keys on one page, read from the actions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from core.version import VERSION


class ShortcutsDialog(QDialog):
    def __init__(self, parent: QWidget, actions: Sequence[QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.resize(560, min(620, parent.height() - 60))
        text = QTextBrowser()
        text.setHtml(shortcuts_html(actions))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(buttons)


def shortcuts_html(actions: Sequence[QAction]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    rows = [
        (", ".join(s.toString(native) for s in a.shortcuts()), a.text()) for a in actions if a.shortcuts()
    ]
    about = _tr("ResShift Studio {0}. Works offline; nothing is sent anywhere.").format(VERSION)
    return (
        f"<h3>{_tr('Everywhere')}</h3>{_table(rows)}"
        f"<h3>{_tr('In the picture')}</h3>{_table(_viewer_rows())}"
        f"<h3>{_tr('In the queue and in the steps')}</h3>{_table(_list_rows())}"
        f"<p>{escape(about)}</p>"
    )


def _viewer_rows() -> list[tuple[str, str]]:
    return [
        ("←  →", _tr("move the divider; with Shift further")),
        (_tr("\\ (hold)"), _tr("show the original")),
        (_tr("L (hold)"), _tr("loupe")),
        ("B", _tr("show the other side")),
        (_tr("Space (hold), middle button"), _tr("pan")),
        (_tr("Wheel"), _tr("zoom at the pointer")),
        (_tr("Double click"), _tr("fit or 100 %; on the handle: to the middle")),
        (_tr("Ctrl and arrows"), _tr("pan")),
    ]


def _list_rows() -> list[tuple[str, str]]:
    return [
        (_tr("Delete"), _tr("remove from the queue")),
        ("Ctrl+↑  Ctrl+↓", _tr("move up or down in the queue")),
        (_tr("Menu key, right click"), _tr("what can be done with a picture or a step")),
    ]


def _table(rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td width='190'><b>{escape(k)}</b></td><td>{escape(t)}</td></tr>" for k, t in rows)
    return f"<table cellspacing='0' cellpadding='3'>{cells}</table>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("shortcuts", text)
