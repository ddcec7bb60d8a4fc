"""`presets`: lists the presets that `upscale --preset` can be given."""

from __future__ import annotations

import argparse

from core.commands.chosen_preset import described, own_presets
from core.presets import of_program
from core.printable import printable


def add(parser: argparse.ArgumentParser) -> None:
    """It has no options."""


def run(options: argparse.Namespace) -> int:
    own = own_presets()
    told = {
        "Faithful": "least kappa of the model, deterministic",
        "Balanced": "the model's own steps and kappa",
        "Detailed": "twice the model's kappa",
    }
    for preset in of_program(1, 1.0, (1.0, 1.0)):
        print(f"{preset.title}: {told[preset.title]}")
    for preset in own:
        print(printable(f"{preset.title}: {described(preset)}", lines=False))
    return 0
