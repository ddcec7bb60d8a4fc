"""`upscale` on the command line: what it takes, what it writes, and how it ends."""

import csv
import json
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cli import main
from core.images.files import read_picture, read_settings
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.upscaling.lite_pass import LitePass

pytestmark = pytest.mark.usefixtures("model")
PLAIN = ("--model", "tiny", "--steps", "2", "--device", "cpu", "--dtype", "float32")


def photo(path: Path, *, height: int = 12, width: int = 16) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3)).astype(np.uint8)
    return save_picture(Picture(pixels), path, format="png")


def upscale(*arguments: str | Path) -> int:
    return main(["upscale", *PLAIN, *map(str, arguments)])


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


class TestInputs:
    def test_one_file_lands_beside_itself(self, tmp_path: Path) -> None:
        photo(tmp_path / "a.png")
        assert upscale(tmp_path / "a.png") == 0
        assert names(tmp_path / "models") == ["tiny/tiny.safetensors"]
        assert read_picture(tmp_path / "a_resshift_x4.png").pixels.shape == (48, 64, 3)

    def test_folders_keep_their_shape(self, tmp_path: Path) -> None:
        photo(tmp_path / "in" / "a.png")
        photo(tmp_path / "in" / "deep" / "b.png")
        assert upscale(tmp_path / "in", "-o", tmp_path / "out") == 0
        assert names(tmp_path / "out") == ["a_resshift_x4.png", "deep/b_resshift_x4.png"]

    def test_patterns(self, tmp_path: Path) -> None:
        for name in ("a1.png", "a2.png", "b1.png"):
            photo(tmp_path / "in" / name)
        assert upscale(tmp_path / "in" / "a*.png", "-o", tmp_path / "out") == 0
        assert names(tmp_path / "out") == ["a1_resshift_x4.png", "a2_resshift_x4.png"]

    def test_a_name_with_signs_of_a_pattern_is_a_file_first(self, tmp_path: Path) -> None:
        photo(tmp_path / "in" / "a[1].png")
        assert upscale(tmp_path / "in" / "a[1].png", "-o", tmp_path / "out") == 0
        assert names(tmp_path / "out") == ["a[1]_resshift_x4.png"]

    def test_a_failed_input_is_named_once(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "notes.png").write_text("not a picture")
        assert upscale(tmp_path / "notes.png") == 1
        told = capsys.readouterr().err.splitlines()
        assert told[0].startswith("notes.png is a text file")

    def test_shards_share_the_inputs_without_overlap(self, tmp_path: Path) -> None:
        for name in "abcde":
            photo(tmp_path / "in" / f"{name}.png")
        for part in range(2):
            folder = tmp_path / f"out{part}"
            assert upscale(tmp_path / "in", "-o", folder, "--shard", f"{part}/2") == 0
        first, second = (set(names(tmp_path / f"out{part}")) for part in range(2))
        assert len(first) == 3
        assert len(second) == 2
        assert not first & second


class TestOptions:
    def test_size_scale_format_depth_and_name(self, tmp_path: Path) -> None:
        source = photo(tmp_path / "a.png")
        out = tmp_path / "out"
        assert upscale(source, "-o", out, "--size", "31x17", "--name", "{name}-{width}") == 0
        assert upscale(source, "-o", out, "--scale", "2", "--format", "tiff", "--bit-depth", "16") == 0
        assert upscale(source, "-o", out, "--format", "jpeg", "--quality", "80") == 0
        assert names(out) == ["a-31.png", "a_resshift_x2.tif", "a_resshift_x4.jpg"]
        assert read_picture(out / "a-31.png").pixels.shape == (17, 31, 3)
        assert read_picture(out / "a_resshift_x2.tif").pixels.dtype == np.uint16

    def test_results_have_the_formats_of_their_pictures_where_that_is_wished(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        one = read_picture(photo(tmp_path / "in" / "a.png"))
        save_picture(one, tmp_path / "in" / "b.jpg", format="jpeg")
        save_picture(one, tmp_path / "in" / "c.avif", format="avif")
        Image.fromarray(one.pixels).save(tmp_path / "in" / "d.bmp")
        arguments = (tmp_path / "in", "-o", tmp_path / "out", "--format", "same")
        assert upscale(*arguments) == 0
        assert names(tmp_path / "out") == [
            "a_resshift_x4.png",
            "b_resshift_x4.jpg",
            "c_resshift_x4.avif",
            "d_resshift_x4.png",
        ]
        capsys.readouterr()
        assert upscale(*arguments) == 0
        assert "Done before with the same settings: 4" in capsys.readouterr().err

    def test_a_depth_that_the_format_of_a_picture_cannot_have_is_said(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        one = read_picture(photo(tmp_path / "in" / "a.png"))
        save_picture(one, tmp_path / "in" / "b.tif", format="tiff")
        save_picture(one, tmp_path / "in" / "c.jpg", format="jpeg")
        told = "A file of this format has 8 bits per colour, so --bit-depth 16 changes nothing here."
        for depth, times in (("16", 1), ("8", 0)):
            arguments = ("--format", "same", "--bit-depth", depth)
            assert upscale(tmp_path / "in", "-o", tmp_path / depth, *arguments) == 0
            assert capsys.readouterr().err.count(told) == times
        depths = [read_picture(path).depth for path in sorted((tmp_path / "16").iterdir())]
        assert depths == [16, 16, 8]

    def test_without_loss_each_sample_is_that_of_a_png(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        source, out = photo(tmp_path / "a.png"), tmp_path / "out"
        assert upscale(source, "-o", out) == 0
        exact = read_picture(out / "a_resshift_x4.png").pixels
        for format in ("webp", "jxl"):
            assert upscale(source, "-o", out, "--format", format, "--lossless") == 0
            assert np.array_equal(read_picture(out / f"a_resshift_x4.{format}").pixels, exact)

    def test_formats_of_pictures_that_always_lose_are_said(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        one = read_picture(photo(tmp_path / "in" / "a.png"))
        for suffix, format in ((".jxl", "jxl"), (".webp", "webp"), (".jpg", "jpeg")):
            save_picture(one, tmp_path / "in" / f"{format}{suffix}", format=format)
        assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--format", "same", "--lossless") == 0
        assert names(tmp_path / "out") == [
            "a_resshift_x4.png",
            "jpeg_resshift_x4.jpg",
            "jxl_resshift_x4.jxl",
            "webp_resshift_x4.webp",
        ]
        assert capsys.readouterr().err.count("so --lossless changes nothing here") == 1

    def test_like_makes_the_same_result_again(self, tmp_path: Path) -> None:
        source = photo(tmp_path / "a.png")
        assert upscale(source, "-o", tmp_path / "one", "--seed", "7", "--kappa", "1.5", "--tile", "32") == 0
        (first,) = (tmp_path / "one").iterdir()
        assert main(["upscale", "--like", str(first), str(source), "-o", str(tmp_path / "two")]) == 0
        (second,) = (tmp_path / "two").iterdir()
        settings = read_settings(second)
        assert settings is not None
        assert (settings["seed"], settings["kappa"], settings["tile"]) == (7, 1.5, 32)
        assert np.array_equal(read_picture(first).pixels, read_picture(second).pixels)

    def test_like_something_without_settings_is_wrong_usage(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        source = photo(tmp_path / "a.png")
        assert upscale("--like", source, source) == 2
        assert "holds no settings" in capsys.readouterr().err

    def test_each_steps_prediction_is_saved_at_full_size(self, tmp_path: Path) -> None:
        source = photo(tmp_path / "a.png", height=4, width=264)  # results above a preview's size
        assert upscale(source, "-o", tmp_path / "out", "--save-steps", tmp_path / "steps") == 0
        assert names(tmp_path / "steps") == ["a_step01.png", "a_step02.png"]
        first, last = (read_picture(tmp_path / "steps" / f"a_step0{k}.png").pixels for k in (1, 2))
        assert first.shape == last.shape == (16, 1056, 3)
        assert not np.array_equal(first, last)

    def test_results_are_numbered_or_replaced(self, tmp_path: Path) -> None:
        source, out = photo(tmp_path / "a.png"), tmp_path / "out"
        for _ in range(2):
            assert upscale(source, "-o", out, "--again") == 0
        assert len(names(out)) == 2
        assert upscale(source, "-o", out, "--overwrite", "--seed", "5") == 0
        assert len(names(out)) == 2
        settings = read_settings(out / "a_resshift_x4.png")
        assert settings is not None
        assert settings["seed"] == 5

    def test_the_input_is_never_replaced(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        source = photo(tmp_path / "a.png")
        before = source.read_bytes()
        assert upscale(source, "--name", "{name}", "--overwrite") == 1
        assert source.read_bytes() == before
        assert "a.png" in capsys.readouterr().err


class TestEvents:
    def test_json_lines_tell_the_course(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert upscale(photo(tmp_path / "a.png"), "--events", "jsonl") == 0
        events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        kinds = [e["event"] for e in events]
        assert kinds.index("JobStarted") < kinds.index("JobDone") == len(kinds) - 1
        assert {e["step"] for e in events if e.get("phase") == "sample"} == {1, 2}
        assert Path(events[-1]["output"]).is_file()


class TestEndings:
    def test_bad_files_are_named_and_the_rest_is_done(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for number in range(19):
            photo(tmp_path / "in" / f"good{number:02}.png", height=6, width=8)
        (tmp_path / "in" / "bad.png").write_text("no picture")
        report = tmp_path / "report.csv"
        assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--report", report) == 1
        assert len(names(tmp_path / "out")) == 19
        error = capsys.readouterr().err
        assert "bad.png" in error
        assert "1 of 20 failed" in error
        with report.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert [r["outcome"] for r in rows].count("done") == 19
        (failed,) = (r for r in rows if r["outcome"] == "failed")
        assert failed["input"].endswith("bad.png")

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--steps", "0"),
            ("--kappa", "-1"),
            ("--scale", "1000"),
            ("--model", "no-such-model"),
            ("--name", "{nonsense}"),
        ],
    )
    def test_what_cannot_be_done_is_said_and_nothing_is_written(
        self, tmp_path: Path, arguments: tuple[str, str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        source = photo(tmp_path / "a.png")
        assert upscale(source, "-o", tmp_path / "out", *arguments) in (1, 2)
        assert capsys.readouterr().err.strip()
        assert not (tmp_path / "out").exists() or not names(tmp_path / "out")

    @pytest.mark.parametrize("arguments", [("--shard", "2/2"), ("--size", "10"), ("--format", "bmp"), ()])
    def test_wrong_usage_ends_with_2(self, arguments: tuple[str, ...]) -> None:
        with pytest.raises(SystemExit) as end:
            main(["upscale", *arguments, *(["a.png"] if arguments else [])])
        assert end.value.code == 2

    def test_a_missing_input_ends_with_1(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert upscale(tmp_path / "nothing.png") == 1
        assert "nothing.png does not exist" in capsys.readouterr().err

    def test_an_interrupt_ends_with_130_and_nothing_half_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        predict: Callable[..., None] = LitePass._predict

        def interrupted(self: LitePass, *args: object) -> None:
            signal.raise_signal(signal.SIGINT)
            predict(self, *args)

        monkeypatch.setattr(LitePass, "_predict", interrupted)
        sources = [photo(tmp_path / f"{name}.png") for name in "ab"]
        assert upscale(*sources, "-o", tmp_path / "out") == 130
        assert names(tmp_path / "out") == []


class TestSizes:
    def test_a_print_has_its_size_on_paper(self, tmp_path: Path) -> None:
        photo(tmp_path / "a.png", height=12, width=18)
        assert upscale(tmp_path / "a.png", "--print", "1x1cm", "--dpi", "100", "-o", tmp_path / "out") == 0
        (made,) = (tmp_path / "out").iterdir()
        result = read_picture(made)
        assert (result.width, result.height) == (39, 26)  # it keeps its shape
        assert result.about.dpi == pytest.approx((100, 100), abs=0.1)

    def test_one_side_of_a_print(self, tmp_path: Path) -> None:
        photo(tmp_path / "a.png", height=12, width=18)
        assert upscale(tmp_path / "a.png", "--print-height", "0.2in", "-o", tmp_path / "out") == 0
        (made,) = (tmp_path / "out").iterdir()
        assert (read_picture(made).width, read_picture(made).height) == (90, 60)

    @pytest.mark.parametrize("more", [("--scale", "2"), ("--size", "9x9"), ("--print-width", "3cm")])
    def test_two_sizes_at_once_are_refused(self, more: tuple[str, ...], tmp_path: Path) -> None:
        photo(tmp_path / "a.png")
        assert upscale(tmp_path / "a.png", "--print", "1x1cm", *more) == 2

    @pytest.mark.parametrize("other", [("--size", "9x9"), ("--print-height", "3cm")])
    def test_a_factor_and_a_size_are_refused(self, other: tuple[str, ...], tmp_path: Path) -> None:
        photo(tmp_path / "a.png")
        assert upscale(tmp_path / "a.png", "--scale", "2", *other) == 2

    def test_reducing_first_is_another_result(self, tmp_path: Path) -> None:
        photo(tmp_path / "a.png", height=40, width=40)
        for reduction in ("1", "0.5", "0.5", "auto"):
            assert upscale(tmp_path / "a.png", "--scale", "2", "--reduce", reduction) == 0
        results = [read_settings(tmp_path / name) for name in names(tmp_path) if "resshift" in name]
        assert [r["reduce"] for r in results if r] == [0.5, "auto", 1]

    def test_a_seamless_texture_is_another_result_and_is_taken_over(self, tmp_path: Path) -> None:
        photo(tmp_path / "a.png")
        photo(tmp_path / "b.png")
        for options in ((), ("--tileable",), ("--tileable",)):
            assert upscale(tmp_path / "a.png", *options) == 0
        made = [tmp_path / name for name in names(tmp_path) if "resshift" in name]
        written = {path: (read_settings(path) or {})["tileable"] for path in made}
        assert sorted(written.values()) == [False, True]
        like = next(path for path, tileable in written.items() if tileable)
        for name, options in (("same", ()), ("other", ("--no-tileable",))):
            assert upscale(tmp_path / "b.png", "--like", like, "--name", name, *options) == 0
        found = [(read_settings(tmp_path / f"{name}.png") or {})["tileable"] for name in ("same", "other")]
        assert found == [True, False]

    def test_a_result_tells_how_to_make_it_again(self, tmp_path: Path) -> None:
        photo(tmp_path / "a.png", height=40, width=40)
        photo(tmp_path / "b.png", height=20, width=40)
        arguments = ("--print", "1x1cm", "--dpi", "50", "--reduce", "0.5")
        assert upscale(tmp_path / "a.png", *arguments, "--name", "first") == 0
        assert upscale(tmp_path / "b.png", "--like", tmp_path / "first.png", "--name", "second") == 0
        second = read_picture(tmp_path / "second.png")
        assert (second.width, second.height) == (20, 10)
        assert second.about.dpi == pytest.approx((50, 50), abs=0.1)
