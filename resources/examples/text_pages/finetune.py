"""A whole fine-tuning from nothing: draws pages, trains Lite on them, and measures it on pages it has not seen.

    python resources/examples/text_pages/finetune.py FOLDER

Writes FOLDER/figures.md, FOLDER/figures.json and FOLDER/comparison.png (poor, bicubic, before, after, original).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[2]
SHOWN = (40, 52, 72, 72)  # top, left, height, width of the part that is shown, in pixels of the poor picture


def run(*command: object) -> str:
    """What a command of this project prints. Where it fails it has said why, and its exit code is this script's."""
    done = subprocess.run(
        [sys.executable, *map(str, command)], cwd=TOP, check=False, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def make_sets(folder: Path) -> None:
    """`train`: 60 pages. `test/hq` and `test/lq`: 12 others, reduced four times by bicubic."""
    run(HERE / "make_pages.py", folder / "train", "--count", 60, "--seed", 1)
    run(HERE / "make_pages.py", folder / "test" / "hq", "--count", 12, "--seed", 2)
    (folder / "test" / "lq").mkdir(parents=True, exist_ok=True)
    for path in sorted((folder / "test" / "hq").glob("*.png")):
        with Image.open(path) as page:
            small = page.resize((page.width // 4, page.height // 4), Image.Resampling.BICUBIC)
        small.save(folder / "test" / "lq" / path.name)


def comparison(folder: Path, model: Path) -> None:
    """Poor (enlarged pixels), bicubic, before, after and original, side by side."""
    name = "page-000.png"
    results = []
    for key, where in (("lite-x4", "before"), (model, "after")):
        run(
            "main.py",
            "upscale",
            folder / "test" / "lq" / name,
            "-o",
            folder / where,
            "--model",
            key,
            "--name",
            "{name}",
            "--overwrite",
        )
        results.append(folder / where / name)
    top, left, height, width = SHOWN
    with Image.open(folder / "test" / "lq" / name) as page:
        poor = page.convert("RGB").crop((left, top, left + width, top + height))
    size, box = (4 * width, 4 * height), (4 * left, 4 * top, 4 * (left + width), 4 * (top + height))
    tiles = [poor.resize(size, Image.Resampling.NEAREST), poor.resize(size, Image.Resampling.BICUBIC)]
    for path in (*results, folder / "test" / "hq" / name):
        with Image.open(path) as picture:
            tiles.append(picture.convert("RGB").crop(box))
    Image.fromarray(np.concatenate([np.asarray(t) for t in tiles], 1)).save(folder / "comparison.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--preset", default="quick")
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    make_sets(folder)
    began = time.monotonic()
    run("main.py", "train", folder / "run", "--pictures", folder / "train", "--preset", options.preset)
    minutes = (time.monotonic() - began) / 60
    model = folder / "text-pages.safetensors"
    run("main.py", "train", folder / "run", "--export", model, "--title", "Text pages")
    table = run(
        "main.py",
        "evaluate",
        "--lr",
        folder / "test" / "lq",
        "--hr",
        folder / "test" / "hq",
        "--model",
        "lite-x4",
        "--model",
        model,
        "--json",
        folder / "figures.json",
    )
    table = table.replace(str(model), "fine-tuned")
    (folder / "figures.md").write_text(f"{table}\nTrained for {minutes:.1f} minutes.\n", "utf-8")
    comparison(folder, model)
    print(table)
    print(json.dumps({"minutes": round(minutes, 1)}))


if __name__ == "__main__":
    main()
