"""XMP: the packet of RDF that describes a picture. What is wrong in another file leaves it, and fields are added.

Fields are named as in Adobe's specification, such as "dc:title", whatever prefixes a packet has.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from core.storage import records

log = logging.getLogger(__name__)

LIMIT = 2_000_000  # bytes
OURS = "urn:resshift-studio:1:"
EXTENDED = "xmpNote:HasExtendedXMP"
SETTINGS, TEXTS = "resshift:settings", "resshift:texts"
_RDF, _XML = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/XML/1998/namespace"
_XMLNS = "http://www.w3.org/2000/xmlns/"
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "exifEX": "http://cipa.jp/exif/1.0/",
    "aux": "http://ns.adobe.com/exif/1.0/aux/",
    "GPano": "http://ns.google.com/photos/1.0/panorama/",
    "GCamera": "http://ns.google.com/photos/1.0/camera/",
    "Container": "http://ns.google.com/photos/1.0/container/",
    "hdrgm": "http://ns.adobe.com/hdr-gain-map/1.0/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "resshift": OURS,
}
_PREFIXES = {uri: prefix for prefix, uri in _NAMES.items()}
# The kinds of lists that fields are; the others are plain texts.
_LISTS = {
    "dc:title": "Alt",
    "dc:description": "Alt",
    "dc:rights": "Alt",
    "dc:creator": "Seq",
    "dc:subject": "Bag",
}
# What describes the pixels of one file, or pieces of that file beside the picture.
_OF_PIXELS = {
    "tiff:ImageWidth", "tiff:ImageLength", "tiff:XResolution", "tiff:YResolution", "tiff:ResolutionUnit",
    "tiff:BitsPerSample", "tiff:Compression", "tiff:PhotometricInterpretation", "tiff:SamplesPerPixel",
    "tiff:PlanarConfiguration", "tiff:YCbCrSubSampling", "tiff:YCbCrPositioning", "tiff:NativeDigest",
    "exif:PixelXDimension", "exif:PixelYDimension", "exif:ComponentsConfiguration", "exif:CompressedBitsPerPixel",
    "exif:SubjectArea", "exif:SubjectLocation", "exif:FocalPlaneXResolution", "exif:FocalPlaneYResolution",
    "exif:FocalPlaneResolutionUnit", "exif:NativeDigest", "xmp:Thumbnails", "photoshop:LegacyIPTCDigest",
    "dc:format", "exif:ColorSpace", "photoshop:ICCProfile", EXTENDED,
}  # fmt: skip
_OF_FILE = {"GPano", "GCamera", "Container", "hdrgm"}  # whole groups of that kind
# What names neither a person nor a place. All else may.
_ANONYMOUS = {
    "dc:title", "dc:description", "dc:subject", "dc:type", "xmp:Rating", "xmp:Label", "xmp:CreateDate",
    "xmp:ModifyDate", "xmp:MetadataDate", "xmp:CreatorTool", "photoshop:Headline", "photoshop:DateCreated",
    "photoshop:Category", "photoshop:Urgency", "tiff:Make", "tiff:Model", "tiff:Orientation", "tiff:ImageDescription",
    "tiff:Software", "tiff:DateTime", "aux:Lens", "aux:LensInfo", "exifEX:LensMake", "exifEX:LensModel",
    "exifEX:LensSpecification", "exifEX:PhotographicSensitivity", SETTINGS,
}  # fmt: skip
_NAMING_EXIF = ("exif:GPS", "exif:ImageUniqueID", "exif:MakerNote", "exif:RelatedSoundFile")
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    f'<rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about=""/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
_END = '<?xpacket end="w"?>'

Fields = Mapping[str, Sequence[str]]


class Packet:
    """A packet that can be changed. Raises ValueError for what is no XMP."""

    def __init__(self, data: bytes | None = None) -> None:
        text = _PACKET if data is None else _decoded(data)
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise ValueError("XMP has no document type")
        try:
            self._document = minidom.parseString(text.encode("utf-8"))
        except (ExpatError, ValueError, RecursionError) as error:
            raise ValueError(f"no XML: {error}") from error
        top = self._document.documentElement
        found = [] if top is None else [e for e in (top, *_elements(top)) if _name(e) == f"{_RDF}:RDF"]
        if not found:
            raise ValueError("no RDF")
        self._rdf = found[0]

    def fields(self) -> set[str]:
        """The names of all that is said."""
        return {name for name, _ in self._all()}

    def text(self, name: str) -> str | None:
        """The value of a field that is a plain text."""
        for found, node in self._all():
            if found == name:
                return str(node.value) if isinstance(node, minidom.Attr) else _inner(node)
        return None

    def take_in(self, other: Packet) -> None:
        """Adds all that another packet says, with the prefixes that are declared around it there."""
        top = other._document.documentElement
        around = [a for e in (other._rdf, top) if e is not None for a in e.attributes.values()]
        for holder in _elements(other._rdf):
            taken = self._document.importNode(holder, deep=True)
            for declared in around:
                if declared.namespaceURI == _XMLNS and not taken.hasAttribute(declared.name):
                    taken.setAttributeNS(_XMLNS, declared.name, declared.value)
            self._rdf.appendChild(taken)

    def leave_out(self, names: Sequence[str]) -> None:
        for name, node in list(self._all()):
            if name in names:
                _remove(node)

    def make_anonymous(self) -> None:
        """Leaves only what is known to name neither a person nor a place."""
        for name, node in list(self._all()):
            camera = name.startswith("exif:") and not name.startswith(_NAMING_EXIF)
            if not camera and name not in _ANONYMOUS:
                _remove(node)

    def set_upright(self) -> None:
        """Leaves out what is right in no other file, and says that the picture is upright."""
        for name, node in list(self._all()):
            if name in _OF_PIXELS or name.partition(":")[0] in _OF_FILE:
                _remove(node)
            elif name == "tiff:Orientation" and isinstance(node, minidom.Attr):
                node.value = "1"
            elif name == "tiff:Orientation":
                _remove(node)

    def add(self, fields: Fields) -> None:
        """Adds fields; those that are there stay."""
        there = self.fields()
        new = {name: values for name, values in fields.items() if values and name not in there}
        if not new:
            return
        holder = self._made(_RDF, "rdf:Description")
        holder.setAttributeNS(_RDF, "rdf:about", "")
        self._rdf.appendChild(holder)
        for name, values in new.items():
            prefix = name.partition(":")[0]
            holder.setAttribute(f"xmlns:{prefix}", _NAMES[prefix])
            kind = _LISTS.get(name)
            if kind is None:
                holder.setAttributeNS(_NAMES[prefix], name, "; ".join(map(_clean, values)))
            else:
                holder.appendChild(self._list(name, kind, values))

    def _list(self, name: str, kind: str, values: Sequence[str]) -> minidom.Element:
        element, items = self._made(_NAMES[name.partition(":")[0]], name), self._made(_RDF, f"rdf:{kind}")
        element.appendChild(items)
        for value in values:
            item = self._made(_RDF, "rdf:li")
            if kind == "Alt":
                item.setAttributeNS(_XML, "xml:lang", "x-default")
            item.appendChild(self._document.createTextNode(_clean(value)))
            items.appendChild(item)
        return element

    def _made(self, namespace: str, name: str) -> minidom.Element:
        return self._document.createElementNS(namespace, name)

    def _all(self) -> Iterator[tuple[str, minidom.Attr | minidom.Element]]:
        """(name, attribute or element) of all that is said of the picture."""
        for holder in _elements(self._rdf):
            for attribute in list(holder.attributes.values()):
                if attribute.namespaceURI not in (_RDF, _XML, _XMLNS):
                    yield _name(attribute), attribute
            for element in _elements(holder):
                yield _name(element), element

    def to_bytes(self, *, bare: bool = False) -> bytes | None:
        """The packet in UTF-8, `bare` without what marks its ends; None if it says nothing."""
        if not self.fields():
            return None
        if bare and self._document.documentElement is not None:
            return self._document.documentElement.toxml().encode("utf-8")
        body = "".join(node.toxml() for node in self._document.childNodes if node.nodeName != "xml")
        return (body if "<?xpacket" in body else _PACKET[: _PACKET.index("<x:")] + body + _END).encode(
            "utf-8"
        )


def packet_of(data: bytes | None) -> Packet:
    """The packet, or an empty one where there is none or it is damaged."""
    try:
        return Packet(data)
    except ValueError as error:
        log.info("A damaged XMP packet is left out: %s", error)
        return Packet()


def read(
    data: Any, extension: Callable[[str], bytes] = lambda guid: b""
) -> tuple[bytes | None, tuple[tuple[str, str], ...]]:
    """(the packet of a file as it may go into another, the PNG texts that this program has put into it).

    `extension` gives the rest of a packet that was too long for a JPEG's segment, by its identifier.
    """
    if isinstance(data, str):
        data = data.encode("utf-8", "replace")
    if not isinstance(data, bytes) or not 0 < len(data) <= LIMIT:
        return None, ()
    texts: tuple[tuple[str, str], ...] = ()
    try:
        packet = Packet(data)
        more = extension(packet.text(EXTENDED) or "")
        if 0 < len(more) <= LIMIT:
            packet.take_in(Packet(more))
        packet.set_upright()
        with contextlib.suppress(records.RecordError):
            texts = records.decode(tuple[tuple[str, str], ...], packet.text(TEXTS) or "[]")
        packet.leave_out([TEXTS])
        return packet.to_bytes(), texts
    except (ValueError, RecursionError) as error:
        log.warning("A damaged XMP packet is left out: %s", error)
        return None, ()


def texts_field(texts: Sequence[tuple[str, str]]) -> Fields:
    """PNG texts that have no field of their own, in the one that `read` finds them in."""
    return {TEXTS: [json.dumps(texts)]} if texts else {}


def _decoded(data: bytes) -> str:
    text = data.strip(b"\0 \r\n\t")
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if text.startswith(mark):
            return data.decode(encoding, "replace").strip("\0 \r\n\t\ufeff")
    if b"\0" in text:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace").strip(
            "\0 \r\n\t\ufeff"
        )
    return text.decode("utf-8-sig", "replace")


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe") or c > "\uffff"
    )


def _elements(parent: minidom.Element) -> list[minidom.Element]:
    return [node for node in parent.childNodes if isinstance(node, minidom.Element)]


def _name(node: minidom.Attr | minidom.Element) -> str:
    uri = node.namespaceURI or ""
    return f"{_PREFIXES.get(uri, uri)}:{node.localName}"


def _inner(element: minidom.Element) -> str:
    return "".join(
        node.data if isinstance(node, minidom.Text) else _inner(node)
        for node in element.childNodes
        if isinstance(node, minidom.Text | minidom.Element)
    )


def _remove(node: minidom.Attr | minidom.Element) -> None:
    holder = node.ownerElement if isinstance(node, minidom.Attr) else node.parentNode
    if isinstance(holder, minidom.Element) and isinstance(node, minidom.Attr):
        holder.removeAttributeNode(node)
    elif isinstance(holder, minidom.Element) and isinstance(node, minidom.Element):
        holder.removeChild(node)
