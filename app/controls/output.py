"""How results are written: when, where, format and name, with a live example."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from app.controls.names import align
from app.kit.basics import column, combo, fill, label, row, set_kind
from app.kit.literal import literal
from app.queue.items import Item, Result
from app.results.places import template_name
from app.results.quality import QualityFields
from core.errors import EngineError
from core.images.names import DEEP, LOSSY, SAME, SUFFIXES, TITLES, format_for, suffix_of
from core.jobs import SampleSettings
from core.presets import OutputPreferences
from core.storage.paths import display_name, display_path


class OutputControls(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._item: Item | None = None
        self._settings = SampleSettings(steps=4, kappa=1.0)
        self._size = (4096, 3072)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.set_output(OutputPreferences())

    def _make_widgets(self) -> None:
        self.when_box = combo(self.tr("When a result is ready"))
        fill(
            self.when_box,
            [
                (self.tr("Keep until I save it"), "keep"),
                (self.tr("Save beside the picture"), "beside"),
                (self.tr("Save into a sub-folder"), "subfolder"),
                (self.tr("Save into a folder"), "folder"),
            ],
            "keep",
        )
        self.folder_button = QPushButton(self.tr("Choose folder…"))
        self.format_box = combo(self.tr("Format"))
        formats = [(TITLES[key], key) for key in SUFFIXES]
        fill(self.format_box, [*formats, (self.tr("As the picture"), SAME)], "png")
        self.format_box.setItemData(
            self.format_box.findData("dds"),
            self.tr("For games: compressed with some loss, in BC1 or with alpha BC3, and with all mip maps."),
            Qt.ItemDataRole.ToolTipRole,
        )
        self.depth_box = combo(self.tr("Bits per colour"))
        fill(
            self.depth_box,
            [(self.tr("As the picture"), 0), (self.tr("8 bit"), 8), (self.tr("16 bit"), 16)],
            0,
        )
        self.quality_fields = QualityFields()
        self.quality_field = self.quality_fields.quality_field
        self.name_field = QLineEdit()
        self.name_field.setAcceptDrops(False)
        self.name_field.setAccessibleName(self.tr("Name template"))
        self.name_field.setToolTip(
            self.tr("Fields: {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}")
        )
        self.example = label("", "hint", wrap=True)
        self.metadata_box = QCheckBox(self.tr("Settings into the file"))

        self.metadata_box.setToolTip(
            self.tr("With them the result can be made again; drop it here to get them.")
        )
        self.private_box = QCheckBox(self.tr("Leave out place and person"))
        self.private_box.setToolTip(
            self.tr(
                "For sharing: no GPS and places, no names of authors, owners and persons, no serial numbers. "
                "Camera, date, title and description stay."
            )
        )
        self.date_box = QCheckBox(self.tr("Keep the picture's date"))
        self.date_box.setToolTip(self.tr("The file of the result is dated as the picture's file."))

    def _lay_out(self) -> None:
        layout = column(self, spacing=8, margins=(0, 4, 0, 8))
        self._names: list[QLabel] = []
        layout.addWidget(self.when_box)
        layout.addWidget(self.folder_button)
        self.depth_row = self._named(self.tr("Depth"), self.depth_box)
        self.quality_row = self._named(self.tr("Quality"), self.quality_fields)
        layout.addWidget(self._named(self.tr("Format"), self.format_box))
        layout.addWidget(self.depth_row)
        layout.addWidget(self.quality_row)
        layout.addWidget(self._named(self.tr("Name"), self.name_field))
        align(self._names)
        layout.addWidget(self.example)
        for box in (self.metadata_box, self.private_box, self.date_box):
            layout.addWidget(box)

    def _named(self, title: str, widget: QWidget) -> QWidget:
        name = label(title)
        name.setBuddy(widget)
        self._names.append(name)
        holder = QWidget()
        holder.setLayout(row(name, widget))
        return holder

    def _connect(self) -> None:
        self.when_box.activated.connect(self._on_when)
        for box in (self.format_box, self.depth_box):
            box.activated.connect(self._on_changed)
        self.quality_fields.changed.connect(self._on_changed)
        self.name_field.textChanged.connect(self._on_changed)
        for check in (self.metadata_box, self.private_box, self.date_box):
            check.clicked.connect(self._on_changed)
        self.folder_button.clicked.connect(self._choose_folder)

    # --- value ----------------------------------------------------------------------------------------------

    def output(self) -> OutputPreferences:
        return OutputPreferences(
            when_done=self.when_box.currentData(),
            folder=self._folder,
            name=self.name_field.text(),
            format=self.format_box.currentData(),
            bit_depth=self.depth_box.currentData(),
            quality=self.quality_field.value(),
            lossless=self.quality_fields.lossless_box.isChecked(),
            metadata=self.metadata_box.isChecked(),
            private=self.private_box.isChecked(),
            keep_date=self.date_box.isChecked(),
        )

    def set_output(self, output: OutputPreferences) -> None:
        """Show these preferences without a signal."""
        with QSignalBlocker(self):
            self._folder = output.folder
            self._when = "keep" if output.when_done == "folder" and not output.folder else output.when_done
            for box, data in (
                (self.when_box, self._when),
                (self.format_box, output.format),
                (self.depth_box, output.bit_depth),
            ):
                box.setCurrentIndex(max(0, box.findData(data)))
            self.quality_fields.set_values(output.quality, lossless=output.lossless)
            self.name_field.setText(output.name)
            self.name_field.setCursorPosition(0)
            self.metadata_box.setChecked(output.metadata)
            self.private_box.setChecked(output.private)
            self.date_box.setChecked(output.keep_date)
            self._refresh()

    def show_example(self, item: Item | None, settings: SampleSettings, size: tuple[int, int] | None) -> None:
        """Say for which picture and settings the example of the name is made."""
        self._item, self._settings = item, settings
        self._size = size or self._size
        self._refresh()

    # --- changes --------------------------------------------------------------------------------------------

    @Slot()
    def _on_when(self) -> None:
        """Saving into a folder needs one: without it the choice before holds."""
        if self.when_box.currentData() == "folder" and not self._folder:
            self._choose_folder()
            if not self._folder:
                self.when_box.setCurrentIndex(self.when_box.findData(self._when))
        self._when = self.when_box.currentData()
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        self._refresh()
        self.changed.emit()

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Save results into"), self._folder)
        if folder:
            self._folder = folder
            self._refresh()
            self.changed.emit()

    def _refresh(self) -> None:
        chosen = self.format_box.currentData()
        self.depth_row.setVisible(chosen in (*DEEP, SAME))
        self.quality_row.setVisible(chosen in (*LOSSY, SAME))
        self.quality_fields.show_for(chosen)
        self.format_box.setToolTip(self.format_box.currentData(Qt.ItemDataRole.ToolTipRole) or "")
        self.folder_button.setVisible(self.when_box.currentData() == "folder")
        self.folder_button.setText(display_name(self._folder) if self._folder else self.tr("Choose folder…"))
        self.folder_button.setToolTip(literal(display_path(self._folder)))
        item = self._item or Item(title=self.tr("holiday.jpg"))
        source = Path(item.title) if self._item is None else item.source
        suffix = suffix_of(format_for(chosen, source), source)
        self._refresh_example(item, suffix)

    def _refresh_example(self, item: Item, suffix: str) -> None:
        result = Result("", self._settings, *self._size, seconds=0.0)
        try:
            name = template_name(item, result, self.name_field.text(), suffix)
            self.example.setText(display_name(name))
            set_kind(self.example, "hint")
        except EngineError as error:
            self.example.setText(str(error))
            set_kind(self.example, "warning")
