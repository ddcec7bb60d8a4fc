"""The table of what the check found."""

from PySide6.QtTest import QAbstractItemModelTester

from core.data.check import Finding


def test_the_findings_table_is_a_sound_model(qapp):
    from app.training.setup.findings_table import FindingsModel

    model = FindingsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    findings = (
        Finding("unreadable", "a.png", "It is damaged.", left_out=True),
        Finding("shift", "b.png", "It is shifted.", left_out=False, shift=(1, 0)),
    )
    model.set_findings(findings)
    fates = [model.data(model.index(row, 2)) for row in range(2)]
    assert fates == ["left out", "corrected"]
    model.set_corrected(False)
    assert model.data(model.index(1, 2)) == "used as it is"
    model.show_kind("shift")
    assert [model.data(model.index(0, column)) for column in range(2)] == ["b.png", "It is shifted."]
    assert model.rowCount() == 1
    del tester
