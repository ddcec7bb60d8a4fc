"""What each model makes of the same three parts of pictures: those that come with the program, and those that were
computed here, kept by the digest of the weights."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageWriter

from app.images.pictures import load_qimage
from app.system.folders import resources
from core.errors import PictureError, SaveError
from core.models import catalog
from core.storage.atomic import write_atomically
from core.storage.folders import user_cache
from core.storage.looking import is_file, listed, stamp_of

log = logging.getLogger(__name__)

PARTS = ("soft", "worn", "drawn")  # a soft photograph, one worn by JPEG, a drawing with text
WIDTH, HEIGHT, SCALE = 68, 48, 4  # pixels of a part, and how many times larger the results are
RESULT = QSize(WIDTH * SCALE, HEIGHT * SCALE)
MOST_KEPT = 100  # models whose results are kept, some 250 KB each
LETTERS = 32  # of the 64 of a digest, which name a file


def folder() -> Path:
    """With the parts, and the results that come with the program."""
    return resources() / "model_samples"


def part_file(part: str) -> Path:
    return folder() / f"{part}.png"


def shipped_file(digest: str) -> Path:
    """The results, side by side, of the weights with that SHA-256, or of those that come in the package with it."""
    return folder() / f"{digest[:LETTERS]}.webp"


def kept_file(digest: str) -> Path:
    return user_cache() / "model samples" / f"{digest[:LETTERS]}.png"


def find(*digests: str) -> list[QImage]:
    """The results, one for each part, of weights by their digest or by that of their package; [] if there are none.
    For worker threads."""
    for digest in filter(None, digests):
        for file in (kept_file(digest), shipped_file(digest)):
            if is_file(file):
                found = _read(file)
                if found:
                    return found
    return []


def _read(file: Path) -> list[QImage]:
    try:
        image = load_qimage(file)
    except PictureError as error:
        log.info("%s is left alone: %s", file.name, error)
        return []
    if image.size() != QSize(RESULT.width() * len(PARTS), RESULT.height()):
        return []
    return [
        image.copy(place * RESULT.width(), 0, RESULT.width(), RESULT.height()) for place in range(len(PARTS))
    ]


def keep(model: Path, digest: str, joined: QImage) -> None:
    """Keep results that were computed by the weights in the file `model`, unless these are others by now. What cannot
    be kept is computed again. For worker threads."""
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    if catalog.digests().of(model) != digest or not QImageWriter(data, QByteArray(b"png")).write(joined):
        return
    file = kept_file(digest)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, bytes(data.data().data()), overwrite=True)
    except (OSError, SaveError) as error:
        log.info("The samples of %s are not kept: %s", model.name, error)
    _forget_oldest(file.parent)


def _forget_oldest(kept: Path) -> None:
    files = [(stamp, file) for file in listed(kept, "*.png") if (stamp := stamp_of(file)) is not None]
    for _, file in sorted(files, key=lambda pair: pair[0].changed, reverse=True)[MOST_KEPT:]:
        with contextlib.suppress(OSError):
            file.unlink()
