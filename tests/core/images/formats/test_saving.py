"""Saving: what comes back is what went in, and whatever fails leaves everything as it was."""

import json
import os
import resource
import stat
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from core.errors import PictureError, SaveError
from core.images.color import to_srgb8
from core.images.depth import to_depth
from core.images.files import read_picture, read_settings
from core.images.formats import encode
from core.images.formats.capacity import check_format, save_notices
from core.images.formats.encode import save_picture
from core.images.formats.encoding import Encoding
from core.images.names import SUFFIXES
from core.images.picture import Picture
from core.storage import atomic
from core.storage.atomic import check_folder_writable
from tests.core.images import pictures as make

FORMATS = ("png", "jpeg", "webp", "avif", "jxl", "tiff", "tga", "dds")
SETTINGS = {
    "model": "lite-x4",
    "kappa": 0.5,
    "target": [8, 9],
    "seed": 2**62,
    "name": "süß \udcff \u2028 </x>",
}


def picture(
    channels: int = 3, *, dtype: type = np.uint8, gray: bool = False, height: int = 9, width: int = 7
) -> Picture:
    array = make.noise(height, width, 4, dtype=dtype)
    pixels = array[..., :1].repeat(3, 2) if gray else np.ascontiguousarray(array[..., :3])
    return Picture(pixels, np.ascontiguousarray(array[..., 3]) if channels in (2, 4) else None, gray)


class TestRoundTrips:
    @given(
        st.sampled_from(["png", "tiff"]),
        st.sampled_from([np.uint8, np.uint16]),
        st.booleans(),
        st.booleans(),
        st.integers(1, 12),
        st.integers(1, 12),
    )
    @settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_lossless_formats_give_back_every_sample(
        self, tmp_path: Path, format: str, dtype: type, gray: bool, clear: bool, height: int, width: int
    ) -> None:
        before = picture(4 if clear else 3, dtype=dtype, gray=gray, height=height, width=width)
        after = read_picture(save_picture(before, tmp_path / "out", format=format, overwrite=True))
        assert np.array_equal(after.pixels, before.pixels)
        assert after.depth == before.depth
        if before.alpha is not None and after.alpha is not None:
            assert np.array_equal(after.alpha, before.alpha)
        else:
            assert after.alpha is None
            assert before.alpha is None or before.alpha.min() == np.iinfo(dtype).max

    @pytest.mark.parametrize("format", ["jpeg", "webp", "avif"])
    def test_lossy_formats_stay_near(self, tmp_path: Path, format: str) -> None:
        before = Picture(make.smooth(60, 70))
        after = read_picture(save_picture(before, tmp_path / "out", format=format, quality=95))
        assert np.abs(after.pixels.astype(int) - before.pixels).mean() < 2

    @pytest.mark.parametrize("format", ["png", "jpeg", "tiff"])
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_gray_stays_one_channel(self, tmp_path: Path, format: str, dtype: type) -> None:
        path = save_picture(picture(gray=True, dtype=dtype), tmp_path / "out", format=format)
        with Image.open(path) as image:
            assert image.mode in ("L", "I;16")
        assert read_picture(path).gray

    @pytest.mark.parametrize("quality", [90, 95, 100])
    def test_pure_noise_fits_into_a_jpeg_of_any_quality(self, tmp_path: Path, quality: int) -> None:
        noise = Picture(make.noise(300, 300))
        path = save_picture(noise, tmp_path / "a", format="jpeg", quality=quality)
        assert read_picture(path).pixels.shape == (300, 300, 3)

    @pytest.mark.parametrize("clear", [False, True])
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    @pytest.mark.parametrize("format", FORMATS)
    def test_gray_with_a_profile_looks_the_same_in_every_format(
        self, tmp_path: Path, format: str, dtype: type, clear: bool
    ) -> None:
        scale = 257 if dtype is np.uint16 else 1
        ramp = (np.arange(256, dtype=dtype) * scale)[None, :, None].repeat(16, 0).repeat(3, 2)
        alpha = np.full((16, 256), 254 * scale, dtype) if clear else None
        before = Picture(ramp, alpha, True, make.gray_profile())
        after = read_picture(save_picture(before, tmp_path / "a", format=format))
        assert after.notices == ()
        difference = np.abs(to_srgb8(after).astype(int) - to_srgb8(before))
        assert difference.max() <= (1 if format in ("png", "tiff") else 12)
        assert difference.mean() < 2

    def test_depths_are_converted_with_rounding(self, tmp_path: Path) -> None:
        deep = Picture(np.array([[[0, 128, 129], [65535, 65406, 32896]]], np.uint16))
        shallow = read_picture(save_picture(deep, tmp_path / "a.png", format="png", bit_depth=8))
        assert shallow.pixels.tolist() == [[[0, 0, 1], [255, 254, 128]]]
        wide = read_picture(save_picture(shallow, tmp_path / "b.png", format="png", bit_depth=16))
        assert np.array_equal(wide.pixels, shallow.pixels.astype(np.uint16) * 257)

    def test_the_rounding_to_8_bits_is_exact_for_every_value(self) -> None:
        values = np.arange(65536, dtype=np.uint16).reshape(256, 256)
        assert np.array_equal(to_depth(values, 8), np.floor(values / 257 + 0.5).astype(np.uint8))
        assert np.array_equal(to_depth(to_depth(np.arange(256, dtype=np.uint8), 16), 8), np.arange(256))

    def test_jpeg_lays_transparency_on_white_and_says_so(self, tmp_path: Path) -> None:
        source = Picture(np.zeros((16, 16, 3), np.uint8), np.zeros((16, 16), np.uint8))
        after = read_picture(save_picture(source, tmp_path / "a.jpg", format="jpeg"))
        assert after.pixels.min() > 250
        assert "white" in save_notices(source, Encoding("jpeg"))[0]
        assert save_notices(source, Encoding("webp")) == ()

    def test_fewer_bits_are_told(self) -> None:
        deep = picture(dtype=np.uint16)
        assert "8" in save_notices(deep, Encoding("jpeg"))[0]
        assert "8" in save_notices(deep, Encoding("tiff", bit_depth=8))[0]
        assert save_notices(deep, Encoding("png")) == ()

    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_exif_stays(self, tmp_path: Path, format: str, dtype: type) -> None:
        exif = Image.Exif()
        exif[271], exif[274], exif[315] = "Maker", 1, "Artist"
        exif.get_ifd(0x8769)[0x9003] = "2026:01:02 03:04:05"
        before = Picture(picture(dtype=dtype).pixels, exif=exif.tobytes())
        path = save_picture(before, tmp_path / "out", format=format, metadata=SETTINGS)
        kept = Image.Exif()
        kept.load(read_picture(path).exif or b"")
        if format in ("jxl", "tga", "dds"):  # of which Pillow does not read it
            again = kept
        else:
            with Image.open(path) as image:
                again = image.getexif()
                again.get_ifd(0x8769)
        assert (again[271], again[315], again.get(274, 1)) == ("Maker", "Artist", 1)
        assert again.get_ifd(0x8769)[0x9003] == "2026:01:02 03:04:05"
        assert kept[315] == "Artist"

    def test_an_exif_block_too_long_for_jpeg_is_left_out(self, tmp_path: Path) -> None:
        exif = Image.Exif()
        exif[315] = "A" * 70_000
        before = Picture(picture().pixels, exif=exif.tobytes())
        path = save_picture(before, tmp_path / "a.jpg", format="jpeg", metadata=SETTINGS)
        assert read_settings(path) == SETTINGS

    def test_a_wide_panorama_is_saved_and_read(self, tmp_path: Path) -> None:
        before = Picture(np.full((5, 40_000, 3), 7, np.uint8))
        for format in ("png", "tiff", "jpeg"):
            after = read_picture(save_picture(before, tmp_path / f"a.{format}", format=format))
            assert (after.width, after.height) == (40_000, 5)


class TestSettings:
    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    @pytest.mark.parametrize("channels", [3, 4])
    def test_what_a_result_was_made_with_is_read_back(
        self, tmp_path: Path, format: str, dtype: type, channels: int
    ) -> None:
        path = save_picture(picture(channels, dtype=dtype), tmp_path / "a", format=format, metadata=SETTINGS)
        assert read_settings(path) == SETTINGS

    @given(
        st.sampled_from(FORMATS),
        st.dictionaries(
            st.text(max_size=8),
            st.none()
            | st.booleans()
            | st.integers(-(2**63), 2**63)
            | st.floats(allow_nan=False)
            | st.text(max_size=20),
            max_size=5,
        ),
    )
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_plain_values_survive(self, tmp_path: Path, format: str, values: dict) -> None:
        path = save_picture(picture(), tmp_path / "a", format=format, metadata=values, overwrite=True)
        assert read_settings(path) == values

    @pytest.mark.parametrize("format", FORMATS)
    def test_a_picture_without_settings_has_none(self, tmp_path: Path, format: str) -> None:
        assert read_settings(save_picture(picture(), tmp_path / "a", format=format)) is None

    def test_a_comment_of_another_program_is_not_taken_for_ours(self, tmp_path: Path) -> None:
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + json.dumps({"Other": {}}).encode()
        Image.new("RGB", (4, 4)).save(tmp_path / "a.jpg", exif=exif)
        assert read_settings(tmp_path / "a.jpg") is None

    def test_a_file_that_is_not_there_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(PictureError, match="no longer there"):
            read_settings(tmp_path / "none.png")

    def test_a_header_that_promises_too_much_has_no_settings(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(make.bare_png(60_000, 60_000, b""))
        assert read_settings(tmp_path / "a.png") is None

    def test_a_file_that_is_no_picture_has_no_settings(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(b"ResShift Studio")
        assert read_settings(tmp_path / "a.png") is None


def remains(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class TestFailures:
    """Each leaves the folder byte for byte as it was: no temp file, no empty file, the old result whole."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "old.png").write_bytes(b"an older result")
        return tmp_path

    def fails(self, folder: Path, name: str = "old.png", *, overwrite: bool = True) -> str:
        before = remains(folder)
        with pytest.raises(SaveError) as caught:
            save_picture(picture(height=200, width=200), folder / name, format="png", overwrite=overwrite)
        assert remains(folder) == before
        return str(caught.value)

    def test_a_name_that_is_taken_is_refused(self, folder: Path) -> None:
        assert "already exists" in self.fails(folder, overwrite=False)

    def test_a_dangling_link_counts_as_taken(self, folder: Path) -> None:
        (folder / "link.png").symlink_to(folder.parent / "elsewhere.png")
        with pytest.raises(SaveError, match="already exists"):
            save_picture(picture(), folder / "link.png", format="png")
        assert not (folder.parent / "elsewhere.png").exists()

    def test_an_existing_file_is_replaced_when_asked(self, folder: Path) -> None:
        save_picture(picture(), folder / "old.png", format="png", overwrite=True)
        assert np.array_equal(read_picture(folder / "old.png").pixels, picture().pixels)
        assert len(remains(folder)) == 1

    @pytest.mark.parametrize("name", ["old.png", "new.png"])
    def test_a_full_disk_loses_nothing(self, folder: Path, name: str) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
        try:
            message = self.fails(folder, name)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert message.startswith(name)
        assert "choose another folder" in message

    @pytest.mark.parametrize("call", ["fsync", "replace"])
    def test_a_disk_that_fails_late_loses_nothing(
        self, folder: Path, call: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(atomic.os, call, fail)
        assert "No space left" in self.fails(folder)

    def test_a_device_that_is_full_is_not_written_to(self) -> None:
        with pytest.raises(SaveError):
            save_picture(picture(), Path("/dev/full"), format="png")
        assert Path("/dev/full").is_char_device()

    def test_an_encoder_that_says_no_without_an_exception(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cv2, "imencode", lambda *_: (False, np.zeros(0, np.uint8)))
        assert "could not be encoded" in self.fails(folder)

    @pytest.mark.parametrize("error", [OSError("encoder error -2"), ValueError("x"), MemoryError()])
    def test_an_encoder_that_raises(
        self, folder: Path, error: Exception, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(Image.Image, "save", fail)
        before = remains(folder)
        with pytest.raises(SaveError):
            save_picture(picture(), folder / "new.jpg", format="jpeg")
        assert remains(folder) == before

    def test_an_interrupt_leaves_no_temp_file(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(atomic.os, "fsync", interrupt)
        before = remains(folder)
        with pytest.raises(KeyboardInterrupt):
            save_picture(picture(), folder / "new.png", format="png")
        assert remains(folder) == before

    def test_a_folder_that_went_away(self, folder: Path) -> None:
        with pytest.raises(SaveError, match=r"^a\.png could not be saved"):
            save_picture(picture(), folder / "gone" / "a.png", format="png")

    def test_a_file_system_without_hard_links(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(atomic.os, "link", fail)
        assert "already exists" in self.fails(folder, overwrite=False)
        save_picture(picture(), folder / "new.png", format="png")
        assert np.array_equal(read_picture(folder / "new.png").pixels, picture().pixels)
        with monkeypatch.context() as patch:
            patch.setattr(atomic.os, "replace", fail)
            self.fails(folder, "third.png", overwrite=False)

    def test_a_folder_that_cannot_be_synced_is_no_failure(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = os.fsync

        def files_only(handle: int) -> None:
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                raise OSError(22, "Invalid argument")
            real(handle)

        monkeypatch.setattr(atomic.os, "fsync", files_only)
        assert save_picture(picture(), folder / "new.png", format="png").exists()

    def test_the_new_file_has_the_usual_permissions(self, folder: Path) -> None:
        (folder / "usual").touch()
        path = save_picture(picture(), folder / "new.png", format="png")
        assert path.stat().st_mode == (folder / "usual").stat().st_mode


class TestChecksBeforehand:
    @pytest.mark.parametrize(
        ("format", "width", "height"), [("jpeg", 65_501, 10), ("webp", 10, 16_384), ("jpeg", 10, 70_000)]
    )
    def test_a_side_too_long_for_the_format_is_found_out_first(
        self, format: str, width: int, height: int
    ) -> None:
        with pytest.raises(SaveError, match="Choose PNG or TIFF"):
            check_format(format, width, height)

    def test_the_limits_themselves_are_allowed(self, tmp_path: Path) -> None:
        check_format("jpeg", 65_500, 1)
        check_format("webp", 16_383, 1)
        check_format("png", 200_000, 1)
        for format, side in (("jpeg", 65_500), ("webp", 16_383)):
            wide = Picture(np.zeros((1, side, 3), np.uint8))
            assert read_picture(save_picture(wide, tmp_path / format, format=format)).width == side

    def test_a_side_too_long_even_for_png_is_found_out_first(self, tmp_path: Path) -> None:
        with pytest.raises(SaveError, match="Choose TIFF"):
            check_format("png", 1_000_001, 1)
        for format, side in (("png", 1_000_000), ("tiff", 1_000_001)):
            wide = Picture(np.zeros((1, side, 3), np.uint8))
            assert read_picture(save_picture(wide, tmp_path / format, format=format)).width == side

    def test_a_tiff_of_more_than_four_gigabytes_is_refused(self) -> None:
        with pytest.raises(SaveError, match="PNG"):
            check_format("tiff", 40_000, 40_000)

    def test_an_unknown_format(self) -> None:
        with pytest.raises(SaveError, match="bmp"):
            check_format("bmp", 1, 1)
        assert set(SUFFIXES) == set(FORMATS)

    def test_saving_checks_again(self, tmp_path: Path) -> None:
        with pytest.raises(SaveError, match="Choose PNG or TIFF"):
            save_picture(Picture(np.zeros((1, 16_384, 3), np.uint8)), tmp_path / "a", format="webp")
        assert remains(tmp_path) == {}

    def test_a_folder_is_made_and_left_empty(self, tmp_path: Path) -> None:
        check_folder_writable(tmp_path / "new" / "deeper")
        assert list((tmp_path / "new" / "deeper").iterdir()) == []

    def test_a_file_where_a_folder_should_be(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(SaveError, match="Choose another folder"):
            check_folder_writable(tmp_path / "file" / "out")

    def test_a_read_only_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """By a refusing system call: permissions do not bind the administrator, who may run the tests."""

        def refuse(*_: object, **__: object) -> None:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr(atomic.tempfile, "TemporaryFile", refuse)
        with pytest.raises(SaveError, match=r"Read-only.*Choose another folder"):
            check_folder_writable(tmp_path)


def test_a_large_result_is_encoded_without_many_copies(tmp_path: Path) -> None:
    """24 megapixels of 16 bits to 8: the conversion goes band by band."""
    import tracemalloc

    deep = Picture(np.zeros((4000, 6000, 3), np.uint16))
    tracemalloc.start()
    try:
        encode.to_depth(deep.pixels, 8)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < deep.pixels.nbytes // 2 + 40 * 2**20


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("alpha", [False, True])
def test_pixels_may_lie_in_any_order_in_memory(tmp_path: Path, dtype: type, alpha: bool) -> None:
    """A mirrored view, or every second column of a larger picture."""
    rng = np.random.default_rng(0)
    whole = rng.integers(0, np.iinfo(dtype).max, (6, 16, 3)).astype(dtype)
    for pixels in (whole[::-1, ::-1], whole[:, ::2], whole.transpose(1, 0, 2), whole[..., ::-1]):
        mask = np.arange(pixels[..., 0].size).reshape(pixels.shape[:2]).astype(dtype) if alpha else None
        saved = save_picture(Picture(pixels, mask), tmp_path / "a.png", format="png", overwrite=True)
        back = read_picture(saved)
        assert np.array_equal(back.pixels, pixels)
        assert mask is None or np.array_equal(back.alpha, mask)
