"""How far the border of a tile reaches into it: a restorer's error by the number of pixels around a tile, as Markdown.

python tools/measure_margin.py real-esrgan-x4plus
"""

import argparse
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.images.files import read_picture
from core.models.catalog import find_model
from core.models.checkpoints import load_into, load_state, read_recipe
from core.models.convert import build
from core.networks.restorer import Restorer

OSPREY = Path(__file__).resolve().parents[1] / "resources" / "samples" / "perched-osprey.png"
SIDE, CORE = 176, 32  # pixels of the picture, and of the tile in its middle; less where windows want that
MARGINS = (8, 16, 24, 32, 40, 48, 56, 64)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", help="key of an installed restorer")
    parser.add_argument("--picture", type=Path, default=OSPREY)
    options = parser.parse_args()
    path = find_model(options.model).path
    network: Restorer = build(read_recipe(path)).eval().requires_grad_(False)
    load_into(network, load_state(path), name=options.model)
    side = SIDE // network.multiple * network.multiple
    pixels = read_picture(options.picture).pixels[:side, :side]
    lq = torch.from_numpy(pixels.astype("float32") / 255).permute(2, 0, 1)[None].contiguous()
    print("| pixels around the tile | mean | largest |\n| --- | --- | --- |")
    for margin, mean, largest in errors(network, lq):
        print(f"| {margin} | {mean:.2f} | {largest:.1f} |", flush=True)


@torch.inference_mode()
def errors(network: Restorer, lq: torch.Tensor):  # type: ignore[no-untyped-def]
    """(margin, mean, largest difference of a tile and the whole in steps of 8 bits)."""
    scale, m = network.scale, network.multiple
    first = (lq.shape[2] - CORE) // 2 // m * m
    network.look(lq, 2)
    core = slice(first * scale, (first + CORE) * scale)
    whole = network(lq)[:, :, core, core]
    for margin in (margin for margin in MARGINS if margin % m == 0):
        outer = slice(first - margin, first + CORE + margin)
        inner = slice(margin * scale, (margin + CORE) * scale)
        tile = network(lq[:, :, outer, outer].contiguous())[:, :, inner, inner]
        difference = (tile - whole).abs() * 255
        yield margin, float(difference.mean()), float(difference.max())


if __name__ == "__main__":
    main()
