"""Files as disks, cables and evil leave them: cut, with flipped bits, with parts twice, gone or exchanged."""

import random
from collections.abc import Iterator

EVIL = (b"\0", b"\xff" * 9, b"<", b">", b"&", b'"', b"\n", b"<!--", b"<![CDATA[", b"&#x0;", b"9" * 400, b"-1", b"nan")


def damage(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """Yield so many damaged variants of a file, always the same ones."""
    chance = random.Random(seed)
    for number in range(count):
        variant = bytearray(data)
        for _ in range(1 + chance.randrange(3)):
            if not variant:
                break
            place, other = sorted((chance.randrange(len(variant)), chance.randrange(len(variant))))
            kind = (number + chance.randrange(2)) % 6
            if kind == 0:
                del variant[place:]
            elif kind == 1:
                variant[place] ^= 1 << chance.randrange(8)
            elif kind == 2:
                del variant[place : min(other, place + 200)]
            elif kind == 3:
                variant[place:place] = variant[place:other][:500]
            elif kind == 4:
                variant[place : place + chance.randrange(9)] = chance.choice(EVIL)
            else:
                variant[place] = chance.randrange(256)
        yield bytes(variant)
