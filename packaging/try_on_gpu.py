"""What `try_on_gpu.sh` does: measures the engine on a graphics card by `bench`, and compares with what is wanted."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))


@dataclass(frozen=True)
class Wanted:
    """A figure of `bench` and its bound: at most so many seconds, or at least such a share."""

    text: str
    run: str
    figure: str
    most: float | None = None
    least: float | None = None

    def met(self, value: float) -> bool:
        return value <= self.most if self.most is not None else value >= (self.least or 0)


WANTED = (
    Wanted("a step of 256 x 256 -> 1024 x 1024, seconds", "small", "step_seconds", most=0.015),
    Wanted("share of the peak of a convolution in a step", "small", "step_share_of_peak", least=1 / 3),
    Wanted("2048 x 2048 -> 8192 x 8192 in one step, seconds", "large", "seconds", most=1.5),
    Wanted(
        "32 files of 512 x 512 in one step each, first to last, seconds", "small", "queue_seconds", most=3.0
    ),
    Wanted("official x4 v1, 64 -> 256 in 15 steps, seconds", "official", "seconds", most=0.5),
)
SHOWN = (
    "device", "dtype", "input", "steps", "seconds", "step_seconds", "step_share_of_peak",
    "peak_convolution_gflop_per_second", "to_device_mb", "from_device_mb", "crossings", "launches_a_step",
    "queue_seconds",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--small", action="store_true", help="small sizes, to try the script on a processor")
    parser.add_argument("--tests", action="store_true", help="run tests/core there, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["RESSHIFT_STUDIO_HOME"] = home  # no model and no measurement of the person's
        figures = _measured(options, Path(home))
        passed = _compared(figures)
        if options.tests:
            command = [sys.executable, "-m", "pytest", "-q", "-x", "tests/core"]
            tests = subprocess.run(command, cwd=TOP, check=False).returncode
            print(f"tests/core: {'pass' if not tests else 'FAIL'}")
            passed = passed and not tests
    print("all as wanted" if passed else "not all as wanted")
    return 0 if passed else 1


def _measured(options: argparse.Namespace, home: Path) -> dict[str, dict[str, float]]:
    """The figures of each run of `bench`."""
    official = _official_model(home / "data" / "models", small=options.small)
    sides = {"small": "32", "large": "48"} if options.small else {"small": "256", "large": "2048"}
    queue = ["--queue", "2", "--queue-side", "32"] if options.small else ["--queue", "32"]
    runs = {
        "small": ["--side", sides["small"], "--steps", "1", *queue],
        "large": ["--side", sides["large"], "--steps", "1", "--rounds", "2"],
        "official": ["--model", official, "--side", "64"],
    }
    figures = {}
    for name, arguments in runs.items():
        target = home / f"{name}.json"
        command = [sys.executable, "main.py", "bench", "--device", options.device, *arguments]
        done = subprocess.run(
            [*command, "--json", str(target)], cwd=TOP, check=False, capture_output=True, text=True
        )
        if done.returncode:
            print(f"{name}: bench failed\n{done.stdout[-2000:]}{done.stderr[-4000:]}", flush=True)
            continue
        figures[name] = json.loads(target.read_text("utf-8"))
        shown = {figure: figures[name][figure] for figure in SHOWN if figure in figures[name]}
        print(
            f"{name}: "
            + ", ".join(f"{k} {v:.4g}" if isinstance(v, float) else f"{k} {v}" for k, v in shown.items()),
            flush=True,
        )
    return figures


def _compared(figures: dict[str, dict[str, float]]) -> bool:
    passed = True
    for wanted in WANTED:
        value = figures.get(wanted.run, {}).get(wanted.figure)
        bound = f"at most {wanted.most:g}" if wanted.most is not None else f"at least {wanted.least:.2f}"
        met = value is not None and wanted.met(value)
        passed = passed and met
        print(
            f"{'ok  ' if met else 'MISS'} {wanted.text}: {'none' if value is None else f'{value:.4g}'} ({bound})"
        )
    return passed


def _official_model(folder: Path, *, small: bool) -> str:
    """Writes x4 v1 with random weights, or a small network of its kind, and returns its name. The speed does not
    depend on the weights."""
    from dataclasses import replace

    import torch

    from core.models.checkpoints import RECIPE_KEY, write_tensors
    from core.models.convert import build
    from core.models.official import OFFICIAL

    files = {file.key: file for file in OFFICIAL}
    model = files["realsr-x4-v1"]
    folder.mkdir(parents=True)
    for file in (model, files[model.autoencoder]):
        recipe = file.recipe
        if small:
            few = (
                {"model_channels": 32, "swin_embed_dim": 64}
                if file is model
                else {"channels": 32, "codes": 64}
            )
            recipe = replace(recipe, config={**recipe.config, **few})
        torch.manual_seed(0)
        state = {k: v.contiguous() for k, v in build(recipe).state_dict().items()}
        write_tensors(folder / f"{file.key}.safetensors", state, {RECIPE_KEY: recipe.to_json()})
    return model.key


if __name__ == "__main__":
    sys.exit(main())
