"""The desktop is asked to stay awake over a bus of its own, by a stand-in for the desktop."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.system.keep_awake import KeepAwake

ROOT = Path(__file__).resolve().parents[3]
RUN = shutil.which("dbus-run-session")

pytestmark = pytest.mark.skipif(RUN is None or sys.platform != "linux", reason="needs a bus of its own")

# The stand-in writes down who asks for what and when they leave the bus. It never answers.
DESKTOP = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher, QDBusVirtualObject
app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
watcher = QDBusServiceWatcher()
watcher.setConnection(bus)
watcher.setWatchMode(QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration)
watcher.serviceUnregistered.connect(lambda who: print("gone", flush=True))
class Desktop(QDBusVirtualObject):
    def introspect(self, path):
        return ""
    def handleMessage(self, message, connection):
        watcher.addWatchedService(message.service())
        bus.interface().isServiceRegistered(message.service())  # by its answer the bus has heard of the watch
        print(message.member(), message.arguments()[0], flush=True)
        return True
desktop = Desktop()
name = "org.freedesktop.ScreenSaver"
option = QDBusConnection.VirtualObjectRegisterOption.SingleNode
assert bus.registerVirtualObject("/org/freedesktop/ScreenSaver", desktop, option) and bus.registerService(name)
print("ready", flush=True)
app.exec()
"""

PROGRAM = """
import json, subprocess, sys
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
desktop = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE, text=True)
assert desktop.stdout.readline() == "ready\\n"
from app.system.keep_awake import KeepAwake
awake, heard = KeepAwake(), []
for _ in range(2):
    awake.hold()
    awake.hold()
    heard.append(desktop.stdout.readline().strip())
    awake.release()
    awake.release()
    heard.append(desktop.stdout.readline().strip())
desktop.kill()
desktop.wait()
print(json.dumps(heard))
"""


def test_the_desktop_is_asked_to_stay_awake_and_let_go_again():
    command = [str(RUN), "--", sys.executable, "-c", PROGRAM, DESKTOP]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    heard = json.loads(done.stdout.strip().splitlines()[-1])
    assert heard == ["Inhibit resshift-studio", "gone"] * 2


def test_without_a_bus_nothing_happens(monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    awake = KeepAwake()
    awake.hold()
    awake.release()
