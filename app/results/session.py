"""Results that have not been saved, kept on the disk so that a crash does not lose them.

Each is a lossless picture and a small JSON file beside it, written last: without it the picture is nothing.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from app.queue.items import settings_of
from core.finishing.finish import Finish
from core.images.names import numbered
from core.images.picture import Picture
from core.jobs import SampleSettings
from core.storage import records
from core.storage.atomic import OWNER_ONLY, write_atomically
from core.storage.paths import from_hex, to_hex

log = logging.getLogger(__name__)

FAITHFUL = ".faithful"  # behind the result's id
# What this folder's own pictures are called, and the files they are before they are whole.
_OWN = re.compile(rf"[0-9a-f]{{32}}({re.escape(FAITHFUL)})?\.png|\.resshift-[0-9a-f]{{16}}\.part")


@dataclass(frozen=True)
class KeptResult:
    """What is known of a result that was found again."""

    result_id: str
    picture: Path
    source: Path | None
    title: str
    width: int
    height: int
    seconds: float
    settings: SampleSettings
    written: dict[str, Any]
    finish: Finish = field(default_factory=Finish)
    faithful: Path | None = None  # the model's picture for the faithful kappa


class Session:
    """The folder of unsaved results. What writes is for worker threads and raises EngineError or OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.set_aside: list[Path] = []  # where damaged records went

    def keep(self, picture: Picture, result: KeptResult) -> Path:
        """Write a result. Nothing half-written counts, and nothing is left behind by a failure."""
        from core.images.files import save_picture

        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            save_picture(picture, result.picture, format="png", metadata=result.written, overwrite=True)
            self._write(result.result_id, _to_json(result))
        except BaseException:
            self.forget(result.result_id, faithful=False)
            raise
        return result.picture

    def count_again(self, result: KeptResult) -> None:
        """A result whose picture is still kept is unsaved again."""
        if result.picture.is_file():
            self._write(result.result_id, _to_json(result))

    def keep_faithful(self, picture: Picture, result_id: str) -> Path:
        """Write the model's picture for the faithful kappa beside the result."""
        from core.images.files import save_picture

        self.folder.mkdir(parents=True, exist_ok=True)
        return save_picture(picture, self._faithful_path(result_id), format="png", overwrite=True)

    def set_finish(self, result_id: str, finish: Finish) -> None:
        """Write down what has been decided about a result that is kept; nothing for one that is not."""
        body = records.read_or(dict[str, Any], self._record(result_id), None)
        if body is not None:
            self._write(result_id, {**body, "finish": asdict(finish)})

    def _faithful_path(self, result_id: str) -> Path:
        return self.folder / f"{result_id}{FAITHFUL}.png"

    def picture_path(self, result_id: str) -> Path:
        return self.folder / f"{result_id}.png"

    def _record(self, result_id: str) -> Path:
        return self.folder / f"{result_id}.json"

    def _write(self, result_id: str, body: dict[str, Any]) -> None:
        write_atomically(self._record(result_id), records.encode(body), overwrite=True, mode=OWNER_ONLY)

    def found(self) -> list[KeptResult]:
        """What the last run left unsaved, oldest first. Files that cannot be read are passed over."""
        if not self.folder.is_dir():
            return []
        # By their pictures, which are written once: a record is written anew by every decision.
        records = sorted(self.folder.glob("*.json"), key=lambda path: _modified(self.picture_path(path.stem)))
        return [kept for record in records if (kept := self._read(record)) is not None]

    def _read(self, record: Path) -> KeptResult | None:
        """None for a record without its picture. One that is damaged is set aside and its picture stays."""
        try:
            kept = _from_record(records.read(_Record, record), self.picture_path(record.stem))
            faithful = self._faithful_path(record.stem)
            kept = replace(kept, faithful=faithful if faithful.is_file() else None)
        except (FileNotFoundError, records.RecordError, ValueError):
            log.warning("An unsaved result's record cannot be read: %s", record, exc_info=True)
            if (bad := records.set_aside(record)) is not None:
                self.set_aside.append(bad)
            return None
        return kept if kept.picture.is_file() else None

    def forget(self, result_id: str, *, faithful: bool = True) -> None:
        """Remove a result that has been saved or is not wanted; its faithful picture as well, or it stays until the
        next start."""
        files = [self._record(result_id), self.picture_path(result_id)]
        if faithful:
            files.append(self._faithful_path(result_id))
        for path in files:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                log.warning("%s could not be removed", path, exc_info=True)

    def settle(self, result_id: str) -> None:
        """The result has been saved with loss: it no longer counts as unsaved, but the exact picture stays for now.

        The next start's `tidy` removes the picture.
        """
        self._record(result_id).unlink(missing_ok=True)

    def drag_folder(self, result_id: str) -> Path:
        """Where files of a result lie that are dragged out."""
        return self.folder / "drag" / result_id

    def under_name(self, kept: Path, name: str) -> Path:
        """The kept picture as a file called `name`, to be dragged out. It is a copy, for it may be opened by a program
        that writes into it; one that was written into stays, and the next copy gets -1, -2, ..."""
        folder, wanted = self.drag_folder(kept.stem), Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for target in numbered(folder, wanted.stem, wanted.suffix):
            if _untouched(target, kept):
                return target
            if not os.path.lexists(target):
                break
        try:
            shutil.copy2(kept, target)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return target

    def tidy(self) -> None:
        """Remove pictures that no record names, such as those cut short by a crash, and copies made for dragging.
        Files of other names are none of this one's business."""
        shutil.rmtree(self.folder / "drag", ignore_errors=True)
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            stem = path.stem.removesuffix(FAITHFUL)
            known = self._record(stem).exists() or self._record(stem).with_suffix(".json.bad").exists()
            if _OWN.fullmatch(path.name) and path.is_file() and not known:
                path.unlink(missing_ok=True)


def _untouched(copy: Path, kept: Path) -> bool:
    """Whether nothing has been written into what was copied with its date."""
    if not copy.is_file():
        return False
    one, other = copy.stat(), kept.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _to_json(result: KeptResult) -> dict[str, Any]:
    return {
        "result_id": result.result_id,
        "source": to_hex(result.source) if result.source else None,
        "title": result.title,
        "width": result.width,
        "height": result.height,
        "seconds": result.seconds,
        "settings": result.settings.to_dict(),
        "written": result.written,
        "finish": asdict(result.finish),
    }


@dataclass(frozen=True)
class _Record:
    """The JSON file. `result_id` is the file's own name and is not believed when it is read. Settings and finish may
    hold choices that only a later version knows."""

    source: str | None  # the path's bytes as hexadecimal digits
    title: str
    width: Annotated[int, Meta(ge=1)]
    height: Annotated[int, Meta(ge=1)]
    seconds: float
    settings: dict[str, Any]
    written: dict[str, Any]
    finish: dict[str, Any] = field(default_factory=dict)


def _from_record(body: _Record, picture: Path) -> KeptResult:
    """Raises ValueError for a source that is no path."""
    return KeptResult(
        result_id=picture.stem,
        picture=picture,
        source=from_hex(body.source) if body.source else None,
        title=body.title,
        width=body.width,
        height=body.height,
        seconds=body.seconds,
        settings=settings_of(body.settings, SampleSettings()),
        written=body.written,
        finish=_finish(body.finish),
    )


def _finish(values: dict[str, Any]) -> Finish:
    try:
        return records.convert(Finish, values)
    except records.RecordError:
        log.warning("What was decided about a result cannot be read", exc_info=True)
        return Finish()
