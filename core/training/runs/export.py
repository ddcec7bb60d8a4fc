"""Exports the model of a run: a file with its recipe, and beside it a card that describes it in plain words."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import torch
from torch import Tensor

from core.data.dataset import Dataset
from core.errors import ModelError, SettingsError, TrainingError
from core.models.catalog import digests, own_folder, taken_keys
from core.models.checkpoints import load_state, save_checkpoint
from core.models.official import OFFICIAL
from core.models.recipe import Recipe
from core.models.released import RELEASED
from core.networks.lite import ARCHITECTURES
from core.storage.atomic import write_atomically
from core.storage.paths import display_name, display_path
from core.training.loop.state import TrainState, newest_state
from core.training.run_folder import RunFolder
from core.training.runs.build import bare_network, start_of
from core.training.settings.config import TrainConfig
from core.training.tasks.adapters import adapt, load_trained, merged_state

TAKE_NEWEST = "it is taken with --newest."  # ends the sentences of failures for which that is a way out
_METHODS = {"full": "full training", "adapters": "training low-rank adapters"}


def export(
    run: Path,
    path: Path,
    *,
    title: str = "",
    licence: str = "",
    steps: int | None = None,
    kappa: float | None = None,
    kappa_range: tuple[float, float] | None = None,
    newest: bool = False,
) -> Recipe:
    """Writes the best averaged weights of a run, or the newest ones, as a model file with its recipe.

    What is not given is taken from the model that the run began with. Raises TrainingError if there is nothing to
    export, or nothing but that model itself, SettingsError for a path that is taken or has another suffix than
    .safetensors, ModelError if the file cannot be written.
    """
    if path.suffix.lower() != ".safetensors":
        raise SettingsError(f"A model's file ends in .safetensors: {display_path(path)} does not.")
    if os.path.lexists(path):
        raise SettingsError(
            f"{display_path(path)} exists already and is not overwritten. Choose another name."
        )
    state = newest_state(run)
    if state is None:
        raise TrainingError(f"{run} holds no checkpoint that could be exported.")
    config = TrainConfig.from_dict(state.facts["config"])
    start, weights_path = start_of(config, RunFolder(run))
    weights = state.tensors["ema"] if newest else _best(run, state)
    base = load_state(weights_path) if weights_path is not None else {}
    if config.method == "adapters":
        weights = _merged(start, base, weights, config)
    else:
        weights = {**base, **weights}  # of what was not trained, the start's
    if base and all(torch.equal(weights[key], value) for key, value in base.items() if key in weights):
        raise TrainingError(_nothing_learnt(run, state, newest=newest))
    recipe = replace(
        start,
        title=title.strip() or start.title,
        licence=licence.strip() or start.licence,
        steps=steps or start.steps,
        kappa=kappa or start.kappa,
        kappa_range=kappa_range
        or (config.kappa_range if start.architecture in ARCHITECTURES else start.kappa_range),
        trained=_history(config, state, RunFolder(run)),
    )
    save_checkpoint(path, weights, recipe)
    return recipe


def _best(run: Path, state: TrainState) -> Mapping[str, Tensor]:
    path = RunFolder(run).best
    if not path.exists():
        return state.tensors["ema"]
    try:
        return load_state(path)
    except ModelError as error:
        raise TrainingError(
            f"The best state of {display_name(run)}, {path.name}, is damaged, but its newest one, of iteration "
            f"{state.facts['iteration']:,}, is sound: {TAKE_NEWEST}",
            detail=str(error),
        ) from error


def _nothing_learnt(run: Path, state: TrainState, *, newest: bool) -> str:
    iteration = int(state.facts["iteration"])
    if newest or iteration == 0:
        return f"{display_name(run)} has learnt nothing yet: its newest state is the model it began with."
    return (
        f"Nothing in {display_name(run)} was better than the model it began with, so its best state is that model "
        f"itself. Its newest one is of iteration {iteration:,}: {TAKE_NEWEST}"
    )


def install(run: Path, title: str, *, folder: Path | None = None, newest: bool = False) -> tuple[str, Path]:
    """Exports the model with a card into the folder of own models (or `folder`), under a free name made from the title.

    Returns (key in the catalog, path of the file). Raises SettingsError for a title without letters.
    """
    title = title.strip()
    if not title:
        raise SettingsError("A model needs a name in the list of models: name it with --install TITLE.")
    folder = folder or own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    key = stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "my-model"
    number, taken = 2, taken_keys() | {known.key for known in (*OFFICIAL, *RELEASED)}
    while key in taken or (folder / f"{key}.safetensors").exists() or (folder / f"{key}.md").exists():
        key, number = f"{stem}-{number}", number + 1
    path = folder / f"{key}.safetensors"
    recipe = export(run, path, title=title, newest=newest)
    write_atomically(folder / f"{key}.md", card(recipe).encode(), overwrite=False)
    digests().of(path)  # results note it, and so tell this model from a later one of the same name
    return key, path


def card(recipe: Recipe) -> str:
    """The card of a model as Markdown: where it comes from, what it was trained on, and whether it became better."""
    history = recipe.trained
    config = TrainConfig.from_dict(history["config"])
    start, best = history.get("start_metrics") or {}, history.get("best_metrics") or {}
    lines = [
        f"# {recipe.title}",
        "",
        f"Enlarges {recipe.scale} times. Made on {history['date']} from {history['start'] or 'scratch'} by "
        f"{history['iterations']:,} iterations of {_METHODS[config.method]}.",
        "",
        f"Trained on {history['pictures']:,} pictures." if history.get("pictures") else "",
        f"Licence: {recipe.licence or 'not stated'}. It is the start's; what your own pictures ask for comes on top.",
        "",
    ]
    if "psnr" in start and "psnr" in best:
        lines += [
            "| on the held-out pictures | PSNR (dB) | over bicubic (dB) | feature distance, share of bicubic's |",
            "|---|---|---|---|",
            *(
                f"| {name} | {m['psnr']:.2f} | {m['gain']:+.2f} | {m['feature']:.3f} |"
                for name, m in (("before", start), ("after", best))
            ),
            "",
        ]
    settings = json.dumps(
        {k: v for k, v in asdict(config).items() if k not in ("data", "taught", "source")}, indent=1
    )
    return "\n".join([*lines, "Settings of the run:", "", "```json", settings, "```", ""])


def _merged(
    start: Recipe, base: Mapping[str, Tensor], additions: Mapping[str, Tensor], config: TrainConfig
) -> dict[str, Tensor]:
    network = bare_network(start)
    with torch.no_grad():
        for key, value in network.state_dict().items():
            if key in base:
                value.copy_(base[key])
    adapt(network, config.rank)
    load_trained(network, additions)
    return merged_state(network)


def _history(config: TrainConfig, state: TrainState, folder: RunFolder) -> dict[str, object]:
    facts = state.facts
    pictures = len(Dataset.load(folder.dataset).train) if folder.dataset.exists() else None
    start = Path(config.start).stem
    return {
        "iterations": facts["iteration"],
        "best_iteration": facts.get("best_iteration"),
        "start": start,
        "start_metrics": facts.get("start_metrics"),
        "best_metrics": facts.get("best_metrics"),
        "pictures": pictures,
        "date": date.today().isoformat(),
        # the folders of a person's pictures are private
        "config": json.loads(config.to_json()) | {"data": "", "taught": "", "source": {}, "start": start},
    }
