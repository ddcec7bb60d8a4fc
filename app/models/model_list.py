"""The models as the window shows them, from the engine's catalog (which needs no torch)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from core.models import catalog, library, released
from core.models.download import Arrived
from core.models.official import LICENCE_NOTICE, LICENCE_URL, OfficialFile, by_key
from core.models.released import arrived_of_released, released_by_key


@dataclass(frozen=True)
class Offer:
    """What can be fetched for a model: all of it, or just the part that it lacks."""

    key: str  # of the model
    title: str  # of the model
    part: str  # title of the part where the model itself is here, else ""
    size: int  # bytes, as the number of parameters tells
    urls: tuple[str, ...]
    arrived: Arrived
    notice: str = LICENCE_NOTICE
    licence_url: str = LICENCE_URL


@dataclass(frozen=True)
class ModelChoice:
    """What the controls and the models page need to know of one model."""

    key: str
    title: str
    scale: int
    default_steps: int
    steps_range: tuple[int, int]  # that it was trained for
    default_kappa: float
    kappa_range: tuple[float, float]  # that it was trained for
    kind: str = "built-in"  # or official, imported, own: these can be deleted
    task: str = "upscale"  # or inpaint, face, autoencoder
    licence: str = ""
    size: int = 0  # bytes
    changed_ns: int = 0  # when the file was changed, in nanoseconds: another time may be another model
    path: Path | None = None
    source: str = ""  # an address or a file's name
    sha256: str = ""  # of the file, "" where it has not been computed yet
    source_sha256: str = ""  # of the file that it was converted from
    package: str = ""  # sha256 of the package that it was fetched in, if it was in one
    lacks: str = ""  # title of the autoencoder that it needs and that is not here
    needed_by: tuple[str, ...] = ()  # titles of the models that an autoencoder is a part of
    offer: Offer | None = None  # what it lacks, where that can be fetched
    at_once: bool = False  # it has no steps, no kappa and no seed
    has_kappa: bool = True
    suits: str = ""  # see core.models.released.Released


# Stands for the built-in model where its file is missing: the window works, and a job says what is wrong.
MISSING = ModelChoice("lite-x4", "ResShift Lite", 4, 4, (1, 15), 1.0, (0.1, 2.0))


@dataclass(frozen=True)
class MissingModel:
    """One of the authors' models, or of others, that is not installed."""

    key: str
    title: str
    scale: int
    steps: int
    kappa: float
    licence: str
    source: str
    offer: Offer
    task: str = "upscale"  # or inpaint, face
    at_once: bool = False  # it has no steps, no kappa and no seed
    suits: str = ""  # see core.models.released.Released
    of_others: bool = False
    package: str = ""  # sha256 of the package that it is fetched in, if it is in one


def list_models() -> list[ModelChoice]:
    """The models that the window can use. Never empty and never an error."""
    return usable(list_installed())


def list_installed() -> list[ModelChoice]:
    """All that is installed, parts of models last. Never an error."""
    models = sorted(catalog.list_models(), key=lambda m: m.task == "autoencoder")
    return told_apart([_choice(info, models) for info in models])


def told_apart(models: list[ModelChoice]) -> list[ModelChoice]:
    """A copy of a model carries its title: of several that are called the same, all but the first get their keys."""
    seen: set[str] = set()
    named = []
    for model in models:
        named.append(replace(model, title=f"{model.title} ({model.key})") if model.title in seen else model)
        seen.add(model.title)
    return named


def alike(one: ModelChoice, other: ModelChoice) -> bool:
    """Whether a card made for one can show the other: they differ at most in what came or was computed since."""
    return replace(one, offer=None, sha256="") == replace(other, offer=None, sha256="")


def usable(models: list[ModelChoice]) -> list[ModelChoice]:
    """The models that a person can choose, those that enlarge first: some are parts of others."""
    enlarging = [m for m in models if m.task == "upscale"] or [MISSING]
    return [*enlarging, *(m for m in models if m.task in ("inpaint", "face"))]


def other_models(models: list[ModelChoice], used: str) -> list[ModelChoice]:
    """Those that can enlarge what another one, called `used`, has enlarged; "" for none."""
    return [m for m in models if m.task == "upscale" and not m.lacks and m.key != used]


def list_missing() -> list[MissingModel]:
    """The models that can be downloaded. An autoencoder comes with the model that needs it."""
    found = []
    for official in catalog.list_missing():
        if official.task == "autoencoder":
            continue
        recipe = official.recipe
        found.append(
            MissingModel(
                official.key,
                recipe.title,
                recipe.scale,
                recipe.steps,
                recipe.kappa,
                recipe.licence,
                official.url,
                _offer(official.key, recipe.title, library.needed_for(official.key)),
                official.task,
                suits=official.suits,
            )
        )
    return [*found, *_list_others()]


def _list_others() -> list[MissingModel]:
    """The models of others that can be fetched, those of the paper first."""
    return [
        MissingModel(
            other.key,
            other.title,
            4,
            1,
            0.0,
            other.licence,
            other.page,
            offer,
            at_once=True,
            suits=other.suits,
            of_others=True,
            package=other.package.sha256,
        )
        for other in released.list_missing()
        if other.package is not None
        and (
            offer := Offer(
                other.key,
                other.title,
                "",
                other.package.size,
                (other.package.url,),
                arrived_of_released(other),
            )
        )
    ]


def needs_licence(key: str) -> bool:
    """Whether a licence has to be accepted before a model is fetched: that of the authors' weights."""
    return released_by_key(key) is None and not library.licence_accepted()


def title_of(key: str) -> str:
    """The title of a model of which the key alone is known."""
    official, other = by_key(key), released_by_key(key)
    return official.recipe.title if official else other.title if other else key


def _offer(key: str, title: str, files: list[OfficialFile], part: str = "") -> Offer:
    size = sum(f.weight_bytes for f in files)
    return Offer(key, title, part, size, tuple(f.url for f in files), library.arrived_of(files))


def _lacking(info: catalog.ModelInfo, models: list[catalog.ModelInfo]) -> tuple[str, OfficialFile | None]:
    """The title (or the key) of the missing autoencoder, and what is known of it if it can be fetched."""
    key = catalog.lacks(info, models)
    official = by_key(key)
    return (official.recipe.title, official) if official is not None else (key, None)


def _choice(info: catalog.ModelInfo, models: list[catalog.ModelInfo]) -> ModelChoice:
    lacks, official = _lacking(info, models)
    return ModelChoice(
        key=info.key,
        title=info.title,
        scale=info.scale,
        default_steps=info.steps,
        steps_range=info.steps_range,
        default_kappa=info.kappa,
        kappa_range=info.kappa_range,
        kind=info.kind,
        task=info.task,
        licence=info.licence,
        size=info.size_bytes,
        changed_ns=info.changed_ns,
        path=info.path,
        source=info.source,
        sha256=info.sha256,
        source_sha256=info.source_sha256,
        package=released.package_of(info.key, info.source),
        lacks=lacks,
        needed_by=tuple(m.title for m in models if m.autoencoder == info.key),
        offer=_offer(info.key, info.title, [official], lacks) if official is not None else None,
        at_once=info.at_once,
        has_kappa=info.has_kappa,
        suits=_suits(info),
    )


def _suits(info: catalog.ModelInfo) -> str:
    """See core.models.released.Released."""
    if info.kind == "built-in":
        return "any"
    known = released_by_key(info.key) or by_key(info.key)
    return known.suits if known is not None else ""


def find(models: list[ModelChoice], key: str) -> ModelChoice:
    """The model called `key`, or the first one."""
    return next((m for m in models if m.key == key), models[0])
