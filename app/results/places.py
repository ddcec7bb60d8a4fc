"""Where a result goes and what it is called there, by the preferences and the picture it was made of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.kit.words import tr
from app.queue.items import Item, Result
from app.results.writing import Target
from core.images.names import SAME, SUFFIXES, format_for, result_name, suffix_of
from core.jobs import SampleSettings, SaveSettings
from core.presets import SUBFOLDER, OutputPreferences
from core.storage.paths import display_name
from core.upscaling.naming import name_fields


def template_name(item: Item, result: Result, template: str, suffix: str) -> str:
    """The file name of a result by a template. Raises SettingsError for a template with unknown fields."""
    width, height = item.size_for(item.framing_of(result))
    size = (width, height) if width else None
    fields = name_fields(item.stem, result.settings, size, (result.width, result.height))
    return result_name(template, fields, suffix=suffix)


def automatic_target(item: Item, result: Result, output: OutputPreferences, folder: Path | None) -> Target:
    """Where a result goes: beside its picture, or into a chosen folder with the tree below the one that was dropped."""
    settings = output.for_picture(item.source).to_save_settings(folder or folder_for(item, output))
    name = template_name(item, result, settings.name, SUFFIXES[settings.format])
    return Target(result_folder(item, settings.directory) / name, settings, output.metadata, find_free=True)


def frames_target(item: Item, output: OutputPreferences) -> SaveSettings:
    """Where all frames or pages of a picture's file go, in one file: beside it, or where results do. Pages stay a TIFF;
    an animation stays a PNG if it is one, and a GIF where that is wished, and else becomes a WebP, which every browser
    plays and which is small. Of a book each page stays what it is."""
    format = format_for(SAME, item.source, whole=True)
    if format == "gif" and output.format != SAME:
        format = "webp"
    folder = result_folder(item, folder_for(item, output))
    settings = replace(output, format=format).to_save_settings(folder)
    return replace(settings, metadata=output.metadata)


def frames_name(item: Item, settings: SampleSettings, into: SaveSettings) -> str:
    """What the file of all frames or pages is called, if that name is free. Raises SettingsError for a template with
    unknown fields."""
    size = (item.width, item.height)
    fields = name_fields(item.stem, settings, size, settings.size_of(*size))
    return result_name(into.name, fields, suffix=suffix_of(into.format, item.source))


def folder_for(item: Item, output: OutputPreferences) -> Path | None:
    """The folder that the preferences name; None for beside the picture."""
    if output.when_done == "subfolder" and item.home is not None:
        return (item.base or item.home) / SUBFOLDER
    return Path(output.folder) if output.when_done == "folder" and output.folder else None


def output_for(item: Item, output: OutputPreferences) -> OutputPreferences:
    """How results of a picture are written: of one that came into a watched folder beside it, where the preferences
    would keep them until somebody saves them."""
    return replace(output, when_done=_watched(output)) if item.watched else output


def _watched(output: OutputPreferences) -> str:
    return "beside" if output.when_done == "keep" else output.when_done


def watched_text(output: OutputPreferences) -> str:
    """Where results of pictures go that come into a watched folder."""
    when = _watched(output)
    if when == "subfolder":
        return tr("Results go into the sub-folder {0}.").format(SUBFOLDER)
    if when == "folder":
        return tr("Results go into {0}.").format(display_name(output.folder))
    return tr("Results are saved beside the pictures.")


def result_folder(item: Item, chosen: Path | None) -> Path:
    if chosen is None:
        return item.home or pictures_folder()
    if item.base is not None and item.source is not None and item.source.is_relative_to(item.base):
        return chosen / item.source.parent.relative_to(item.base)
    return chosen


def pictures_folder() -> Path:
    """Where pasted pictures go."""
    from PySide6.QtCore import QStandardPaths

    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Path(folder) if folder else Path.home()
