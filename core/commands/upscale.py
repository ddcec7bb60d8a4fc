"""`upscale`: enlarges files, folders and globs; a failure is named and the rest goes on."""

from __future__ import annotations

import argparse
import csv
import glob
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.errors import EngineError, ModelError, SettingsError
from core.events import Event, JobCancelled, JobDone, JobFailed, Progress, StepPreview, to_json
from core.images.names import display_name
from core.images.scan import Refused, scan
from core.jobs import COLOR_FIXES, FORMATS, CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.models.catalog import find_model


def add(parser: argparse.ArgumentParser) -> None:
    default = SampleSettings()
    parser.add_argument("input", nargs="+", help="pictures, folders or patterns")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="folder of the results; beside the input"
    )
    parser.add_argument("--model", help=f"key or .safetensors file [{default.model}]")
    parser.add_argument("--scale", type=float, help="output size / input size [the model's]")
    parser.add_argument(
        "--size", type=_size, metavar="WxH", help="exact size of the result, instead of --scale"
    )
    parser.add_argument("--steps", type=int, help="steps of the chain [the model's]")
    parser.add_argument("--kappa", type=float, help="how much the model may invent [the model's]")
    parser.add_argument("--seed", type=int, help="number that decides the noise [0]")
    parser.add_argument("--stochasticity", type=float, help="1: ResShift's posterior, 0: deterministic [1]")
    parser.add_argument("--color-fix", choices=COLOR_FIXES, help=f"[{default.color_fix}]")
    parser.add_argument("--tile", type=int, help="side of a tile in input pixels [planned from the memory]")
    parser.add_argument("--device", help="auto, cpu, cuda, cuda:1, mps, xpu [auto]")
    parser.add_argument("--dtype", help="auto, float32, bfloat16, float16 [auto]")
    parser.add_argument("--format", choices=FORMATS, default="png")
    parser.add_argument("--bit-depth", type=int, choices=(8, 16), help="[as the input]")
    parser.add_argument("--quality", type=int, default=95, help="of JPEG and WebP, 1 to 100 [95]")
    parser.add_argument(
        "--name", default=SaveSettings().name, help="template of the results' names [%(default)s]"
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace existing results instead of numbering"
    )
    parser.add_argument("--like", type=Path, metavar="RESULT", help="take the settings from a result's file")
    parser.add_argument(
        "--save-steps", type=Path, metavar="DIR", help="save each step's prediction at full size"
    )
    parser.add_argument(
        "--mask",
        type=Path,
        metavar="MASK",
        help="for inpainting models: a picture of the input's size, white where it is to be filled in, black where it "
        "stays; or a folder with one mask for each input, of the same name",
    )
    parser.add_argument("--allow-partial", action="store_true", help="open truncated files, grey where cut")
    parser.add_argument("--events", choices=("jsonl",), help="print events as JSON lines instead of progress")
    parser.add_argument("--report", type=Path, metavar="FILE.csv", help="write a table of all outcomes")
    parser.add_argument(
        "--nproc", type=int, default=1, metavar="N", help="share the inputs out among N processes [1]"
    )
    parser.add_argument(
        "--shard", type=_shard, default=(0, 1), metavar="I/N", help="work on every N-th input only"
    )


def run(options: argparse.Namespace) -> int:
    settings = _settings(options)
    cancel = CancelToken()
    previous = signal.signal(signal.SIGINT, lambda *_: cancel.cancel())
    try:
        if options.nproc > 1:
            from core.commands.upscale_parts import run_parts

            return run_parts(options, settings, cancel)
        return Batch(options, settings, cancel).run()
    finally:
        signal.signal(signal.SIGINT, previous)


def _settings(options: argparse.Namespace) -> SampleSettings:
    base = SampleSettings()
    if options.like is not None:
        from core.images.files import read_settings

        found = read_settings(options.like)
        if found is None:
            raise SettingsError(f"{display_name(options.like)} holds no settings of ResShift Studio.")
        # where it was computed is not part of what is asked for
        base = replace(SampleSettings.from_dict(found), device="auto")
    names = (
        "model",
        "scale",
        "steps",
        "kappa",
        "seed",
        "stochasticity",
        "color_fix",
        "tile",
        "device",
        "dtype",
    )
    given: dict[str, Any] = {n: getattr(options, n) for n in names if getattr(options, n) is not None}
    if options.size is not None:
        given["target"] = options.size
    elif options.scale is not None:
        given["target"] = None
    elif options.like is None:
        given["scale"] = _own_scale(given.get("model", base.model))
    return replace(base, **given)


def _own_scale(model: str) -> float:
    """What the model itself enlarges by. An unknown model is the job's to complain about."""
    try:
        return float(find_model(model).scale)
    except ModelError:
        return SampleSettings().scale


def _mask_for(source: Path, mask: Path | None) -> Path | None:
    """The mask itself, or the file in the folder of masks that is named like the input."""
    if mask is None or not mask.is_dir():
        return mask
    found = sorted(p for p in mask.iterdir() if p.stem == source.stem and p.is_file())
    if not found:
        raise SettingsError(f"The folder {display_name(mask)} holds no mask named {source.stem}.")
    return found[0]


@dataclass
class Batch:
    """All inputs of one call, one after the other. `tell` gets the events instead of a person, if it is given."""

    options: argparse.Namespace
    settings: SampleSettings
    cancel: CancelToken
    outcomes: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # input, done or failed, output or reason
    current: Path = Path()
    tell: Callable[[Event], None] | None = None

    def run(self) -> int:
        self.work()
        return self.conclude()

    def work(self) -> None:
        """Enlarges every input and keeps the outcomes."""
        from core.upscaling.upscaler import Upscaler

        engine = Upscaler()
        for path, root in self._inputs():
            if self.cancel.cancelled:
                break
            try:
                job = self._job(path, root)
            except EngineError as error:
                self.outcomes.append((str(path), "failed", str(error)))
                self._say(_naming(str(path), str(error)))
                continue
            self.current = path
            engine.run(job, self._emit, self.cancel)

    def conclude(self) -> int:
        """Writes the report, says how many failed -> the exit code."""
        self._write_report()
        failed = sum(state == "failed" for _, state, _ in self.outcomes)
        if self.cancel.cancelled:
            self._say("Cancelled.")
            return 130
        if failed:
            self._say(f"{failed} of {len(self.outcomes)} failed.")
        return 1 if failed or not self.outcomes else 0

    def _inputs(self) -> Iterator[tuple[Path, Path | None]]:
        index, (part, parts) = -1, self.options.shard
        for text in self.options.input:
            names = [text] if Path(text).exists() or not glob.has_magic(text) else sorted(glob.glob(text))  # noqa: PTH207 - patterns may be absolute
            refused: list[Refused] = []
            for name in names or [text]:
                for found in scan(Path(name), refused):
                    index += 1
                    if index % parts == part:
                        yield found
            for entry in refused:
                self.outcomes.append((entry.path, "failed", entry.reason))
                self._say(entry.reason)

    def _job(self, path: Path, root: Path | None) -> UpscaleJob:
        options = self.options
        folder: Path | None = options.output
        if folder is not None and root is not None:
            folder = folder / path.parent.relative_to(root)
        save = SaveSettings(
            folder, options.name, options.format, options.bit_depth, options.quality, options.overwrite
        )
        return UpscaleJob(
            path,
            self.settings,
            save,
            mask=_mask_for(path, options.mask),
            previews=options.save_steps is not None,
            preview_side=sys.maxsize,
            exact_previews=True,
            allow_partial=options.allow_partial,
        )

    def _emit(self, event: Event) -> None:
        if isinstance(event, StepPreview):
            self._save_step(event)
            return
        if isinstance(event, JobDone):
            self.outcomes.append((event.source, "done", event.output or ""))
        elif isinstance(event, JobFailed):
            self.outcomes.append((event.source, "failed", event.message))
        if self.tell is not None:
            self.tell(event)
        elif self.options.events:
            print(to_json(event), flush=True)
        else:
            show(event)

    def _save_step(self, event: StepPreview) -> None:
        from core.images.formats.encode import check_folder_writable, save_picture
        from core.images.names import free_path
        from core.images.picture import Picture

        folder: Path = self.options.save_steps
        check_folder_writable(folder)
        if event.image is not None:
            name = f"{self.current.stem}_step{event.step:02}"
            target = folder / f"{name}.png" if self.options.overwrite else free_path(folder, name, ".png")
            save_picture(Picture(event.image), target, format="png", overwrite=self.options.overwrite)

    def _write_report(self) -> None:
        if self.options.report is None:
            return
        with self.options.report.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("input", "outcome", "output or reason"), *self.outcomes])

    def _say(self, text: str) -> None:
        if self.tell is None:
            print(text, file=sys.stderr)


def show(event: Event) -> None:
    """Progress on one line of a terminal; outcomes on lines of their own."""
    terminal = sys.stderr.isatty()
    if isinstance(event, Progress) and terminal:
        left = "" if event.seconds_left is None else f", {event.seconds_left:.0f} s left"
        step = (
            f" step {event.step} of {event.steps}, tile {event.tile} of {event.tiles}" if event.step else ""
        )
        print(f"\r\033[K{event.fraction:4.0%} {event.phase}{step}{left}", end="", file=sys.stderr, flush=True)
        return
    start = "\r\033[K" if terminal else ""
    if isinstance(event, JobDone):
        print(
            f"{start}{event.output}: {event.width} x {event.height}, {event.seconds:.1f} s", file=sys.stderr
        )
        for notice in event.notices:
            print(f"  {notice}", file=sys.stderr)
    elif isinstance(event, JobFailed):
        print(start + _naming(event.source, event.message), file=sys.stderr)
    elif isinstance(event, JobCancelled) and terminal:
        print(start, end="", file=sys.stderr)


def _naming(source: str, reason: str) -> str:
    """The reason, with the input's name before it unless it begins with that itself."""
    name = display_name(source)
    return reason if reason.startswith(name) else f"{name}: {reason}"


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.lower().partition("x")
    if not (cross and width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError("write it as WIDTHxHEIGHT, e.g. 1920x1080")
    return int(width), int(height)


def _shard(text: str) -> tuple[int, int]:
    part, slash, parts = text.partition("/")
    if not (slash and part.isdigit() and parts.isdigit() and int(part) < int(parts)):
        raise argparse.ArgumentTypeError("write it as I/N with I from 0 to N-1")
    return int(part), int(parts)
