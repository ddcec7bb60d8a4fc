"""All keys on one page, read from the actions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from app.kit.words import tr
from core.version import VERSION

NATIVE = QKeySequence.SequenceFormat.NativeText


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
    rows = [
        (", ".join(s.toString(NATIVE) for s in a.shortcuts()), a.text()) for a in actions if a.shortcuts()
    ]
    parts = (
        (tr("Everywhere"), rows),
        (tr("In the picture"), _viewer_rows()),
        (tr("In the queue and in the steps"), _list_rows()),
        (tr("On the page Explore"), _sheet_rows()),
    )
    tables = "".join(f"<h3>{escape(title)}</h3>{_table(part)}" for title, part in parts)
    about = tr("ResShift Studio {0}. Works offline; nothing is sent anywhere.").format(VERSION)
    return f"{tables}<p>{escape(about)}</p>"


def _viewer_rows() -> list[tuple[str, str]]:
    return [
        ("←  →", tr("move the divider; with Shift further")),
        (tr("\\ (hold)"), tr("show the original")),
        (tr("L (hold)"), tr("loupe")),
        ("B", tr("show the other side")),
        (tr("Space (hold), middle button"), tr("pan")),
        (tr("Wheel"), tr("zoom at the pointer")),
        (tr("Double click"), tr("fit or 100 %; on the handle: to the middle")),
        (tr("Ctrl and arrows"), tr("pan")),
        (tr("Shift while a file is dropped"), tr("compare with it, instead of adding it")),
    ]


def _list_rows() -> list[tuple[str, str]]:
    return [
        (QKeySequence(QKeySequence.StandardKey.Delete).toString(NATIVE), tr("remove from the queue")),
        (tr("Ctrl+↑  Ctrl+↓"), tr("move up or down in the queue")),
        (tr("Menu key, right click"), tr("what can be done with a picture or a step")),
    ]


def _sheet_rows() -> list[tuple[str, str]]:
    return [
        (",  .", tr("the cell before, the next one; in the comparison, too")),
        ("←  →  ↑  ↓", tr("choose a cell")),
        (tr("Return, Ctrl and a click"), tr("compare with another cell")),
        (tr("Double click"), tr("use a cell's settings")),
        (tr("Wheel, drag, Ctrl and arrows"), tr("zoom and pan all cells")),
    ]


def _table(rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td width='190'><b>{escape(k)}</b></td><td>{escape(t)}</td></tr>" for k, t in rows)
    return f"<table cellspacing='0' cellpadding='3'>{cells}</table>"
