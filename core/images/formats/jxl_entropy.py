"""Numbers that a JPEG XL codestream holds packed: the entropy coding of ISO/IEC 18181-1, annex C, read alone.

Its pixels are decoded by libjxl; this is for a colour profile, which libjxl's binding for Python does not give. libjxl
packs profiles by prefix codes alone, so numeral systems, the other way there is, are not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from core.images.formats.jxl_bits import Bits

# Of Brotli's prefix codes (RFC 7932, 3.5): in which order the lengths of lengths come, and how they are written.
_LENGTHS_ORDER = (1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15)
_LENGTH_CODES = {(0b00, 2): 0, (0b10, 2): 3, (0b01, 2): 4, (0b011, 3): 2, (0b0111, 4): 1, (0b1111, 4): 5}
_MOST_SYMBOLS = 1 << 16  # of all codes together: bytes and repetitions need some hundred each
_WINDOW = 1 << 20  # numbers that a repetition may reach back


class DamagedError(ValueError):
    """What was read cannot be true."""


@dataclass
class _Hybrid:
    """How a number is made of a token and further bits."""

    split: int
    high: int
    low: int

    @classmethod
    def read(cls, bits: Bits, log_alphabet: int) -> _Hybrid:
        split = bits.read(log_alphabet.bit_length())
        if split > log_alphabet:
            raise DamagedError("a number is split where it cannot be")
        if split == log_alphabet:
            return cls(split, 0, 0)
        high = bits.read(split.bit_length())
        if high > split:
            raise DamagedError("a number is split where it cannot be")
        low = bits.read((split - high).bit_length())
        if high + low > split:
            raise DamagedError("a number is split where it cannot be")
        return cls(split, high, low)

    def number(self, token: int, bits: Bits) -> int:
        if token < 1 << self.split:
            return token
        known = self.high + self.low
        count = self.split - known + ((token - (1 << self.split)) >> known)
        if count > 32:
            raise DamagedError("a number is too large")
        lowest = token & ((1 << self.low) - 1)
        highest = (token >> self.low) & ((1 << self.high) - 1) | 1 << self.high
        return (highest << count | bits.read(count)) << self.low | lowest


class _Prefix:
    """A prefix code of Brotli's kind: symbols by their lengths in bits."""

    def __init__(self, lengths: list[int]) -> None:
        used = [symbol for symbol, length in enumerate(lengths) if length]
        self.only = used[0] if len(used) == 1 else None
        self.longest = max(lengths, default=0)
        # By the next `longest` bits: the symbol and how many of them are its own.
        self.symbols = [(0, 0)] * (1 << self.longest)
        code = 0
        for length in range(1, self.longest + 1):
            for symbol in used:
                if lengths[symbol] == length:
                    turned = int(f"{code:0{length}b}"[::-1], 2)
                    step = 1 << length
                    self.symbols[turned::step] = [(symbol, length)] * len(self.symbols[turned::step])
                    code += 1
            code <<= 1

    def symbol(self, bits: Bits) -> int:
        if self.only is not None:
            return self.only
        symbol, length = self.symbols[bits.peek(self.longest)]
        if not length:
            raise DamagedError("there is no such code")
        bits.read(length)
        return symbol

    @classmethod
    def read(cls, bits: Bits, count: int) -> _Prefix:
        if count == 1:
            return cls([1])
        skipped = bits.read(2)
        return cls(_simple(bits, count) if skipped == 1 else _complex(bits, count, skipped))


def _simple(bits: Bits, count: int) -> list[int]:
    number = bits.read(2) + 1
    symbols = [bits.read((count - 1).bit_length()) for _ in range(number)]
    if len(set(symbols)) < number or max(symbols) >= count:
        raise DamagedError("a prefix code names impossible symbols")
    of = {1: (1,), 2: (1, 1), 3: (1, 2, 2), 4: (2, 2, 2, 2)}[number]
    if number == 4 and bits.read(1):
        of = (1, 2, 3, 3)
    lengths = [0] * count
    for symbol, length in zip(symbols, of, strict=True):
        lengths[symbol] = length
    return lengths


def _complex(bits: Bits, count: int, skipped: int) -> list[int]:
    of_lengths, room = [0] * 18, 32
    for place in _LENGTHS_ORDER[skipped:]:
        if room <= 0:
            break
        of_lengths[place] = _by_table(bits, _LENGTH_CODES)
        room -= 32 >> of_lengths[place] if of_lengths[place] else 0
    if room and sum(map(bool, of_lengths)) != 1:
        raise DamagedError("a prefix code has a gap")
    code = _Prefix(of_lengths)
    lengths: list[int] = []
    room, before, times, repeated = 32768, 8, 0, -1
    while len(lengths) < count and room > 0:
        length = code.symbol(bits)
        if length < 16:
            times, more = 0, 1
            before = length or before
        else:
            extra, length = length - 14, before if length == 16 else 0
            if length != repeated:
                times, repeated = 0, length
            so_far = times
            times = ((times - 2) << extra if times else 0) + bits.read(extra) + 3
            more = times - so_far
        lengths += [length] * more
        room -= more * (32768 >> length) if length else 0
    if room or len(lengths) > count:
        raise DamagedError("a prefix code has a gap")
    return lengths + [0] * (count - len(lengths))


def _by_table(bits: Bits, table: dict[tuple[int, int], int]) -> int:
    code = 0
    for length in range(1, 8):
        code |= bits.read(1) << (length - 1)
        if (code, length) in table:
            return table[code, length]
    raise DamagedError("there is no such code")


@dataclass
class Numbers:
    """Reads numbers, each in a context that decides how it is packed. Raises DamagedError or IndexError."""

    bits: Bits
    contexts: list[int]  # of each, its cluster
    hybrids: list[_Hybrid]
    codes: list[_Prefix]
    repeats: tuple[int, int, _Hybrid] | None  # from which token on something is repeated, how much at least
    _told: list[int] = field(default_factory=list)
    _from: int = 0  # where what is repeated stands
    _left: int = 0  # how much of it is to come

    @classmethod
    def read(cls, bits: Bits, contexts: int, *, may_repeat: bool = True) -> Numbers:
        repeats = None
        if bits.read(1):
            if not may_repeat:
                raise DamagedError("what is repeated would be told by what is repeated")
            choice = bits.read(2)
            first = (224, 512, 4096, 8)[choice] + bits.read((0, 0, 0, 15)[choice])
            choice = bits.read(2)
            least = (3, 4, 5, 9)[choice] + bits.read((0, 0, 2, 8)[choice])
            repeats = first, least, _Hybrid.read(bits, 8)
            contexts += 1
        clusters = _clusters(bits, contexts) if contexts > 1 else [0]
        number = max(clusters) + 1
        if number != len(set(clusters)):
            raise DamagedError("there are distributions for nothing")
        if not bits.read(1):
            raise DamagedError("it is packed in a way that is not read")
        hybrids = [_Hybrid.read(bits, 15) for _ in range(number)]
        counts = [_count(bits) for _ in range(number)]
        if sum(counts) > _MOST_SYMBOLS:
            raise DamagedError("there are too many symbols")
        return cls(bits, clusters, hybrids, [_Prefix.read(bits, count) for count in counts], repeats)

    def next(self, context: int) -> int:
        if not self._left:
            cluster = self.contexts[context]
            token = self._token(cluster)
            if self.repeats is None or token < self.repeats[0]:
                return self._tell(self.hybrids[cluster].number(token, self.bits))
            first, least, hybrid = self.repeats
            self._left = hybrid.number(token - first, self.bits) + least
            cluster = self.contexts[-1]
            back = self.hybrids[cluster].number(self._token(cluster), self.bits) + 1
            self._from = len(self._told) - min(back, len(self._told), _WINDOW)
        self._left -= 1
        self._from += 1
        return self._tell(self._told[self._from - 1] if self._told else 0)

    def _tell(self, number: int) -> int:
        if self.repeats is not None:
            self._told.append(number)
        return number

    def _token(self, cluster: int) -> int:
        return self.codes[cluster].symbol(self.bits)


def _count(bits: Bits) -> int:
    """Of how many symbols a prefix code is."""
    if not bits.read(1):
        return 1
    count = bits.read(4)
    return 1 + (1 << count) + bits.read(count)


def _clusters(bits: Bits, contexts: int) -> list[int]:
    if bits.read(1):
        each = bits.read(2)
        return [bits.read(each) for _ in range(contexts)]
    moved = bits.read(1)
    numbers = Numbers.read(bits, 1, may_repeat=contexts > 2)
    found = [numbers.next(0) for _ in range(contexts)]
    if max(found) > 255:
        raise DamagedError("there are too many distributions")
    if not moved:
        return found
    order, clusters = list(range(256)), []
    for place in found:
        clusters.append(order.pop(place))
        order.insert(0, clusters[-1])
    return clusters
