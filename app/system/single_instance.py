"""One program for each person: a second start hands its files to the first and raises its window."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QSysInfo, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.system.peer import same_user
from core.errors import SaveError
from core.storage import records
from core.storage.paths import from_hex, to_hex
from core.storage.runtime import runtime_folder

log = logging.getLogger(__name__)

TIMEOUT_MS = 1500
ENDING_MS = 40_000  # a first program that ends may still have to write its results
MOMENT_MS = 100
ENDING = b"ending"  # in the place of the address: nobody listens any more
COMPARE = "compare"  # before two paths: no path's digits
LONGEST_SOCKET = 100  # bytes of its path; the systems allow 104 or 108


class SingleInstance(QObject):
    """The lock decides who is first; the socket carries the paths."""

    filesArrived = Signal(list)  # paths of a second start; empty if it had none
    pairArrived = Signal(list)  # two paths of a second start, which are to be compared

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._address_file = folder / "instance.socket"
        self._name = socket_name(folder)
        self.lock_file = folder / "instance.lock"
        self._lock = QLockFile(str(self.lock_file))
        self._lock.setStaleLockTime(0)  # only a dead process makes it stale, never its age
        self._server: QLocalServer | None = None
        self.first = self._is_first(0)
        if self.first:
            self._listen()

    def _is_first(self, patience_ms: int) -> bool:
        """Whether nobody else holds the lock. One that cannot be made, as on a full disk, tells of no other program."""
        locked = self._lock.tryLock(patience_ms)
        if not locked and self._lock.error() != QLockFile.LockError.LockFailedError:
            log.warning("%s cannot be made: %s", self.lock_file, self._lock.error().name)
            return True
        return locked

    def _listen(self) -> None:
        if not self._name:
            self._forget_address()  # of a crashed program
            return
        QLocalServer.removeServer(self._name)  # left over by a crash: the lock says that nobody uses it
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(self._name):
            log.warning("A second start cannot reach this one: %s", self._server.errorString())
            self._forget_address()
            return
        self._write_address(os.fsencode(self._name))

    def _write_address(self, address: bytes) -> None:
        try:
            self._address_file.write_bytes(address)
        except OSError:
            log.warning("%s could not be written", self._address_file, exc_info=True)

    def _forget_address(self) -> None:
        with contextlib.suppress(OSError):
            self._address_file.unlink()

    @property
    def other_computer(self) -> str:
        """The name of the computer whose program holds the lock; "" where it is this one. The lock of a program that
        has crashed there stays, since nobody here can know of its end."""
        _, host, _ = self._lock.getLockInfo()
        return "" if host == QSysInfo.machineHostName() else host

    def _address(self) -> str:
        """Where the first program says that it listens: its environment may name another runtime folder."""
        try:
            address = self._address_file.read_bytes()[: LONGEST_SOCKET + 1]
        except OSError:
            return self._name
        return self._name if address in (b"", ENDING) else os.fsdecode(address)

    def hand_over(self, paths: list[Path], *, compare: bool = False) -> bool:
        """Send the paths to the first program; with `compare` two that are to be compared. False if it did not take
        them; this one is the first then if the other has ended, for which one that says that it ends has a while."""
        deadline = QDeadlineTimer(ENDING_MS)
        body = [*([COMPARE] if compare else []), *(to_hex(path) for path in paths)]
        while not self._send(body):
            if self._is_first(MOMENT_MS):
                self.first = True
                self._listen()
                return False
            if not self._ending or deadline.hasExpired():
                return False
        return True

    def _send(self, words: list[str]) -> bool:
        socket = QLocalSocket()
        address = self._address()
        if not address:
            return False
        socket.connectToServer(address)
        if not socket.waitForConnected(TIMEOUT_MS):
            return False
        if not same_user(int(socket.socketDescriptor())):
            log.warning("The socket %s is not this user's: nothing is sent to it.", address)
            return False
        body = json.dumps(words).encode("ascii")
        socket.write(body + b"\n")
        taken = socket.waitForBytesWritten(TIMEOUT_MS) and socket.waitForReadyRead(TIMEOUT_MS)
        socket.disconnectFromServer()
        return bool(taken)

    @property
    def _ending(self) -> bool:
        """Whether the first program has said that it ends."""
        try:
            return self._address_file.read_bytes() == ENDING
        except OSError:
            return False

    @Slot()
    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            if not same_user(int(socket.socketDescriptor())):
                log.warning("Another user has tried to reach this program.")
                socket.abort()
                continue
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_ready(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        try:
            names = records.decode(list[str], bytes(socket.readLine().data()))
            compare = len(names) == 3 and names[0] == COMPARE
            names = names[1:] if compare else names
            paths = [from_hex(name) for name in names]
        except (records.RecordError, ValueError):
            log.warning("A second start sent something that is no list of files")
            return
        socket.write(b"ok\n")
        socket.flush()
        (self.pairArrived if compare else self.filesArrived).emit(paths)

    def stop_listening(self) -> None:
        """This program ends: whoever is started from now on waits for the lock, see `hand_over`."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self.first:
            self._write_address(ENDING)

    def release(self) -> None:
        self.stop_listening()
        self._lock.unlock()


def socket_name(folder: Path) -> str:
    """Where the program on this data folder can be reached: a path in the user's own runtime folder, or on Windows
    the name of a pipe, which Qt opens to this user alone. "" if there is no such place; then files are not handed
    over."""
    digest = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    if sys.platform == "win32":
        return f"resshift-studio-{digest}"
    try:
        return str(runtime_folder(LONGEST_SOCKET - len(f"/{digest}")) / digest)
    except SaveError as error:
        log.warning("A second start cannot reach this one: %s", error)
        return ""
