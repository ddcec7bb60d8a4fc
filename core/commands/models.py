"""`models`: what is installed, without importing torch."""

from __future__ import annotations

import argparse
import json

from core.models.catalog import list_models


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    models = list_models()
    if options.json:
        print(json.dumps([vars(m) for m in models], default=str, indent=2))
        return 0
    for m in models:
        steps = f"{m.steps} steps ({m.steps_range[0]} to {m.steps_range[1]})"
        kappa = f"kappa {m.kappa:g} ({m.kappa_range[0]:g} to {m.kappa_range[1]:g})"
        print(
            f"{m.key}: {m.title}, x{m.scale}, {steps}, {kappa}, {m.size_bytes / 1e6:.1f} MB, {m.licence}, {m.kind}"
        )
    return 0
