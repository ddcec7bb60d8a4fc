"""Reading pictures: every kind, depth, orientation, profile and fault."""

import io
import struct
import time
import zlib
from pathlib import Path

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image, ImageCms

from core.errors import PictureError
from core.images import sniff
from core.images.color import to_srgb8
from core.images.decode import decode_picture
from core.images.orientation import upright
from core.images.picture import Picture
from tests.core.images import pictures as make


def read(data: bytes, *, allow_partial: bool = False) -> Picture:
    return decode_picture(data, "test", allow_partial=allow_partial)


def refused(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        read(data)
    return str(caught.value)


def _outcome(data: bytes, *, allow_partial: bool = False) -> str:
    """The message if `data` is refused; anything but a PictureError fails the test."""
    try:
        picture = read(data, allow_partial=allow_partial)
    except PictureError as error:
        return str(error)
    return f"test opened at {picture.width} x {picture.height}"


class TestKinds:
    @pytest.mark.parametrize("format", ["PNG", "TIFF", "BMP"])
    def test_lossless_formats_are_exact(self, format: str) -> None:
        pixels = make.noise(21, 33)
        picture = read(make.encoded(Image.fromarray(pixels), format))
        assert np.array_equal(picture.pixels, pixels)
        assert (picture.alpha, picture.gray, picture.icc, picture.notices) == (None, False, None, ())

    @pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
    def test_lossy_formats_are_near(self, format: str) -> None:
        pixels = make.smooth(64, 80)
        picture = read(make.encoded(Image.fromarray(pixels), format, quality=95))
        assert picture.pixels.shape == pixels.shape
        assert np.abs(picture.pixels.astype(int) - pixels).mean() < 2

    @pytest.mark.parametrize("size", [(1, 1), (2, 3), (65, 63)])
    def test_tiny_and_odd_sizes_open(self, size: tuple[int, int]) -> None:
        picture = read(make.encoded(Image.new("RGB", size, (9, 8, 7)), "PNG"))
        assert (picture.width, picture.height) == size

    def test_the_content_decides_and_not_the_name(self) -> None:
        data = make.encoded(Image.new("RGB", (4, 3), (1, 2, 3)), "PNG")
        assert decode_picture(data, "holiday.jpg").pixels[0, 0].tolist() == [1, 2, 3]

    def test_an_empty_file_is_called_empty(self) -> None:
        assert "empty" in refused(b"")

    def test_text_named_as_a_picture_is_called_text(self) -> None:
        assert "text file" in refused("Grüße, not a picture\n".encode() * 20)

    @pytest.mark.parametrize(
        ("data", "word"),
        [
            (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n", "PostScript"),
            (b"\xc5\xd0\xd3\xc6" + b"\0" * 40, "EPS"),
            (b"%PDF-1.7\n1 0 obj", "PDF"),
            (b'<?xml version="1.0"?><svg xmlns="x"><script>alert(1)</script></svg>', "SVG"),
        ],
    )
    def test_documents_that_can_hold_programs_are_refused(self, data: bytes, word: str) -> None:
        message = refused(data)
        assert word in message
        assert "PNG" in message  # says what can be opened

    def test_heic_without_its_package_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sniff, "heif_support", lambda: False)
        assert "install HEIF support" in refused(b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0" * 64)

    def test_a_video_is_not_a_picture(self) -> None:
        assert "video" in refused(b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"\0" * 64)

    @given(st.binary(max_size=200), st.sampled_from(["PNG", "GIF", "BMP", "JPEG", "II*\0", "MM\0+", "WEBP"]))
    @settings(max_examples=150, deadline=None)
    def test_garbage_behind_a_true_beginning_is_refused_with_a_sentence(self, tail: bytes, kind: str) -> None:
        heads = {"PNG": b"\x89PNG\r\n\x1a\n", "GIF": b"GIF89a", "BMP": b"BM", "JPEG": b"\xff\xd8\xff\xe0"}
        head = heads.get(kind, b"RIFF\x40\0\0\0WEBPVP8 " if kind == "WEBP" else kind.encode())
        assert _outcome(head + tail).startswith("test ")


class TestFrames:
    @pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP", "TIFF"])
    def test_of_many_pictures_the_first_is_opened_with_a_notice(self, format: str) -> None:
        frames = [Image.new("RGB", (8, 8), color) for color in ((250, 0, 0), (0, 250, 0), (0, 0, 250))]
        options = {"lossless": True} if format == "WEBP" else {}
        data = make.encoded(frames[0], format, save_all=True, append_images=frames[1:], **options)
        picture = read(data)
        assert picture.pixels[4, 4].tolist() == [250, 0, 0]
        assert len(picture.notices) == 1
        assert "3" in picture.notices[0]
        assert "Only the first" in picture.notices[0]


class TestDepth:
    @pytest.mark.parametrize("channels", [1, 2, 3, 4])
    def test_16_bit_png_is_exact(self, channels: int) -> None:
        array = make.noise(12, 17, channels, dtype=np.uint16)
        picture = read(make.png(array))
        assert picture.depth == 16
        assert picture.gray == (channels < 3)
        assert np.array_equal(picture.pixels, array[..., :1].repeat(3, 2) if channels < 3 else array[..., :3])
        if channels in (2, 4):
            assert np.array_equal(picture.alpha, array[..., -1])

    @pytest.mark.parametrize("channels", [1, 3, 4])
    def test_16_bit_tiff_is_exact(self, channels: int) -> None:
        array = make.noise(12, 17, channels, dtype=np.uint16)
        picture = read(make.tiff(array))
        assert picture.depth == 16
        assert picture.gray == (channels == 1)
        assert np.array_equal(picture.pixels, array[..., :1].repeat(3, 2) if channels < 3 else array[..., :3])

    def test_the_mean_of_16_bit_gray_is_kept(self) -> None:
        array = np.full((10, 10, 1), 0x1234, np.uint16)
        for data in (make.png(array), make.tiff(array)):
            assert read(data).pixels.mean() == 0x1234

    def test_white_is_zero_tiffs_are_inverted(self) -> None:
        array = make.noise(5, 6, 1, dtype=np.uint16)
        assert np.array_equal(read(make.tiff(array, photometric=0)).pixels[..., :1], 65535 - array)

    def test_premultiplied_colours_become_straight(self) -> None:
        array = np.zeros((2, 2, 4), np.uint16)
        array[..., :3], array[..., 3] = 10_000, 20_000
        assert (read(make.tiff(array, extra_sample=1)).pixels == 32768).all()

    def test_a_transparent_colour_of_16_bit_gray_is_kept(self) -> None:
        array = np.array([[[7], [40000]]], np.uint16)
        picture = read(make.png(array, extra=make.chunk(b"tRNS", b"\0\x07")))
        assert picture.gray
        assert picture.alpha is not None
        assert picture.alpha.tolist() == [[0, 65535]]

    def test_32_bit_integers_keep_their_upper_half_and_say_so(self) -> None:
        array = make.noise(4, 5, 3, dtype=np.uint32)
        picture = read(make.tiff(array))
        assert np.array_equal(picture.pixels, array >> 16)
        assert "32 bits" in picture.notices[0]

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_planes_apart_are_read_right_or_refused_but_never_scrambled(self, dtype: type) -> None:
        array = make.noise(8, 9, 3, dtype=dtype)
        planes = np.ascontiguousarray(np.moveaxis(array, 2, 0))
        size = planes[0].nbytes
        offsets = (273, 4, struct.pack("<3I", 8, 8 + size, 8 + 2 * size))
        counts = (279, 4, struct.pack("<3I", size, size, size))
        data = _without(make.tiff(array, extra=[make.short_tag(284, 2)]), planes.tobytes(), [offsets, counts])
        if dtype is np.uint16:
            assert "separate planes" in refused(data)
        else:
            assert np.array_equal(read(data).pixels, array)

    def test_bilevel_and_palette_pictures_open(self) -> None:
        bits = np.array([[0, 255], [255, 0]], np.uint8)
        picture = read(make.encoded(Image.fromarray(bits).convert("1"), "PNG"))
        assert np.array_equal(picture.pixels[..., 0], bits)
        assert picture.gray
        palette = Image.new("P", (2, 1))
        palette.putpalette([1, 2, 3, 200, 100, 50])
        palette.putpixel((1, 0), 1)
        assert read(make.encoded(palette, "PNG")).pixels.tolist() == [[[1, 2, 3], [200, 100, 50]]]


def _without(data: bytes, pixels: bytes, replaced: list[tuple[int, int, bytes]]) -> bytes:
    """A TIFF of `make.tiff` with other pixel bytes, and some entries moved to the end of the file."""
    out = bytearray(data)
    out[8 : 8 + len(pixels)] = pixels
    (at,) = struct.unpack_from("<I", out, 4)
    (count,) = struct.unpack_from("<H", out, at)
    for tag, kind, value in replaced:
        entry = next(
            p for p in range(at + 2, at + 2 + 12 * count, 12) if out[p : p + 2] == struct.pack("<H", tag)
        )
        struct.pack_into("<HHII", out, entry, tag, kind, len(value) // 4, len(out))
        out += value
    return bytes(out)


class TestFloats:
    def test_a_float_picture_becomes_16_bit(self) -> None:
        array = np.linspace(0, 1, 24, dtype=np.float32).reshape(4, 6, 1)
        picture = read(make.tiff(array))
        assert np.array_equal(picture.pixels[..., :1], np.rint(array * 65535))
        assert picture.notices == ()

    @pytest.mark.parametrize("channels", [1, 3])
    def test_what_is_no_number_becomes_black_and_hdr_is_clipped_with_notices(self, channels: int) -> None:
        array = np.full((3, 4, channels), 0.5, np.float32)
        array[0, 0], array[0, 1], array[0, 2], array[0, 3] = np.nan, np.inf, 7.5, -2
        picture = read(make.tiff(array))
        assert picture.pixels[0, :, 0].tolist() == [0, 0, 65535, 0]
        assert picture.pixels[1, 1, 0] == 32768
        assert "NaN" in picture.notices[0]
        assert "clipped" in picture.notices[1]


class TestDamage:
    def photo(self) -> bytes:
        return make.encoded(Image.fromarray(make.smooth(160, 200)), "JPEG", quality=92)

    def test_a_truncated_jpeg_is_refused_and_partial_opening_is_offered(self) -> None:
        data = self.photo()
        message = refused(data[: len(data) // 2])
        assert "truncated" in message
        assert "partially" in message

    @pytest.mark.parametrize("format", ["JPEG", "PNG", "BMP"])
    def test_a_truncated_file_opens_partially_grey_where_it_is_missing(self, format: str) -> None:
        whole = make.smooth(160, 200)
        data = make.encoded(Image.fromarray(whole), format)
        picture = read(data[: len(data) // 2], allow_partial=True)
        assert picture.pixels.shape == whole.shape
        assert any("grey" in notice for notice in picture.notices)
        order = -1 if format == "BMP" else 1  # whose rows come from the bottom up
        assert np.abs(picture.pixels[::order][:20].astype(int) - whole[::order][:20]).mean() < 3
        assert np.abs(picture.pixels[::order][-8:].astype(int) - 128).max() <= 1

    def test_a_truncated_gif_opens_partially(self) -> None:
        data = make.encoded(Image.fromarray(make.smooth(60, 60)), "GIF")
        picture = read(data[: len(data) // 2], allow_partial=True)
        assert picture.pixels.shape == (60, 60, 3)
        assert len(picture.notices) == 1

    def test_a_truncated_16_bit_png_opens_partially(self) -> None:
        data = make.png(make.noise(40, 40, dtype=np.uint16))
        assert "truncated" in refused(data[:-3000])
        picture = read(data[:-3000], allow_partial=True)
        assert picture.pixels.shape == (40, 40, 3)
        assert len(picture.notices) == 2

    def test_opening_partially_changes_nothing_for_a_sound_file(self) -> None:
        picture = read(self.photo(), allow_partial=True)
        assert picture.notices == ()
        assert np.array_equal(picture.pixels, read(self.photo()).pixels)

    @pytest.mark.parametrize("bits", [np.uint8, np.uint16])
    def test_a_wrong_checksum_in_a_png_is_refused(self, bits: type) -> None:
        data = bytearray(make.png(make.noise(20, 20, dtype=bits)))
        data[len(data) // 2] ^= 0xFF
        assert "checksum" in refused(bytes(data))

    def test_a_tiff_whose_pages_run_in_a_circle_is_refused(self) -> None:
        array = make.noise(4, 4)
        start = 8 + array.nbytes
        assert "circle" in refused(make.tiff(array, following=start))

    def test_counting_pages_ends_however_long_their_list_is(self) -> None:
        array = make.noise(4, 4)
        empty_directory = 2 + 4
        first = make.tiff(array)
        chain = b"".join(
            struct.pack("<HI", 0, len(first) + empty_directory * (i + 1)) for i in range(200_000)
        )
        began = time.process_time()
        picture = read(make.tiff(array, following=len(first)) + chain)
        assert time.process_time() - began < 5
        assert "Only the first" in picture.notices[0]

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_a_tiff_without_all_its_data_is_refused(self, dtype: type) -> None:
        array = make.noise(30, 30, dtype=dtype)
        data = make.tiff(array)
        moved = _without(data, b"", [(273, 4, struct.pack("<I", 2000)), (279, 4, struct.pack("<I", 10**6))])
        assert "damaged" in refused(moved)

    @given(st.data())
    @settings(max_examples=120, deadline=None)
    def test_flipped_bytes_never_raise_anything_but_a_sentence(self, data: st.DataObject) -> None:
        sound = data.draw(st.sampled_from(_SOUND))
        broken = bytearray(sound)
        for _ in range(data.draw(st.integers(1, 6))):
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
        for partial in (False, True):
            assert _outcome(bytes(broken), allow_partial=partial).startswith("test ")


_IMAGE = Image.fromarray(make.smooth(24, 24))
_SOUND = [
    *(make.encoded(_IMAGE, kind) for kind in ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")),
    make.encoded(_IMAGE.convert("P"), "PNG"),
    make.encoded(_IMAGE, "TIFF", compression="tiff_lzw"),
    make.tiff(make.noise(9, 9, 4, dtype=np.uint16)),
    make.png(make.noise(9, 9, 4, dtype=np.uint16)),
]


class TestSizes:
    def memory_growth(self, data: bytes, message: str) -> int:
        before = psutil.Process().memory_info().rss
        assert message in refused(data)
        return psutil.Process().memory_info().rss - before

    @pytest.mark.parametrize("bits", [8, 16])
    def test_a_png_that_promises_more_than_it_has_is_refused_from_its_header(self, bits: int) -> None:
        data = make.bare_png(20_000, 20_000, zlib.compress(b"\0" * 60), bits=bits)
        assert len(data) < 200
        assert self.memory_growth(data, "only") < 100 * 2**20

    def test_a_jpeg_that_promises_more_than_it_has_is_refused_from_its_header(self) -> None:
        small = make.encoded(Image.new("RGB", (16, 16)), "JPEG")
        at = small.index(b"\xff\xc0") + 5
        data = small[:at] + struct.pack(">HH", 20_000, 20_000) + small[at + 4 :]
        assert self.memory_growth(data, "promises") < 100 * 2**20

    def test_a_tiff_that_promises_more_than_it_has_is_refused_from_its_header(self) -> None:
        data = _without(make.tiff(make.noise(4, 4)), b"", [])
        for tag in (256, 257):
            at = data.index(struct.pack("<HH", tag, 4))
            data = data[: at + 8] + struct.pack("<I", 20_000) + data[at + 12 :]
        assert self.memory_growth(data, "promises") < 100 * 2**20

    def test_a_picture_beyond_all_measure_is_refused(self) -> None:
        assert "too large" in refused(make.bare_png(60_000, 60_000, b"\0" * 300_000))

    def test_a_short_file_cannot_hold_even_a_plain_picture(self) -> None:
        assert "far too short" in refused(make.bare_png(3000, 3000, zlib.compress(b"\0" * 60)))

    def test_a_genuine_108_megapixel_picture_opens(self) -> None:
        data = make.encoded(Image.new("L", (12_000, 9_000), 77), "PNG", compress_level=1)
        picture = read(data)
        assert (picture.width, picture.height) == (12_000, 9_000)
        assert picture.pixels[-1, -1].tolist() == [77, 77, 77]

    def test_a_long_panorama_opens(self) -> None:
        data = make.encoded(Image.new("RGB", (40_000, 20), (1, 2, 3)), "PNG")
        assert read(data).width == 40_000


class TestTransparency:
    def test_a_palette_with_transparent_entries(self) -> None:
        image = Image.new("P", (2, 1))
        image.putpalette([10, 20, 30, 40, 50, 60])
        image.putpixel((1, 0), 1)
        picture = read(make.encoded(image, "PNG", transparency=bytes([0, 128])))
        assert picture.alpha is not None
        assert picture.alpha.tolist() == [[0, 128]]
        assert picture.pixels[0, 1].tolist() == [40, 50, 60]

    @pytest.mark.parametrize("channels", [2, 4])
    def test_gray_and_colours_with_alpha(self, channels: int) -> None:
        array = make.noise(6, 7, channels)
        picture = read(make.png(array))
        assert picture.gray == (channels == 2)
        assert np.array_equal(picture.alpha, array[..., -1])
        assert np.array_equal(picture.pixels[..., 0], array[..., 0])

    def test_a_transparent_colour_without_a_palette(self) -> None:
        array = np.array([[[9, 8, 7], [1, 2, 3]]], np.uint8)
        picture = read(make.png(array, extra=make.chunk(b"tRNS", struct.pack(">HHH", 9, 8, 7))))
        assert picture.alpha is not None
        assert picture.alpha.tolist() == [[0, 255]]

    def test_alpha_that_is_opaque_everywhere_is_none(self) -> None:
        array = make.noise(3, 3, 4)
        array[..., 3] = 255
        assert read(make.png(array)).alpha is None


class TestOrientation:
    # where the four corners a b / c d of an upright picture lie in the file, by orientation
    @pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "PNG16", "TIFF16"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_pixels_come_upright_and_the_tag_is_reset(self, format: str, orientation: int) -> None:
        right = np.zeros((16, 24, 3), np.uint8)
        right[:8, :8], right[:8, 16:], right[8:, :8] = (200, 0, 0), (0, 200, 0), (0, 0, 200)
        turns = {1: [], 2: [0], 3: [3], 4: [1], 5: [5], 6: [2], 7: [6], 8: [4]}  # Pillow's transpositions
        stored = Image.fromarray(right)
        for turn in turns[orientation]:
            stored = stored.transpose(Image.Transpose(turn))
        picture = read(_with_orientation(stored, format, orientation))
        assert picture.pixels.shape == right.shape
        seen = picture.pixels >> (8 if picture.depth == 16 else 0)
        assert np.abs(seen.astype(int) - right)[2:6, 2:6].max() < 40
        assert np.abs(seen.astype(int) - right)[2:6, 18:22].max() < 40
        assert np.abs(seen.astype(int) - right)[10:14, 2:6].max() < 40
        assert picture.exif is not None
        kept = Image.Exif()
        kept.load(picture.exif)
        assert kept.get(274, 1) == 1
        assert kept[271] == "Maker"

    def test_alpha_turns_with_the_picture(self) -> None:
        array = make.noise(4, 6, 4)
        exif = Image.Exif()
        exif[274] = 6
        picture = read(make.encoded(Image.fromarray(array), "PNG", exif=exif.tobytes()))
        assert picture.alpha is not None
        assert np.array_equal(picture.alpha, np.rot90(array[..., 3], -1))

    @given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 5), st.integers(1, 5), st.just(3))))
    def test_every_turn_can_be_undone(self, array: np.ndarray) -> None:
        inverse = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}
        for there, back in inverse.items():
            assert np.array_equal(upright(upright(array, there), back), array)

    @pytest.mark.parametrize(
        "block", [b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*"]
    )
    def test_a_broken_exif_block_does_not_keep_a_picture_from_opening(self, block: bytes) -> None:
        data = make.encoded(Image.new("RGB", (4, 4)), "JPEG")
        segment = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
        assert read(data[:2] + segment + data[2:]).width == 4

    def test_tags_about_how_one_file_stores_its_pixels_are_left_out(self) -> None:
        exif = Image.Exif()
        exif[271], exif[315] = "Maker", "Artist"
        data = make.encoded(Image.new("RGB", (5, 4)), "TIFF", exif=exif, compression="tiff_lzw")
        block = read(data).exif
        assert block is not None
        kept = Image.Exif()
        kept.load(block)
        assert set(kept) <= {271, 274, 282, 283, 296, 305, 315}
        assert kept[315] == "Artist"


def _with_orientation(image: Image.Image, format: str, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[271], exif[274] = "Maker", orientation
    wide = np.asarray(image).astype(np.uint16) * 256
    if format == "PNG16":
        return make.png(wide, extra=make.chunk(b"eXIf", exif.tobytes()[6:]))
    if format == "TIFF16":
        return make.tiff(wide, extra=[make.short_tag(274, orientation), (271, 2, b"Maker\0")])
    options = {"quality": 95, "subsampling": 0} if format == "JPEG" else {}
    return make.encoded(image, format, exif=exif.tobytes(), **options)


class TestColour:
    @pytest.mark.parametrize("primaries", [make.DISPLAY_P3, make.ADOBE_RGB])
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
    def test_a_wide_gamut_profile_is_kept_and_seen_right(self, kind: str, primaries: dict) -> None:
        icc = make.matrix_profile(primaries)
        pixels = make.smooth(40, 40) // 3 + 80  # muted colours, which sRGB has too
        options = {"quality": 100} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {}
        picture = read(make.encoded(Image.fromarray(pixels), kind, icc_profile=icc, **options))
        assert picture.icc == icc
        assert picture.notices == ()
        shown = make.lab_of(to_srgb8(picture), None)
        meant = make.lab_of(picture.pixels, icc)
        assert np.sqrt(((shown - meant) ** 2).sum(2)).mean() < 1

    def test_16_bit_with_a_profile_keeps_both(self) -> None:
        icc = make.matrix_profile(make.DISPLAY_P3)
        array = make.noise(6, 6, 3, dtype=np.uint16)
        profile = make.chunk(b"iCCP", b"P3\0\0" + zlib.compress(icc))
        for data in (make.png(array, extra=profile), make.tiff(array, extra=[(34675, 7, icc)])):
            picture = read(data)
            assert picture.icc == icc
            assert np.array_equal(picture.pixels, array)

    def test_a_gray_profile_is_kept_for_gray(self) -> None:
        icc = make.gray_profile()
        picture = read(make.encoded(Image.new("L", (4, 4), 100), "PNG", icc_profile=icc))
        assert picture.icc == icc
        assert to_srgb8(picture).shape == (4, 4, 3)

    @pytest.mark.parametrize(
        "icc", [b"not a profile", b"\0" * 400, make.matrix_profile(make.ADOBE_RGB)[:300]]
    )
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_a_corrupt_profile_is_ignored_with_a_notice(self, icc: bytes, dtype: type) -> None:
        array = make.noise(4, 4, dtype=dtype)
        picture = read(make.png(array, extra=make.chunk(b"iCCP", b"x\0\0" + zlib.compress(icc))))
        assert picture.icc is None
        assert np.array_equal(picture.pixels, array)
        assert "profile" in picture.notices[0]

    def test_a_profile_of_another_kind_of_colours_is_ignored(self) -> None:
        data = make.encoded(Image.new("RGB", (4, 4)), "PNG", icc_profile=make.gray_profile())
        picture = read(data)
        assert picture.icc is None
        assert "does not fit" in picture.notices[0]

    def test_cmyk_becomes_srgb_with_a_notice(self) -> None:
        image = Image.merge("CMYK", [Image.new("L", (8, 8), v) for v in (0, 255, 255, 0)])
        picture = read(make.encoded(image, "JPEG", quality=100))
        assert picture.icc is None
        assert picture.pixels[4, 4, 0] > 200
        assert picture.pixels[4, 4, 1:].max() < 60
        assert "CMYK" in picture.notices[0]

    def test_cmyk_with_a_broken_profile_is_converted_all_the_same(self) -> None:
        image = Image.new("CMYK", (8, 8), (0, 0, 0, 0))
        picture = read(make.encoded(image, "JPEG", quality=100, icc_profile=b"nonsense" * 30))
        assert picture.icc is None
        assert picture.pixels.min() > 250
        assert "damaged" in picture.notices[0]

    def test_lab_becomes_srgb(self) -> None:
        gray = Image.fromarray(np.full((4, 4, 3), 119, np.uint8))
        lab = ImageCms.profileToProfile(
            gray, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
        )
        assert lab is not None
        picture = read(make.encoded(lab, "TIFF"))
        assert np.abs(picture.pixels.astype(int) - 119).max() <= 2


@given(
    hnp.arrays(
        st.sampled_from([np.uint8, np.uint16]),
        st.tuples(st.integers(1, 9), st.integers(1, 9), st.sampled_from([1, 2, 3, 4])),
    )
)
@settings(max_examples=60, deadline=None)
def test_any_png_comes_in_exactly(array: np.ndarray) -> None:
    picture = read(make.png(array))
    colors = array[..., :1].repeat(3, 2) if array.shape[2] < 3 else array[..., :3]
    assert np.array_equal(picture.pixels, colors)
    if array.shape[2] in (2, 4) and picture.alpha is not None:
        assert np.array_equal(picture.alpha, array[..., -1])


def test_the_samples_belong_to_the_picture(tmp_path: Path) -> None:
    data = make.encoded(Image.fromarray(make.noise(5, 5)), "PNG")
    picture = read(data)
    assert picture.pixels.flags.c_contiguous
    picture.pixels[0, 0] = 1  # writable, and not a view into a decoder's buffer
    assert io.BytesIO(data).read() == data
