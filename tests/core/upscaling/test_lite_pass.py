"""A pass of a Lite model: what it copies and waits for on a device, and that its way of working changes no result."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from core.compute import crossing
from core.diffusion.schedule import ScheduleConfig
from core.errors import DeviceError
from core.jobs import CancelToken, Region
from core.latents import pixel_shuffle, views
from core.latents.margin_tiles import plan_tiles
from core.networks.lite_plk import LitePLK, PLKConfig
from core.networks.lite_unet import LiteConfig, LiteUNet
from core.upscaling import journal, lite_pass, pixel_field
from core.upscaling.finish import color_fixed
from core.upscaling.journal import Journal
from core.upscaling.lite_pass import LitePass
from core.upscaling.lite_plan import batches, plan_at_once, plan_home, plan_tile_size
from core.upscaling.pixel_field import FieldResult
from core.upscaling.predictor import TorchPredictor
from tests.core.crossings import Crossings
from tests.core.networks.lite_inputs import randomised

CPU, META = torch.device("cpu"), torch.device("meta")
SCHEDULE = ScheduleConfig(kind="free", T=4, kappa=0.5).build(3, 0.5)
SIZES = [
    LiteConfig(widths=(8, 12), blocks=(1, 1), tail_width=8, embedding=16),
    PLKConfig(width=8, blocks=3, tail_width=8, embedding=16),
]
PICTURE = np.random.default_rng(0).random((70, 90, 3), np.float32)


def nothing(tile: int, tiles: int) -> None:
    pass


def network(config: Any) -> LiteUNet | LitePLK:
    return randomised(config).eval().requires_grad_(False)


def new_pass(
    kind: type[LitePass] = LitePass, *, device: torch.device = CPU, tile: int = 32, config: Any = SIZES[0]
) -> LitePass:
    predictor = TorchPredictor(network(config).to(device), device, torch.float32)
    return kind(predictor, tile, 5, 1.0, CancelToken(), device)


def x0(pass_: LitePass, picture: np.ndarray = PICTURE) -> Tensor:
    """The last x0."""
    *_, last = pass_.steps(pass_.start(picture), SCHEDULE, nothing)
    return last.x0


class Resident(LitePass):
    """A pass that works on the processor as it would on a device, until its fields go to THE_PROCESSOR."""

    @property
    def resident(self) -> bool:
        return self.home != THE_PROCESSOR


THE_PROCESSOR = torch.device("cpu", 0)  # the same as CPU for torch, but told apart from it


@dataclass
class Doors:
    """In place of core.compute.crossing: notes what leaves the device, and makes it up."""

    downloads: list[tuple[int, ...]] = field(default_factory=list)
    questions: int = 0

    def download(self, tensor: Tensor) -> np.ndarray:
        self.downloads.append(tuple(tensor.shape))
        dtype = {torch.uint8: np.uint8, torch.int16: np.int16}.get(tensor.dtype, np.float32)
        return np.zeros(tensor.shape, dtype)

    def holds(self, flag: Tensor) -> bool:
        assert flag.device.type == "meta"
        assert flag.shape == ()
        self.questions += 1
        return True


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Doors:
    doors = Doors()
    monkeypatch.setattr(pixel_field, "download", doors.download)
    monkeypatch.setattr(lite_pass, "holds", doors.holds)
    return doors


class TestOnADevice:
    """The device is torch's "meta", which has shapes but no values: what would cross cannot be hidden there."""

    @pytest.mark.parametrize("config", SIZES)
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    @torch.no_grad()  # in inference mode the recorder would see no copies
    def test_a_pass_crosses_once_in_and_once_out_and_each_step_with_its_preview(
        self, config: Any, dtype: Any, doors: Doors
    ) -> None:
        pass_ = new_pass(device=META, config=config)
        with Crossings() as crossings:
            start = pass_.start(PICTURE)
            assert crossings.found == ["aten._to_copy"]
            crossings.found.clear()
            for step in pass_.steps(start, SCHEDULE, nothing):
                assert doors.questions == step.number
                assert len(doors.downloads) == step.number - 1
                pass_.preview(start, step.x0, Region(0, 0, 90, 70), largest=90, exact=False)
                assert doors.downloads[-1] == (70, 90, 3)
            doors.downloads.clear()
            pixels = color_fixed(pass_.result(start, step.x0), PICTURE, scale=4, fix="wavelet", dtype=dtype)
        assert (pixels.shape, pixels.dtype) == ((280, 360, 3), dtype)
        assert doors.downloads == [(280, 360, 3)]
        assert crossings.found == []

    @torch.no_grad()  # in inference mode the recorder would see no copies
    def test_the_test_sees_what_crosses(self) -> None:
        with Crossings() as crossings:
            torch.zeros(3).to(META)
            torch.ones(1).item()
        assert len(crossings.found) == 2

    def test_a_field_that_does_not_fit_stays_on_the_processor(self) -> None:
        predictor = TorchPredictor(network(SIZES[0]).to(META), META, torch.float32)
        assert plan_home(predictor, (1024, 1024, 3), free_bytes=8_000_000_000) == META
        assert plan_home(predictor, (1024, 1024, 3), free_bytes=1_000_000_000) == CPU
        # 100 megapixels in half precision
        assert plan_home(predictor, (2500, 2500, 3), free_bytes=16_000_000_000) == META

    def test_tiles_are_as_large_as_memory_allows(self) -> None:
        def planned(free: int, device: str) -> int:
            return plan_tile_size(free_bytes=free, bytes_per_pixel=7_000, device=torch.device(device))

        assert planned(100_000_000_000, "cpu") == 512
        assert planned(100_000_000_000, "meta") == 1536
        assert planned(10**9, "meta") == planned(10**9, "cpu") < 512


@torch.inference_mode()
def in_memory(pass_: LitePass) -> Tensor:
    return x0(pass_)


class TestSides:
    """Each step looks at the picture from another side, and its x0 is the mean of the predictions so far."""

    @staticmethod
    def lopsided(x_t: Tensor, y: Tensor, lq: Tensor, *rest: Any, where: str | None) -> Tensor:
        """Brightens to the right and by the phase within a cell, whatever side that is."""
        ramp = torch.linspace(0, 1, y.shape[3]) + torch.linspace(0, 1, y.shape[1])[:, None, None]
        return y + lq.mean(1, keepdim=True) + ramp

    @pytest.mark.parametrize("kind", [LitePass, Resident])
    def test_x0_is_the_mean_over_the_sides(
        self, kind: type[LitePass], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pass_ = new_pass(kind, tile=128, config=SIZES[1])
        monkeypatch.setattr(pass_.predictor, "x0", self.lopsided)
        schedule = ScheduleConfig(kind="free").build(5, 0.5)
        lq = torch.from_numpy(PICTURE).permute(2, 0, 1)[None] * 2 - 1
        y = pixel_shuffle.upsample(lq, 4)
        seen = []
        for step in pass_.steps(pass_.start(PICTURE), schedule, nothing):
            side = views.side_of(step.number, pass_.seed)
            parts = [views.turned(part, side) for part in (y, y, lq)]
            seen.append(views.turned_back(self.lopsided(*parts, where=None), side))
            assert torch.allclose(step.x0, torch.stack(seen).mean(0), atol=1e-5)
        assert len(seen) == 5

    def test_the_seed_decides_the_first_side(self, monkeypatch: pytest.MonkeyPatch) -> None:
        lq = torch.from_numpy(PICTURE).permute(2, 0, 1)[None] * 2 - 1
        y = pixel_shuffle.upsample(lq, 4)
        for seed in (1, 2):
            pass_ = new_pass(config=SIZES[1], tile=128)
            pass_.seed = seed
            monkeypatch.setattr(pass_.predictor, "x0", self.lopsided)
            (step,) = pass_.steps(pass_.start(PICTURE), ScheduleConfig(kind="free").build(1, 0.5), nothing)
            side = views.side_of(1, seed)
            parts = [views.turned(part, side) for part in (y, y, lq)]
            wanted = views.turned_back(self.lopsided(*parts, where=None), side)
            assert side != 0
            assert torch.allclose(step.x0, wanted, atol=1e-5)

    def test_what_does_not_depend_on_the_side_is_the_same_in_every_step(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pass_ = new_pass(config=SIZES[1])
        monkeypatch.setattr(pass_.predictor, "x0", lambda x_t, y, lq, *rest, where: 1.1 * y)
        steps = [step.x0.clone() for step in pass_.steps(pass_.start(PICTURE), SCHEDULE, nothing)]
        assert all(torch.allclose(x0, steps[0], atol=1e-6) for x0 in steps)

    def test_one_step_is_the_prediction_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pass_ = new_pass(config=SIZES[1], tile=128)
        pass_.seed = 0
        monkeypatch.setattr(pass_.predictor, "x0", self.lopsided)
        lq = torch.from_numpy(PICTURE).permute(2, 0, 1)[None] * 2 - 1
        y = pixel_shuffle.upsample(lq, 4)
        (step,) = pass_.steps(pass_.start(PICTURE), ScheduleConfig(kind="free").build(1, 0.5), nothing)
        assert torch.allclose(step.x0, self.lopsided(y, y, lq, where=None), atol=1e-6)

    def test_the_mean_is_planned_for_where_there_are_several_steps(self) -> None:
        one, several = new_pass(), new_pass()
        several.averaged = True
        values = 3 * 16 * 70 * 90
        assert several.memory(70, 90) - one.memory(70, 90) == 4 * values
        predictor = TorchPredictor(network(SIZES[0]).to(META), META, torch.float32)
        free = 4 * (12 * 48 * 900**2 + 64 * pixel_field.DEVICE_BAND + 3 * 48 * 900**2) + 4
        assert plan_home(predictor, (900, 900, 3), free_bytes=free) == META
        assert plan_home(predictor, (900, 900, 3), free_bytes=free, averaged=True) == CPU


class TestTheSameNumbers:
    """Working as on a device, on the processor."""

    @pytest.mark.parametrize("config", SIZES)
    def test_resident_is_streaming(self, config: Any) -> None:
        wanted = in_memory(new_pass(config=config))
        assert torch.equal(in_memory(new_pass(Resident, config=config)), wanted)

    def test_values_that_are_no_numbers_are_found_once_a_step_and_computed_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wanted = in_memory(new_pass())
        pass_, asked = new_pass(Resident), list[str | None]()
        real = pass_.predictor.x0

        def overflows(*args: Any, where: str | None) -> Tensor:
            asked.append(where)
            out = real(*args, where=where)
            return out.fill_(torch.inf) if len(asked) == 2 else out

        monkeypatch.setattr(pass_.predictor, "x0", overflows)
        assert torch.equal(in_memory(pass_), wanted)
        tiles = 9
        assert asked[:tiles] == [None] * tiles
        assert asked[tiles : 2 * tiles] == [f"tile {n}" for n in range(1, tiles + 1)]
        assert asked[2 * tiles :] == [None] * (2 * tiles)

    def test_values_that_stay_no_numbers_end_in_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pass_ = new_pass(Resident)
        spoilt = torch.full((), torch.nan)
        monkeypatch.setattr(TorchPredictor, "x0", broken_x0(spoilt))
        with pytest.raises(DeviceError, match="tile 1"):
            in_memory(pass_)


def broken_x0(spoilt: Tensor) -> Callable[..., Tensor]:
    def x0(self: Any, x_t: Tensor, *rest: Any, where: str | None) -> Tensor:
        if where is not None:
            raise DeviceError(f"no numbers in {where}")
        return x_t * spoilt

    return x0


class TestMemory:
    """Out of memory: smaller tiles first, then the processor's memory for the fields."""

    def test_when_even_the_smallest_tile_does_not_fit_the_fields_go_to_the_processor(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wanted = in_memory(new_pass(tile=64))
        pass_, sides = new_pass(Resident, tile=64), list[int]()
        real = pass_.predictor.x0

        def full(*args: Any, where: str | None) -> Tensor:
            sides.append(pass_.tile)
            if pass_.resident and len(sides) > 5:
                raise torch.OutOfMemoryError("CUDA out of memory")
            return real(*args, where=where)

        monkeypatch.setattr(pass_.predictor, "x0", full)
        monkeypatch.setattr(lite_pass, "CPU", THE_PROCESSOR)
        steps, told = [], list[tuple[int, int]]()
        with torch.inference_mode():
            start = pass_.start(PICTURE)
            for step in pass_.steps(start, SCHEDULE, lambda tile, tiles: told.append((tile, tiles))):
                steps.append(step.number)
                last = step.x0
        assert steps == [1, 2, 3]
        assert pass_.home == THE_PROCESSOR
        assert (32 in sides, pass_.tile) == (True, 64)
        assert torch.equal(last, wanted)
        assert told[-1] == (4, 4)

    @pytest.mark.parametrize("enough", [True, False])
    def test_what_was_recorded_goes_before_the_fields_do(
        self, enough: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Noise is made outside of the tiles: that there is no memory for it says nothing of their size."""
        picture = PICTURE[:20, :24]
        with torch.inference_mode():
            wanted = x0(new_pass(), picture)
        pass_, recorded = new_pass(Resident), [True]
        real, drawn, planned = lite_pass.noise_field, list[int](), set[tuple[int, int]]()

        def noise_field(seed: int, draw: int, *rest: Any, **more: Any) -> Tensor:
            drawn.append(draw)
            planned.add((pass_.tile, pass_.at_once))
            if draw and pass_.resident and (recorded[0] or not enough):
                pass_.tile, pass_.at_once = 32, 1  # as where tiles get smaller first
                raise torch.OutOfMemoryError("CUDA out of memory")
            return real(seed, draw, *rest, **more)

        def forget() -> bool:
            recorded[0] = False
            return True  # also where it was recorded again since

        monkeypatch.setattr(lite_pass, "noise_field", noise_field)
        monkeypatch.setattr(lite_pass, "CPU", THE_PROCESSOR)
        monkeypatch.setattr(pass_.predictor, "forget", forget)
        with torch.inference_mode():
            assert torch.equal(x0(pass_, picture), wanted)
        assert pass_.resident == enough
        assert len(planned) == 1  # what is tried anew is tried as it was planned
        assert drawn == [0, 1, *([] if enough else [0, 1]), 0, 1, 2]

    def test_where_the_processors_memory_does_not_suffice_either_it_is_said(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*args: Any, where: str | None) -> Tensor:
            raise torch.OutOfMemoryError("out of memory")

        pass_ = new_pass()
        monkeypatch.setattr(pass_.predictor, "x0", full)
        with pytest.raises(DeviceError, match="smallest tile"):
            in_memory(pass_)


class TestBatches:
    """Tiles of one shape go through the network together, where they lie on a device."""

    @pytest.mark.parametrize("config", SIZES)
    def test_the_numbers_are_those_of_single_tiles(
        self, config: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        picture = np.random.default_rng(2).random((128, 128, 3), np.float32)
        with torch.inference_mode():
            wanted = x0(new_pass(tile=16, config=config), picture)
            pass_ = new_pass(Resident, tile=16, config=config)
            pass_.at_once = 3 * 80 * 80
            sizes, told = sizes_of_batches(pass_, monkeypatch), list[tuple[int, int]]()
            start = pass_.start(picture)
            *_, last = pass_.steps(start, SCHEDULE, lambda tile, tiles: told.append((tile, tiles)))
        assert max(sizes) >= 3
        assert sum(sizes) == 3 * 64
        assert told == [(n, 64) for n in range(1, 65)] * 3
        assert torch.allclose(last.x0, wanted, atol=1e-6)

    def test_each_tile_is_in_one_group_of_its_own_shape(self) -> None:
        tiles = plan_tiles(300, 500, tile=32, margin=32, multiple=2)
        groups = batches(tiles, 5 * 96 * 96)
        assert sorted((t.y, t.x) for group in groups for t in group) == [(t.y, t.x) for t in tiles]
        for group in groups:
            assert len({(t.outer_height, t.outer_width, t.height, t.width) for t in group}) == 1
            area = group[0].outer_height * group[0].outer_width
            assert len(group) == 1 or len(group) * area <= 5 * 96 * 96
        assert batches(tiles, 0) == [[tile] for group in batches(tiles, 0) for tile in group]

    def test_the_plan_follows_the_free_memory_and_leaves_the_processor_alone(self) -> None:
        def planned(free: int, device: torch.device) -> int:
            return plan_at_once(free_bytes=free, bytes_per_pixel=7_000, device=device)

        assert planned(10**12, CPU) == planned(10**12, torch.device("vulkan")) == 0
        assert planned(28_000_000, META) == 1_000
        assert planned(10**12, META) == 1600**2

    def test_each_rung_of_the_ladder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A device that never has room for a tile: half the batch, single tiles, smaller ones, then streaming."""
        picture = np.random.default_rng(2).random((192, 192, 3), np.float32)
        with torch.inference_mode():
            wanted = x0(new_pass(tile=64), picture)
        pass_, seen = new_pass(Resident, tile=64), list[tuple[bool, int, int]]()
        pass_.at_once = 4 * 128 * 128
        real = pass_.predictor.x0

        def full(x_t: Tensor, *rest: Any, where: str | None) -> Tensor:
            seen.append((pass_.resident, len(x_t), pass_.tile))
            if pass_.resident:
                raise torch.OutOfMemoryError("CUDA out of memory")
            return real(x_t, *rest, where=where)

        monkeypatch.setattr(pass_.predictor, "x0", full)
        monkeypatch.setattr(lite_pass, "CPU", THE_PROCESSOR)
        with torch.inference_mode():
            got = x0(pass_, picture)
        rungs = list(dict.fromkeys(seen))
        assert [rung for rung in rungs if rung[0]] == [
            (True, 4, 64),
            (True, 3, 64),  # half as many pixels: the corners are smaller than the largest tile
            (True, 1, 64),
            (True, 4, 32),
            (True, 2, 32),
            (True, 1, 32),
        ]
        assert rungs[-1] == (False, 1, 64)
        assert torch.equal(got, wanted)


def sizes_of_batches(pass_: LitePass, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tiles the network gets at each call."""
    sizes, real = list[int](), pass_.predictor.x0

    def noting(x_t: Tensor, *rest: Any, where: str | None) -> Tensor:
        sizes.append(len(x_t))
        return real(x_t, *rest, where=where)

    monkeypatch.setattr(pass_.predictor, "x0", noting)
    return sizes


class Streaming(LitePass):
    """A pass that works on the processor as one whose fields are too large for its device."""

    streaming = True  # type: ignore[assignment]


class Diary:
    """A ferry that notes what is asked of it, and carries nothing."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.up = self.down = 0

    def bring(self, tensors: Any) -> Callable[[], list[Tensor]]:
        self.up += 1
        self.lines.append(f"bring {self.up}")
        return lambda: [t.clone() for t in tensors]

    def fetch(self, tensor: Tensor) -> Callable[[], Tensor]:
        self.down += 1
        self.lines.append(f"fetch {self.down}")
        number = self.down

        def arrived() -> Tensor:
            self.lines.append(f"wait {number}")
            return tensor

        return arrived


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    diary = Diary()
    monkeypatch.setattr(lite_pass, "ferry_for", lambda device: diary)
    return diary


class TestStreaming:
    """The fields lie in the processor's memory; tiles go to the device and back."""

    @pytest.mark.parametrize("config", SIZES)
    def test_the_numbers_are_the_same(self, config: Any) -> None:
        wanted = in_memory(new_pass(config=config))
        assert torch.equal(in_memory(new_pass(Streaming, config=config)), wanted)

    def test_the_next_tile_is_brought_before_one_is_waited_for(self, diary: Diary) -> None:
        pass_, told = new_pass(Streaming), list[tuple[int, int]]()
        with torch.inference_mode():
            next(pass_.steps(pass_.start(PICTURE), SCHEDULE, lambda *tile: told.append(tile)))
        tiles = 9
        wanted = ["bring 1", "bring 2", "fetch 1"]
        for n in range(2, tiles):
            wanted += [f"bring {n + 1}", f"fetch {n}", f"wait {n - 1}"]
        wanted += [f"fetch {tiles}", f"wait {tiles - 1}", f"wait {tiles}"]
        assert diary.lines == wanted
        assert told == [(n, tiles) for n in range(1, tiles + 1)]

    def test_a_tile_that_gives_no_numbers_is_computed_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        wanted = in_memory(new_pass())
        pass_, asked = new_pass(Streaming), list[str | None]()
        real = pass_.predictor.x0

        def overflows(*args: Any, where: str | None) -> Tensor:
            asked.append(where)
            out = real(*args, where=where)
            return out.fill_(torch.inf) if len(asked) == 2 else out

        monkeypatch.setattr(pass_.predictor, "x0", overflows)
        assert torch.equal(in_memory(pass_), wanted)
        assert [where for where in asked if where] == ["tile 2"]
        assert len(asked) == 3 * 9 + 1

    def test_it_goes_on_where_an_earlier_run_was_broken_off(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(journal, "SLOW_DISK", 1e15)  # all is kept
        first = new_pass(Streaming)
        first.journal = Journal(tmp_path)
        wanted = in_memory(first)
        kept = sorted(tmp_path.glob("*.kept"))
        assert len(kept) == 3 * 9
        kept[4].unlink()
        again, told = new_pass(Streaming), list[tuple[int, int]]()
        again.journal = Journal(tmp_path)
        sizes = sizes_of_batches(again, monkeypatch)
        with torch.inference_mode():
            *_, last = again.steps(again.start(PICTURE), SCHEDULE, lambda *tile: told.append(tile))
        assert torch.equal(last.x0, wanted)
        assert sizes == [1]
        assert again.journal.taken == 3 * 9 - 1
        assert told == [(n, 9) for n in range(1, 10)] * 3

    def test_only_fields_beside_a_device_of_torch_are_streamed(self) -> None:
        assert not new_pass().streaming
        assert not new_pass(Resident).streaming
        predictor = TorchPredictor(network(SIZES[0]).to(META), META, torch.float32)
        assert LitePass(predictor, 32, 5, 1.0, CancelToken(), CPU).streaming


class TestFinishing:
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    @pytest.mark.parametrize("fix", ["wavelet", "off"])
    @pytest.mark.parametrize("band", [1, 10**9])
    def test_pixels_made_on_a_device_are_those_made_on_the_processor(
        self, dtype: Any, fix: str, band: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        picture = np.random.default_rng(1).random((300, 40, 3), np.float32)
        pass_ = new_pass(tile=512)
        with torch.inference_mode():
            start = pass_.start(picture)
            field = torch.rand(1, 48, 300, 40, generator=torch.Generator().manual_seed(3)) * 2.2 - 1.1
            result = FieldResult(field, 4, 300, 40, start.lq)
            wanted = color_fixed(result, picture, scale=4, fix=fix, dtype=dtype).astype(int)
            monkeypatch.setattr(pixel_field, "band_rows", lambda *sizes: 128 if band == 1 else 4096)
            got = result._pixels(start.lq, fix, dtype).numpy().view(dtype).astype(int)
        assert np.abs(got - wanted).max() <= (1 if dtype == np.uint8 else 3)

    def test_without_memory_on_the_device_they_are_made_on_the_processor(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*args: Any) -> Tensor:
            raise torch.OutOfMemoryError("CUDA out of memory")

        monkeypatch.setattr(FieldResult, "_pixels", full)
        lq = torch.empty(1, 3, 8, 8, device=META)
        result = FieldResult(torch.empty(1, 48, 8, 8, device=META), 4, 8, 8, lq)
        assert result.on_device("off", np.uint8) is None


def test_a_flag_and_a_number_are_made_without_copies() -> None:
    with Crossings() as crossings:
        assert crossing.number(0.5, META).shape == (1,)
    assert crossings.found == []
