"""Paths as the system takes them, and names that are safe to show."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.storage.paths import display_name, from_hex, system_path, to_hex, whole_path


class TestShownNames:
    @pytest.mark.parametrize(
        ("path", "shown"),
        [
            ("/a/b/photo.png", "photo.png"),
            ("line\nbreak\t.png", r"line\nbreak\t.png"),
            ("\u202egnp.exe", r"\u202egnp.exe"),
            (os.fsdecode(b"caf\xe9.png"), r"caf\xe9.png"),
            ("sunset 👩‍👧.png", "sunset 👩‍👧.png"),
            ("\x1b[31mred", r"\x1b[31mred"),
            ("folder/", "folder"),
            ("/", "/"),
        ],
    )
    def test_what_could_mislead_is_escaped(self, path: str, shown: str) -> None:
        assert display_name(path) == shown

    @given(st.text())
    def test_any_name_can_be_printed_in_one_line(self, text: str) -> None:
        shown = display_name(text)
        shown.encode("utf-8")
        assert len(shown.splitlines()) <= 1


@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name and name.strip(b"/.") == name))
def test_a_path_of_any_bytes_comes_back_from_its_digits(name: bytes) -> None:
    digits = to_hex(Path(os.fsdecode(name)))
    assert digits.isascii()
    assert from_hex(digits) == Path(os.fsdecode(name))


class TestTypedPaths:
    def test_home_is_a_tilde(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", "/home/jo")
        assert whole_path(" ~/trainings") == Path("/home/jo/trainings")
        assert whole_path("/srv/runs") == Path("/srv/runs")

    @pytest.mark.parametrize("text", ["", "runs", "../runs", "~nobody-of-that-name/runs", "/a\0b", "/\ud800"])
    def test_what_means_no_folder_or_another_one_each_time_is_none(self, text: str) -> None:
        assert whole_path(text) is None


class TestLongPathsOnWindows:
    def test_short_paths_and_other_systems_are_left_alone(self) -> None:
        assert system_path("C:\\a.png", windows=True) == "C:\\a.png"
        assert system_path("/" + "a/" * 300, windows=False) == "/" + "a/" * 300

    def test_long_paths_get_the_prefix(self) -> None:
        long = "C:/" + "folder/" * 40 + "a.png"
        assert system_path(long, windows=True) == "\\\\?\\" + long.replace("/", "\\")
        share = "\\\\server\\share\\" + "x" * 250
        assert system_path(share, windows=True) == "\\\\?\\UNC\\server\\share\\" + "x" * 250
        assert system_path("\\\\?\\" + long, windows=True) == "\\\\?\\" + long
