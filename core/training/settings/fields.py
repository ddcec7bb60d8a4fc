"""The settings that an expert may change in the window, each with its range and a description. Free of torch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One setting of TrainConfig. Numbers have `low` and `high`; choices have (value, words) pairs."""

    name: str
    title: str
    help: str
    low: float | None = None
    high: float | None = None
    whole: bool = True  # whole numbers only
    logarithmic: bool = False  # spans several powers of ten
    choices: tuple[tuple[str, str], ...] = ()


FIELDS = (
    Field(
        "iterations",
        "Iterations",
        "How often the weights are adjusted. More takes longer; it may end early.",
        1,
        1_000_000,
        logarithmic=True,
    ),
    Field("batch", "Batch", "Patches in each iteration. More is steadier and slower.", 1, 512),
    Field(
        "accumulate",
        "Parts of a batch",
        "In how many parts a batch is worked through: more saves memory. 0 lets the program choose.",
        0,
        512,
    ),
    Field(
        "patch", "Patch", "Side of the pieces of the good pictures that are learnt from, in pixels.", 64, 512
    ),
    Field(
        "lr",
        "Learning rate",
        "How large each adjustment is. Too large and the model falls apart, too small and nothing happens.",
        1e-7,
        1e-2,
        whole=False,
        logarithmic=True,
    ),
    Field(
        "lr_end",
        "Learning rate at the end",
        "Where the rate has fallen to by the last iteration.",
        0,
        1e-2,
        whole=False,
        logarithmic=True,
    ),
    Field("warmup", "Warm-up", "Iterations over which the learning rate rises at the start.", 0, 100_000),
    Field(
        "ema",
        "Averaging",
        "How slowly the averaged weights follow, which are what you get in the end.",
        0.0,
        0.99999,
        whole=False,
    ),
    Field(
        "clip", "Clipping", "Longest step the gradient may ask for.", 0.01, 100, whole=False, logarithmic=True
    ),
    Field(
        "weight_decay",
        "Weight decay",
        "Pull of the weights towards zero. 0 is usual here.",
        0,
        1,
        whole=False,
    ),
    Field(
        "method",
        "Method",
        "What is trained.",
        choices=(("full", "All weights"), ("adapters", "Small additions only: less memory")),
    ),
    Field("rank", "Rank of the additions", "Size of the small additions. More can learn more.", 1, 256),
    Field(
        "loss",
        "Loss",
        "What counts as an error.",
        choices=(
            ("journal", "Squared error and visible features: sharper"),
            ("conference", "Squared error alone: highest PSNR"),
            ("kl", "Squared error weighted by the chain's bound"),
        ),
    ),
    Field(
        "perceptual_weight",
        "Weight of visible features",
        "More is sharper and invents more.",
        0,
        20,
        whole=False,
    ),
    Field(
        "precision",
        "Number format",
        "float16 is for older graphics cards; float32 is slowest and exact.",
        choices=(
            ("auto", "Choose for this device"),
            ("bfloat16", "bfloat16"),
            ("float16", "float16"),
            ("float32", "float32"),
        ),
    ),
    Field(
        "patience",
        "Patience",
        "Ends after so many validations without a better one. 0 never ends early.",
        0,
        1000,
    ),
    Field(
        "validation_share",
        "Held out",
        "Share of the pictures that is not learnt from but judges the result.",
        0.01,
        0.5,
        whole=False,
    ),
    Field(
        "validate_every",
        "Validate every",
        "Iterations between two looks at the held-out pictures.",
        1,
        100_000,
    ),
    Field(
        "save_every",
        "Save every",
        "Iterations between two saved states: at most so many are lost by a power cut.",
        1,
        100_000,
    ),
    Field("threads", "Threads", "Processor threads used; below 1 all of them.", 1, 256),
    Field("nice", "Step back", "How far the training lets other programs go first.", 0, 19),
    Field("seed", "Seed", "Another number gives another split and another order.", 0, 2**31 - 1),
)
