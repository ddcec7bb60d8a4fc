"""Shows how the held-out pictures improve: a viewer, with a slider through the validations."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSlider, QStackedWidget, QWidget

from app.images import pictures
from app.kit.basics import Segments, column, combo, fill, icon_button, label, row
from app.kit.text import whole_text
from app.kit.wheel_guard import WheelGuard
from app.kit.work import Worker
from app.viewing.viewer.viewer import PictureViewer
from core.errors import PictureError

KEPT = 48  # decoded pictures
INPUT, START, GOOD = "input", "start", "good"


class SamplesView(QWidget):
    """On the right what the model made of a picture at one validation, on the left what it is compared with.

    Follows the newest validation until the person goes back to an earlier one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder: Path | None = None
        self._iterations: list[int] = []
        self._following = True
        self._wanted: tuple[object, ...] = ()
        self._cache: OrderedDict[Path, QImage] = OrderedDict()
        self._worker = Worker(self)
        self.viewer = PictureViewer()
        self.viewer.set_empty_text(self.tr("No pictures yet"))
        self.compared = Segments(
            [(self.tr("Input"), INPUT), (self.tr("Before training"), START), (self.tr("Original"), GOOD)],
            self.tr("Compare with"),
        )
        self.compared.set_value(INPUT)
        self.compared.setMinimumWidth(300)
        self.picture_box = combo(self.tr("Picture"))
        self.picture_box.setMaximumWidth(140)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Validation"))
        WheelGuard(self.slider)
        self.earlier = icon_button("left", self.tr("Earlier validation"))
        self.later = icon_button("right", self.tr("Later validation"))
        self.caption = label("", "hint")
        self._empty = label(
            self.tr(
                "What the model makes of pictures it does not learn from appears here at each validation, "
                "the first time before it has learnt anything."
            ),
            "muted",
            wrap=True,
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.viewer)
        layout = column(self, spacing=6)
        self._bar = QWidget()
        self._bar.setLayout(row(self.compared, 1, self.picture_box))
        self._walk = QWidget()
        self._walk.setLayout(row(self.earlier, self.slider, self.later, self.caption))
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._walk)
        self._show_parts()

    def _connect(self) -> None:
        self.compared.chosen.connect(lambda _: self._load())
        self.picture_box.activated.connect(lambda _: self._on_picture())
        self.slider.valueChanged.connect(self._on_slider)
        self.earlier.clicked.connect(lambda: self.slider.setValue(self.slider.value() - 1))
        self.later.clicked.connect(lambda: self.slider.setValue(self.slider.value() + 1))

    # --- what there is --------------------------------------------------------------------------------------

    def set_run(self, folder: Path | None) -> None:
        """Show the samples of a run, which are in `folder`; None for none."""
        if folder != self._folder:
            self._folder, self._iterations, self._following = folder, [], True
            self._cache.clear()
            self._wanted = ()
            self.viewer.clear()
            fill(self.picture_box, [], None)
            self._show_parts()

    def set_iterations(self, iterations: list[int]) -> None:
        """Say of which iterations there are pictures, in rising order."""
        if iterations == self._iterations:
            return
        self._iterations = list(iterations)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(iterations) - 1))
            if self._following:
                self.slider.setValue(self.slider.maximum())
        self._show_parts()
        if iterations:
            self._load(count=True)

    @property
    def iteration(self) -> int | None:
        """The iteration that is shown."""
        if not self._iterations:
            return None
        return self._iterations[min(self.slider.value(), len(self._iterations) - 1)]

    def stop(self, timeout_ms: int) -> bool:
        return self._worker.stop(timeout_ms)

    # --- showing --------------------------------------------------------------------------------------------

    def _show_parts(self) -> None:
        there = bool(self._iterations)
        self._stack.setCurrentWidget(self.viewer if there else self._empty)
        self._bar.setVisible(there)
        self._walk.setVisible(there)
        self._show_caption()

    def _show_caption(self) -> None:
        iteration = self.iteration
        if iteration is None:
            return
        at = self.slider.value()
        self.caption.setText(self.tr("iteration {0}").format(whole_text(iteration)))
        self.earlier.setEnabled(at > 0)
        self.later.setEnabled(at < self.slider.maximum())

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        self._following = value == self.slider.maximum()
        self._show_caption()
        self._load()

    def _on_picture(self) -> None:
        self.viewer.clear()
        self._wanted = ()
        self._load()

    def _load(self, *, count: bool = False) -> None:
        """Read both pictures in a thread; only those that were asked for last are shown."""
        folder, iteration = self._folder, self.iteration
        if folder is None or iteration is None:
            return
        number, compared = self.picture_box.currentData() or 0, self.compared.value
        self._wanted = wish = (folder, iteration, number, compared)
        before, after = sample_paths(folder, iteration, number, compared, self._iterations[0])
        kept = {p: self._cache[p] for p in (before, after) if p in self._cache}

        def read() -> tuple[dict[Path, QImage], int]:
            found = {p: kept[p] if p in kept else pictures.load_qimage(p) for p in (before, after)}
            return found, len(list(folder.glob("hq-*.png"))) if count else 0

        def done(outcome: tuple[dict[Path, QImage], int]) -> None:
            images, pictures_there = outcome
            self._keep(images)
            if pictures_there:
                self._set_count(pictures_there)
            if wish == self._wanted:
                self._show(images[before], images[after], iteration)

        self._worker.start(read, done, self._on_failed)

    def _keep(self, images: dict[Path, QImage]) -> None:
        for path, image in images.items():
            self._cache[path] = image
            self._cache.move_to_end(path)
        while len(self._cache) > KEPT:
            self._cache.popitem(last=False)

    def _show(self, before: QImage, after: QImage, iteration: int) -> None:
        self.viewer.set_result_size(after.width(), after.height())
        self.viewer.set_before(before)
        self.viewer.set_after(after)
        left = {INPUT: self.tr("Input"), START: self.tr("Before training")}.get(
            self.compared.value, self.tr("Original")
        )
        self.viewer.set_labels(left, self.tr("Iteration {0}").format(whole_text(iteration)))

    def _set_count(self, count: int) -> None:
        if count != self.picture_box.count():
            entries = [(self.tr("Picture {0}").format(n + 1), n) for n in range(count)]
            fill(self.picture_box, entries, self.picture_box.currentData())

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, PictureError | OSError):
            self.caption.setText(self.tr("These pictures cannot be read."))


def sample_paths(folder: Path, iteration: int, number: int, compared: str, first: int) -> tuple[Path, Path]:
    """Files of the left and the right side."""
    after = folder / f"iter-{iteration:08d}" / f"{number:02d}.png"
    before = {
        INPUT: folder / f"lq-{number:02d}.png",
        GOOD: folder / f"hq-{number:02d}.png",
        START: folder / f"iter-{first:08d}" / f"{number:02d}.png",
    }[compared]
    return before, after
