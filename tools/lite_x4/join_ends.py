"""Joins a model for pictures of every kind and one for cleanly reduced pictures, and teaches the judge between them.

    python tools/lite_x4/join_ends.py SET GENERAL.safetensors CLEAN.safetensors OUT.safetensors

Both have two ends of one shape. Pictures of SET are reduced in ways from clean to soft, and enlarged by the faithful
end of both. If their errors are a and b, a mixture at the judge's verdict c has about the error (1 - c) a + c b. So the
judge learns, from the poor picture alone, the c whose mixture has the least error, in dB; nobody has to say which
picture is clean.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from pack_set import opened
from soft_pictures import soft
from torch import Tensor

from core.compute.device import choose_device
from core.data.degradation import MILD, REALESRGAN, add_gaussian, degrade, jpeg, quantise, shrink
from core.data.pairs import PatchSource
from core.diffusion.schedule import ScheduleConfig
from core.latents import pixel_shuffle
from core.models.checkpoints import load_into, load_state, read_recipe, save_checkpoint
from core.networks.lite import PlainLite, build_lite
from core.networks.lite_blend import LiteBlend
from core.networks.lite_judge import BLOCK, CROP, Judge, features, parts_of
from core.networks.lite_plk import LitePLK, PLKConfig

# Low-resolution pixels: around a picture, so that nothing special happens at its edges; a side of the part whose errors
# are compared.
SCALE, BORDER, COMPARED = 4, 8, 56
KAPPA = 0.1
WAYS = {"clean": 0.3, "nearly clean": 0.3, "mild": 0.2, "strong": 0.1, "soft": 0.1}
COUNT, ROUNDS = 1500, 200  # pictures that the judge learns from, and how often
LOOKS = 6  # parts of each that are looked at
VALIDATED = 0.2  # of the samples are not learnt from


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, metavar="SET")
    parser.add_argument("general", type=Path, metavar="GENERAL.safetensors")
    parser.add_argument("clean", type=Path, metavar="CLEAN.safetensors")
    parser.add_argument("out", type=Path, metavar="OUT.safetensors")
    parser.add_argument(
        "--count", type=int, default=COUNT, help=f"pictures that the judge learns from [{COUNT}]"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"over all of them [{ROUNDS}]")
    options = parser.parse_args()
    for line in join(
        opened(options.set), options.general, options.clean, options.out, options.count, options.rounds
    ):
        sys.stdout.write(line + "\n")
    return 0


def join(
    data: Path, general: Path, clean: Path, out: Path, count: int = COUNT, rounds: int = ROUNDS
) -> list[str]:
    """Writes the joined model. Returns what the judge is worth, in lines for people."""
    ends = [_blend(path) for path in (general, clean)]
    recipe = read_recipe(general)
    state = recipe.schedule_as(ScheduleConfig).build(1, KAPPA).state(0)
    samples = compared(data, count, [end.at(KAPPA) for end in ends], state)
    torch.manual_seed(0)
    judge = Judge()
    teach(judge, samples, rounds)
    judge.half().float()  # as it will be read
    recipe = replace(recipe, config={**recipe.config, "ends": 4})
    joined = dict(load_state(general))
    joined |= {f"clean_{name}": value for name, value in load_state(clean).items()}
    joined |= {f"judge.{name}": value.half() for name, value in judge.state_dict().items()}
    save_checkpoint(out, joined, recipe)
    return report(judge, samples)


def _blend(path: Path) -> LiteBlend:
    recipe = read_recipe(path)
    network = build_lite(recipe.config_as(PLKConfig))
    assert isinstance(network, LiteBlend)
    load_into(network, load_state(path), name=recipe.title)
    return network.requires_grad_(False).eval()


@dataclass(frozen=True)
class Samples:
    """Poor pictures and what the two networks made of their middles.

    lq      uint8 [N, CROP, CROP, 3]
    ways    how each was made poor
    errors  float64 [N, 3]: the mean of a a, a b and b b, where a are the errors of the network for every kind and b
            those of the one for clean pictures
    """

    lq: np.ndarray
    ways: list[str]
    errors: Tensor

    @property
    def learnt(self) -> int:
        """Those before this number are learnt from."""
        return round(len(self.ways) * (1 - VALIDATED))


def poor(hq: np.ndarray, way: str, rng: np.random.Generator) -> np.ndarray:
    """float32 H x W x 3 in [0, 1] -> the same reduced by SCALE in one of WAYS."""
    if way == "soft":
        return soft(hq, rng)
    if way in ("mild", "strong"):
        return degrade(hq, rng, MILD if way == "mild" else REALESRGAN, scale=SCALE)
    lq = shrink(hq, rng, SCALE)
    if way == "nearly clean":
        kind = rng.integers(3)
        if kind != 1:
            lq = add_gaussian(lq, rng, sigma=float(rng.uniform(0, 4)) / 255, gray=bool(rng.random() < 0.4))
        if kind != 0:
            lq = jpeg(lq.clip(0, 1), int(rng.integers(75, 100)))
    return quantise(lq)


def compared(data: Path, count: int, networks: list[LitePLK], state: tuple[float, float]) -> Samples:
    """So many samples; see Samples. The networks are that for every kind and that for clean pictures; `state` is (eta,
    sigma) of their one step."""
    device, _ = choose_device("auto")
    networks = [network.to(device) for network in networks]
    source = PatchSource(data, smallest=(CROP + 2 * BORDER) * SCALE)
    rng = np.random.default_rng(47)
    lqs, ways, errors = [], [], []
    for _ in range(count):
        way = str(rng.choice(list(WAYS), p=list(WAYS.values())))
        hq = source.draw(rng, (CROP + 2 * BORDER) * SCALE)
        lq = (poor(hq.astype(np.float32) / 255, way, rng) * 255).round().astype(np.uint8)
        lq, hq = lq[BORDER:-BORDER, BORDER:-BORDER], hq[BORDER * SCALE : -BORDER * SCALE]
        hq = hq[:, BORDER * SCALE : -BORDER * SCALE]
        edge = (CROP - COMPARED) // 2
        inner, wanted = (
            _planes(side[at:-at, at:-at], device) for side, at in ((lq, edge), (hq, edge * SCALE))
        )
        a, b = (enlarged(network, inner, state) - wanted for network in networks)
        lqs.append(lq)
        ways.append(way)
        errors.append(torch.stack([(one * other).mean() for one, other in ((a, a), (a, b), (b, b))]).double())
    return Samples(np.stack(lqs), ways, torch.stack(errors).cpu())


def _planes(pixels: np.ndarray, device: torch.device) -> Tensor:
    """uint8 H x W x 3 -> float32 [1, 3, H, W] in [-1, 1]."""
    return torch.from_numpy(np.ascontiguousarray(pixels)).to(device).permute(2, 0, 1)[None] / 127.5 - 1


@torch.inference_mode()
def enlarged(network: PlainLite, lq: Tensor, state: tuple[float, float]) -> Tensor:
    """One step from the mean of the prior, [1, 3, h, w] -> [1, 3, SCALE h, SCALE w], in [-1, 1]."""
    y = pixel_shuffle.upsample(lq, SCALE)
    eta, sigma = (torch.full((1,), value, device=lq.device) for value in state)
    with torch.autocast(lq.device.type, dtype=torch.bfloat16):
        x0 = network(y, y, lq, eta, sigma)
    return pixel_shuffle.to_rgb(x0.float(), SCALE).clamp(-1, 1)


def mixed_error(errors: Tensor, clean: Tensor) -> Tensor:
    """The mean square error [N] of mixtures at the verdicts `clean` [N]; errors as in Samples."""
    return (1 - clean) ** 2 * errors[:, 0] + 2 * clean * (1 - clean) * errors[:, 1] + clean**2 * errors[:, 2]


def teach(judge: Judge, samples: Samples, rounds: int, *, batch: int = 64) -> None:
    """Fits the judge by AdamW, on the samples and parts of them."""
    errors, rng = samples.errors[: samples.learnt], np.random.default_rng(5)
    least = errors[:, [0, 2]].amin(1)
    looks = torch.stack([parts(samples.lq[: samples.learnt], rng) for _ in range(LOOKS)])
    judge.get_buffer("middle").copy_(looks.mean((0, 1)))
    judge.get_buffer("spread").copy_(looks.std((0, 1)).clamp_min(0.05))
    weights = [judge.get_buffer(name) for name in ("hidden", "hidden_bias", "out", "out_bias")]
    for weight in weights:
        weight.requires_grad_(True)
    optimizer = torch.optim.AdamW(weights, 1e-2, weight_decay=0.02)
    for _ in range(rounds):
        for some in torch.from_numpy(rng.permutation(len(errors))).split(batch):
            seen = looks[torch.from_numpy(rng.integers(0, LOOKS, len(some))), some]
            loss = (mixed_error(errors[some], judge.verdict(seen).double()) / least[some]).log().mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    for weight in weights:
        weight.requires_grad_(False)


def parts(lq: np.ndarray, rng: np.random.Generator) -> Tensor:
    """What the judge sees of a part of each picture, mostly of one that begins where a block of JPEG does,
    [N, FEATURES]."""
    found = []
    for pixels in lq:
        side = int(rng.integers(CROP // 2, CROP + 1))
        step = BLOCK if rng.random() < 0.75 else 1
        top, left = (int(rng.integers(0, (CROP - side) // step + 1)) * step for _ in range(2))
        part = pixels[top : top + side, left : left + side]
        found.append(features(_planes(part, torch.device("cpu")))[0])
    return torch.stack(found)


@torch.no_grad()
def report(judge: Judge, samples: Samples) -> list[str]:
    """For each way and for all, of the samples that were not learnt from: the mean verdict, and by how many dB the
    judge, the better of the two networks, and that for clean pictures are better than that for every kind."""
    chosen = slice(samples.learnt, None)
    clean = torch.tensor([judge.of_parts(parts_of(lq)) for lq in samples.lq[chosen]], dtype=torch.float64)
    errors, ways = samples.errors[chosen], np.array(samples.ways[chosen])
    gains: Mapping[str, Tensor] = {
        "judge": _decibel(errors[:, 0] / mixed_error(errors, clean)),
        "better": _decibel(errors[:, 0] / errors[:, [0, 2]].amin(1)),
        "clean": _decibel(errors[:, 0] / errors[:, 2]),
    }
    lines = []
    for way in ("all", *WAYS):
        mine = torch.from_numpy((ways == way) | (way == "all"))
        if mine.any():
            figures = ", ".join(f"{name} {float(gain[mine].mean()):+.3f} dB" for name, gain in gains.items())
            lines.append(
                f"{way}: {int(mine.sum())} pictures, verdict {float(clean[mine].mean()):.2f}; {figures}"
            )
    return lines


def _decibel(ratio: Tensor) -> Tensor:
    return 10 * ratio.log10()


if __name__ == "__main__":
    raise SystemExit(main())
