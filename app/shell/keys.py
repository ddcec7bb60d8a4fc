"""What keys and menu entries mean that several pages share: they are about what the person looks at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.inventions.inventions import Inventions
from app.results.actions import ResultActions
from app.shell.exploring import Exploring
from app.shell.main_window import MainWindow
from app.shell.pages import UPSCALE
from app.shell.upscaling import Upscaling
from app.shell.when_done import WhenDone


class Keys(QObject):
    """Save, upscale and cancel."""

    def __init__(
        self,
        window: MainWindow,
        exploring: Exploring,
        upscaling: Upscaling,
        results: ResultActions,
        inventions: Inventions,
        when_done: WhenDone,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._exploring, self._upscaling = window, exploring, upscaling
        self._results, self._inventions, self._when_done = results, inventions, when_done
        window.actions_.save.triggered.connect(self._on_save)
        window.actions_.upscale.triggered.connect(self._on_upscale)
        window.actions_.cancel.triggered.connect(self._on_escape)

    @Slot()
    def _on_save(self) -> None:
        if self._exploring.shown:
            self._exploring.explorer.save()
        else:
            self._window.show_page(UPSCALE)  # where it is seen what is saved, and what comes of it
            self._results.save()

    @Slot()
    def _on_upscale(self) -> None:
        if self._exploring.shown:
            self._exploring.explorer.compute()
        elif self._window.page == UPSCALE:  # elsewhere nobody would see what is meant
            self._upscaling.run_selected()

    @Slot()
    def _on_escape(self) -> None:
        """What is nearest to the person ends first."""
        if self._when_done.counting:
            self._when_done.forget()
            return
        if self._exploring.shown:
            ended = self._exploring.explorer.on_escape()
        elif self._window.page != UPSCALE:
            ended = not self._window.isFullScreen()  # what is at work on another page goes on
        else:
            choosing = self._window.picture.viewer.region_tool.active
            ended = not choosing and self._inventions.stop_seeds()
        if not ended:
            self._upscaling.on_escape()
