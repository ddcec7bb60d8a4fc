"""A place to drop a folder on."""

from PySide6.QtCore import QMimeData, QUrl

from app.kit.drop_zone import place_of


def test_a_dropped_picture_stands_for_its_folder(picture_file):
    path = picture_file()
    mime = QMimeData()
    assert place_of(mime) is None
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert place_of(mime) == path.parent
    mime.setUrls([QUrl.fromLocalFile(str(path.parent))])
    assert place_of(mime) == path.parent
    mime.setUrls([QUrl.fromLocalFile(str(path.parent / "pairs.CSV"))])
    assert place_of(mime) == path.parent / "pairs.CSV"
