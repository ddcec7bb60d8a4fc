"""Builds what a run needs: device, network with its objective (task), batches and validation."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from core.compute.device import DTYPES, choose_device, choose_dtype
from core.data.check import check_dataset
from core.data.dataset import Dataset
from core.data.folders import list_pairs
from core.data.pairs import PairStream, PatchSource
from core.data.source import DataSource
from core.data.taught import TaughtPairs, WithTeacher
from core.data.user_pairs import Sampling, UserPairs, held_out, held_out_count
from core.diffusion.schedule import ScheduleConfig
from core.errors import ModelError, TrainingError
from core.events import Emit, HardwareChosen, LogLine
from core.images.files import read_picture
from core.models.catalog import find_autoencoder, find_model
from core.models.checkpoints import load_into, load_state, read_recipe, write_tensors
from core.models.recipe import Recipe
from core.networks.lite import ARCHITECTURES, CONFIGS, LiteNetwork, build_lite
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.networks.vqgan import VQAutoencoder, VQConfig
from core.storage import records
from core.storage.atomic import write_atomically
from core.training.control import Control
from core.training.loop.batches import Batches, as_input
from core.training.loop.memory import enough_memory
from core.training.loop.pool import PairPool, fill_pool
from core.training.loop.validating import Validation
from core.training.processes import Processes
from core.training.run_folder import RunFolder
from core.training.settings.config import TrainConfig
from core.training.tasks.adapters import adapt
from core.training.tasks.adversary import Adversary
from core.training.tasks.distances import choose_distance
from core.training.tasks.latent_task import LatentTask
from core.training.tasks.lite_task import LiteTask
from core.training.tasks.own_validation import HeldOut, OwnValidation
from core.training.tasks.task import Distance, FeatureDistance, Task, Tick
from core.training.tasks.validation import SetsValidation, ValidationSet

SCHEDULE = ScheduleConfig(kind="free", T=4, kappa=0.5)


def choose_hardware(
    config: TrainConfig, processes: Processes, emit: Emit = lambda event: None
) -> tuple[torch.device, torch.dtype]:
    """The device of this process and the number format, which is the same for all processes. Emits which they are, and
    a warning if the device is not the one that was asked for.

    Weights and averages are float32 in any case. Raises TrainingError for float16 without a graphics card.
    """
    device, notice = choose_device(config.device)
    if notice:
        emit(LogLine("warning", notice))
    if device.type == "cuda" and processes.count > 1:
        device = torch.device("cuda", processes.local_rank)
    if device.type == "cuda":
        torch.cuda.set_device(device)
        torch.backends.cudnn.benchmark = True  # the shapes of a training are always the same
    dtype = _number_format(config, device, processes)
    emit(HardwareChosen(str(device), str(dtype).removeprefix("torch.")))
    return device, dtype


def _number_format(config: TrainConfig, device: torch.device, processes: Processes) -> torch.dtype:
    if not config.bf16:
        return torch.float32
    if config.precision == "auto":
        dtype: torch.dtype = processes.agree(choose_dtype(device)[0])
        # Enlarging can do with float16 anywhere; gradients need a loss scaler, which CUDA alone has.
        return torch.float32 if dtype == torch.float16 and device.type != "cuda" else dtype
    dtype = DTYPES[config.precision]
    if dtype == torch.float16 and device.type != "cuda":
        raise TrainingError("float16 is for graphics cards: choose bfloat16 or float32 for this device.")
    return dtype


def build_task(
    config: TrainConfig,
    device: torch.device,
    dtype: torch.dtype,
    emit: Emit,
    folder: RunFolder | None = None,
) -> Task:
    """The network to begin with, and its objective; see `start_of`. Raises ModelError or TrainingError if it cannot be
    trained."""
    recipe, weights = start_of(config, folder)
    if recipe.scale != config.scale:
        raise TrainingError(
            f"{recipe.title} enlarges {recipe.scale} times, but the run is set to {config.scale} times."
        )
    needed, notice = choose_distance(device) if config.loss == "journal" else (None, "")
    if notice:
        emit(LogLine("warning", notice))
    task: Task
    if recipe.architecture in ARCHITECTURES:
        task = _lite(recipe, weights, config, needed, device, dtype, emit)
    else:
        task = _latent(recipe, weights, config, needed, device, dtype)
    if config.method == "adapters":
        adapt(task.network, config.rank)
    else:
        choose_trained(task.network, config.train_only)
    count = sum(p.numel() for p in task.network.parameters())
    learnt = sum(p.numel() for p in task.network.parameters() if p.requires_grad)
    emit(LogLine("info", f"{count:,} parameters, of which {learnt:,} are trained."))
    return task


def choose_trained(network: nn.Module, prefix: str) -> None:
    """Freezes the parameters whose names do not begin with `prefix`. Raises TrainingError if that leaves none."""
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name.startswith(prefix))
    if not any(p.requires_grad for p in network.parameters()):
        raise TrainingError(f"This network has no parameters whose names begin with {prefix!r}.")


def keep_start(config: TrainConfig, folder: RunFolder) -> None:
    """Puts the model that a run begins with into its folder, by a hard link where that can be: it may be deleted
    elsewhere, or another one may get its name, and what was learnt fits this one alone. Raises ModelError or
    SaveError."""
    if not config.start or (folder.has_begun() and folder.start.exists()):
        return
    path = find_model(config.start).path
    folder.start.unlink(missing_ok=True)
    try:
        folder.start.hardlink_to(path)
    except OSError:  # another drive, or a file system without links
        write_atomically(folder.start, path.read_bytes(), overwrite=True)


def start_of(config: TrainConfig, folder: RunFolder | None = None) -> tuple[Recipe, Path | None]:
    """(the recipe to begin with, the file of its weights): those in the run's folder, if they are there, else those of
    the model that the settings name. Without a start, the recipe of an untrained Lite and None."""
    if config.start:
        path = folder.start if folder is not None and folder.start.exists() else find_model(config.start).path
        return read_recipe(path), path
    network = build_lite(records.convert(CONFIGS[config.architecture], config.network_sizes()))
    recipe = Recipe(
        "ResShift Lite",
        config.architecture,
        asdict(network.config),
        asdict(SCHEDULE),
        scale=config.scale,
        steps=SCHEDULE.T,
        kappa=SCHEDULE.kappa,
        kappa_range=config.kappa_range,
    )
    return recipe, None


def bare_network(recipe: Recipe) -> LiteNetwork | SwinUNet:
    """The network of a recipe, untrained and in float32. Raises TrainingError for other architectures."""
    if recipe.architecture in CONFIGS:
        return build_lite(recipe.config_as(CONFIGS[recipe.architecture])).cast(torch.float32)
    if recipe.architecture == "swin_unet":
        return SwinUNet(recipe.config_as(SwinUNetConfig))
    raise TrainingError(f"Models of the kind {recipe.architecture!r} cannot be trained.")


def _lite(
    recipe: Recipe,
    weights: Path | None,
    config: TrainConfig,
    distance: Distance | None,
    device: torch.device,
    dtype: torch.dtype,
    emit: Emit,
) -> LiteTask:
    network = bare_network(recipe)
    assert isinstance(network, LiteNetwork)
    if weights is not None:
        load_into(network, load_state(weights), name=recipe.title)
    network.to(device)
    adversary = None
    if config.loss == "journal" and config.adversarial_weight > 0:
        if isinstance(distance, FeatureDistance):
            adversary = Adversary(device=device, seed=config.seed)
        else:
            emit(LogLine("warning", "The adversarial term needs the same packages, so it is left out."))
    return LiteTask(network, recipe, config, distance, device=device, dtype=dtype, adversary=adversary)


def _latent(
    recipe: Recipe,
    weights: Path | None,
    config: TrainConfig,
    distance: Distance | None,
    device: torch.device,
    dtype: torch.dtype,
) -> LatentTask:
    network = bare_network(recipe)
    assert isinstance(network, SwinUNet)
    settings = network.config
    if settings.cond_mask or recipe.scale == 1:
        raise TrainingError(f"{recipe.title} does not enlarge: only enlarging models can be trained here.")
    assert weights is not None  # only Lite networks can begin untrained, see start_of
    named = Path(config.start)
    autoencoder = _autoencoder(recipe, named if named.suffix == ".safetensors" else weights)
    side = settings.image_size * autoencoder.config.factor
    if config.patch % (settings.multiple * autoencoder.config.factor):
        raise TrainingError(f"{recipe.title} is trained on patches of {side} pixels: set the patch to that.")
    load_into(network, load_state(weights), name=recipe.title)
    network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    autoencoder.to(device)
    return LatentTask(network, autoencoder, recipe, config, distance, device=device, dtype=dtype)


def _autoencoder(recipe: Recipe, model: Path) -> VQAutoencoder:
    path = find_autoencoder(recipe, model)
    inner = read_recipe(path)
    autoencoder = VQAutoencoder(inner.config_as(VQConfig))
    load_into(autoencoder, load_state(path), name=inner.title)
    return autoencoder


def choose_pictures(config: TrainConfig, folder: RunFolder, emit: Emit, control: Control) -> Dataset | None:
    """The list of pictures in the run's folder. If there is none yet, or one of other pictures that nothing has been
    learnt from, the pictures are checked and split now; nothing is written.

    None if the run learns from a packed set. Raises SettingsError, TrainingError or Cancelled.
    """
    if not config.source:
        return None
    source = DataSource.from_dict(config.source)
    if folder.dataset.exists():
        kept = Dataset.load(folder.dataset)
        if folder.has_begun() or _is_of(kept, source):
            return kept
    emit(LogLine("info", "The pictures are being looked through."))
    report = check_dataset(
        source, scale=config.scale, progress=lambda done, total: control.raise_if_stopped()
    )
    emit(LogLine("info", report.summary()))
    return report.dataset(
        correct_shifts=config.correct_shifts, share=config.validation_share, seed=config.seed
    )


def _is_of(dataset: Dataset, source: DataSource) -> bool:
    """Whether the list is of those pictures."""
    return (dataset.folder, dataset.paired) == (str(source.folder), source.paired)


def prepare_dataset(config: TrainConfig, folder: RunFolder, emit: Emit, control: Control) -> Dataset | None:
    """The same, kept in the run's folder."""
    chosen = choose_pictures(config, folder, emit, control)
    if chosen is not None and not (folder.dataset.exists() and Dataset.load(folder.dataset) == chosen):
        chosen.save(folder.dataset)
        folder.held_out.unlink(missing_ok=True)  # they are others now
    return chosen


def build_batches(config: TrainConfig, dataset: Dataset | None) -> Batches:
    """Batches from `dataset`, or from the packed set that the config names. Raises TrainingError if it is missing."""
    if dataset is not None:
        return UserPairs(dataset, _sampling(config, dataset))
    # The degradation needs a border around each patch, which it cuts off afterwards.
    folder, patch, scale = Path(config.data), config.patch, config.scale
    source = PatchSource(folder, smallest=patch + 8 * scale)
    pairs = PairStream(
        source,
        batch=config.batch,
        patch=patch,
        mix=config.mix,
        scale=scale,
        seed=config.seed,
    )
    if not config.taught:
        return pairs
    taught = TaughtPairs(Path(config.taught), scale=scale, mix=config.mix)
    return WithTeacher(pairs, taught, share=config.taught_share, patch=patch, seed=config.seed)


@contextmanager
def pool_of(
    config: TrainConfig, dataset: Dataset | None, device: torch.device, tick: Tick
) -> Iterator[PairPool]:
    """Within the block, a pool of `config.pool` pairs on the device, which worker processes go on renewing. `tick` is
    called while it begins to be filled."""
    workers = config.workers or max(1, (os.cpu_count() or 1) - 2)
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_prepare_worker, initargs=(config, dataset)
    ) as executor:
        try:
            too_large = f"A pool of {config.pool:,} pairs does not fit into memory"
            with enough_memory(f"{too_large}: lower the training setting pool."):
                pool = fill_pool(
                    _made,
                    config.pool,
                    executor,
                    device=device,
                    batch=config.batch,
                    seed=config.seed,
                    tick=tick,
                )
            yield pool
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


_worker_batches: Batches | None = None  # of this process, if it is a worker


def _prepare_worker(config: TrainConfig, dataset: Dataset | None) -> None:
    global _worker_batches
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    _worker_batches = build_batches(config, dataset)


def _made(index: int) -> tuple[np.ndarray, np.ndarray]:
    assert _worker_batches is not None
    return _worker_batches.batch(index)


def build_validation(
    config: TrainConfig,
    task: Task,
    dataset: Dataset | None,
    *,
    at_most: int | None = None,
    folder: RunFolder | None = None,
    emit: Emit = lambda event: None,
) -> Validation:
    """The validation of a run, whose held-out crops are kept in its folder. With `at_most` it looks at the first pairs
    (of each set) only, to measure its time. Raises ModelSaveError if the crops cannot be kept, or TrainingError."""
    distance, _ = choose_distance(task.device)
    if dataset is None:
        assert isinstance(task, LiteTask)  # packed sets hold the pairs the built-in model is made from
        sets = validation_sets(Path(config.data), config.scale)
        if at_most is not None:
            sets = [ValidationSet(s.name, s.hq[:at_most], s.lq[:at_most]) for s in sets]
        return SetsValidation(task, sets, distance)
    if folder is None:
        hq, lq = _held_out_crops(config, dataset, at_most)
    else:
        hq, lq = _kept_crops(config, dataset, folder, emit)
    pairs = HeldOut(as_input(hq), as_input(lq))
    return OwnValidation(task, pairs, distance, features_count=config.loss == "journal")


def _held_out_crops(
    config: TrainConfig, dataset: Dataset, at_most: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """hq and lq of the held-out pairs, uint8 [N, S, S, 3] and [N, S / scale, S / scale, 3]."""
    pairs = held_out(dataset, _sampling(config, dataset), at_most=at_most)
    return np.stack([p.hq for p in pairs]), np.stack([p.lq for p in pairs])


def _kept_crops(
    config: TrainConfig, dataset: Dataset, folder: RunFolder, emit: Emit
) -> tuple[np.ndarray, np.ndarray]:
    """The same, cut once for the whole run: if one of the pictures goes away, the validations before and after it would
    not be of the same pictures."""
    if folder.has_begun() and folder.held_out.exists():
        try:
            kept = load_state(folder.held_out)
            return kept["hq"].numpy(), kept["lq"].numpy()
        except (ModelError, KeyError):
            message = f"{folder.held_out.name} is damaged: the crops that judge the result are cut anew."
            emit(LogLine("warning", message))
    hq, lq = _held_out_crops(config, dataset)
    wanted = held_out_count(dataset)
    if len(hq) < wanted:
        before = " Those of before were judged by all." if folder.has_begun() else ""
        message = (
            f"Some held-out pictures cannot be read, so {len(hq)} crops judge the result instead of {wanted}."
        )
        emit(LogLine("warning", message + before))
    write_tensors(folder.held_out, {"hq": torch.from_numpy(hq), "lq": torch.from_numpy(lq)}, {})
    return hq, lq


def validation_count(config: TrainConfig, dataset: Dataset | None) -> int:
    """How many pairs (of each set) the validation of a run looks at."""
    if dataset is not None:
        return held_out_count(dataset)
    folder = Path(config.data) / "val"
    return len(list_pairs(folder / "lq_bicubic", folder / "hq"))


def _sampling(config: TrainConfig, dataset: Dataset) -> Sampling:
    if dataset.scale != config.scale:
        raise TrainingError(
            f"The pictures were checked for enlarging {dataset.scale} times, not {config.scale}: check them again."
        )
    return config.sampling()


def validation_sets(folder: Path, scale: int) -> list[ValidationSet]:
    """The held-out pairs of a training set: `val/hq`, once with `val/lq_bicubic` and once with `val/lq_mild`."""
    sets = []
    for name in ("bicubic", "mild"):
        pairs = list_pairs(folder / "val" / f"lq_{name}", folder / "val" / "hq")
        lq, hq = (np.stack([read_picture(p[side]).pixels for p in pairs]) for side in (0, 1))
        if hq.shape[1:3] != (scale * lq.shape[1], scale * lq.shape[2]):
            raise TrainingError(f"The held-out pairs in {folder} do not differ by the scale {scale}.")
        sets.append(ValidationSet(name, as_input(hq), as_input(lq)))
    return sets
