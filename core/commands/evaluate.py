"""`evaluate`: measures models, bicubic enlargement and the results of other programs on pairs of pictures."""

from __future__ import annotations

import argparse
import fnmatch
import glob
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from core.commands.figures_file import check_figures_file, write_figures
from core.data.folders import list_pairs, match_folders
from core.data.naming import FOR_TESTS
from core.data.source import recognise
from core.errors import EngineError, SettingsError
from core.images.color import seen, to_srgb8
from core.images.depth import to_depth
from core.images.files import read_picture
from core.images.picture import Picture
from core.images.scan import is_picture
from core.jobs import COLOR_FIXES, CancelToken, SampleSettings, UpscaleJob
from core.printable import printable
from core.quality.psnr_ssim import grid, measure
from core.quality.pyiqa_metrics import METRICS, Iqa
from core.quality.ssimulacra2_score import load_ssimulacra2
from core.quality.tensors import as_tensor
from core.storage.paths import display_name

Enlarge = Callable[[Path, Picture, int], np.ndarray]
"""enlarge(LQ file, its picture, scale) -> the result, uint8 H x W x 3."""
Distance = Callable[[np.ndarray, np.ndarray], float]
"""A measure of two pictures, (result, original), uint8 H x W x 3."""
DISTANCES = {"vgg": ("VGG distance", "of bicubic's VGG"), "feature": ("feature distance", "of bicubic's")}
"""Key -> (title of the column, title of the column with its share of bicubic's). The one that the built-in model was
trained with comes last."""

PAPER = ("PSNR Y", "SSIM Y", *METRICS.values(), "SSIMULACRA2")
"""The columns of the paper's tables, and one more."""

SMALLEST = 32  # pixels a side of an original that the perceptual distances can measure


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lr", type=Path, metavar="DIR", help="low-quality pictures")
    parser.add_argument("--hr", type=Path, metavar="DIR", help="the originals, by the same names")
    parser.add_argument(
        "--pairs",
        type=Path,
        metavar="PATH",
        help="a folder or table of both, as train recognises it; of several folders that for tests",
    )
    parser.add_argument(
        "--model", action="append", default=[], help="key or file; may be given several times"
    )
    parser.add_argument(
        "--results", action="append", default=[], metavar="NAME=DIR", help="another program's results"
    )
    parser.add_argument("--match", default="*", metavar="PATTERN", help="only pictures of such names")
    parser.add_argument("--steps", type=int, help="steps of the chain [each model's]")
    parser.add_argument("--kappa", type=float, help="how much the models may invent [each model's]")
    parser.add_argument("--seed", type=int, default=0, help="number that decides the noise [0]")
    parser.add_argument(
        "--color-fix",
        default=SampleSettings().color_fix,
        metavar="FIX",
        help=f"how the input's broad colours are taken over: {', '.join(COLOR_FIXES)} [%(default)s]",
    )
    parser.add_argument("--dtype", default="auto", help="auto, float32, bfloat16, float16 [auto]")
    parser.add_argument(
        "--table",
        choices=("full", "paper"),
        default="full",
        help="paper: only what the ResShift paper gives, PSNR, SSIM, LPIPS, CLIPIQA and MUSIQ (the last three with "
        "pyiqa), and SSIMULACRA2 [full]",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures, picture by picture")


def run(options: argparse.Namespace) -> int:
    check_figures_file(options.json)
    pairs = [pair for pair in _pairs(options) if fnmatch.fnmatch(pair[0].name, options.match)]
    if not pairs:
        raise SettingsError(f"No picture in {options.pairs or options.lr} has a name like {options.match}.")
    (distances, notices), iqa = _distances(), Iqa()
    options.model = list(dict.fromkeys(options.model))
    others = [_foreign(text) for text in options.results]
    names = ["bicubic", *options.model, *(name for name, _ in others)]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise SettingsError(f"Two rows of the table would be called {twice!r}: give each another name.")
    models = {model: _model(model, options) for model in options.model}
    methods = {"bicubic": _bicubic, **models, **dict(others)}
    table, failed = _table(methods, partial(_measured, pairs=pairs, distances=distances, iqa=iqa))
    write_figures(options.json, table)
    print(printable(as_markdown(table, len(pairs), columns=PAPER if options.table == "paper" else None)))
    for notice in notices + iqa.notices:
        print(f"\n{printable(notice)}")
    for name, sentence in failed.items():
        _say(f"{name} is not in the table: {sentence}")
    return 1 if failed else 0


def _table(
    methods: dict[str, Enlarge], measured: Callable[[Enlarge], list[dict[str, float]]]
) -> tuple[dict[str, list[dict[str, float]]], dict[str, str]]:
    """(the figures of each method, why others have none). Bicubic comes first: where that fails it is for the pictures,
    and its error is raised."""
    table: dict[str, list[dict[str, float]]] = {}
    failed: dict[str, str] = {}
    for name, enlarge in methods.items():
        try:
            table[name] = measured(enlarge)
        except EngineError as error:
            if not table:
                raise
            failed[name] = str(error)
    return table, failed


def _pairs(options: argparse.Namespace) -> list[tuple[Path, Path]]:
    """(LQ, HQ) of all pairs. Says what was seen. Raises SettingsError."""
    if options.pairs is None:
        if options.lr is None or options.hr is None:
            raise SettingsError("Name the pictures by --pairs, or by --lr and --hr.")
        found = match_folders(options.lr, options.hr)
        pairs = list_pairs(options.lr, options.hr)
        sides = f"{display_name(options.hr)} (good) and {display_name(options.lr)} (poor)"
        _say(f"Pairs in {sides}: {len(pairs)}.")
        if found.good_alone:
            _say(f"Good pictures without a poor one, passed over: {len(found.good_alone)}.")
        return pairs
    source = recognise(options.pairs, FOR_TESTS)
    if not source.paired:
        raise SettingsError(
            f"{display_name(options.pairs)} holds no pairs that are recognised. Name its folders by --lr and --hr."
        )
    entries = list(source.entries())
    unusable = [f"{entry.name} {entry.problem}." for entry in entries if entry.problem]
    _say(f"{source.describe()}: {len(entries) - len(unusable)}.")
    if unusable:
        _say(f"Passed over: {len(unusable)}, the first of them {unusable[0]}")
    return [(entry.lq, entry.hq) for entry in entries if entry.lq is not None and not entry.problem]


def _say(text: str) -> None:
    print(printable(text), file=sys.stderr)


def as_markdown(
    table: dict[str, list[dict[str, float]]], count: int, *, columns: Sequence[str] | None = None
) -> str:
    """A table with a row for each method: means over the pictures, and distances also as a share of bicubic's.

    With `columns` only these, in their order, as far as they were measured.

    "grid" says how much more clearly a grid of the scale's period shows than in the originals, as a geometric mean; it
    is 1 if there is none.
    """
    means = {
        name: {key: float(np.mean([row[key] for row in rows])) for key in rows[0]}
        for name, rows in table.items()
    }
    cells = [_cells(mean, means["bicubic"]) for mean in means.values()]
    if columns is not None:
        cells = [{title: row[title] for title in columns if title in row} for row in cells]
    lines = [[f"{count} pictures", *cells[0]]]
    lines += [[name, *row.values()] for name, row in zip(means, cells, strict=True)]
    head, *body = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([head, "|---" * len(lines[0]) + "|", *body])


def _cells(mean: dict[str, float], base: dict[str, float]) -> dict[str, str]:
    """Title of the column -> its text in the row of one method. `base` holds the means of bicubic."""
    distances: dict[str, str] = {}
    for key, (title, share) in DISTANCES.items():
        if key in mean:
            of_bicubic = f"{mean[key] / base[key]:.3f}" if base[key] else "-"  # of flat pictures it is 0
            distances |= {title: f"{mean[key]:.4f}", share: of_bicubic}
    visible = {"SSIMULACRA2": f"{mean['ssimulacra2']:.2f}"} if "ssimulacra2" in mean else {}
    return {
        **visible,
        "PSNR Y": f"{mean['psnr_y']:.2f}",
        "SSIM Y": f"{mean['ssim_y']:.4f}",
        "PSNR RGB": f"{mean['psnr_rgb']:.2f}",
        "SSIM RGB": f"{mean['ssim_rgb']:.4f}",
        **{title: f"{mean[key]:.3f}" for key, title in METRICS.items() if key in mean},
        **distances,
        "grid": f"{np.exp(mean['log_grid']):.2f}",
        "s a picture": f"{mean['seconds']:.2f}",
    }


def _measured(
    enlarge: Enlarge, pairs: list[tuple[Path, Path]], distances: dict[str, Distance], iqa: Iqa
) -> list[dict[str, float]]:
    rows = []
    for low, high in pairs:
        lq, hq = _plain(read_picture(low)), _plain(read_picture(high))
        scale, rest = divmod(hq.width, lq.width)
        if rest or (lq.width * scale, lq.height * scale) != (hq.width, hq.height):
            raise SettingsError(f"{high.name} is not a whole multiple of {low.name} in size.")
        if min(hq.width, hq.height) < SMALLEST:
            raise SettingsError(
                f"{high.name} has {hq.width} x {hq.height} pixels, and {SMALLEST} x {SMALLEST} are needed to measure. "
                "Leave it out by --match, or take it away."
            )
        began = time.perf_counter()
        result = enlarge(low, lq, scale)
        seconds = time.perf_counter() - began
        truth = seen(hq)
        if result.shape != truth.shape:
            raise SettingsError(
                f"The result for {low.name} has the size {result.shape[1]} x {result.shape[0]}."
            )
        row = {**measure(result, truth), **iqa.measure(result, truth), "seconds": seconds}
        row["log_grid"] = float(np.log(grid(result, scale) / grid(truth, scale)))
        row |= {key: distance(result, truth) for key, distance in distances.items()}
        rows.append(row)
    return rows


def _plain(picture: Picture) -> Picture:
    """The same in sRGB, so that pictures of other profiles are compared by what is seen. Without one nothing changes,
    and 16 bits stay."""
    if picture.icc is None:
        return picture
    alpha = None if picture.alpha is None else to_depth(picture.alpha, 8)
    return replace(picture, pixels=to_srgb8(picture), alpha=alpha, icc=None)


def _bicubic(path: Path, lq: Picture, scale: int) -> np.ndarray:
    from PIL import Image

    size = (lq.width * scale, lq.height * scale)
    return np.asarray(Image.fromarray(seen(lq)).resize(size, Image.Resampling.BICUBIC))


def _model(model: str, options: argparse.Namespace) -> Enlarge:
    """A model, which is loaded to see that it can be measured. Raises EngineError."""
    from core.upscaling.locating import locate
    from core.upscaling.upscaler import Upscaler

    engine = Upscaler()
    settings = SampleSettings(
        model=model,
        steps=options.steps,
        kappa=options.kappa,
        seed=options.seed,
        color_fix=options.color_fix,
        dtype=options.dtype,
    )
    engine.warm_up(settings)
    if engine.loaded(locate(settings)).takes_mask:
        raise SettingsError(f"{model} fills in what is marked in a picture: it cannot be measured on pairs.")

    def enlarge(path: Path, lq: Picture, scale: int) -> np.ndarray:
        collector = _Collector()
        size = (lq.width * scale, lq.height * scale)
        job = UpscaleJob(None, replace(settings, target=size), picture=lq, title=path.name)
        engine.run(job, collector, CancelToken())
        return seen(collector.result())

    return enlarge


@dataclass
class _Collector:
    """Receives the events of a job and remembers how it ended."""

    picture: Picture | None = None
    message: str = "The engine ended without a result."

    def __call__(self, event: Any) -> None:
        self.picture = getattr(event, "picture", None) or self.picture
        self.message = getattr(event, "message", self.message)

    def result(self) -> Picture:
        if self.picture is None:
            raise EngineError(self.message)
        return self.picture


def _foreign(text: str) -> tuple[str, Enlarge]:
    name, equals, folder = text.partition("=")
    if not equals:
        raise SettingsError("Write --results NAME=DIR.")

    def enlarge(path: Path, lq: Picture, scale: int) -> np.ndarray:
        found = [p for p in sorted(Path(folder).glob(f"{glob.escape(path.stem)}.*")) if is_picture(p.name)]
        if not found:
            raise SettingsError(f"{folder} has no result named {path.stem!r}.")
        return seen(read_picture(found[0]))

    return name, enlarge


def _distances() -> tuple[dict[str, Distance], list[str]]:
    """(SSIMULACRA2 and the DISTANCES whose packages are installed, sentences that say how to get the others)."""
    from core.quality.feature_distance import PerceptualDistance
    from core.quality.vgg_distance import VggDistance

    found: dict[str, Distance] = {}
    notices = []
    measures: dict[str, Callable[[], Distance]] = {
        "ssimulacra2": load_ssimulacra2,
        "vgg": lambda: partial(_distance, VggDistance()),
        "feature": lambda: partial(_distance, PerceptualDistance()),
    }
    for key, load in measures.items():
        try:
            found[key] = load()
        except SettingsError as error:
            notices.append(str(error))
    return found, notices


def _distance(network: Callable[[Any, Any], Any], a: np.ndarray, b: np.ndarray) -> float:
    import torch

    with torch.inference_mode():
        return float(network(as_tensor(a), as_tensor(b)))
