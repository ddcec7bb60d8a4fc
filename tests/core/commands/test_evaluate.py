"""`evaluate`: the table, another program's results, a choice of pictures, and what it refuses."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core.cli import main
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.quality.pyiqa_metrics import HINT

pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    for name in ("photo-1", "photo-2", "text-1"):
        hq = rng.integers(0, 256, (64, 64, 3)).astype(np.uint8)
        lq = hq.reshape(16, 4, 16, 4, 3).mean((1, 3)).round().astype(np.uint8)
        for folder, pixels in (("hq", hq), ("lq", lq)):
            (tmp_path / folder).mkdir(exist_ok=True)
            save_picture(Picture(pixels), tmp_path / folder / f"{name}.png", format="png")
    return tmp_path


def evaluate(pairs: Path, *arguments: str) -> int:
    return main(["evaluate", "--lr", str(pairs / "lq"), "--hr", str(pairs / "hq"), *arguments])


def test_the_table_has_bicubic_the_models_and_other_results(
    pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    perfect = f"Perfect={pairs / 'hq'}"
    out = pairs / "figures.json"
    assert evaluate(pairs, "--model", "tiny", "--results", perfect, "--json", str(out)) == 0
    rows = [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert rows == ["| 3 pictures", "| bicubic", "| tiny", "| Perfect"]
    figures = json.loads(out.read_text("utf-8"))
    assert [len(figures[name]) for name in ("bicubic", "tiny", "Perfect")] == [3, 3, 3]
    assert all(row["ssim_y"] == pytest.approx(1) and row["log_grid"] == 0 for row in figures["Perfect"])


def test_the_table_of_the_paper_has_its_columns_alone(
    pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(pairs, "--model", "tiny", "--table", "paper") == 0
    head = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("| 3 pictures"))
    titles = [title.strip() for title in head.split("|")[2:-1]]
    assert titles[:2] == ["PSNR Y", "SSIM Y"]
    assert set(titles) <= {"PSNR Y", "SSIM Y", "LPIPS", "CLIPIQA", "MUSIQ", "SSIMULACRA2"}


def test_a_choice_of_pictures(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(pairs, "--match", "photo-*") == 0
    assert "| 2 pictures |" in capsys.readouterr().out
    assert evaluate(pairs, "--match", "nothing*") == 2
    assert "nothing*" in capsys.readouterr().err


def test_results_that_do_not_belong_are_refused(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(pairs, "--results", f"Small={pairs / 'lq'}") == 2
    assert "has the size 16 x 16" in capsys.readouterr().err
    assert evaluate(pairs, "--results", "nonsense") == 2


def test_what_pyiqa_measures_stands_in_the_table_and_the_file(
    pairs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pyiqa = SimpleNamespace(create_metric=lambda name, device: lambda *pictures: pictures[0].mean())
    monkeypatch.setitem(sys.modules, "pyiqa", pyiqa)
    out = pairs / "figures.json"
    assert evaluate(pairs, "--results", f"Perfect={pairs / 'hq'}", "--json", str(out)) == 0
    text = capsys.readouterr().out
    header, rule, *rows = [line.split("|") for line in text.splitlines() if line.startswith("|")]
    assert {len(line) for line in (header, rule, *rows)} == {len(header)}
    column = header.index(" MUSIQ ")
    assert header[column - 2 : column] == [" LPIPS ", " CLIPIQA "]
    figures = json.loads(out.read_text("utf-8"))
    for row, name in zip(rows, ("bicubic", "Perfect"), strict=True):
        mean = np.mean([figure["musiq"] for figure in figures[name]])
        assert float(row[column]) == pytest.approx(mean, abs=5e-4)
    assert HINT not in text


def test_without_pyiqa_the_table_says_how_to_get_it(
    pairs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyiqa", None)
    assert evaluate(pairs) == 0
    text = capsys.readouterr().out
    assert HINT in text
    assert "| MUSIQ |" not in text
