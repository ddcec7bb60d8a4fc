"""What a sheet can vary: kappa, steps, seed, model. Their values by default, as text, and read from text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QLocale

from app.kit.text import count_text, kappa_text, number_text, steps_text
from app.kit.words import tr
from app.models.model_list import ModelChoice
from core.jobs import SampleSettings

MOST_VALUES = 8  # along one axis
USUAL = 4  # so many kappas or steps where nobody has typed others
SEEDS = 4
KAPPAS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
STEPS = (1, 2, 4, 8, 15, 25, 50)
LIMITS = {"kappa": (0.01, 20.0), "steps": (1, 50), "seed": (0, 2**63 - 1)}

Value = float | int | str  # a model by its key


class Axis(Enum):
    KAPPA = "kappa"
    STEPS = "steps"
    SEED = "seed"
    MODEL = "model"
    NONE = "none"  # a sheet of one row


@dataclass(frozen=True)
class Along:
    """An axis and the values that lie along it. NONE has one value, which means nothing."""

    axis: Axis
    values: tuple[Value, ...]


NOTHING = Along(Axis.NONE, ("",))


def axis_title(axis: Axis) -> str:
    return {
        Axis.KAPPA: tr("Kappa"),
        Axis.STEPS: tr("Steps"),
        Axis.SEED: tr("Seed"),
        Axis.MODEL: tr("Model"),
        Axis.NONE: tr("None"),
    }[axis]


def default_values(axis: Axis, model: ModelChoice, settings: SampleSettings) -> tuple[Value, ...]:
    """The model's own range with its default among the values; seeds go on from the one that is set.

    Of models only the chosen one: which others are of interest nobody can tell.
    """
    if model.at_once and axis in (Axis.KAPPA, Axis.STEPS, Axis.SEED):
        return (settings.seed if axis is Axis.SEED else 1,)  # it has none: one cell shows all there is
    if axis is Axis.KAPPA and not model.has_kappa:
        return (1,)
    if axis is Axis.KAPPA:
        low, high = model.kappa_range
        default = model.default_kappa
        if low == high:  # trained at one value: some on both sides, which are experiments
            return tuple(round(default * share, 2) for share in (0.5, 0.75, 1.0, 1.25))
        return _spread([k for k in KAPPAS if low <= k <= high], default)
    if axis is Axis.STEPS:
        first, last = model.steps_range
        return _spread([s for s in STEPS if first <= s <= last], model.default_steps)
    if axis is Axis.SEED:
        return tuple(min(settings.seed + k, LIMITS["seed"][1]) for k in range(SEEDS))
    return (model.key,) if axis is Axis.MODEL else NOTHING.values


def _spread(values: Sequence[float], default: float) -> tuple[float, ...]:
    """At most USUAL of the values, about evenly taken, both ends and the default among them."""
    every = sorted({*values, default})
    if len(every) <= USUAL:
        return tuple(every)
    picked = [every[k * (len(every) - 1) // (USUAL - 1)] for k in range(USUAL)]
    if default not in picked:
        inner = range(1, USUAL - 1)
        picked[min(inner, key=lambda k: abs(math.log(picked[k] / default)))] = default
    return tuple(sorted(picked))


# --- text ---------------------------------------------------------------------------------------------------


def values_text(along: Along) -> str:
    """The numbers of an axis as a person would type them."""
    return "   ".join(
        kappa_text(float(value)) if along.axis is Axis.KAPPA else str(value) for value in along.values
    )


def stored_text(along: Along) -> str:
    """The numbers as they are remembered, which is the same in every language; see `read_stored`."""
    return " ".join(str(value) for value in along.values)


def read_stored(axis: Axis, text: str) -> Along | None:
    """The inverse of `stored_text`; None for anything else."""
    if axis.value not in LIMITS or "," in text:
        return None
    values, problem = read_values(axis, text, ".")
    return None if problem else Along(axis, values)


def read_values(axis: Axis, text: str, point: str = "") -> tuple[tuple[Value, ...], str]:
    """The numbers in a text, each once, and a sentence on what is wrong with it ("" where nothing is).

    Blanks, semicolons and commas part them; a comma within a kappa is a decimal mark where `point`, else the language,
    has it so.
    """
    values: list[Value] = []
    point = point or QLocale().decimalPoint()
    for word in _words(text, "" if axis is not Axis.KAPPA else point):
        value = _number(axis, word, point)
        if value is None:
            return (), tr("“{0}” is not a number.").format(word)
        low, high = LIMITS[axis.value]
        if not low <= value <= high:
            return (), tr("{0} is out of range: {1} to {2}.").format(word, number_text(low), _highest(axis))
        if value not in values:
            values.append(value)
    if not values:
        return (), tr("Give at least one value.")
    if len(values) > MOST_VALUES:
        return (), tr("At most {0} values fit along one side.").format(MOST_VALUES)
    return tuple(values), ""


def _highest(axis: Axis) -> str:
    return "2⁶³ - 1" if axis is Axis.SEED else number_text(LIMITS[axis.value][1])


def _words(text: str, point: str) -> list[str]:
    text = text.replace(";", " ").replace(", ", " ")
    if point != ",":
        text = text.replace(",", " ")
    return [word.strip(",") for word in text.split() if word.strip(",")]


def _number(axis: Axis, word: str, point: str) -> float | int | None:
    try:
        if axis is Axis.KAPPA:
            value = float(word.replace(point, "."))
            return round(value, 3) if math.isfinite(value) else None
        return int(word)
    except ValueError:
        return None


def heading(axis: Axis, value: Value, models: Sequence[ModelChoice]) -> str:
    """What stands over a column or beside a row."""
    if axis is Axis.KAPPA:
        return tr("kappa {0}").format(kappa_text(float(value)))
    if axis is Axis.STEPS:
        return steps_text(int(value))
    if axis is Axis.SEED:
        return tr("seed {0}").format(value)
    return next((m.title for m in models if m.key == value), str(value)) if axis is Axis.MODEL else ""


def cells_text(count: int) -> str:
    return count_text(count, tr("1 cell"), tr("{0} cells"))
