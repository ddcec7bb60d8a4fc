"""Tables of pairs as CSV: whatever parts the columns, in the encodings that spreadsheets write, headed or not."""

from __future__ import annotations

import codecs
import csv
import io
import locale
from dataclasses import dataclass
from pathlib import Path

from core.errors import SettingsError
from core.images.scan import is_picture
from core.storage.paths import display_name


@dataclass(frozen=True)
class Table:
    """The names of the columns, "#1", "#2" and so on where the table has no heading; and each line's number in the file
    and cells, without spaces around them."""

    columns: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(path: Path) -> Table:
    """A CSV file with commas, semicolons or tabs, whichever is most frequent in the first line. A first line that names
    pictures is no heading. Raises SettingsError if it cannot be read."""
    try:
        text = _text(path.read_bytes())
        lines = csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text))
        rows = [
            (lines.line_num, [cell.strip() for cell in cells])
            for cells in lines
            if any(map(str.strip, cells))
        ]
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(
            f"The table {display_name(path)} cannot be read: {reason}.", detail=repr(error)
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(
            f"The table {display_name(path)} cannot be read: save it as CSV in UTF-8.", detail=repr(error)
        ) from error
    if not rows:
        return Table([], [])
    first = rows[0][1]
    if any(map(is_picture, first)):
        return Table([f"#{number}" for number, _ in enumerate(first, start=1)], rows)
    return Table(first, rows[1:])


def _text(content: bytes) -> str:
    """In UTF-8, in UTF-16 with its mark, or else in the code page of this computer or that of Western Europe."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", locale.getencoding()):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252")


def _dialect(text: str) -> type[csv.Dialect]:
    line = text.lstrip().partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=line.count)
        skipinitialspace = True

    return Found
