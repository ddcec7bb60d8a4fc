"""The middle of the window: notices, the two sides, the viewer, what is below the pointer, the steps."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.images import pictures
from app.kit.basics import Elided, column, label, menu_of, row, styled
from app.kit.invitation import Invitation
from app.kit.notice_bar import NoticeBar
from app.kit.page_stack import PageStack
from app.kit.tab_order import put_behind
from app.kit.text import size_text
from app.kit.theme import scaled
from app.kit.work import Worker
from app.system.folders import sample_pictures
from app.viewing.compare_bar import CompareBar
from app.viewing.crop_bar import CropBar
from app.viewing.filmstrip import Filmstrip
from app.viewing.finishing.strength_bar import StrengthBar
from app.viewing.mask_bar import MaskBar
from app.viewing.viewer.layers import PixelReadout
from app.viewing.viewer.viewer import PictureViewer

SAMPLE_SIDE = 120
MOST_SAMPLES = 4
MARGINS = 48  # of the empty state and of the zone in it
CARD_GAP = 12
LEAST_WIDTH = 360
LEAST_HEIGHT = 36  # of the picture, in a low window with all that can lie around it
ENOUGH_HEIGHT = 160  # of the picture: below, lesser things give way to it
READOUT_HEIGHT = 34
CROWDED = 520  # logical pixels of the middle column


class PicturePanel(QWidget):
    openClicked = Signal()
    sampleClicked = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.notices = NoticeBar()
        self.bar = CompareBar()
        self.viewer = PictureViewer()
        self.viewer.setMinimumHeight(LEAST_HEIGHT)
        for box in (self.bar.before_box, self.bar.after_box):
            box.setMinimumContentsLength(4)  # characters: there is a window of 800 pixels to fit in
        self.mask_bar = MaskBar(self.viewer.brush)
        self.crop_bar = CropBar()
        self.filmstrip = Filmstrip()
        self.strength = StrengthBar()
        self.filmstrip.hide()
        self.empty = EmptyState(sample_pictures())
        self.empty.openClicked.connect(self.openClicked)
        self.empty.sampleClicked.connect(self.sampleClicked)
        self.stack = PageStack()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.viewer)
        self.sizes = label("", "muted")
        self.zoom = label("", "muted")
        self.region_button = QPushButton(self.tr("Close the region"))
        self.region_button.setProperty("flat", True)
        self.region_button.setFocusPolicy(
            Qt.FocusPolicy.TabFocus
        )  # it goes with a click, and the focus with it
        self.region_button.hide()
        self.readout = Elided("", "muted")
        self.readout.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.readout_bar = QWidget()
        styled(self.readout_bar, "readoutBar")
        line = row(
            self.sizes, self.readout, self.region_button, self.zoom, spacing=16, margins=(12, 2, 12, 2)
        )
        line.setStretchFactor(self.readout, 1)
        self.readout_bar.setLayout(line)
        self.readout_bar.setFixedHeight(scaled(READOUT_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notices)
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.strength)
        layout.addWidget(self.mask_bar)
        layout.addWidget(self.crop_bar)
        # Places that can be hidden, whether their content is wanted or not.
        self._readout_place, self._film_place = QWidget(), QWidget()
        for place, content in ((self._readout_place, self.readout_bar), (self._film_place, self.filmstrip)):
            column(place, spacing=0).addWidget(content)
            layout.addWidget(place)
        self.menu_groups: list[list[QAction]] = []  # of the picture
        self.viewer.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewer.customContextMenuRequested.connect(self._show_menu)
        self.viewer.zoomChanged.connect(self._on_zoom)
        self.viewer.cursorMoved.connect(self._on_cursor)
        self.show_empty(True)

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip between the choice of the sides and the picture."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self.stack), strip)
        put_behind(self.bar.drag_handle, strip)

    def minimumSizeHint(self) -> QSize:
        """High enough for the sentences around the picture, which take more lines in a narrow window; as wide as with
        a result, or the picture would jump to the side when the first one comes."""
        hint, layout = super().minimumSizeHint(), self.layout()
        assert layout is not None
        lines = layout.minimumHeightForWidth(self.width()) if layout.hasHeightForWidth() else 0
        width = max(
            LEAST_WIDTH, hint.width(), *(b.minimumSizeHint().width() for b in (self.bar, self.strength))
        )
        return QSize(width, max(hint.height(), lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
        self._make_room()

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return answer

    def _make_room(self) -> None:
        """In a low window the steps give way to the picture, then what is said below it, if that is no button."""
        lesser = self._readout_place, self._film_place
        readout, film = (self._height_of(place) for place in lesser)
        room = self.height() - ENOUGH_HEIGHT
        for part in self.children():
            if isinstance(part, QWidget) and not part.isHidden() and part not in (self.stack, *lesser):
                room -= self._height_of(part)
        self._readout_place.setVisible(room >= readout or not self.region_button.isHidden())
        self._film_place.setVisible(room >= readout + film)

    def _height_of(self, part: QWidget) -> int:
        return part.heightForWidth(self.width()) if part.hasHeightForWidth() else part.sizeHint().height()

    def show_empty(self, empty: bool) -> None:
        self.stack.setCurrentWidget(self.empty if empty else self.viewer)
        self.readout_bar.setVisible(not empty)

    def show_sizes(self, before: tuple[int, int] | None, after: tuple[int, int] | None) -> None:
        parts = [size_text(*size) for size in (before, after) if size]
        self.sizes.setText("  →  ".join(parts))
        self.zoom.setVisible(bool(parts))

    @Slot(bool)
    def show_region_button(self, shown: bool) -> None:
        """Show the button in the place of the sizes: a narrow window has no room for both."""
        self.region_button.setVisible(shown)
        self._show_sizes_where_they_fit()
        self._make_room()

    def _show_sizes_where_they_fit(self) -> None:
        """In a narrow window what is below the pointer takes their place, too."""
        crowded = bool(self.readout.whole) and self.width() < CROWDED
        self.sizes.setVisible(self.region_button.isHidden() and not crowded)

    @Slot(QPoint)
    def _show_menu(self, position: QPoint) -> None:
        """Not where the right button erases, or a rectangle is drawn."""
        if self.menu_groups and not (self.viewer.brush.active or self.viewer.region_tool.active):
            menu = menu_of(self.menu_groups, self)
            menu.exec(self.viewer.mapToGlobal(position))
            menu.deleteLater()

    @Slot(float)
    def _on_zoom(self, zoom: float) -> None:
        self.zoom.setText(self.tr("zoom {0} %").format(round(zoom * 100, 1 if zoom < 0.1 else None)))

    @Slot(object)
    def _on_cursor(self, readout: PixelReadout | None) -> None:
        if readout is None:
            self.readout.set_whole("")
            self._show_sizes_where_they_fit()
            return
        both = [" ".join(map(str, c)) for c in (readout.before, readout.after) if c]
        colours = "  →  ".join(both if self.width() >= CROWDED else both[-1:])
        self.readout.set_whole(f"{readout.x}, {readout.y}   {colours}")
        self._show_sizes_where_they_fit()


class EmptyState(Invitation):
    """What to do first; a sample picture is one click away."""

    sampleClicked = Signal(Path)

    def __init__(self, samples: list[Path]) -> None:
        super().__init__(
            self.tr("Drop a picture here"),
            self.tr(
                "or several, a comic book, or a whole folder. Ctrl+V pastes.\nEverything stays on this computer."
            ),
        )
        self._worker = Worker(self)
        self._asked = False
        self._cards: list[tuple[Path, QToolButton]] = []
        if samples:
            self._add_samples(samples, self.below)

    def _add_samples(self, samples: list[Path], layout: QVBoxLayout) -> None:
        text = label(self.tr("Or try a sample picture:"), "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addSpacing(16)
        layout.addWidget(text)
        cards = QHBoxLayout()
        cards.setSpacing(CARD_GAP)
        cards.addStretch(1)
        for path in samples[:MOST_SAMPLES]:
            card = QToolButton()
            card.setObjectName("card")
            card.setIconSize(QSize(SAMPLE_SIDE, SAMPLE_SIDE))
            card.setFixedSize(SAMPLE_SIDE + 16, SAMPLE_SIDE + 16)
            card.setAccessibleName(self.tr("Sample picture {0}").format(path.stem))
            card.setToolTip(path.stem.replace("_", " ").replace("-", " "))
            card.clicked.connect(lambda _=False, path=path: self.sampleClicked.emit(path))
            cards.addWidget(card)
            self._cards.append((path, card))
        cards.addStretch(1)
        layout.addLayout(cards)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the words; cards that have no room give way."""
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        across = max(1, (self.width() - 2 * MARGINS + CARD_GAP) // (SAMPLE_SIDE + 16 + CARD_GAP))
        for number, (_, card) in enumerate(self._cards):
            card.setVisible(number < across)

    def showEvent(self, event: object) -> None:
        """The thumbnails come after the window is up."""
        if self._asked:
            return
        self._asked = True
        for path, card in self._cards:
            self._load(path, card)

    def stop(self, timeout_ms: int) -> bool:
        """At the end: Qt would wait for a thumbnail, which waits for the thread that Qt waits in."""
        return self._worker.stop(timeout_ms)

    def _load(self, path: Path, card: QToolButton) -> None:
        self._worker.start(
            lambda: pictures.thumbnail(pictures.load_qimage(path), SAMPLE_SIDE * 2),
            lambda image: card.setIcon(QIcon(QPixmap.fromImage(image))),
        )
