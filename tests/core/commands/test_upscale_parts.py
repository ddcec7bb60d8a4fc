"""`upscale --nproc`: real processes, each picture once, every failure named."""

from pathlib import Path

import numpy as np
import pytest

from core.commands.upscale_parts import shares
from core.images.files import read_picture
from tests.core.commands.test_upscale import names, photo, upscale


def test_two_processes_make_what_one_makes(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for k in range(3):
        photo(tmp_path / "in" / f"{k}.png", width=16 + 4 * k)
    (tmp_path / "in" / "notes.png").write_text("not a picture")
    assert upscale(tmp_path / "in", "-o", tmp_path / "two", "--model", model, "--nproc", "2") == 1
    told = capsys.readouterr().err
    assert told.count("notes.png is a text file") == 1, told
    assert upscale(tmp_path / "in", "-o", tmp_path / "one", "--model", model) == 1
    assert names(tmp_path / "two") == names(tmp_path / "one") == [f"{k}_resshift_x4.png" for k in range(3)]
    for name in names(tmp_path / "one"):
        a, b = (read_picture(tmp_path / folder / name).pixels for folder in ("one", "two"))
        assert np.array_equal(a, b)


@pytest.mark.parametrize(("shard", "count"), [((0, 1), 3), ((1, 2), 2), ((2, 5), 4)])
def test_the_parts_of_a_shard_are_that_shard(shard: tuple[int, int], count: int) -> None:
    numbers = range(100)
    part, parts = shard
    cut = [k for p, n in shares(shard, count) for k in numbers[p::n]]
    assert sorted(cut) == list(numbers[part::parts])
