"""Names of results: from templates, safe on every system, and free."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SaveError, SettingsError
from core.images.names import (
    FIELDS,
    SAME,
    SUFFIXES,
    check_not_source,
    format_for,
    free_path,
    numbered,
    result_name,
)

VALUES = {"name": "photo", "scale": 4.0, "steps": 4, "kappa": 0.5, "seed": 7, "model": "lite-x4"}


def name(template: str = "{name}_x{scale}", suffix: str = ".png", **values: object) -> str:
    return result_name(template, {**VALUES, **values}, suffix=suffix)


class TestTemplates:
    def test_fields_are_filled_in(self) -> None:
        assert name("{name}_{model}_x{scale}_s{steps}_k{kappa}_{seed}") == "photo_lite-x4_x4_s4_k0.5_7.png"

    def test_an_unknown_field_is_named_with_those_there_are(self) -> None:
        with pytest.raises(SettingsError, match=r"\{nmae\}") as caught:
            name("{nmae}")
        assert all("{" + field + "}" in str(caught.value) for field in FIELDS)

    @pytest.mark.parametrize(
        "template", ["{name.__class__}", "{name!r}", "{0}", "{", "}{", "{name:>9999999999}"]
    )
    def test_a_template_reaches_nothing_but_the_fields(self, template: str) -> None:
        try:
            made = name(template)
        except SettingsError:
            return
        assert "class" not in made or "__class__" in template
        assert len(made) < 50

    def test_separators_make_no_folders(self) -> None:
        assert name("{name}/../{name}", name="a/b\\c") == "a_b_c_.._a_b_c.png"

    @pytest.mark.parametrize(
        "reserved", ["con", "NUL", "Com1", "lpt9", "aux", "prn", "CON.tar", "com¹", "con "]
    )
    def test_device_names_of_windows_are_avoided(self, reserved: str) -> None:
        made = name("{name}", name=reserved)
        assert not re.match(r"(?i)(con|nul|com[0-9¹²³]|lpt[0-9]|aux|prn)\s*\.", made)

    @pytest.mark.parametrize(
        ("given", "made"), [("a. ", "a.png"), ("...", "picture.png"), ("", "picture.png")]
    )
    def test_trailing_dots_and_spaces_go(self, given: str, made: str) -> None:
        assert name("{name}", name=given) == made

    def test_a_leading_dash_stays(self) -> None:
        assert name("{name}", name="-rf") == "-rf.png"

    def test_a_long_name_is_shortened_and_the_rest_of_the_template_stays(self) -> None:
        made = name("{name}_x{scale}", name="ä" * 300)
        assert made.endswith("ä_x4.png")
        assert 240 < len(made.encode()) <= 250

    def test_a_long_template_is_cut_but_keeps_its_extension(self) -> None:
        made = name("t" * 400 + "{seed}", suffix=".webp")
        assert made.endswith("t.webp")
        assert len(made) <= 250

    @given(st.text(max_size=400), st.sampled_from([".png", ".tif"]))
    def test_whatever_the_name_the_result_is_sound_everywhere(self, text: str, suffix: str) -> None:
        made = name("{name}", name=text, suffix=suffix)
        stem = made.removesuffix(suffix)
        assert stem
        assert made.endswith(suffix)
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', made)
        assert not stem.endswith((" ", "."))
        assert len(made.encode("utf-8", "surrogatepass")) <= 250

    def test_bytes_that_are_no_text_are_carried_over(self, tmp_path: Path) -> None:
        made = name("{name}", name=os.fsdecode(b"caf\xe9"))
        assert os.fsencode(made) == b"caf\xe9.png"


class TestFreeNames:
    def test_numbers_are_appended_until_a_name_is_free(self, tmp_path: Path) -> None:
        assert free_path(tmp_path, "a", ".png").name == "a.png"
        for taken in ("a.png", "a-1.png"):
            (tmp_path / taken).touch()
        assert free_path(tmp_path, "a", ".png").name == "a-2.png"

    def test_a_dangling_link_is_not_free(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").symlink_to("nowhere")
        assert free_path(tmp_path, "a", ".png").name == "a-1.png"

    def test_numbered_names_fit_the_file_system(self, tmp_path: Path) -> None:
        names = numbered(tmp_path, "é" * 125, ".png")
        assert all(len(os.fsencode(next(names).name)) <= 255 for _ in range(12))
        assert len(os.fsencode(next(numbered(tmp_path, "x" * 300, ".png")).name)) == 255


class TestInputAndOutput:
    def test_the_input_is_not_replaced(self, tmp_path: Path) -> None:
        source = tmp_path / "a.png"
        source.touch()
        with pytest.raises(SaveError, match="input itself"):
            check_not_source(source, tmp_path / "." / "a.png")
        check_not_source(source, tmp_path / "b.png")
        check_not_source(None, source)

    def test_a_link_to_the_input_is_the_input(self, tmp_path: Path) -> None:
        source, link = tmp_path / "a.png", tmp_path / "link.png"
        source.touch()
        link.symlink_to(source)
        with pytest.raises(SaveError):
            check_not_source(source, link)

    def test_an_input_that_went_away_still_is_the_input(self, tmp_path: Path) -> None:
        with pytest.raises(SaveError):
            check_not_source(tmp_path / "gone.png", tmp_path / "gone.png")


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("a.PNG", "png"),
        ("a.jpg", "jpeg"),
        ("a.JPEG", "jpeg"),
        ("a.jfif", "jpeg"),
        ("a.webp", "webp"),
        ("a.avif", "avif"),
        ("a.tiff", "tiff"),
        ("a.heic", "jpeg"),
        ("a.gif", "png"),
        ("a.cr2", "png"),
        ("a", "png"),
        (None, "png"),
    ],
)
def test_the_format_of_the_picture(file: str | None, wanted: str) -> None:
    source = None if file is None else Path(file)
    assert format_for(SAME, source) == wanted
    assert format_for("tiff", source) == "tiff"


@pytest.mark.parametrize(
    ("file", "wanted"),
    [("a.gif", "gif"), ("a.avif", "webp"), ("a.jpg", "webp"), ("a.png", "png"), ("a.tif", "tiff")],
)
def test_the_format_of_all_its_frames(file: str, wanted: str) -> None:
    assert format_for(SAME, Path(file), whole=True) == wanted


def test_every_format_of_results_is_that_of_its_own_files() -> None:
    """So what is a result is written as one again."""
    assert all(format_for(SAME, Path(f"a{suffix}")) == format for format, suffix in SUFFIXES.items())
