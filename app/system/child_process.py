"""The program's own command line as a child that ends with the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

from core.own_command import ENVIRONMENT


def child_process(parent: QObject, command: Sequence[str], arguments: Sequence[str]) -> QProcess:
    """A process that has not been started. `command` stands before the arguments (core.own_command.own_command)."""
    process = QProcess(parent)
    process.setProgram(command[0])
    process.setArguments([*command[1:], *arguments])
    environment = QProcessEnvironment.systemEnvironment()
    for name, value in ENVIRONMENT.items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    return process
