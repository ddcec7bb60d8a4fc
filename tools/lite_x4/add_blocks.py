"""Writes the network of a model file with more blocks at the input's resolution; it still computes the same.

python tools/lite_x4/add_blocks.py BEFORE.safetensors OUT.safetensors --blocks 2

Each stands for one on the way down and one on the way up. Their last convolution is zero, so that they begin as the
identity and a training that starts from OUT loses nothing.
"""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn

from core.models.checkpoints import load_state, read_recipe, save_checkpoint
from core.models.recipe import Recipe
from core.networks.lite_unet import Block, LiteConfig, LiteUNet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--blocks", type=int, default=2, help="on the way down, and as many on the way up [2]"
    )
    options = parser.parse_args()
    torch.manual_seed(0)
    save_checkpoint(
        options.out, *with_blocks(load_state(options.before), read_recipe(options.before), options.blocks)
    )


def with_blocks(state: dict[str, Tensor], recipe: Recipe, more: int) -> tuple[dict[str, Tensor], Recipe]:
    """The weights and the recipe with `more` blocks at the end of the first level, down and up."""
    config = LiteConfig(**{**recipe.config, "blocks": tuple(recipe.config["blocks"])})
    first, *rest = config.blocks
    config = dataclasses.replace(config, blocks=(first + more, *rest))
    network = LiteUNet(config)
    for level in (network.down_blocks[0], network.up_blocks[0]):
        for block in list(cast(nn.ModuleList, level))[first:]:
            nn.init.zeros_(cast(Block, block).conv2.weight)
    network.load_state_dict(network.state_dict() | state)
    return network.state_dict(), dataclasses.replace(recipe, config=dataclasses.asdict(config))


if __name__ == "__main__":
    main()
