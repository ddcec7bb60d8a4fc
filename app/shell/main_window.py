"""The window: assembles the panels and passes drops and closing on. It decides nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QLabel,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStyle,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.controls.panel import ControlsPanel
from app.explore.page import ExplorePage
from app.explore.sheet_view import SheetView
from app.kit.basics import Elided, label, menu_of, row, styled, upright_rule
from app.kit.icons import icons
from app.kit.page_stack import PageStack
from app.kit.tab_order import put_last
from app.kit.theme import Theme
from app.models.model_list import ModelChoice
from app.models.page import ModelsPage
from app.preferences.preferences import WindowState
from app.queue.model import ROWS_MIME, QueueModel
from app.queue.panel import QueuePanel
from app.shell.actions import WindowActions
from app.shell.log_panel import LogPanel
from app.shell.pages import EXPLORE, MODELS, TRAIN, UPSCALE, Page
from app.system.logs import LogLines
from app.training.page import TrainPage
from app.viewing.panel import PicturePanel
from app.viewing.viewer.viewer import CompareMode, PictureViewer
from core.presets import OwnPresets

DEFAULT_SIZE = QSize(1320, 840)
SMALLEST, SMALLEST_AT_MOST = QSize(720, 480), QSize(910, 480)  # a screen of 1366 x 768 at 150 % has 910 x 512


class MainWindow(QMainWindow):
    dropped = Signal(QMimeData)
    comparedDropped = Signal(list, bool)  # files, whether they were let go on the right half of the picture
    closing = Signal(QCloseEvent)

    def __init__(
        self,
        model: QueueModel,
        theme: Theme,
        models: list[ModelChoice],
        presets: OwnPresets,
        lines: LogLines,
        log_folder: Path,
    ) -> None:
        super().__init__()
        self.setWindowTitle("ResShift Studio")
        self.setAcceptDrops(True)
        self.resize(DEFAULT_SIZE)
        self.setMinimumSize(SMALLEST)
        self.theme = theme
        self.actions_ = WindowActions(self)
        self.queue = QueuePanel(model, theme.colours)
        self.queue.framing_actions = self.actions_.framings
        self.picture = PicturePanel()
        self.picture.menu_groups = [
            [self.actions_.copy, self.actions_.save, self.actions_.save_as],
            self.actions_.framings,
        ]
        self.controls = ControlsPanel(models, presets)
        self.explore_page = ExplorePage()
        self.train_page = TrainPage()
        self.models_page = ModelsPage()
        self.log_panel = LogPanel(lines, log_folder)
        self._texts: list[QToolButton] = []
        self._tools: list[QToolButton] = []
        # How wide the top bar is with all its words, and with all but one, once that has been measured.
        self._wide_bars: tuple[int, int] | None = None
        self._assemble()
        theme.changed.connect(self._on_theme_changed)

    # --- assembling -----------------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        for number, panel in enumerate((self.queue, self.picture, self.controls)):
            self.splitter.addWidget(panel)
            self.splitter.setCollapsible(number, False)
            self.splitter.setStretchFactor(number, 1 if panel is self.picture else 0)
        self.pages = [
            Page(UPSCALE, self.tr("Upscale"), "upscale", self.splitter),
            Page(EXPLORE, self.tr("Explore"), "explore", self.explore_page),
            Page(TRAIN, self.tr("Train"), "train", self.train_page),
            Page(MODELS, self.tr("Models"), "models", self.models_page),
        ]
        self.stack = PageStack()
        for page in self.pages:
            self.stack.addWidget(page.widget)
        self.stack.currentChanged.connect(self._on_page)
        self.train_page.pictureInView.connect(self._on_page)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._bar = self._top_bar()
        layout.addWidget(self._bar)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.log_panel)
        self._bottom = self._bottom_bar()
        layout.addWidget(self._bottom)
        self.setCentralWidget(central)

    def _top_bar(self) -> QWidget:
        bar = QWidget()
        styled(bar, "topBar")
        a = self.actions_
        widgets: list[QWidget | int] = []
        for group in (
            (a.open, a.save, a.export_all),
            (a.framing,),
            (a.fit, a.actual, a.double, a.zoom_out, a.zoom_in),
        ):
            widgets += [self._tool(action) for action in group]
            widgets.append(upright_rule())
        widgets += [self._tool(action) for action in (a.split, a.side_by_side, a.blink, a.loupe)]
        widgets.append(1)
        widgets += [self._tool(action) for action in (a.theme, a.preferences, a.help)]
        bar.setLayout(row(*widgets, spacing=2, margins=(8, 4, 8, 4)))
        # Its words give way to icons, so they are no reason for the window to stay wide.
        bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return bar

    def _tool(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(icons.size)
        self._tools.append(button)
        button.setProperty("flat", True)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        a = self.actions_
        if action is a.open:
            _put_menu(button, [a.open, a.open_folder, a.watch_folder, a.paste], [a.compare])
        if action is a.save:
            self.save_button = button
            _put_menu(button, [a.save, a.save_as])
        if action is a.framing:
            _put_menu(button, a.framings, only=True)
        if action in (a.open, a.save, a.export_all, a.framing, a.split, a.side_by_side, a.blink, a.fit):
            self._texts.append(button)
        return button

    def _bottom_bar(self) -> QWidget:
        bar = QWidget()
        styled(bar, "bottomBar")
        self._page_group = QButtonGroup(self)
        widgets: list[QWidget | int] = []
        for number, page in enumerate(self.pages):
            button = QPushButton(page.title)
            button.setCheckable(True)
            button.setProperty("kind", "page")
            button.setChecked(number == 0)
            icons.put(button, page.icon)
            self._page_group.addButton(button, number)
            widgets.append(button)
        self._page_group.idClicked.connect(self.stack.setCurrentIndex)
        self.status = Elided("", "muted")
        self.status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.memory = label("", "muted")
        log_button = self._tool(self.actions_.log)
        layout = row(*widgets, self.status, self.memory, log_button, spacing=8, margins=(8, 4, 8, 4))
        layout.setStretchFactor(self.status, 1)
        bar.setLayout(layout)
        return bar

    # --- state ----------------------------------------------------------------------------------------------

    def show_page(self, key: str) -> None:
        for number, page in enumerate(self.pages):
            if page.key == key:
                self.stack.setCurrentIndex(number)
                self._page_group.button(number).setChecked(True)

    def set_page_note(self, key: str, note: str) -> None:
        """Show a word or two behind a page's title; "" for nothing."""
        for number, page in enumerate(self.pages):
            if page.key == key:
                self._page_group.button(number).setText(f"{page.title}  {note}" if note else page.title)

    @property
    def viewer(self) -> PictureViewer | SheetView:
        """The viewer that is in view, which the top bar's buttons act on."""
        if self.page == EXPLORE:
            return self.explore_page.viewer
        panel = self.train_page.panel
        return panel.viewer if panel is not None and self.page == TRAIN else self.picture.viewer

    def _on_page(self) -> None:
        """Offer to look at pictures where there are some: always on two pages, never on one, at times on that of
        training."""
        there = self.page in (UPSCALE, EXPLORE) or (self.page == TRAIN and self.viewer.isVisible())
        for action in self.actions_.viewing:
            action.setEnabled(there)

    def set_loupe(self, shown: bool) -> None:
        self.picture.viewer.set_loupe(shown)
        self.explore_page.compare.viewer.set_loupe(shown)
        if self.train_page.panel is not None:
            self.train_page.panel.set_loupe(shown)

    @property
    def page(self) -> str:
        return self.pages[self.stack.currentIndex()].key

    def state(self) -> WindowState:
        return WindowState(
            geometry=_to_text(self.saveGeometry()),
            splitter=_to_text(self.splitter.saveState()),
            page=self.page,
            compare=self.picture.viewer.mode.value,
            log_shown=self.log_panel.isVisible(),
        )

    def restore(self, state: WindowState) -> None:
        """What cannot be used is passed over by Qt itself."""
        # Where the screen has another size now, Qt restores nothing.
        placed = bool(state.geometry) and self.restoreGeometry(_from_text(state.geometry))
        self._bound_to_screen(placed=placed)
        self.splitter.setSizes([232, 800, 292])
        if state.splitter:
            self.splitter.restoreState(_from_text(state.splitter))
        self.show_page(state.page)
        modes = {mode.value: mode for mode in CompareMode}
        self.show_mode(modes.get(state.compare, CompareMode.SPLIT))
        self.actions_.log.setChecked(state.log_shown)
        self.log_panel.setVisible(state.log_shown)

    def _bound_to_screen(self, *, placed: bool) -> None:
        """Let the whole window be seen, with its title. Where it has not been `placed` the system finds its place."""
        if self.isMaximized() or self.isFullScreen():
            return
        place = self.geometry()
        screen = (placed and QApplication.screenAt(place.center())) or self.screen()
        # Until the system's own is known.
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        room = screen.availableGeometry().adjusted(0, title, 0, 0)
        place.setSize(place.size().boundedTo(room.size()).expandedTo(self.minimumSize()))
        place.moveLeft(max(room.left(), min(place.left(), room.right() + 1 - place.width())))
        place.moveTop(max(room.top(), min(place.top(), room.bottom() + 1 - place.height())))
        if placed:
            self.setGeometry(place)
        else:
            self.resize(place.size())

    def toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def show_mode(self, mode: CompareMode) -> None:
        self.picture.viewer.set_mode(mode)
        self.explore_page.compare.viewer.set_mode(mode)
        if self.train_page.panel is not None:
            self.train_page.panel.set_mode(mode)
        a = self.actions_
        action = {
            CompareMode.SPLIT: a.split,
            CompareMode.SIDE_BY_SIDE: a.side_by_side,
            CompareMode.BLINK: a.blink,
        }.get(mode)
        if action is not None:
            action.setChecked(True)

    def _on_theme_changed(self) -> None:
        self.queue.set_colours(self.theme.colours)
        for button in self._tools:
            button.setIconSize(icons.size)
        self._wide_bars = None
        self._show_words_where_they_fit()

    # --- events ---------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """No narrower than what is shown can be shown in; but a small screen has to have room for the window."""
        answer = super().event(event)
        if event.type() == QEvent.Type.WindowDeactivate and (viewer := self._picture_in_view) is not None:
            viewer.let_go()
        if is_copying(event) and has_chosen_words(QApplication.focusWidget()):
            event.accept()  # these are to be copied, and not the picture
            return True
        if event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumSize(self.minimumSizeHint().expandedTo(SMALLEST).boundedTo(SMALLEST_AT_MOST))
        return answer

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_words_where_they_fit()

    def _show_words_where_they_fit(self) -> None:
        """In a narrower window buttons of the top bar show their icons alone: first the one with the longest word."""
        fewer = [button for button in self._texts if button.defaultAction() is not self.actions_.framing]
        if self._wide_bars is None:
            self._wide_bars = self._width_with(self._texts), self._width_with(fewer)
        all_fit, fewer_fit = (self.width() >= wide for wide in self._wide_bars)
        self._set_words(self._texts if all_fit else fewer if fewer_fit else [])

    def _width_with(self, shown: list[QToolButton]) -> int:
        self._set_words(shown)
        return self._bar.sizeHint().width()

    def _set_words(self, shown: list[QToolButton]) -> None:
        styles = Qt.ToolButtonStyle
        for button in self._texts:
            style = styles.ToolButtonTextBesideIcon if button in shown else styles.ToolButtonIconOnly
            button.setToolButtonStyle(style)

    def focusNextPrevChild(self, next: bool) -> bool:
        """The bars at the bottom come last, though pages get parts when the bars have long been there."""
        put_last(self.log_panel, self._bottom)
        return super().focusNextPrevChild(next)

    @property
    def _picture_in_view(self) -> PictureViewer | None:
        viewer = self.viewer
        return viewer if isinstance(viewer, PictureViewer) and viewer.isVisible() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing that has the focus knew: keys to look another way are meant for the picture in view."""
        viewer = self._picture_in_view
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if viewer is None or not plain or not viewer.look_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        viewer = self._picture_in_view
        if viewer is None or not viewer.look_key(event):
            super().keyReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._accept_if_picture(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._accept_if_picture(event)
        viewer, spot = self.picture.viewer, self._spot_to_compare(event)
        if spot is None:
            viewer.show_hint("")
        elif not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            viewer.show_hint(self.tr("Hold Shift to compare with it"))
        elif spot.x() >= viewer.width() / 2:
            viewer.show_hint(self.tr("Compare with it on the right"))
        else:
            viewer.show_hint(self.tr("Compare with it on the left"))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.picture.viewer.show_hint("")

    def _spot_to_compare(self, event: QDropEvent) -> QPoint | None:
        """Where in the picture a file is held; None for anything else, and elsewhere."""
        viewer = self.picture.viewer
        spot = viewer.mapFrom(self, event.position().toPoint())
        there = viewer.isVisible() and viewer.rect().contains(spot) and event.isAccepted()
        return spot if there and any(url.isLocalFile() for url in event.mimeData().urls()) else None

    def _accept_if_picture(self, event: QDropEvent) -> None:
        mime = event.mimeData()
        if not mime.hasFormat(ROWS_MIME) and (mime.hasUrls() or mime.hasImage()):
            event.setDropAction(Qt.DropAction.CopyAction)  # never move a file away from where it was
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        self._accept_if_picture(event)
        self.picture.viewer.show_hint("")
        spot = self._spot_to_compare(event)
        if spot is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            self.comparedDropped.emit(paths, spot.x() >= self.picture.viewer.width() / 2)
        elif event.isAccepted():
            self.dropped.emit(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closing.emit(event)


def _put_menu(button: QToolButton, *groups: list[QAction], only: bool = False) -> None:
    """Give the button a menu: beside what it does, or as the `only` thing that it does."""
    button.setMenu(menu_of(groups, button))
    modes = QToolButton.ToolButtonPopupMode
    button.setPopupMode(modes.InstantPopup if only else modes.MenuButtonPopup)


def is_copying(event: QEvent) -> bool:
    """Whether a key asks for a copy, before any shortcut hears of it."""
    override = event.type() == QEvent.Type.ShortcutOverride
    return override and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy)


def has_chosen_words(widget: QWidget | None) -> bool:
    """Whether a person has chosen a part of what can only be read here. Fields that are written into see to that
    themselves."""
    if isinstance(widget, QLabel):
        return widget.hasSelectedText()
    return isinstance(widget, QTextEdit | QPlainTextEdit) and widget.textCursor().hasSelection()


def _to_text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")


def _from_text(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "replace"))
