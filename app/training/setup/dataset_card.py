"""The pictures of a new run: choose a folder, watch the check, read what it found, see the pairs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.kit.basics import Elided, Section, column, combo, fill, label, row, set_kind
from app.kit.drop_zone import DropZone
from app.kit.picture_row import PictureRow
from app.kit.text import whole_text
from app.kit.words import translated
from app.training.setup.dataset_check import Checked, Pair
from app.training.setup.findings_table import FindingsModel, findings_table
from app.training.setup.report_text import summary_text
from app.viewing.viewer.viewer import PictureViewer
from core.printable import printable
from core.storage.paths import display_name

if TYPE_CHECKING:
    from core.data.check import Report
    from core.data.source import DataSource

THUMBNAIL_SIDE = 72
VIEWER_HEIGHT = 320


class DatasetCard(QFrame):
    """Shows what it is told; asks by signals."""

    placeChosen = Signal(Path)
    cancelWanted = Signal()
    optionsChanged = Signal()
    pairsWanted = Signal()  # the pairs are in view and have not been made yet

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._pairs: list[Pair] = []
        self._pairs_stale = True
        self._layout = column(self, spacing=12, margins=(16, 14, 16, 16))
        self._layout.addWidget(label(self.tr("YOUR PICTURES"), "heading"))
        self._make_zone()
        self._make_progress()
        self._make_summary()
        self._make_findings()
        self._make_pairs()
        self.show_empty()

    # --- making ---------------------------------------------------------------------------------------------

    def _make_zone(self) -> None:
        self.zone = DropZone("dropZone")
        self.zone.dropped.connect(self.placeChosen)
        layout = column(self.zone, spacing=6, margins=(20, 20, 20, 20))
        title = label(self.tr("Drop a folder of pictures here"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = label(
            self.tr(
                "Good, sharp pictures of your kind are enough: their poor versions are made for you. "
                "Pairs of poor and good pictures are found by their folders (lq and hq), by their names or "
                "in a CSV file. "
                "From about 20 pictures on it pays; more is better."
            ),
            "muted",
            wrap=True,
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_button = QPushButton(self.tr("Choose a folder…"))
        self.table_button = QPushButton(self.tr("Choose a CSV file…"))
        layout.addWidget(title)
        layout.addWidget(hint)
        layout.addLayout(row(1, self.choose_button, self.table_button, 1))
        self.choose_button.clicked.connect(self._choose_folder)
        self.table_button.clicked.connect(self._choose_table)
        self._layout.addWidget(self.zone)

    def _make_progress(self) -> None:
        self.source_line = Elided()
        self.change_button = QPushButton(self.tr("Other pictures…"))
        self.change_button.clicked.connect(self._choose_folder)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the check"))
        self.progress_line = label("", "hint")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancelWanted)
        self.running = QWidget()
        layout = column(self.running, spacing=6)
        layout.addWidget(self.progress)
        layout.addLayout(row(self.progress_line, 1, self.cancel_button))
        self._head = QWidget()
        head = row(self.source_line, self.change_button)
        head.setStretchFactor(self.source_line, 1)
        self._head.setLayout(head)
        self._layout.addWidget(self._head)
        self._layout.addWidget(self.running)

    def _make_summary(self) -> None:
        self.summary = label("", wrap=True)
        self.problem = label("", "danger", wrap=True)
        self.thumbnails = PictureRow(THUMBNAIL_SIDE, self.tr("Some of the pictures"))
        self.correct_shifts = QCheckBox(self.tr("Correct the shift between the two pictures of a pair"))
        self.correct_shifts.setChecked(True)
        self.correct_shifts.toggled.connect(self._on_option)
        for widget in (self.summary, self.problem, self.thumbnails, self.correct_shifts):
            self._layout.addWidget(widget)

    def _make_findings(self) -> None:
        self.findings_model = FindingsModel(self)
        self.findings_section = Section("")
        self.kind_box = combo(self.tr("Which findings are shown"))
        self.kind_box.activated.connect(lambda _: self.findings_model.show_kind(self.kind_box.currentData()))
        self.findings = findings_table(self.findings_model, self.tr("What the check found, file by file"))
        self.findings.setMinimumHeight(180)
        layout = column(self.findings_section.body, margins=(0, 0, 0, 4))
        layout.addWidget(self.kind_box)
        layout.addWidget(self.findings)
        self._layout.addWidget(self.findings_section)

    def _make_pairs(self) -> None:
        self.pairs_section = Section(self.tr("The pairs that are learnt from"))
        self.pairs_section.toggled.connect(lambda _: self.refresh_pairs())
        self.pairs_note = label(self.tr("Making the first pairs…"), "hint", wrap=True)
        self.pairs_row = PictureRow(56, self.tr("Pairs"), selectable=True)
        self.pairs_row.chosen.connect(self._show_pair)
        self.viewer = PictureViewer()
        self.viewer.setFixedHeight(VIEWER_HEIGHT)
        self.viewer.set_labels(self.tr("What it is given"), self.tr("What it should make of it"))
        layout: QVBoxLayout = column(self.pairs_section.body, margins=(0, 0, 0, 4))
        for widget in (self.pairs_note, self.pairs_row, self.viewer):
            layout.addWidget(widget)
        self._layout.addWidget(self.pairs_section)

    # --- what is shown --------------------------------------------------------------------------------------

    def show_empty(self) -> None:
        """Show that nothing has been chosen yet."""
        self._show(zone=True, running=False, found=False)

    def show_running(self, place: Path) -> None:
        self.source_line.set_whole(str(place))
        self.progress.setRange(0, 0)
        self.progress_line.setText(self.tr("Looking for pictures…"))
        self._show(zone=False, running=True, found=False)

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        if total:
            self.progress.setRange(0, total)
            self.progress.setValue(done)
            self.progress_line.setText(
                self.tr("{0} of {1} looked at").format(whole_text(done), whole_text(total))
            )

    def show_failure(self, message: str) -> None:
        """Say why the place cannot be used."""
        self._show(zone=True, running=False, found=False)
        self.problem.setText(message)
        self.problem.show()

    def show_found(self, checked: Checked) -> None:
        report = checked.report
        self.source_line.set_whole(self._source_text(report.source))
        self.summary.setText(printable(summary_text(report)))
        problem = report.problem()
        self.problem.setText(problem)
        self._show(zone=False, running=False, found=True)
        self.problem.setVisible(bool(problem))
        self.summary.setVisible(bool(report.items))
        self.correct_shifts.setVisible(any(f.kind == "shift" for f in report.findings))
        self._show_findings(report)
        self.pairs_section.setVisible(not problem)
        self._pairs_stale = True
        self.refresh_pairs()

    def _source_text(self, source: DataSource) -> str:
        """What is taken from where, as `DataSource.describe` says it."""
        texts = {
            "good": self.tr("Good pictures in {0}; their poor versions are made"),
            "folders": self.tr("Pairs in {0}: {1} (good) and {2} (poor)"),
            "suffix": self.tr("Pairs in {0}: names ending in {1} (good) and {2} (poor)"),
            "csv": self.tr("Pairs listed in {0}: columns {1} (good) and {2} (poor)"),
        }
        if source.kind == "suffix" and not source.hq:
            texts["suffix"] = self.tr(
                "Pairs in {0}: names ending in {2} (poor), and the same without it (good)"
            )
        return texts[source.kind].format(display_name(source.path), source.hq, source.lq)

    def _show_findings(self, report: Report) -> None:
        from core.data.check import TITLES

        counts = report.counts()
        self.findings_section.setVisible(bool(counts))
        self.findings_model.set_findings(report.findings)
        left_out = sum(f.left_out for f in report.findings)
        title = self.tr("Findings: {0}, pictures left out: {1}")
        counted = title.format(whole_text(len(report.findings)), whole_text(left_out))
        self.findings_section.header.setText(counted)
        entries = [(self.tr("All findings"), "")]
        entries += [
            (f"{whole_text(count)} {translated(TITLES[kind])}", kind) for kind, count in counts.items()
        ]
        fill(self.kind_box, entries, "")
        rows = min(8, len(report.findings))
        self.findings.setFixedHeight(34 + 26 * max(2, rows))

    def show_thumbnails(self, images: list[QImage]) -> None:
        self.thumbnails.set_images(images)

    def refresh_pairs(self, *, changed: bool = False) -> None:
        """Ask for the pairs if they are in view and no longer belong to the settings."""
        self._pairs_stale = self._pairs_stale or changed
        if (
            self._pairs_stale
            and self.pairs_section.header.isChecked()
            and self.pairs_section.isVisibleTo(self)
        ):
            self._pairs_stale = False
            self.pairs_note.setText(self.tr("Making the first pairs…"))
            set_kind(self.pairs_note, "hint")
            self.pairsWanted.emit()

    def show_pairs(self, pairs: list[Pair]) -> None:
        self._pairs = pairs
        self.pairs_row.set_images([pair.good for pair in pairs])
        self.pairs_note.setText(
            self.tr(
                "Exactly what the training begins with: drag the line to compare, click for another pair."
            )
        )
        self._show_pair(self.pairs_row.current)

    def show_pairs_failed(self, message: str) -> None:
        self.pairs_note.setText(message)
        set_kind(self.pairs_note, "warning")

    @Slot(int)
    def _show_pair(self, number: int) -> None:
        if number < len(self._pairs):
            pair = self._pairs[number]
            self.viewer.set_result_size(pair.good.width(), pair.good.height())
            self.viewer.set_before(pair.poor)
            self.viewer.set_after(pair.good)

    def _show(self, *, zone: bool, running: bool, found: bool) -> None:
        self.zone.setVisible(zone)
        self._head.setVisible(not zone)
        self.change_button.setVisible(found)
        self.running.setVisible(running)
        for widget in (self.summary, self.correct_shifts, self.findings_section, self.pairs_section):
            widget.setVisible(found)
        self.problem.hide()
        if not found:
            self.thumbnails.set_images([])

    # --- asking ---------------------------------------------------------------------------------------------

    @Slot()
    def _on_option(self) -> None:
        self.findings_model.set_corrected(self.correct_shifts.isChecked())
        self.optionsChanged.emit()

    @Slot()
    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Pictures to learn from"))
        if name:
            self.placeChosen.emit(Path(name))

    @Slot()
    def _choose_table(self) -> None:
        tables = self.tr("Tables (*.csv *.tsv)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("A table of pairs"), "", tables)
        if name:
            self.placeChosen.emit(Path(name))
