"""A colour profile within a JPEG XL codestream, packed and unpacked (ISO/IEC 18181-1, annex E.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from core.images.formats.jxl_bits import Bits, BitsOut
from core.images.formats.jxl_entropy import DamagedError, Numbers

_CONTEXTS: Final = 41
_HEAD: Final = 128  # bytes of a profile before its tags
_LONGEST: Final = 1 << 22  # bytes of a profile that is read
_TAGS: Final = (
    *(b"cprt", b"wtpt", b"bkpt", b"rXYZ", b"gXYZ", b"bXYZ", b"kXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC"),
    *(b"chad", b"desc", b"chrm", b"dmnd", b"dmdd", b"lumi"),
)
_OF_20_BYTES: Final = {b"rXYZ", b"gXYZ", b"bXYZ", b"kXYZ", b"wtpt", b"bkpt", b"lumi"}
_TYPES: Final = (b"XYZ ", b"desc", b"text", b"mluc", b"para", b"curv", b"sf32", b"gbd ")
_ZEROS: Final = bytes(4)


def write_profile(out: BitsOut, icc: bytes) -> None:
    """Writes a profile as it is, byte by byte, in the plainest of the ways there are: so it is a few hundred bytes
    longer than need be."""
    commands = _var(0) + b"\1" + _var(len(icc) - _HEAD)  # no list of tags; insert so many bytes
    packed = _var(len(icc)) + _var(len(commands)) + commands
    head = bytearray()
    for place in range(_HEAD):
        head.append((icc[place] - _foreseen(icc, len(icc), place)) & 255)
    packed += bytes(head) + icc[_HEAD:]
    out.long(len(packed))
    out.write(0, 1)  # nothing is repeated
    out.write(0b001, 3)  # all contexts are one
    out.write(1, 1)  # by a prefix code
    out.write(8, 4 + 4 + 4)  # of tokens that are whole bytes
    out.write(1 | 7 << 1 | 127 << 5, 12)  # of which there are 256
    # The lengths of all are 8: that is the only length there is, and takes no bits.
    out.write(0, 2 + 2 * 10)
    out.write(0b01, 2)
    out.write(0, 2 * 7)
    for byte in packed:
        out.write(_TURNED[byte], 8)


_TURNED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _var(number: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def read_profile(bits: Bits) -> bytes:
    """The profile at which the bits stand. Raises DamagedError or IndexError."""
    length = bits.long()
    if length > _LONGEST:
        raise DamagedError("the profile is too long")
    numbers = Numbers.read(bits, _CONTEXTS)
    packed = bytearray()
    last = before = 0
    for place in range(length):
        context = 1 + _kind_of_last(last) + 8 * _kind_of_before(before) if place > _HEAD else 0
        before, last = last, numbers.next(context)
        if last > 255:
            raise DamagedError("the profile has an impossible byte")
        packed.append(last)
    return _Unpacking(bytes(packed)).profile()


def _is_word(byte: int) -> bool:
    return 97 <= byte <= 122 or 65 <= byte <= 90


def _is_number(byte: int) -> bool:
    return 48 <= byte <= 57 or byte in b".,"


def _kind_of_last(byte: int) -> int:
    if _is_word(byte):
        return 0
    if _is_number(byte):
        return 1
    if byte < 16:
        return min(2 + byte, 4)
    return 7 if byte <= 240 else 6 if byte == 255 else 5


def _kind_of_before(byte: int) -> int:
    if _is_word(byte):
        return 0
    if _is_number(byte):
        return 1
    return 2 if byte < 16 else 3 if byte > 240 else 4


_FORESEEN: Final = (
    bytes((0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0))
    + b"mntrRGB XYZ "
    + bytes(12)
    + b"acsp"
    + bytes(28)
    + bytes((0, 0, 246, 214, 0, 1, 0, 0, 0, 0, 211, 45))
    + bytes(48)
)


def _foreseen(icc: bytes | bytearray, length: int, place: int) -> int:
    """What a byte of a profile's head probably is, by those before it."""
    if place < 4:
        return length.to_bytes(4, "big")[place]
    if 80 <= place < 84:
        return icc[place - 76]
    if 41 <= place < 44:
        known = bytes(icc[40:place])
        for maker in (b"APPL", b"MSFT", b"SGI ", b"SUNW"):
            enough = 1 if maker[:1] != b"S" else 2
            if len(known) >= enough and known[:enough] == maker[:enough]:
                return maker[place - 40]
    return _FORESEEN[place]


class _Unpacking:
    """Makes of commands and data what they stand for."""

    def __init__(self, packed: bytes) -> None:
        self.length, at = _read_var(packed, 0)
        commands, at = _read_var(packed, at)
        if self.length > _LONGEST or at + commands > len(packed):
            raise DamagedError("the profile is too long")
        self.commands, self.at = packed[at : at + commands], 0
        self.data, self.data_at = packed[at + commands :], 0
        self.out = bytearray()

    def profile(self) -> bytes:
        for place in range(min(_HEAD, self.length)):
            self.out.append((self._take(1)[0] + _foreseen(self.out, self.length, place)) & 255)
        if self.at < len(self.commands):
            self._tags()
        while self.at < len(self.commands):
            self._content()
            if len(self.out) > self.length:
                break
        if len(self.out) != self.length:
            raise DamagedError("the profile has another length than it says")
        return bytes(self.out)

    def _take(self, count: int) -> bytes:
        taken = self.data[self.data_at : self.data_at + count]
        if len(taken) < count:
            raise DamagedError("the profile ends too early")
        self.data_at += count
        return taken

    def _command(self) -> int:
        if self.at >= len(self.commands):
            raise DamagedError("the profile ends too early")
        self.at += 1
        return self.commands[self.at - 1]

    def _number(self) -> int:
        number, self.at = _read_var(self.commands, self.at)
        return number

    def _tags(self) -> None:
        number = self._number()
        if not number:
            return
        number -= 1
        self._put(number)
        start, size = _HEAD + 12 * number, 0
        while self.at < len(self.commands) and (command := self._command()):
            code = command & 63
            if not code:
                break
            if code > 3 + len(_TAGS):
                raise DamagedError("the profile has an impossible tag")
            names: tuple[bytes, ...] = (self._take(4),) if code == 1 else ()
            names = names or {2: (b"rTRC", b"gTRC", b"bTRC"), 3: (b"rXYZ", b"gXYZ", b"bXYZ")}.get(code, ())
            names = names or (_TAGS[code - 4],)
            start = self._number() if command & 64 else start + size
            size = 20 if names[0] in _OF_20_BYTES else size
            size = self._number() if command & 128 else size
            for step, name in enumerate(names):
                self.out += name
                self._put(start + (step * size if code == 3 else 0))
                self._put(size)

    def _put(self, number: int) -> None:
        self.out += (number & 0xFFFFFFFF).to_bytes(4, "big")

    def _content(self) -> None:
        command = self._command()
        if command == 1:
            self.out += self._take(self._number())
        elif command in (2, 3):
            self.out += _unshuffled(self._take(self._number()), 2 if command == 2 else 4)
        elif command == 4:
            self._predicted()
        elif command == 10:
            self.out += b"XYZ " + _ZEROS + self._take(12)
        elif 16 <= command < 16 + len(_TYPES):
            self.out += _TYPES[command - 16] + _ZEROS
        else:
            raise DamagedError("the profile has an impossible part")

    def _predicted(self) -> None:
        """Numbers of 1, 2 or 4 bytes that differ from what those before them lead to expect."""
        flags = self._command()
        width, order = (flags & 3) + 1, flags >> 2 & 3
        stride = self._number() if flags & 16 else width
        if width == 3 or order == 3 or stride < width or 4 * stride >= len(self.out):
            raise DamagedError("the profile has an impossible part")
        differences = _unshuffled(self._take(self._number()), width)
        first = len(self.out)
        expect: Callable[[int, int, int], int] = (
            lambda a, b, c: a,
            lambda a, b, c: 2 * a - b,
            lambda a, b, c: 3 * a - 3 * b + c,
        )[order]
        for place, difference in enumerate(differences):
            start = first + place - place % width
            a, b, c = (
                int.from_bytes(self.out[start - n * stride : start - n * stride + width], "big")
                for n in (1, 2, 3)
            )
            shift = 8 * (width - 1 - place % width)
            self.out.append((difference + (expect(a, b, c) >> shift)) & 255)


def _unshuffled(data: bytes, width: int) -> bytes:
    """First bytes of all numbers, then second ones, and so on -> numbers."""
    rows = -(-len(data) // width)
    out, start, at = bytearray(), 0, 0
    for _ in data:
        out.append(data[at])
        at += rows
        if at >= len(data):
            start += 1
            at = start
    return bytes(out)


def _read_var(data: bytes, at: int) -> tuple[int, int]:
    number = 0
    for shift in range(0, 63, 7):
        if at >= len(data):
            raise DamagedError("the profile ends too early")
        number |= (data[at] & 127) << shift
        at += 1
        if data[at - 1] < 128:
            return number, at
    raise DamagedError("the profile has an impossible number")
