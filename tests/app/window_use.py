"""What tests of the whole window do again and again."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import Qt, QTextDocument


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def add(studio, qtbot, *paths: Path) -> None:
    """Drop pictures and wait for their rows."""
    before = len(studio.model)
    studio.window.dropped.emit(mime_of(*paths))
    qtbot.waitUntil(lambda: len(studio.model) == before + len(paths))
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.width > 0)


def run_to_end(studio, qtbot) -> None:
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: not studio.runner.busy)


def notices(studio) -> list[str]:
    return [notice.text for notice in studio.window.picture.notices.notices]


def drop(studio, *paths: Path) -> None:
    studio.window.dropped.emit(mime_of(*paths))


def shown_tip(text: str) -> str:
    """What Qt shows of the text of a tool tip or a message box, which it takes for HTML where it looks like that."""
    if not Qt.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def end(program) -> None:
    """End the program as one that is left, and let its window go: each later one would be styled with it."""
    assert program.stop()
    program.studio.window.close()
    program.studio.window.deleteLater()
    program.studio.deleteLater()
