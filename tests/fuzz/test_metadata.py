"""Changed metadata never keeps a picture from being opened or saved, and what is saved can be read again."""

from __future__ import annotations

import random

import pytest

from core.images import iptc, xmp
from core.images.about import About, read_about
from core.images.carry import carry
from core.images.exif import read_exif
from core.images.files import save_picture
from core.images.picture import Picture
from core.images.privacy import anonymous
from tests.core.images.test_carry import BLACK, packet, records
from tests.core.images.test_exif import photograph
from tests.fuzz.outcomes import changed, tries

BODY = packet(
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:x="http://ns.adobe.com/xap/1.0/" x:Rating="4">'
    '<!-- a comment --><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Dusk</rdf:li></rdf:Alt></dc:title>'
    "<dc:subject><rdf:Bag><rdf:li>a</rdf:li></rdf:Bag></dc:subject></rdf:Description>"
)


@pytest.mark.parametrize("format", ["png", "jpeg", "webp", "avif", "jxl", "tiff"])
def test_changed_metadata_is_carried_or_left_out(tmp_path, format) -> None:
    block = photograph().to_block()
    for seed in tries(60):
        generator = random.Random(seed)
        kept, orientation = read_exif(changed(block, generator))
        assert orientation in range(1, 9)
        said, _ = xmp.read(changed(BODY, generator))
        about = About((300, 300), said, (("a", "b"),), iptc.sound(changed(records(), generator)))
        for one in ((kept, about), anonymous(kept, about)):
            carry(*one, format, {"seed": 1}, (8, 6))
            out = tmp_path / "out"
            save_picture(Picture(BLACK, exif=one[0], about=one[1]), out, format=format, overwrite=True)
            read_about(out.read_bytes(), format.upper())
