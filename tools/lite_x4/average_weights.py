"""Averages two model files that came from the same training: often better than either.

python tools/lite_x4/average_weights.py BEFORE.safetensors AFTER.safetensors OUT.safetensors --share 0.75
"""

from __future__ import annotations

import argparse
from pathlib import Path

from core.models.checkpoints import load_state, read_recipe, save_checkpoint


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path, help="its recipe is the result's")
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second file [0.5]")
    options = parser.parse_args()
    before, after = load_state(options.before), load_state(options.after)
    if {k: v.shape for k, v in before.items()} != {k: v.shape for k, v in after.items()}:
        raise SystemExit("The files hold different networks.")
    share = options.share
    mean = {k: (1 - share) * v.float() + share * after[k].float() for k, v in before.items()}
    save_checkpoint(options.out, mean, read_recipe(options.after))


if __name__ == "__main__":
    main()
