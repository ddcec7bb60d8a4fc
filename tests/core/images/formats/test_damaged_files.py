"""Files that are empty, cut off, spoiled or something else entirely: each gets one sentence that names it."""

import struct
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from core.errors import PictureError
from core.images.files import read_picture
from core.images.formats.decode import decode_picture
from core.images.picture import Picture
from tests.core.images import pictures as make

IMAGE = Image.fromarray(make.smooth(24, 24))
DEEP = {
    "deep png": make.png(make.noise(9, 9, 4, dtype=np.uint16)),
    "deep tiff": make.tiff(make.noise(9, 9, 4, dtype=np.uint16)),
    "packed deep png": make.by_opencv(".png", make.smooth(48, 64).astype(np.uint16) * 257),
    "packed deep tiff": make.by_opencv(".tiff", make.smooth(48, 64).astype(np.uint16) * 257),
}
SOUND = {
    **{kind: make.encoded(IMAGE, kind) for kind in ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")},
    "palette": make.encoded(IMAGE.convert("P"), "PNG"),
    "packed tiff": make.encoded(IMAGE, "TIFF", compression="tiff_lzw"),
    **DEEP,
}


def read(data: bytes, *, allow_partial: bool = False) -> Picture:
    return decode_picture(data, "bad.png", allow_partial=allow_partial)


def refusal(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        read(data)
    assert str(caught.value).startswith("bad.png ")
    return str(caught.value)


def outcome(data: bytes, *, allow_partial: bool) -> str:
    """The message if `data` is refused; anything but a PictureError fails the test."""
    try:
        picture = read(data, allow_partial=allow_partial)
    except PictureError as error:
        return str(error)
    assert picture.width > 0 < picture.height
    return "bad.png opened"


class TestOtherFiles:
    def test_an_empty_file_is_called_empty(self, tmp_path: Path) -> None:
        path = tmp_path / "nothing.png"
        path.touch()
        with pytest.raises(PictureError, match=r"nothing\.png is an empty file"):
            read_picture(path)

    @pytest.mark.parametrize(
        ("data", "what"),
        [
            ("Grüße, not a picture\n".encode() * 20, "text file"),
            (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n", "PostScript"),
            (b"\xc5\xd0\xd3\xc6" + bytes(40), "EPS"),
            (b"%PDF-1.7\n1 0 obj", "PDF"),
            (b'<?xml version="1.0"?>\n<svg onload="alert(1)"></svg>', "SVG"),
            (b'<?xml version="1.0"?><svg xmlns="x"><script>alert(1)</script></svg>', "SVG"),
            (b"8BPS\0\1" + bytes(40), "Photoshop"),
            (bytes(range(1, 200)), "not a picture"),
        ],
    )
    def test_other_kinds_are_refused_by_name_with_what_can_be_opened(self, data: bytes, what: str) -> None:
        message = refusal(data)
        assert what in message
        assert "PNG, JPEG" in message

    def test_a_video_is_not_a_picture(self) -> None:
        assert "video" in refusal(b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(64))

    @pytest.mark.parametrize("brands", [b"heic\0\0\0\0mif1heic", b"heic\0\0\0\0heicmif1"])
    def test_heic_without_its_package_says_what_to_install(
        self, brands: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("core.images.formats.sniff.heif_support", lambda: False)
        assert "install HEIF support" in refusal(b"\0\0\0\x18ftyp" + brands + bytes(64))


class TestCutOff:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF", *DEEP])
    def test_half_a_file_is_refused(self, kind: str) -> None:
        data = SOUND.get(kind) or make.encoded(IMAGE, kind)
        refusal(data[: len(data) // 2])

    def test_a_png_without_its_end_is_called_truncated(self) -> None:
        assert "truncated" in refusal(SOUND["PNG"][:-12])

    def test_opening_in_part_is_offered(self) -> None:
        data = make.encoded(Image.fromarray(make.smooth(160, 200)), "JPEG", quality=92)
        message = refusal(data[: len(data) // 2])
        assert "truncated" in message
        assert "partially" in message

    def test_opening_in_part_is_not_offered_where_the_decoder_cannot(self) -> None:
        data = make.encoded(Image.fromarray(make.smooth(160, 200)), "WEBP")
        assert "partially" not in refusal(data[: len(data) // 2])
        with pytest.raises(PictureError):
            read(data[: len(data) // 2], allow_partial=True)

    @pytest.mark.parametrize("format", ["JPEG", "PNG", "BMP"])
    def test_it_opens_in_part_grey_where_it_is_missing(self, format: str) -> None:
        whole = make.smooth(160, 200)
        data = make.encoded(Image.fromarray(whole), format)
        picture = read(data[: len(data) // 2], allow_partial=True)
        assert picture.pixels.shape == whole.shape
        assert any("truncated" in notice and "grey" in notice for notice in picture.notices)
        order = -1 if format == "BMP" else 1  # whose rows come from the bottom up
        assert np.abs(picture.pixels[::order][:20].astype(int) - whole[::order][:20]).mean() < 3
        assert np.abs(picture.pixels[::order][-8:].astype(int) - 128).max() <= 1
        assert not ImageFile.LOAD_TRUNCATED_IMAGES, "the decoders' own leniency stays off"

    def test_a_gif_opens_in_part(self) -> None:
        data = make.encoded(Image.fromarray(make.smooth(60, 60)), "GIF")
        picture = read(data[: len(data) // 2], allow_partial=True)
        assert picture.pixels.shape == (60, 60, 3)
        assert len(picture.notices) == 1

    def test_a_16_bit_png_opens_in_part(self) -> None:
        data = make.png(make.noise(40, 40, dtype=np.uint16))[:-3000]
        assert "truncated" in refusal(data)
        picture = read(data, allow_partial=True)
        assert picture.pixels.shape == (40, 40, 3)
        assert len(picture.notices) == 2

    def test_opening_in_part_changes_nothing_for_a_sound_file(self) -> None:
        picture = read(SOUND["JPEG"], allow_partial=True)
        assert picture.notices == ()
        assert np.array_equal(picture.pixels, read(SOUND["JPEG"]).pixels)


class TestSpoiled:
    @pytest.mark.parametrize("bits", [np.uint8, np.uint16])
    def test_a_wrong_checksum_in_a_png_is_refused(self, bits: type) -> None:
        data = bytearray(make.png(make.noise(20, 20, dtype=bits)))
        data[len(data) // 2] ^= 0xFF
        assert "checksum" in refusal(bytes(data))

    def test_a_tiff_whose_pages_run_in_a_circle_is_refused(self) -> None:
        array = make.noise(4, 4)
        assert "circle" in refusal(make.tiff(array, following=8 + array.nbytes))

    def test_a_tiff_whose_directory_lies_outside_is_refused(self) -> None:
        refusal(b"II*\0" + struct.pack("<I", 10_000) + bytes(40))

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_a_tiff_without_all_its_data_is_refused(self, dtype: type) -> None:
        data = make.tiff(make.noise(30, 30, dtype=dtype))
        entries = [(273, 4, struct.pack("<I", 2000)), (279, 4, struct.pack("<I", 10**6))]
        assert "damaged" in refusal(make.relocated(data, b"", entries))

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    @pytest.mark.parametrize("counts", [9999, 324])
    def test_a_tiff_that_does_not_say_where_its_data_lies_is_refused(self, counts: int, dtype: type) -> None:
        """Without its strips' lengths (their tag is another's), or with lengths of tiles that it does not have."""
        data = make.tiff(make.noise(30, 30, dtype=dtype))
        for tag, other in ((273, 9998), (279, counts)):
            data = data.replace(struct.pack("<HH", tag, 4), struct.pack("<HH", other, 4), 1)
        refusal(data)

    @pytest.mark.parametrize("bits", [8, 16])
    def test_a_png_whose_packed_data_is_nonsense_is_refused(self, bits: int) -> None:
        refusal(make.bare_png(20, 20, b"nonsense" * 20, bits=bits))

    def test_counting_pages_ends_however_long_their_list_is(self) -> None:
        array = make.noise(4, 4)
        first = make.tiff(array)
        empty_directory = 2 + 4
        chain = b"".join(
            struct.pack("<HI", 0, len(first) + empty_directory * (i + 1)) for i in range(200_000)
        )
        began = time.process_time()
        picture = read(make.tiff(array, following=len(first)) + chain)
        assert time.process_time() - began < 5
        assert "Only the first" in picture.notices[0]

    def test_a_broken_animation_opens_in_part_though_its_frames_are_counted(self) -> None:
        frames = [Image.fromarray(make.noise(20, 20, seed=seed)) for seed in range(2)]
        data = bytearray(make.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
        # behind the picture's descriptor and its code size comes the first block of data
        start = data.index(b",\0\0\0\0" + struct.pack("<HH", 20, 20)) + 10
        if data[start - 1] & 0x80:
            start += 3 * 2 ** ((data[start - 1] & 7) + 1)
        data[start + 2 : start + 12] = b"\xff" * 10
        refusal(bytes(data))
        picture = read(bytes(data), allow_partial=True)
        assert (picture.width, picture.height) == (20, 20)
        assert len(picture.notices) == 2


class TestAnything:
    @given(st.data())
    @settings(max_examples=150, derandomize=True)
    def test_flipped_bytes_never_raise_anything_but_a_sentence(self, data: st.DataObject) -> None:
        broken = bytearray(data.draw(st.sampled_from(list(SOUND.values()))))
        # in the headers alone, or anywhere
        reach = data.draw(st.sampled_from([min(len(broken), 400), len(broken)]))
        for _ in range(data.draw(st.integers(1, 8))):
            broken[data.draw(st.integers(0, reach - 1))] = data.draw(st.integers(0, 255))
        for partial in (False, True):
            assert outcome(bytes(broken), allow_partial=partial).startswith("bad.png ")

    @given(
        st.binary(max_size=200),
        st.sampled_from(
            [
                b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"\xff\xd8\xff\xe0", b"II*\0", b"MM\0+",
                b"RIFF\x40\0\0\0WEBPVP8 ",
            ]
        ),
    )  # fmt: skip
    @settings(max_examples=150)
    def test_garbage_behind_a_true_beginning_is_refused_with_a_sentence(
        self, tail: bytes, head: bytes
    ) -> None:
        assert outcome(head + tail, allow_partial=False).startswith("bad.png ")

    @pytest.mark.parametrize(
        ("error", "word"),
        [(struct.error("unpack requires a buffer"), "damaged"), (MemoryError(), "memory")],
    )
    def test_a_decoder_that_breaks_down_is_told_from_too_little_memory(
        self, error: Exception, word: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(ImageFile.ImageFile, "load", fail)
        assert word in refusal(SOUND["BMP"])
