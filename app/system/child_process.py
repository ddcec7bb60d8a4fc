"""The program's own command line as a child that ends with the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

from core.own_command import ENVIRONMENT


def child_process(
    parent: QObject,
    command: Sequence[str],
    arguments: Sequence[str],
    *,
    variables: Mapping[str, str] | None = None,
) -> QProcess:
    """A process that has not been started. `command` stands before the arguments (core.own_command.own_command);
    `variables` are its environment, in place of this process's own."""
    process = QProcess(parent)
    process.setProgram(command[0])
    process.setArguments([*command[1:], *arguments])
    environment = QProcessEnvironment() if variables is not None else QProcessEnvironment.systemEnvironment()
    for name, value in {**(variables or {}), **ENVIRONMENT}.items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    return process
