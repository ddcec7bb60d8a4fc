"""Makes the built-in model: from a training set to weights, in phases.

    python tools/lite_x4/make_model.py SET RUNS OUT.safetensors --taught TAUGHT --minutes 14

SET is what build_dataset.py built, or what pack_set.py packed; TAUGHT holds what teach.py made, in the folders `clean`
and `poor` (either can be left out). RUNS gets a folder for each phase. Those of `phases/general/` make the ends for
pictures of every kind: the first learns by squared error alone, the second goes on with more of the degraded ones, and
the mean of the weights before and after it is taken, which is better than either. The third takes a teacher's picture
of the clean reduction for the target. The fourth begins with two copies of that, one of which stays what it is; the
other learns realism, and kappa mixes the two. The fifth takes away what the adversary left: dots beside edges, and a
mesh of four pixels. The sixth has more of the degraded and taught pairs, and again the mean with what was before is
taken.

Those of `phases/clean/` begin with the first general phase and make the same two ends for cleanly reduced pictures, the
faithful one by a teacher as well.
Last, join_ends.py puts all four into one file, with a judge that says of a picture how clean it is, which takes some
minutes more. `--minutes` is the time for all phases together: how long an iteration takes is measured at the beginning
of each, and its number of iterations follows. Stopped at any time, by Ctrl+C, a crash, or `--seconds`, the limit of one
call, the same command goes on.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from join_ends import join
from pack_set import opened

from core.commands.bench_train import seconds_an_iteration
from core.jobs import CancelToken
from core.models.checkpoints import load_state, read_recipe, save_checkpoint
from core.training.loop.state import newest_state
from core.training.run_folder import RunFolder
from core.training.runs.export import export
from core.training.runs.reporter import Reporter
from core.training.runs.run import train
from core.training.settings.config import TrainConfig

PHASES = Path(__file__).parent / "phases"
TITLE, LICENCE = "ResShift Lite", "MIT"
STEPS, KAPPA = 4, 0.5  # the defaults; set them by what `evaluate` says
KAPPA_RANGE = (0.1, 2.0)
BESIDE = 1.1  # how much longer an iteration takes while pairs are made and states saved beside it
UNFINISHED = 3  # exit code where the limit of the call came first


def main() -> int:
    options = parse_arguments()
    return make(
        PHASES,
        opened(options.set),
        options.runs,
        options.out,
        taught=options.taught,
        minutes=options.minutes,
        seconds=options.seconds,
    )


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, metavar="SET")
    parser.add_argument("runs", type=Path, metavar="RUNS")
    parser.add_argument("out", type=Path, metavar="OUT.safetensors")
    parser.add_argument("--minutes", type=float, required=True, help="of training in all, over all calls")
    parser.add_argument(
        "--taught", type=Path, metavar="TAUGHT", help="folder of taught pairs, clean and poor"
    )
    parser.add_argument("--seconds", type=float, help="limit of this call; the state is kept")
    return parser.parse_args()


def make(
    phases: Path,
    data: Path,
    runs: Path,
    out: Path,
    *,
    minutes: float,
    taught: Path | None = None,
    seconds: float | None = None,
) -> int:
    """Goes through the phases in the folders general and clean of `phases`, skipping what is done -> 0, or
    UNFINISHED."""
    began = time.monotonic()
    general, clean = (sorted((phases / family).glob("*.json")) for family in ("general", "clean"))
    total = sum(TrainConfig.load(p).iterations for p in (*general, *clean))

    def trained(phase: Path, start: Path | None) -> Path | None:
        """The weights that a phase leads to; None if this call has no time left for it."""
        name = f"{phase.parent.name}-{phase.stem}"
        run, weights = RunFolder(runs / name), runs / f"{name}.safetensors"
        if weights.exists():
            return weights
        if (
            start is not None
            and TrainConfig.load(phase).train_only
            and read_recipe(start).config.get("ends", 1) == 1
        ):
            start = doubled(start, runs / f"{name}-start.safetensors")
        beginning = "" if start is None else str(start)
        config = settings(phase, run, data, beginning, taught, seconds=60 * minutes, share_of=total)
        left = None if seconds is None else seconds - (time.monotonic() - began)
        if left is not None and left <= 0:
            return None
        reporter = Reporter(run.path / "events.jsonl", echo=True)
        ended = train(replace(config, seconds=left), run.path, emit=reporter, cancel=CancelToken())
        if ended != "finished":
            return None
        export(
            run.path,
            weights,
            title=TITLE,
            licence=LICENCE,
            steps=STEPS,
            kappa=KAPPA,
            kappa_range=KAPPA_RANGE,
            newest=True,
        )
        return weights

    def after(start: Path | None, *phases: Path) -> Path | None:
        for phase in phases:
            start = None if start is None else trained(phase, start)
        return start

    first = trained(general[0], None)
    second = after(first, general[1])
    if first is None or second is None:
        return UNFINISHED
    start = averaged(first, second, runs / "general-mean.safetensors")
    polished = after(start, *general[2:5])
    degraded = after(polished, general[5])
    clean_ends = after(first, *clean)
    if polished is None or degraded is None or clean_ends is None:
        return UNFINISHED
    general_ends = averaged(polished, degraded, runs / "general-both.safetensors")
    for line in join(data, general_ends, clean_ends, out):
        sys.stdout.write(line + "\n")
    return 0


def averaged(one: Path, other: Path, target: Path) -> Path:
    """The model whose weights are the means of those of two, in the file `target`, unless that is there already."""
    if target.exists():
        return target
    a, b = load_state(one), load_state(other)
    save_checkpoint(
        target, {k: a[k].float().lerp(b[k].float(), 0.5).to(a[k].dtype) for k in a}, read_recipe(one)
    )
    return target


def doubled(model: Path, target: Path) -> Path:
    """The model with both ends of LiteBlend, which are the same at first, in the file `target`."""
    recipe, state = read_recipe(model), load_state(model)
    ends = ("faithful", "realistic")
    both = {f"{end}.{name}": value.clone() for end in ends for name, value in state.items()}
    save_checkpoint(target, both, replace(recipe, config={**recipe.config, "ends": 2}))
    return target


def settings(
    phase: Path,
    run: RunFolder,
    data: Path,
    start: str,
    taught: Path | None,
    *,
    seconds: float,
    share_of: int,
) -> TrainConfig:
    """The phase's own settings, for this machine; those it began with where it has begun."""
    places: dict[str, Any] = {"data": str(data), "start": start}
    if newest_state(run.path) is not None:
        return replace(TrainConfig.load(run.config), **places)
    config = replace(for_this_machine(TrainConfig.load(phase)), **places)
    if config.taught_share:
        pairs = None if taught is None else taught / config.taught
        there = pairs is not None and pairs.is_dir()
        config = replace(config, taught=str(pairs)) if there else replace(config, taught="", taught_share=0.0)
    mine = seconds * config.iterations / share_of
    iterations = max(1, round(mine / (BESIDE * seconds_an_iteration(config))))
    run.path.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{phase.stem}: {iterations} iterations\n")
    longest = max(1, iterations // 10)
    return replace(
        config,
        iterations=iterations,
        warmup=min(config.warmup, longest),
        perceptual_ramp=min(config.perceptual_ramp, longest),
        adversarial_start=min(config.adversarial_start, longest),
        # An average over more than a tenth of the run would remember its beginning.
        ema=min(config.ema, 1 - 1 / max(2, longest)),
        validate_every=iterations,
        save_every=iterations,
        save_seconds=30.0,
    )


def for_this_machine(config: TrainConfig) -> TrainConfig:
    """On a graphics card a pool of pairs and recorded launches; on a processor small batches. Patches stay as large as
    they are: the network sees 31 low-resolution pixels to each side."""
    if torch.cuda.is_available():
        workers = max(1, (os.cpu_count() or 2) - 2)
        return replace(config, pool=48_000, graph=True, workers=workers, precision="bfloat16")
    return replace(config, batch=min(4, config.batch), report_every=20)


if __name__ == "__main__":
    raise SystemExit(main())
