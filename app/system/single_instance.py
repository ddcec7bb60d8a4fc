"""One program for each person: a second start hands its files to the first and raises its window."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from core.storage import records

log = logging.getLogger(__name__)

TIMEOUT_MS = 1500


class SingleInstance(QObject):
    """The lock decides who is first; the socket carries the paths."""

    filesArrived = Signal(list)  # paths of a second start; empty if it had none

    def __init__(self, folder: Path) -> None:
        super().__init__()
        digest = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
        self._name = f"resshift-studio-{digest}"
        self._lock = QLockFile(str(folder / "instance.lock"))
        self._lock.setStaleLockTime(0)  # only a dead process makes it stale, never its age
        self._server: QLocalServer | None = None
        self.first = self._lock.tryLock(0)
        if self.first:
            self._listen()

    def _listen(self) -> None:
        QLocalServer.removeServer(self._name)  # left over by a crash: the lock says that nobody uses it
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(self._name):
            log.warning("A second start cannot reach this one: %s", self._server.errorString())

    def hand_over(self, paths: list[Path]) -> bool:
        """Whether the first program has taken the paths."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(TIMEOUT_MS):
            return False
        body = json.dumps([os.fsencode(path).hex() for path in paths]).encode("ascii")  # any bytes a name has
        socket.write(body + b"\n")
        taken = socket.waitForBytesWritten(TIMEOUT_MS) and socket.waitForReadyRead(TIMEOUT_MS)
        socket.disconnectFromServer()
        return bool(taken)

    @Slot()
    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_ready(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        try:
            names = records.decode(list[str], bytes(socket.readLine().data()))
            paths = [Path(os.fsdecode(bytes.fromhex(name))) for name in names]
        except (records.RecordError, ValueError):
            log.warning("A second start sent something that is no list of files")
            return
        socket.write(b"ok\n")
        socket.flush()
        self.filesArrived.emit(paths)

    def release(self) -> None:
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
