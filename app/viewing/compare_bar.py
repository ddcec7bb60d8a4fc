"""Chooses which two pictures are compared: the original, any result or any file, on either side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from app.kit.basics import combo, fill, icon_button, row, styled
from app.kit.icons import icons
from app.kit.text import kappa_text, seconds_text, size_text, steps_text
from app.kit.words import tr
from app.models.model_list import ModelChoice, other_models
from app.models.model_menu import fill_menu
from app.queue.items import Result
from app.viewing.compared_files import ComparedFile

ORIGINAL = "original"
ASK = "ask"  # no side: the entry that asks for a file


class CompareBar(QWidget):
    """Sides are ORIGINAL or the id of a result or of a file."""

    sidesChanged = Signal(str, str)  # before, after, chosen by a person
    adoptWanted = Signal(str)  # result id: take its settings over
    fileWanted = Signal(bool)  # a file is to be chosen, for the right side or the left
    discardWanted = Signal(str)  # the id of a result or of a file
    dragWanted = Signal(str)  # the result is to be dragged out
    modelWanted = Signal(str)  # the key of the model that is to enlarge the picture as well

    def __init__(self) -> None:
        super().__init__()
        styled(self, "viewBar")
        self.before_box = combo(self.tr("Left side"))
        self.after_box = combo(self.tr("Right side"))
        self.swap_button = icon_button("swap", self.tr("Swap the sides"))
        self.adopt_button = icon_button("adopt", self.tr("Use the settings of this result"))
        self.models_button = icon_button("models", self.tr("Enlarge with another model"))
        self.models_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.models_menu = QMenu(self)
        self.models_button.setMenu(self.models_menu)
        self._models: list[ModelChoice] = []
        self._results: list[Result] = []
        self.discard_button = icon_button("trash", self.tr("Forget this result"))
        self.drag_handle = DragHandle(self.tr("Drag the result into a folder or another program"))
        self.setLayout(
            row(
                self.before_box,
                self.swap_button,
                self.after_box,
                self.adopt_button,
                self.models_button,
                self.discard_button,
                self.drag_handle,
                spacing=4,
                margins=(8, 4, 8, 4),
            )
        )
        self._shown_sides = (ORIGINAL, ORIGINAL)
        self.before_box.activated.connect(self._on_chosen)
        self.after_box.activated.connect(self._on_chosen)
        self.swap_button.clicked.connect(self._on_swapped)
        self.adopt_button.clicked.connect(lambda: self.adoptWanted.emit(self._result_id()))
        self.models_menu.aboutToShow.connect(self._fill_models)
        self.discard_button.clicked.connect(lambda: self.discardWanted.emit(self._chosen()))
        self.drag_handle.dragStarted.connect(lambda: self.dragWanted.emit(self._result_id()))
        self.hide()

    @property
    def sides(self) -> tuple[str, str]:
        return self.before_box.currentData() or ORIGINAL, self.after_box.currentData() or ORIGINAL

    @Slot(object)
    def set_models(self, models: list[ModelChoice]) -> None:
        """Say which models there are; with one alone there is nothing to choose."""
        self._models = models
        self._refresh()

    def _used(self) -> str:
        """The model of the newest result."""
        return self._results[-1].settings.model if self._results else ""

    @Slot()
    def _fill_models(self) -> None:
        fill_menu(self.models_menu, other_models(self._models, self._used()), self.modelWanted.emit)

    def show_results(
        self,
        results: list[Result],
        before: str,
        after: str,
        *,
        made: str = "",
        files: Sequence[ComparedFile] = (),
        otherwise: Collection[Result] = (),
    ) -> None:
        """Offer the original, these results and these files on both sides, and to choose another file. `made`: the name
        of a file that is shown in place of a result while there is none; `otherwise`: the results of the picture turned
        or cropped otherwise."""
        self._results, self._shown_sides = results, (before, after)
        models = len({r.settings.model for r in results}) > 1
        sizes = len({(r.width, r.height) for r in results}) > 1
        others: list[tuple[str, object]] = [
            (
                describe(number, r, with_model=models, with_size=sizes, otherwise=r in otherwise),
                r.result_id,
            )
            for number, r in enumerate(results, 1)
        ]
        others += [(file.name, file.side) for file in files]
        others.append((self.tr("Compare with a file…"), ASK))
        original = self.tr("Original")
        waits = not results and before == after == ORIGINAL
        fill(self.before_box, [(original, ORIGINAL), *others], before)
        fill(
            self.after_box,
            [(made or self.tr("No result yet") if waits else original, ORIGINAL), *others],
            after,
        )
        self.swap_button.setEnabled(bool(results or files))
        self._refresh()

    def _result_id(self) -> str:
        """The id of the result that the buttons act on: the right side's, else the left side's; "" for none."""
        ids = [result.result_id for result in self._results]
        return next((side for side in reversed(self.sides) if side in ids), "")

    def _chosen(self) -> str:
        """The id of the result or the file that can be forgotten: the right side's, else the left side's."""
        before, after = self.sides
        return after if after != ORIGINAL else before

    @Slot()
    def _on_chosen(self) -> None:
        if ASK in self.sides:
            right = self.sides[1] == ASK
            for box, side in zip((self.before_box, self.after_box), self._shown_sides, strict=True):
                box.setCurrentIndex(box.findData(side))
            if not (self.before_box.stepping or self.after_box.stepping):  # nobody wants a dialog in passing
                self.fileWanted.emit(right)
            return
        self._refresh()
        self.sidesChanged.emit(*self.sides)

    @Slot()
    def _on_swapped(self) -> None:
        before, after = self.before_box.currentIndex(), self.after_box.currentIndex()
        self.before_box.setCurrentIndex(after)
        self.after_box.setCurrentIndex(before)
        self._on_chosen()

    def _refresh(self) -> None:
        result, chosen = self._result_id(), self._chosen()
        for button in (self.adopt_button, self.drag_handle):
            button.setEnabled(bool(result))
        self.discard_button.setEnabled(chosen != ORIGINAL)
        is_file = chosen not in (ORIGINAL, *(r.result_id for r in self._results))
        tip = self.tr("Compare with this file no more") if is_file else self.tr("Forget this result")
        self.discard_button.setToolTip(tip)
        self.discard_button.setAccessibleName(tip)
        others = bool(self._results and other_models(self._models, self._used()))
        self.models_button.setVisible(others)


class DragHandle(QToolButton):
    """Starts a drag when it is pressed and pulled."""

    dragStarted = Signal()

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.setProperty("flat", True)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._pressed_at: QPoint | None = None
        icons.put(self, "drag")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if moved >= QApplication.startDragDistance():
            self._pressed_at = None
            self.dragStarted.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None


def file_drag(source: QWidget, path: str) -> QDrag:
    """A drag that carries one file."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    drag = QDrag(source)
    drag.setMimeData(data)
    return drag


def describe(
    number: int,
    result: Result,
    *,
    with_model: bool = False,
    with_size: bool = False,
    otherwise: bool = False,
) -> str:
    """ "2 · 4 steps · kappa 1 · seed 7 · 3.1 s", with the model and the size behind the number where results have
    several, and that it is of the picture turned or cropped `otherwise`. Of a model that restores at once there are no
    steps and no seed."""
    settings = result.settings
    parts = [str(number)]
    if otherwise:
        parts.append(tr("framed otherwise"))
    if with_model:
        parts.append(Path(settings.model).name.removesuffix(".safetensors"))
    if with_size:
        parts.append(size_text(result.width, result.height))
    at_once = settings.kappa is None and settings.steps == 1
    if settings.steps is not None and not at_once:
        parts.append(steps_text(settings.steps))
    if settings.kappa is not None:
        parts.append(tr("kappa {0}").format(kappa_text(settings.kappa)))
    if not at_once:
        parts.append(tr("seed {0}").format(settings.seed))
    if result.seconds:
        parts.append(seconds_text(result.seconds))
    return " · ".join(parts)
