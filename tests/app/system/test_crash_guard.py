"""Counting crashes."""

from app.system.crash_guard import CrashGuard


def test_the_crash_guard_counts(tmp_path):
    assert not CrashGuard(tmp_path).safe_mode
    assert not CrashGuard(tmp_path).safe_mode
    third = CrashGuard(tmp_path)
    assert third.safe_mode
    third.ended_well()
    assert CrashGuard(tmp_path).crashes == 0
