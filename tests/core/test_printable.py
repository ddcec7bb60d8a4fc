"""What is shown of a name can neither hide nor forge anything."""

from __future__ import annotations

import io
import logging
import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import PictureError
from core.printable import PrintableFormatter, printable

ODD = "\u202egnp.\x1b[31m\x07\u2028\u200b.png"
SHOWN = r"\u202egnp.\x1b[31m\x07\u2028\u200b.png"


@given(st.text())
def test_nothing_that_hides_is_left_and_twice_is_once(text: str) -> None:
    shown = printable(text)
    assert all(unicodedata.category(c)[0] != "C" or c in "\n\t\u200c\u200d" or not c.isspace() for c in shown)
    assert printable(shown) == shown
    shown.encode("utf-8")
    assert len(printable(text, lines=False).splitlines()) <= 1


@pytest.mark.parametrize("text", ["plain.png", "J\u00fcrgen \u65e5\u672c.png", "a\\b", "two\nlines\t!"])
def test_what_is_harmless_stays(text: str) -> None:
    assert printable(text) == text


def test_bytes_that_are_no_text_stay_where_a_file_holds_them() -> None:
    name = os.fsdecode(b"caf\xe9\x1b.png")
    assert printable(name) == r"caf\xe9\x1b.png"
    assert os.fsencode(printable(name, raw_bytes=True)) == rb"caf" + b"\xe9" + rb"\x1b.png"


def test_errors_and_logs_hold_no_raw_name() -> None:
    assert str(PictureError(f"{ODD} is damaged.")) == f"{SHOWN} is damaged."
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(PrintableFormatter("%(message)s"))
    log = logging.getLogger("test_printable")
    log.addHandler(handler)
    log.warning("%s is damaged", ODD)
    log.removeHandler(handler)
    assert out.getvalue() == f"{SHOWN} is damaged\n"
