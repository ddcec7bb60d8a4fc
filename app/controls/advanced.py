"""What few people need: device, number format, tile, colour fix, reducing first, stochasticity, seamless textures, and
up to which size pictures are enlarged at all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QSpinBox, QWidget

from app.controls.names import align
from app.controls.reduce_first import Reduction
from app.engine.status import DeviceChoice
from app.kit.basics import column, combo, fill, forbid, label, prepare_spin_box, row
from app.kit.decimal_field import DecimalField
from app.kit.literal import literal
from app.kit.text import whole_text
from core.images.print_size import LARGEST_SIDE
from core.jobs import SampleSettings

USUAL_LIMIT = 1920  # pixels: the width of the usual screen
REDUCTIONS = (0.75, 0.5, 1 / 3, 0.25)
TILES = (64, 128, 192, 256, 384, 512, 768, 1024)


class AdvancedControls(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.device_box = combo(self.tr("Device"))
        self.dtype_box = combo(self.tr("Number format"))
        self.tile_box = combo(self.tr("Tile"))
        self.color_box = combo(self.tr("Kind of colour fix"))
        self.reduce_box = combo(self.tr("Reduce the picture first"))
        self.stochasticity_field = DecimalField()
        self.tileable_box = QCheckBox(self.tr("Seamless texture"))
        self.below_box = QCheckBox(self.tr("Only pictures below"))
        self.below_field = QSpinBox()
        self._names = dict[QWidget, QLabel]()
        self._set_up()
        layout = column(self, spacing=8, margins=(0, 4, 0, 8))
        for title, widget in (
            (self.tr("Device"), self.device_box),
            (self.tr("Precision"), self.dtype_box),
            (self.tr("Tile"), self.tile_box),
            (self.tr("Colour fix"), self.color_box),
            (self.tr("Reduce"), self.reduce_box),
            (self.tr("Randomness"), self.stochasticity_field),
        ):
            name = self._names[widget] = label(title)
            name.setBuddy(widget)
            layout.addLayout(row(name, widget))
        layout.addWidget(self.tileable_box)
        layout.addLayout(row(self.below_box, self.below_field))
        align(list(self._names.values()))
        for box in (self.device_box, self.dtype_box, self.tile_box, self.color_box, self.reduce_box):
            box.activated.connect(self.changed)
        self.stochasticity_field.valueChanged.connect(self.changed)
        self.tileable_box.clicked.connect(self.changed)
        self.below_box.toggled.connect(self.below_field.setEnabled)
        self.below_box.clicked.connect(self.changed)
        self.below_field.valueChanged.connect(self.changed)

    def _set_up(self) -> None:
        fill(
            self.dtype_box,
            [
                (self.tr("Automatic"), "auto"),
                (self.tr("32 bit (exact)"), "float32"),
                (self.tr("bfloat16 (fast)"), "bfloat16"),
                (self.tr("float16 (GPU)"), "float16"),
            ],
            "auto",
        )
        self.set_devices(())
        tiles: list[tuple[str, object]] = [(self.tr("Automatic"), None)]
        fill(self.tile_box, tiles + [(self.tr("{0} px").format(t), t) for t in TILES], None)
        self.tile_box.setToolTip(
            self.tr("Smaller tiles need less memory. The result is the same, or nearly so.")
        )
        fill(
            self.color_box,
            [
                (self.tr("Wavelet"), "wavelet"),
                (self.tr("Statistics (AdaIN)"), "adain"),
                (self.tr("Colour channels (YCbCr)"), "ycbcr"),
            ],
            "wavelet",
        )
        entries: list[tuple[str, object]] = [(self.tr("Not first"), 1.0), (self.tr("If it is soft"), "auto")]
        fill(self.reduce_box, entries + [(self._percent(factor), factor) for factor in REDUCTIONS], 1.0)
        self.reduce_box.setToolTip(
            self.tr("A picture that is softer than its size gets crisper where it is reduced first.")
        )
        field = self.stochasticity_field
        field.setRange(0, 1)
        field.setSingleStep(0.1)
        field.setValue(1)
        prepare_spin_box(field, self.tr("Randomness of the walk"))
        field.setToolTip(
            self.tr(
                "1: fresh noise at each step, as ResShift was published. 0: the noise of the start is kept."
            )
        )
        self.tileable_box.setToolTip(
            self.tr(
                "For pictures that are laid side by side like tiles: the right edge goes on at the left, and the "
                "bottom at the top, without a step."
            )
        )

        below = self.below_field
        below.setRange(2, LARGEST_SIDE)
        below.setSingleStep(100)
        below.setSuffix(self.tr(" px"))
        below.setValue(USUAL_LIMIT)
        below.setEnabled(False)
        prepare_spin_box(below, self.tr("Longer side from which on pictures are left as they are"))
        for widget in (self.below_box, below):
            widget.setToolTip(
                self.tr("Pictures whose longer side has so many pixels or more are left as they are.")
            )

    def _percent(self, factor: float) -> str:
        return self.tr("To {0} %").format(whole_text(100 * factor))

    def show_meaningful(self, *, randomness: bool, enlarging: bool, textures: bool) -> None:
        """Show what has a meaning for the model: randomness for one with a chain, reducing for one that enlarges,
        seamless textures for one that is not for faces."""
        self.tileable_box.setVisible(textures)
        for widget, shown in ((self.stochasticity_field, randomness), (self.reduce_box, enlarging)):
            self._names[widget].setVisible(shown)
            widget.setVisible(shown)

    def set_devices(self, devices: Sequence[DeviceChoice]) -> None:
        entries: list[tuple[str, object]] = [(self.tr("Automatic"), "auto")]
        entries += [(d.title, d.key) for d in devices if d.key != "auto"]
        current = self.device_box.currentData()
        fill(self.device_box, entries, current)
        for number, device in enumerate((d for d in devices if d.key != "auto"), 1):
            self.device_box.setItemData(number, literal(device.note), Qt.ItemDataRole.ToolTipRole)
        self._offer_float16(not devices or any(not d.key.startswith(("cpu", "auto")) for d in devices))

    def _offer_float16(self, possible: bool) -> None:
        """Processors compute in float32 instead: without a graphics device the entry is greyed out and says why."""
        reason = "" if possible else self.tr("Only on graphics devices, and none was found.")
        forbid(self.dtype_box, self.dtype_box.findData("float16"), reason)

    @property
    def device(self) -> str:
        return self.device_box.currentData() or "auto"

    @property
    def dtype(self) -> str:
        return self.dtype_box.currentData() or "auto"

    @property
    def tile(self) -> int | None:
        tile: int | None = self.tile_box.currentData()
        return tile

    @property
    def reduce(self) -> Reduction:
        value: Reduction = self.reduce_box.currentData()
        return value

    def set_reduce(self, value: Reduction) -> None:
        """Show it without a signal. Any factor can come from the command line."""
        if self.reduce_box.findData(value) < 0:
            self.reduce_box.addItem(self._percent(float(value)), value)
        self.reduce_box.setCurrentIndex(self.reduce_box.findData(value))

    @property
    def color_fix(self) -> str:
        return self.color_box.currentData() or "wavelet"

    @property
    def stochasticity(self) -> float:
        return self.stochasticity_field.value()

    @property
    def tileable(self) -> bool:
        return self.tileable_box.isChecked()

    @property
    def only_below(self) -> int:
        """Pictures whose longer side has so many pixels or more are left as they are; 0: none."""
        return self.below_field.value() if self.below_box.isChecked() else 0

    def set_only_below(self, limit: int) -> None:
        """Show it without a signal."""
        self.below_box.setChecked(limit > 0)
        if limit:
            with QSignalBlocker(self.below_field):
                self.below_field.setValue(limit)

    def set_settings(self, settings: SampleSettings) -> None:
        """Show these settings without a signal. A device that is not known yet is added, as it may still be found."""
        if self.device_box.findData(settings.device) < 0:
            self.device_box.addItem(settings.device, settings.device)
        if self.tile_box.findData(settings.tile) < 0:
            self.tile_box.addItem(self.tr("{0} px").format(settings.tile), settings.tile)
        self.device_box.setCurrentIndex(self.device_box.findData(settings.device))
        self.dtype_box.setCurrentIndex(max(0, self.dtype_box.findData(settings.dtype)))
        self.tile_box.setCurrentIndex(self.tile_box.findData(settings.tile))
        self.set_reduce(settings.reduce)
        self.tileable_box.setChecked(settings.tileable)
        self.set_sampling(settings.stochasticity, settings.color_fix)

    def set_sampling(self, stochasticity: float, color_fix: str) -> None:
        if color_fix != "off":
            self.color_box.setCurrentIndex(max(0, self.color_box.findData(color_fix)))
        with QSignalBlocker(self.stochasticity_field):
            self.stochasticity_field.setValue(stochasticity)

    def enable_color_fix(self, enabled: bool) -> None:
        self.color_box.setEnabled(enabled)
