"""Bits of a JPEG XL codestream (ISO/IEC 18181-1), read and written, the lowest of each byte first."""

from __future__ import annotations


class Bits:
    """Reads bits. Raises IndexError at their end."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def read(self, count: int) -> int:
        value = self.peek(count)
        self.at += count
        if self.at > 8 * len(self.data):
            raise IndexError("the bits end too early")
        return value

    def peek(self, count: int) -> int:
        """The next bits, which stay to be read; zeros behind the end."""
        word = int.from_bytes(self.data[self.at >> 3 : (self.at + count + 7) >> 3], "little")
        return word >> (self.at & 7) & ((1 << count) - 1)

    def enumerated(self) -> int:
        """A value of an enumeration: 0, 1, 2 + 4 bits, or 18 + 6 bits."""
        choice = self.read(2)
        return (0, 1, 2, 18)[choice] + self.read((0, 0, 4, 6)[choice])

    def length(self) -> int:
        """A side of a picture: 1 + 9, 13, 18 or 30 bits."""
        return 1 + self.read((9, 13, 18, 30)[self.read(2)])

    def long(self) -> int:
        """A number of up to 64 bits: 0, 1 + 4, 17 + 8, or 12 bits and further ones, 8 at a time."""
        choice = self.read(2)
        if choice < 3:
            return (0, 1, 17)[choice] + self.read((0, 4, 8)[choice])
        value, place = self.read(12), 12
        while self.read(1):
            value |= self.read(4 if place == 60 else 8) << place
            if place == 60:
                break
            place += 8
        return value


class BitsOut:
    """Writes bits, as `Bits` reads them."""

    def __init__(self) -> None:
        self._done, self._open, self._count = bytearray(), 0, 0

    def write(self, value: int, count: int) -> None:
        self._open |= value << self._count
        self._count += count
        whole = self._count >> 3
        if whole:
            self._done += (self._open & ((1 << 8 * whole) - 1)).to_bytes(whole, "little")
            self._open >>= 8 * whole
            self._count &= 7

    def enumerated(self, value: int) -> None:
        if value < 2:
            self.write(value, 2)
        else:
            self.write(2 | (value - 2) << 2, 6)

    def long(self, value: int) -> None:
        if value < 17:
            self.write(1 | (value - 1) << 2 if value else 0, 6 if value else 2)
            return
        if value < 273:
            self.write(2 | (value - 17) << 2, 10)
            return
        self.write(3 | (value & 0xFFF) << 2, 14)
        value >>= 12
        while value:
            self.write(1 | (value & 0xFF) << 1, 9)
            value >>= 8
        self.write(0, 1)

    def to_bytes(self) -> bytes:
        """All that was written, filled up with zeros to a whole byte."""
        return bytes(self._done) + (self._open.to_bytes(1, "little") if self._count else b"")
