"""What is asked of each system for sleep and for shutting down; nothing of it is done here."""

import pytest

from app.system import power
from app.system.power import SHUT_DOWN, SLEEP, PowerError, SystemPower, can_sleep, command, run


@pytest.fixture(autouse=True)
def nothing_is_run(monkeypatch):
    """A mistake in these tests must not switch the machine off."""

    def refuse(asked, **_):
        raise AssertionError(asked)

    monkeypatch.setattr(power.subprocess, "run", refuse)


@pytest.mark.parametrize(
    ("platform", "sleep", "off"),
    [
        ("linux", "systemctl suspend", "systemctl poweroff"),
        ("darwin", "pmset sleepnow", 'osascript -e tell application "System Events" to shut down'),
        ("win32", None, "shutdown /s /t 0"),
    ],
)
def test_each_system_has_its_commands(platform, sleep, off):
    assert " ".join(command(SHUT_DOWN, platform)) == off
    if sleep is not None:
        assert " ".join(command(SLEEP, platform)) == sleep


@pytest.mark.parametrize(
    ("states", "offers"),
    [("freeze mem disk\n", (SLEEP, SHUT_DOWN)), ("disk\n", (SHUT_DOWN,)), (None, (SHUT_DOWN,))],
)
def test_linux_offers_what_its_kernel_can_do(monkeypatch, tmp_path, states, offers):
    monkeypatch.setattr(power.sys, "platform", "linux")
    monkeypatch.setattr(power.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(power, "SYSTEMD", tmp_path)
    monkeypatch.setattr(power, "SLEEP_STATES", tmp_path / "state")
    if states is not None:
        (tmp_path / "state").write_text(states)
    assert SystemPower().offers() == offers
    assert can_sleep(tmp_path / "state") is (SLEEP in offers)


def test_nothing_is_offered_where_the_command_or_its_service_lacks(monkeypatch, tmp_path):
    monkeypatch.setattr(power.sys, "platform", "linux")
    monkeypatch.setattr(power, "SYSTEMD", tmp_path / "none")
    monkeypatch.setattr(power.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert SystemPower().offers() == ()
    monkeypatch.setattr(power, "SYSTEMD", tmp_path)
    monkeypatch.setattr(power.shutil, "which", lambda name: None)
    assert SystemPower().offers() == ()


def test_a_refusal_is_an_error_with_its_reason(monkeypatch):
    class Done:
        returncode, stderr = 1, "Access denied\n"

    monkeypatch.setattr(power.subprocess, "run", lambda asked, **_: Done())
    with pytest.raises(PowerError, match="Access denied"):
        run(["systemctl", "suspend"])
    monkeypatch.setattr(power.subprocess, "run", lambda asked, **_: (_ for _ in ()).throw(OSError("no such")))
    with pytest.raises(PowerError, match="no such"):
        run(["systemctl", "suspend"])
