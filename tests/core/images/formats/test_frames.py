"""All frames of animations and pages of documents: reading them, and writing them into one file."""

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from core.errors import PictureError, SaveError
from core.images.about import About
from core.images.files import read_picture, read_settings, save_picture
from core.images.formats.decode import decode_picture
from core.images.formats.encode_frames import FramesFile, check_frames, frames_notices
from core.images.formats.frames import Frames, frames_of
from core.images.formats.tiff_pages import TiffPages
from core.images.picture import Picture
from core.images.several import is_first_only
from core.images.sources import Source, profile_of

TIMES = [50, 120, 250]
P3 = ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06), (0.3127, 0.329))
SETTINGS = {"model": "tiny", "frames": 3}


def drawn(number: int, *, clear: bool = False) -> Image.Image:
    """A frame of few colours, so that a GIF holds it exactly."""
    array = np.zeros((12, 16, 4), np.uint8)
    array[..., 3] = 0 if clear else 255
    array[2:8, 2 + 3 * number : 7 + 3 * number] = (200 - 40 * number, 30, 60 * number, 255)
    return Image.fromarray(array)


def animation(kind: str, *, clear: bool = False, **more: Any) -> bytes:
    frames = [drawn(number, clear=clear) for number in range(3)]
    if not clear:
        frames = [frame.convert("RGB") for frame in frames]
    if kind == "WEBP":
        more["lossless"] = True
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=TIMES, disposal=2, **more)
    return out.getvalue()


def document(*sizes: tuple[int, int]) -> bytes:
    pages = [Image.new("RGB", size, (10 * n, 20, 30)) for n, size in enumerate(sizes)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(300, 300))
    return out.getvalue()


def found(data: bytes) -> Frames:
    frames = frames_of(data, "it")
    assert frames is not None
    return frames


def as_array(picture: Picture) -> np.ndarray:
    alpha = np.full(picture.pixels.shape[:2], 255) if picture.alpha is None else picture.alpha
    return np.dstack([picture.pixels * (alpha[..., None] > 0), alpha])


class TestReading:
    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
    @pytest.mark.parametrize("clear", [False, True])
    def test_every_frame_comes_as_it_is_shown_and_with_its_time(self, kind: str, clear: bool) -> None:
        frames = found(animation(kind, clear=clear, loop=0))
        shown = list(frames.frames())
        assert (frames.count, frames.moving, frames.loops) == (3, True, 0)
        assert [frame.milliseconds for frame in shown] == TIMES
        for number, frame in enumerate(shown):
            assert np.array_equal(as_array(frame.picture), np.asarray(drawn(number, clear=clear)))
            assert frame.picture.notices == ()

    def test_they_can_be_read_again(self) -> None:
        frames = found(animation("GIF"))
        assert len(list(frames.frames())) == len(list(frames.frames())) == 3

    @pytest.mark.parametrize(
        ("kind", "more", "loops"),
        [
            ("GIF", {}, 1),
            ("GIF", {"loop": 0}, 0),
            ("GIF", {"loop": 2}, 3),
            ("WEBP", {"loop": 3}, 3),
            ("PNG", {"loop": 3}, 3),
        ],
    )
    def test_how_often_it_is_shown(self, kind: str, more: dict[str, int], loops: int) -> None:
        """A GIF counts how often it is shown again."""
        assert found(animation(kind, **more)).loops == loops

    def test_a_time_that_browsers_do_not_believe_is_a_tenth_of_a_second(self) -> None:
        frames = [drawn(number) for number in range(2)]
        out = io.BytesIO()
        frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=[10, 20])
        assert [frame.milliseconds for frame in found(out.getvalue()).frames()] == [100, 20]

    def test_a_picture_beside_the_animation_of_a_png_is_no_frame(self) -> None:
        frames = [drawn(number) for number in range(3)]
        out = io.BytesIO()
        frames[0].save(
            out, "PNG", save_all=True, append_images=frames[1:], duration=TIMES[1:], default_image=True
        )
        shown = list(found(out.getvalue()).frames())
        assert [frame.milliseconds for frame in shown] == TIMES[1:]
        assert np.array_equal(as_array(shown[0].picture), np.asarray(frames[1]))

    def test_pages_have_their_own_sizes_and_no_time(self) -> None:
        frames = found(document((20, 10), (8, 30)))
        pages = list(frames.frames())
        assert (frames.count, frames.moving) == (2, False)
        assert [(p.picture.width, p.picture.height, p.milliseconds) for p in pages] == [
            (20, 10, 0),
            (8, 30, 0),
        ]
        assert [int(page.picture.pixels[0, 0, 0]) for page in pages] == [0, 10]
        assert [page.picture.about.dpi for page in pages] == [(300, 300)] * 2
        assert [page.picture.notices for page in pages] == [(), ()]

    def test_a_reduced_copy_of_a_page_is_no_page(self) -> None:
        out = io.BytesIO()
        with tifffile.TiffWriter(out) as file:
            file.write(np.zeros((8, 8, 3), np.uint8), photometric="rgb")
            file.write(np.zeros((4, 4, 3), np.uint8), photometric="rgb", subfiletype=1)
        assert frames_of(out.getvalue(), "it") is None
        assert not any("first" in notice for notice in decode_picture(out.getvalue(), "it").notices)

    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "JPEG", "BMP", "TIFF"])
    def test_a_single_picture_has_no_frames(self, kind: str) -> None:
        out = io.BytesIO()
        drawn(0).convert("RGB").save(out, kind)
        assert frames_of(out.getvalue(), "it") is None

    def test_a_reduced_copy_before_its_page_counts_as_the_page_that_is_opened(self) -> None:
        out = io.BytesIO()
        with tifffile.TiffWriter(out) as file:
            file.write(np.zeros((4, 4, 3), np.uint8), photometric="rgb", subfiletype=1)
            file.write(np.zeros((8, 8, 3), np.uint8), photometric="rgb")
        assert found(out.getvalue()).count == 2
        assert any(is_first_only(notice) for notice in decode_picture(out.getvalue(), "it").notices)

    def test_a_picture_beside_a_single_frame_is_no_animation(self) -> None:
        out = io.BytesIO()
        drawn(0).save(out, "PNG", save_all=True, append_images=[drawn(1)], default_image=True)
        assert frames_of(out.getvalue(), "it") is None
        assert decode_picture(out.getvalue(), "it").notices == ()

    def test_a_frame_that_reaches_beyond_its_gif_is_cut_as_browsers_cut_it(self) -> None:
        frames = [drawn(number).convert("RGB").quantize(8) for number in range(2)]
        out = io.BytesIO()
        frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100, disposal=2)
        data = bytearray(out.getvalue())
        second = data.index(b"\x2c", data.index(b"\x2c") + 10)
        while struct.unpack_from("<4H", data, second + 1)[2:] != (16, 12):  # no other byte of that value
            second = data.index(b"\x2c", second + 1)
        struct.pack_into("<2H", data, second + 1, 3, 0)
        shown = [frame.picture for frame in found(bytes(data)).frames()]
        assert [(one.width, one.height) for one in shown] == [(16, 12)] * 2

    def test_of_an_animation_of_16_bits_it_is_said_that_it_has_8(self, tmp_path: Path) -> None:
        deep = [Picture(np.full((6, 8, 3), 300 * n, np.uint16)) for n in range(3)]
        shown = list(found(written(tmp_path, "png", deep).read_bytes()).frames())
        assert all("16 bits" in frame.picture.notices[0] for frame in shown)

    def test_more_pages_than_are_counted_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.images.formats.frames.MAX_PAGES", 2)
        with pytest.raises(PictureError, match="split it first"):
            frames_of(document((8, 8), (8, 8)), "it")

    def test_a_damaged_page_is_named(self) -> None:
        data = bytearray(document((20, 10), (20, 10)))
        with tifffile.TiffFile(io.BytesIO(bytes(data))) as file:
            compression = file.pages[1].tags[259]  # type: ignore[union-attr]
        data[compression.valueoffset] = 99  # nobody knows that one
        pages = found(bytes(data)).frames()
        next(pages)
        with pytest.raises(PictureError, match="Page 2 of it"):
            next(pages)


def written(
    folder: Path,
    format: str,
    pictures: list[Picture],
    *,
    order: list[int] | None = None,
    loops: int = 0,
    **more: Any,
) -> Path:
    suffix = {"webp": ".webp", "png": ".png", "gif": ".gif", "tiff": ".tif"}[format]
    file = FramesFile(folder, format, len(pictures), **more)
    for number in order or range(len(pictures)):
        file.add(number, pictures[number], SETTINGS)
    path = file.save(folder / f"it{suffix}", TIMES, loops, SETTINGS, overwrite=False, others=[])
    file.close()
    return path


def pictures(*, clear: bool = False, dtype: type = np.uint8) -> list[Picture]:
    factor = 257 if dtype is np.uint16 else 1
    arrays = [np.asarray(drawn(number, clear=clear)).astype(dtype) * dtype(factor) for number in range(3)]
    return [Picture(array[..., :3], array[..., 3] if clear else None) for array in arrays]


class TestWriting:
    @pytest.mark.parametrize("format", ["png", "gif", "tiff"])
    @pytest.mark.parametrize("clear", [False, True])
    def test_frames_come_back_exactly_in_whatever_order_they_came(
        self, format: str, clear: bool, tmp_path: Path
    ) -> None:
        path = written(tmp_path, format, pictures(clear=clear), order=[2, 0, 1])
        frames = found(path.read_bytes())
        back = [as_array(frame.picture) for frame in frames.frames()]
        assert all(
            np.array_equal(one, as_array(other))
            for one, other in zip(back, pictures(clear=clear), strict=True)
        )
        assert frames.moving == (format != "tiff")

    @pytest.mark.parametrize("format", ["webp", "png", "gif"])
    @pytest.mark.parametrize("loops", [0, 1, 4])
    def test_times_and_turns_stay(self, format: str, loops: int, tmp_path: Path) -> None:
        frames = found(written(tmp_path, format, pictures(), loops=loops).read_bytes())
        assert frames.loops == loops
        assert [frame.milliseconds for frame in frames.frames()] == TIMES

    def test_a_webp_is_near(self, tmp_path: Path) -> None:
        flat = [Picture(np.full((16, 16, 3), 60 * n + 40, np.uint8)) for n in range(3)]
        back = found(written(tmp_path, "webp", flat, quality=100).read_bytes()).frames()
        for one, other in zip(back, flat, strict=True):
            assert int(np.abs(one.picture.pixels.astype(int) - other.pixels).max()) <= 3

    @pytest.mark.parametrize("format", ["webp", "png", "gif", "tiff"])
    def test_settings_are_found_again(self, format: str, tmp_path: Path) -> None:
        assert read_settings(written(tmp_path, format, pictures())) == SETTINGS

    def test_a_png_keeps_16_bits_and_other_programs_see_its_frames(self, tmp_path: Path) -> None:
        path = written(tmp_path, "png", pictures(dtype=np.uint16))
        assert read_picture(path).depth == 16
        with Image.open(path) as image:
            assert getattr(image, "n_frames", 1) == 3

    def test_pages_of_16_bits_and_of_gray(self, tmp_path: Path) -> None:
        gray = Picture(np.full((6, 6, 3), 300, np.uint16), gray=True)
        path = written(tmp_path, "tiff", [*pictures(dtype=np.uint16)[:2], gray])
        with tifffile.TiffFile(path) as file:
            assert [page.dtype for page in file.pages] == [np.uint16] * 3
            assert file.pages[2].asarray().shape == (6, 6)
            assert [page.tags[297].value for page in file.pages] == [(0, 3), (1, 3), (2, 3)]

    @pytest.mark.parametrize("format", ["webp", "png"])
    def test_frames_with_and_without_transparency_share_a_file(self, format: str, tmp_path: Path) -> None:
        mixed = [pictures()[0], pictures(clear=True)[1], pictures()[2]]
        back = list(found(written(tmp_path, format, mixed).read_bytes()).frames())
        assert back[1].picture.alpha is not None
        assert back[1].picture.alpha.min() == 0
        assert all(back[n].picture.alpha is None for n in (0, 2))

    def test_gray_frames_are_written_as_they_are_seen(self, tmp_path: Path) -> None:
        gray = [Picture(np.full((6, 6, 3), 40 + 50 * n, np.uint8), gray=True) for n in range(3)]
        back = found(written(tmp_path, "png", gray).read_bytes()).frames()
        assert [int(frame.picture.pixels[0, 0, 0]) for frame in back] == [40, 90, 140]

    @pytest.mark.parametrize("format", ["webp", "png", "tiff"])
    def test_profile_and_resolution_travel(self, format: str, tmp_path: Path) -> None:
        icc = profile_of(Source(P3), gray=False)
        told = [Picture(one.pixels, icc=icc, about=About(dpi=(150.0, 150.0))) for one in pictures()]
        back = read_picture(written(tmp_path, format, told))
        assert back.icc == icc
        assert back.about.dpi is not None
        assert back.about.dpi[0] == pytest.approx(150, abs=0.1)

    def test_what_is_to_be_left_out_is(self, tmp_path: Path) -> None:
        told = [Picture(one.pixels, about=About(texts=(("Author", "Ada"),))) for one in pictures()]
        kept, private = (tmp_path / name for name in ("kept", "private"))
        for folder, leave_out in ((kept, False), (private, True)):
            folder.mkdir()
            data = written(folder, "png", told, private=leave_out).read_bytes()
            assert (b"Ada" in data) != leave_out

    def test_a_file_too_many_is_refused_before_it_is_broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.images.formats.tiff_pages.MOST_BYTES", 1000)
        pages = TiffPages(io.BytesIO())
        with pytest.raises(SaveError, match="too large"):
            pages.add(0, bytes(2000))

    def test_a_frame_may_be_shown_for_minutes(self, tmp_path: Path) -> None:
        file = FramesFile(tmp_path, "png", 2)
        for number in range(2):
            file.add(number, pictures()[number], None)
        path = file.save(tmp_path / "it.png", [70_000, 100], 0, None, overwrite=False, others=[])
        file.close()
        assert [frame.milliseconds for frame in found(path.read_bytes()).frames()] == [70_000, 100]

    def test_a_webp_stays_transparent_where_what_is_seen_is_a_rectangle(self, tmp_path: Path) -> None:
        alpha = np.zeros((16, 16), np.uint8)
        alpha[4:12, 4:12] = 255
        boxes = [Picture(np.full((16, 16, 3), 60 * n, np.uint8), alpha) for n in range(1, 4)]
        back = list(found(written(tmp_path, "webp", boxes).read_bytes()).frames())
        assert all(frame.picture.alpha is not None for frame in back)
        assert back[0].picture.alpha is not None
        assert np.array_equal(back[0].picture.alpha > 0, alpha > 0)

    @pytest.mark.parametrize("format", ["webp", "png", "gif", "tiff"])
    def test_each_frame_is_told_once_and_in_order(self, format: str, tmp_path: Path) -> None:
        file, told = FramesFile(tmp_path, format, 3), list[int]()
        for number, one in enumerate(pictures()):
            file.add(number, one, None)
        file.save(tmp_path / "it", TIMES, 0, None, overwrite=False, others=[], step=told.append)
        file.close()
        assert told == ([2] if format == "tiff" else [0, 1, 2])

    @pytest.mark.parametrize("format", ["webp", "png", "gif"])
    def test_writing_can_be_followed_and_ended_at_every_frame(self, format: str, tmp_path: Path) -> None:
        file, told = FramesFile(tmp_path, format, 3), list[int]()
        for number, one in enumerate(pictures()):
            file.add(number, one, None)

        def step(number: int) -> None:
            told.append(number)
            if number == 1:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            file.save(tmp_path / "it", TIMES, 0, None, overwrite=False, others=[], step=step)
        file.close()
        assert told[0] == 0
        assert 2 not in told
        assert list(tmp_path.iterdir()) == []

    def test_settings_of_a_gif_do_not_live_on_in_what_is_made_of_it(self, tmp_path: Path) -> None:
        gif = read_picture(written(tmp_path, "gif", pictures()))
        for format in ("png", "jpeg", "webp", "avif", "jxl", "tiff"):
            out = save_picture(gif, tmp_path / format, format=format)
            assert b"tiny" not in out.read_bytes()

    def test_nothing_is_left_beside_the_file(self, tmp_path: Path) -> None:
        path = written(tmp_path, "png", pictures())
        assert list(tmp_path.iterdir()) == [path]


class TestChecks:
    @pytest.mark.parametrize("format", ["webp", "png", "gif", "tiff"])
    def test_animations_go_into_these(self, format: str) -> None:
        check_frames(format, 100, 100, moving=True)

    def test_a_jpeg_holds_one_picture(self) -> None:
        with pytest.raises(SaveError, match="choose WebP or PNG or GIF or TIFF"):
            check_frames("jpeg", 10, 10, moving=True)

    @pytest.mark.parametrize("format", ["webp", "png", "gif", "jpeg"])
    def test_pages_go_into_a_tiff_alone(self, format: str) -> None:
        with pytest.raises(SaveError, match="choose TIFF"):
            check_frames(format, 10, 10, moving=False)

    @pytest.mark.parametrize(("format", "side"), [("gif", 65_536), ("webp", 16_384)])
    def test_too_large_is_said_before(self, format: str, side: int) -> None:
        with pytest.raises(SaveError, match="at most"):
            check_frames(format, side, 10, moving=True)

    def test_what_a_format_cannot_hold_is_said(self) -> None:
        assert "256 colours" in frames_notices("gif", moving=True)[0]
        assert "how long" in frames_notices("tiff", moving=True)[0]
        assert frames_notices("tiff", moving=False) == frames_notices("webp", moving=True) == ()
