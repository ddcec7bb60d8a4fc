"""The dialog "Save as": where, in which format, at what bit depth and quality. Asks before another file is replaced."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.kit.literal import literal
from app.kit.words import tr
from app.queue.items import Item, Result
from app.results.places import automatic_target
from app.results.quality import Search, ask_quality
from core.images.names import FORMAT_OF_SUFFIX, SUFFIXES, free_path
from core.presets import OutputPreferences
from core.storage.paths import display_name

FILTERS = {
    "png": "PNG (*.png)",
    "jpeg": "JPEG (*.jpg *.jpeg)",
    "webp": "WebP (*.webp)",
    "avif": "AVIF (*.avif)",
    "jxl": "JPEG XL (*.jxl)",
    "tiff": "TIFF (*.tif *.tiff)",
    "tga": "TGA (*.tga)",
    "dds": "DDS (*.dds)",
}


def ask_where(
    parent: QWidget, item: Item, result: Result, output: OutputPreferences, search: Search | None = None
) -> tuple[Path, OutputPreferences] | None:
    """The file and what to write; None if the person changed their mind. `search` finds the quality for a size."""
    output = output.for_picture(item.source)
    wished = automatic_target(item, result, replace(output, when_done="beside"), None).path
    suggestion = free_path(wished.parent, wished.stem, wished.suffix)
    ordered = [output.format, *(f for f in FILTERS if f != output.format)]
    name, chosen = QFileDialog.getSaveFileName(
        parent,
        tr("Save the result"),
        str(suggestion),
        ";;".join(FILTERS[f] for f in ordered),
    )
    if not name:
        return None
    path, output = with_format(Path(name), chosen, output)
    # The dialog has asked about the name as it was typed, not about the one with a suffix.
    if path != Path(name) and path.exists() and not _agreed_to_replace(parent, path):
        return None
    chosen_output = ask_quality(parent, output, (result.width, result.height), search)
    return None if chosen_output is None else (path, chosen_output)


def _agreed_to_replace(parent: QWidget, path: Path) -> bool:
    title = tr("Save the result")
    text = tr("{0} exists already. Replace it?").format(display_name(path.name))
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(parent, title, literal(text), yes | no, no) == yes


def with_format(path: Path, chosen_filter: str, output: OutputPreferences) -> tuple[Path, OutputPreferences]:
    """The path and the format. The suffix decides; without a known one the chosen filter does, and adds its own."""
    known = FORMAT_OF_SUFFIX.get(path.suffix.lower())
    if known is None:
        known = next((f for f, text in FILTERS.items() if text == chosen_filter), output.format)
        path = path.with_name(path.name + SUFFIXES[known])
    return path, replace(output, format=known)
