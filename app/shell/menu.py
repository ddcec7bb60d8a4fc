"""What the menu's entries do, but for those that mean something else on each page, and when they can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.queue.model import QueueModel
from app.queue.opening import Opening
from app.results.actions import ResultActions
from app.results.copying import Copying
from app.shell.exploring import Exploring
from app.shell.main_window import MainWindow
from app.shell.pages import UPSCALE
from app.shell.shortcuts_dialog import ShortcutsDialog
from app.shell.upscaling import Upscaling
from app.viewing.comparison import Comparison
from app.viewing.framing import FramingTools
from app.viewing.viewer.viewer import CompareMode


class Menu(QObject):
    """Save, upscale and cancel are in `app.shell.keys`."""

    def __init__(
        self,
        window: MainWindow,
        model: QueueModel,
        opening: Opening,
        results: ResultActions,
        copying: Copying,
        upscaling: Upscaling,
        comparison: Comparison,
        framing: FramingTools,
        exploring: Exploring,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._model = window, model
        self._comparison, self._exploring = comparison, exploring
        actions = window.actions_
        actions.open.triggered.connect(opening.open_files)
        actions.open_folder.triggered.connect(opening.open_folder)
        actions.paste.triggered.connect(opening.paste)
        actions.copy.triggered.connect(copying.copy)
        actions.save_as.triggered.connect(results.save_shown_as)
        actions.export_all.triggered.connect(results.export_all)
        actions.region.triggered.connect(upscaling.try_region)
        actions.previous_result.triggered.connect(comparison.switch_previous)
        self._connect_framing(framing)
        self._connect_view()

    def _connect_framing(self, framing: FramingTools) -> None:
        actions, view = self._window.actions_, self._window.queue.view
        actions.turn_left.triggered.connect(lambda: framing.turn_left(view.selected_items))
        actions.turn_right.triggered.connect(lambda: framing.turn_right(view.selected_items))
        actions.mirror.triggered.connect(lambda: framing.mirror(view.selected_items))
        actions.crop.triggered.connect(framing.begin_crop)
        size = self._window.controls.size_chooser
        size.cropWanted.connect(framing.begin_crop_to)
        actions.crop.enabledChanged.connect(size.crop_button.setEnabled)
        actions.whole.triggered.connect(lambda: framing.take_whole(view.selected_items))

    def _connect_view(self) -> None:
        window, actions = self._window, self._window.actions_
        actions.fit.triggered.connect(lambda: window.viewer.fit())
        actions.actual.triggered.connect(lambda: window.viewer.set_zoom(1.0))
        actions.double.triggered.connect(lambda: window.viewer.set_zoom(2.0))
        actions.zoom_in.triggered.connect(lambda: window.viewer.zoom_in())
        actions.zoom_out.triggered.connect(lambda: window.viewer.zoom_out())
        for action, mode in (
            (actions.split, CompareMode.SPLIT),
            (actions.side_by_side, CompareMode.SIDE_BY_SIDE),
            (actions.blink, CompareMode.BLINK),
        ):
            action.triggered.connect(lambda _=False, mode=mode: window.show_mode(mode))
        actions.loupe.toggled.connect(window.set_loupe)
        actions.previous.triggered.connect(lambda: window.queue.view.step(-1))
        actions.next.triggered.connect(lambda: window.queue.view.step(1))
        actions.log.toggled.connect(window.log_panel.setVisible)
        window.log_panel.closed.connect(actions.log.toggle)
        actions.full_screen.triggered.connect(window.toggle_full_screen)
        actions.help.triggered.connect(lambda: ShortcutsDialog(window, actions.all).exec())
        actions.quit.triggered.connect(window.close)

    @Slot()
    def refresh(self) -> None:
        """Something else is shown, chosen or there: enable the entries that mean something now."""
        actions, exploring = self._window.actions_, self._exploring
        item, has_result = self._comparison.item, self._comparison.result is not None
        on_page = self._window.page == UPSCALE
        in_view = on_page and item is not None
        chosen = self._window.queue.view.selected_items if on_page else []
        for action in (actions.framing, actions.turn_left, actions.turn_right, actions.mirror):
            action.setEnabled(bool(chosen))
        actions.crop.setEnabled(in_view)
        actions.whole.setEnabled(any(one.framing.crop is not None for one in chosen))
        actions.previous_result.setEnabled(in_view and item is not None and len(item.results) > 1)
        actions.copy.setEnabled(in_view)
        actions.compare.setEnabled(in_view)
        actions.save.setEnabled(exploring.explorer.can_save if exploring.shown else has_result)
        actions.save_as.setEnabled(has_result)
        actions.export_all.setEnabled(any(one.results for one in self._model))
