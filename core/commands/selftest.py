"""`selftest`: checks this installation and prints what a report of a fault needs."""

from __future__ import annotations

import argparse
import json

from core.commands.installation import Report, examine


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
    # For core.compute.vulkan_survey.
    parser.add_argument("--vulkan", action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Returns 0 if every check passes, else 1."""
    if options.vulkan:
        from core.upscaling.networks import lite_network
        from core.upscaling.vulkan_check import look

        look(lite_network)
        return 0
    report = examine()
    print(json.dumps(report.to_dict(), indent=2) if options.json else as_text(report))
    return 0 if report.ok else 1


def as_text(report: Report) -> str:
    """Prints a heading for each part, a line for each entry, and the faults at the end."""
    lines = []
    for part, entries in report.parts.items():
        lines.append(part)
        width = max((len(name) for name in entries), default=0)
        lines += [f"  {name.ljust(width)}  {value}" for name, value in entries.items()]
    lines.append("Faults" if report.faults else "No faults were found.")
    lines += [f"  {fault}" for fault in report.faults]
    return "\n".join(lines)
