"""The program as a terminal starts it, in a process group of its own."""

import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import main as program
from core.commands import upscale_processes
from core.storage.folders import HOME_VARIABLE


def run(arguments: list[str], home: Path, said: Connection, told: Path) -> None:
    """Ends with the program's exit code. Its standard output goes to `said`, what it tells a person to `told`."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.dup2(said.fileno(), 1)
    os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT), 2)
    os.environ[HOME_VARIABLE] = str(home)
    upscale_processes.START_METHOD = "fork"  # this process has imported torch and holds no threads
    sys.argv = ["resshift-studio", *arguments]
    sys.exit(program.main())
