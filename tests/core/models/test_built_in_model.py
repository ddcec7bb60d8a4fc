"""The model that comes with the program, on small pictures: better than bicubic, no mesh, kappa and seed count."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from core.events import Event, JobDone
from core.images.files import read_picture
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.quality.feature_distance import PerceptualDistance
from core.quality.psnr_ssim import grid, measure
from core.quality.tensors import as_tensor
from core.upscaling.upscaler import Upscaler

RESOURCES = Path(__file__).parents[3] / "resources"
SAMPLES = RESOURCES / "samples"
NAMES = ("oakland-zoo-otters", "perched-osprey", "piazza-gae-aulenti")
upscaler = cache(Upscaler)
distance = cache(PerceptualDistance)


@cache
def truth(name: str) -> np.ndarray:
    pixels = read_picture(SAMPLES / f"{name}.png").pixels[..., :3]
    return np.ascontiguousarray(pixels[: len(pixels) // 4 * 4, : pixels.shape[1] // 4 * 4])


@cache
def small(name: str) -> np.ndarray:
    height, width = truth(name).shape[:2]
    return cv2.resize(truth(name), (width // 4, height // 4), interpolation=cv2.INTER_AREA)


@cache
def enlarged(
    name: str, kappa: float = 0.5, seed: int = 0, tile: int | None = None, steps: int = 1
) -> np.ndarray:
    settings = SampleSettings(kappa=kappa, steps=steps, seed=seed, tile=tile, device="cpu", dtype="float32")
    events: list[Event] = []
    upscaler().run(UpscaleJob(None, settings, picture=Picture(small(name))), events.append, CancelToken())
    assert isinstance(events[-1], JobDone), events[-1]
    assert events[-1].picture is not None
    return events[-1].picture.pixels


def test_the_file_stays_within_its_bounds() -> None:
    file = RESOURCES / "models" / "lite-x4" / "lite-x4.safetensors"
    assert file.stat().st_size <= 20_000_000
    assert sum(t.numel() for t in load_file(file).values()) <= 8_000_000


@torch.inference_mode()
def looks(a: np.ndarray, b: np.ndarray) -> float:
    """The feature distance of two pictures."""
    return float(distance()(as_tensor(a), as_tensor(b)).mean())


def changed(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(float) - b.astype(float)).mean())


@pytest.mark.parametrize("name", NAMES)
def test_it_is_nearer_to_the_original_than_bicubic(name: str) -> None:
    height, width = truth(name).shape[:2]
    bicubic = cv2.resize(small(name), (width, height), interpolation=cv2.INTER_CUBIC)
    ours, theirs = measure(enlarged(name), truth(name)), measure(bicubic, truth(name))
    assert ours["psnr_y"] > theirs["psnr_y"] + 0.3
    assert ours["ssim_y"] > theirs["ssim_y"]


@pytest.mark.parametrize("kappa", [0.1, 0.5, 1.0])
def test_four_steps_are_nearer_to_the_original_than_one(kappa: float) -> None:
    def nearness(steps: int) -> list[float]:
        return [measure(enlarged(name, kappa, steps=steps), truth(name))["psnr_y"] for name in NAMES]

    one, four = nearness(1), nearness(4)
    assert all(after > before for before, after in zip(one, four, strict=True))
    assert np.mean(four) > np.mean(one) + 0.05


@pytest.mark.parametrize("steps", [1, 4])
@pytest.mark.parametrize("kappa", [0.5, 1.0, 2.0])
def test_no_mesh_of_four_pixels_shows(kappa: float, steps: int) -> None:
    ratios = [grid(enlarged(name, kappa, steps=steps), 4) / grid(truth(name), 4) for name in NAMES]
    assert np.exp(np.mean(np.log(ratios))) < 1.5


def test_kappa_goes_from_the_nearest_picture_to_one_that_looks_nearer() -> None:
    nearest, usual, sharp = (
        np.mean([measure(enlarged(name, kappa), truth(name))["psnr_y"] for name in NAMES])
        for kappa in (0.1, 0.5, 1.0)
    )
    assert min(nearest, usual) > sharp
    for name in NAMES:
        assert looks(enlarged(name, 1.0), truth(name)) < looks(enlarged(name, 0.1), truth(name))


def test_the_noise_counts_for_large_kappas_only_and_the_side_for_all() -> None:
    name = NAMES[0]
    same_side, other_side = 8, 1  # as seed 0, see core.latents.views
    assert changed(enlarged(name, 0.5), enlarged(name, 0.5, seed=same_side)) < 0.3
    assert changed(enlarged(name, 2.0), enlarged(name, 2.0, seed=same_side)) > 0.3
    assert changed(enlarged(name, 0.5), enlarged(name, 0.5, seed=other_side)) > 1


@pytest.mark.parametrize("kappa", [0.5, 2.0])
def test_tiles_do_not_show(kappa: float) -> None:
    whole, tiled = (enlarged(NAMES[0], kappa, tile=tile, steps=4).astype(int) for tile in (512, 32))
    assert np.abs(whole - tiled).max() <= 1
