"""What results are called: the name template, names that every system accepts, and names that are free."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from core.errors import SaveError, SettingsError
from core.storage.paths import display_name

DEFAULT_TEMPLATE = "{name}_resshift_x{scale}"
FIELDS = ("name", "scale", "width", "height", "steps", "kappa", "seed", "model", "date", "time")
# By format.
SUFFIXES = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "avif": ".avif", "jxl": ".jxl", "tiff": ".tif"}
SUFFIXES |= {"tga": ".tga", "dds": ".dds"}
TITLES = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP", "avif": "AVIF", "jxl": "JPEG XL", "tiff": "TIFF"}
TITLES |= {"tga": "TGA", "dds": "DDS", "gif": "GIF"}
DEEP = ("png", "jxl", "tiff")  # hold 16 bits
LOSSY = ("jpeg", "webp", "avif", "jxl")  # have a quality
EITHER = ("webp", "jxl")  # of these those that can be without loss as well
NEVER_EXACT = ("jpeg", "avif", "dds", "gif")  # always lose something
SAME = "same"  # stands for the format of the picture that a result is made of
FORMAT_OF_SUFFIX = {suffix: format for format, suffix in SUFFIXES.items()}
FORMAT_OF_SUFFIX |= {".jpeg": "jpeg", ".jfif": "jpeg", ".tiff": "tiff"}
_NEAREST = {".heic": "jpeg", ".heif": "jpeg"}  # of formats that are read only
# Where they differ: no AVIF or JPEG XL with several frames is written, and one called a JPEG is none.
_FRAME_FORMATS = {
    ".gif": "gif",
    ".avif": "webp",
    ".jxl": "webp",
    ".jpg": "webp",
    ".jpeg": "webp",
    ".jfif": "webp",
}
_FRAME_FORMATS |= {".heic": "webp", ".heif": "webp"}
# Of files that hold all frames of an animation, or all pages of a document (TIFF alone).
FRAME_SUFFIXES = {"webp": ".webp", "png": ".png", "gif": ".gif", "tiff": ".tif"}
# Files that hold pictures as files of their own: comic books, and archives of pictures. Their results are of the same.
BOOK_SUFFIXES = (".cbz", ".zip", ".epub")

# The longest file name, in bytes, of every file system in common use; room is kept for "-1234".
MAX_NAME_BYTES = 255
_NUMBER_BYTES = 5

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$", re.IGNORECASE)
_FIELD = re.compile(r"\{(\w*)\}")


def result_name(template: str, fields: Mapping[str, Any], *, suffix: str) -> str:
    """The file name, ending in `suffix` (such as ".png"), that a template gives with these fields. Safe on every
    system.

    `{name}` is shortened until the whole fits in 255 bytes. Raises SettingsError for a field that is unknown
    or not given.
    """
    texts = {key: _as_text(value) for key, value in fields.items()}
    for key in _FIELD.findall(template):
        if key not in texts:
            raise SettingsError(
                f"The name template has no field {{{key}}}: use {', '.join('{' + f + '}' for f in FIELDS)}."
            )
    limit = MAX_NAME_BYTES - _NUMBER_BYTES - len(os.fsencode(suffix))
    stem = safe_stem(_fill(template, texts))
    if _bytes(stem) > limit and "name" in texts:
        room = max(_bytes(texts["name"]) - (_bytes(stem) - limit), 1)
        stem = safe_stem(_fill(template, {**texts, "name": cut_bytes(texts["name"], room)}))
    return cut_bytes(stem, limit) + suffix


def _fill(template: str, texts: Mapping[str, str]) -> str:
    # Not str.format: that would let a template read attributes of the values.
    return _FIELD.sub(lambda match: texts[match.group(1)], template)


def _as_text(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def cut_bytes(text: str, limit: int) -> str:
    """The longest beginning of `text` that has at most `limit` bytes in UTF-8 and ends with a whole character."""
    if _bytes(text) <= limit:
        return text
    length = 0
    for index, character in enumerate(text):
        length += _bytes(character)
        if length > limit:
            return text[:index].rstrip(" .") or "_"
    return text


def safe_stem(text: str) -> str:
    """`text` without separators, control characters, trailing dots or spaces, and Windows' device names."""
    stem = safe_signs(text).strip(" ").rstrip(" .")
    first, dot, rest = stem.partition(".")
    if _RESERVED.match(first.rstrip(" ")):
        stem = f"{first}_{dot}{rest}"
    return stem or "picture"


def safe_signs(text: str) -> str:
    """`text` without separators, control characters and the like, which stand for themselves in no name."""
    return _FORBIDDEN.sub("_", text)


def is_book(path: Path | None) -> bool:
    """Whether a file holds pictures as files of their own, by its name."""
    return path is not None and path.suffix.lower() in BOOK_SUFFIXES


def suffix_of(format: str, source: Path | None) -> str:
    """How the name of a result ends: by its format, but of a book as the book's."""
    if source is not None and is_book(source):
        return source.suffix.lower()
    return (SUFFIXES | FRAME_SUFFIXES)[format]


def format_for(wished: str, source: Path | None, *, whole: bool = False) -> str:
    """The format of a result; of SAME that of its picture by the name of its file. Where results have none such, it is
    what is nearest: JPEG for HEIC, else PNG. `whole`: of the file with all frames or pages, if there are more. In a
    book each page is such a picture, so there SAME stays."""
    if wished != SAME or (whole and is_book(source)):
        return wished
    suffix = "" if source is None else source.suffix.lower()
    formats = FORMAT_OF_SUFFIX | _NEAREST | (_FRAME_FORMATS if whole else {})
    return formats.get(suffix, "png")


def is_lossless(format: str, quality: int, lossless: bool) -> bool:
    """Whether a file keeps every sample, as far as its depth allows. The quality 100 of JPEG XL is without loss, as its
    own tools have it."""
    if format not in LOSSY:
        return format not in NEVER_EXACT
    return (format in EITHER and lossless) or (format == "jxl" and quality >= 100)


def name_key(name: str) -> str:
    """What the name of a picture and what is left of it in the name of its result have in common, if that was not cut:
    signs at the ends may have been dropped, or added, to make a name safe."""
    return safe_stem(name).strip(" ._")


def numbered(folder: Path, stem: str, suffix: str) -> Iterator[Path]:
    """Paths without end: folder/stem.png, folder/stem-1.png, folder/stem-2.png, ... A stem that is too long is cut."""
    for number in count():
        tail = f"-{number}{suffix}" if number else suffix
        yield folder / (cut_bytes(stem, MAX_NAME_BYTES - len(os.fsencode(tail))) + tail)


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """The first path of `numbered` that does not exist. A link to nothing counts as existing."""
    return next(path for path in numbered(folder, stem, suffix) if not os.path.lexists(path))


def check_not_source(source: Path | None, target: Path) -> None:
    """Raises SaveError if saving to `target` would replace the picture the result was made from."""
    if source is None:
        return
    try:
        same = source.samefile(target)
    except OSError:
        same = os.path.normcase(source.absolute()) == os.path.normcase(target.absolute())
    if same:
        raise SaveError(
            f"{display_name(target)} is the input itself: choose another name or folder for the result."
        )
