"""AEGIS-256 with a tag of 32 bytes, from draft-irtf-cfrg-aegis-aead, for reading only. Slow, and not in
constant time: it has no secrets to keep from anyone on the machine it runs on."""

import hmac
import struct

_C0 = int.from_bytes(bytes.fromhex("000101020305080d1522375990e97962"), "big")
_C1 = int.from_bytes(bytes.fromhex("db3d18556dc22ff12011314273b528dd"), "big")


def _double(value):
    return (value << 1 ^ (0x11B if value & 0x80 else 0)) & 0xFF


def _sbox():
    """The inverse in GF(2^8), then the affine step, of FIPS 197 section 5.1.1."""
    power, log, value = [0] * 256, [0] * 256, 1
    for exponent in range(255):
        power[exponent], log[value] = value, exponent
        value ^= _double(value)  # times 3, a generator
    box = []
    for byte in range(256):
        inverse = power[(255 - log[byte]) % 255] if byte else 0
        out = 0x63
        for turn in range(5):
            out ^= (inverse << turn | inverse >> (8 - turn)) & 0xFF
        box.append(out)
    return box


_SBOX = _sbox()
# One word a byte: its share of a mixed column, for the byte's place in the column.
_MIXED = [[0] * 256 for _ in range(4)]
for _byte, _s in enumerate(_SBOX):
    _two = _double(_s)
    _column = [_two, _s, _s, _two ^ _s]
    for _row in range(4):
        _MIXED[_row][_byte] = int.from_bytes(
            bytes(_column[(place - _row) % 4] for place in range(4)), "big")


def _round(block, key):
    """SubBytes, ShiftRows, MixColumns and the key."""
    b = block.to_bytes(16, "big")
    m0, m1, m2, m3 = _MIXED
    words = [m0[b[4 * c]] ^ m1[b[(4 * c + 5) % 16]] ^ m2[b[(4 * c + 10) % 16]]
             ^ m3[b[(4 * c + 15) % 16]] for c in range(4)]
    return (words[0] << 96 | words[1] << 64 | words[2] << 32 | words[3]) ^ key


def _update(state, message):
    s0, s1, s2, s3, s4, s5 = state
    return (_round(s5, s0 ^ message), _round(s0, s1), _round(s1, s2), _round(s2, s3),
            _round(s3, s4), _round(s4, s5))


def _blocks(content):
    for at in range(0, len(content), 16):
        yield content[at:at + 16]


def _number(block):
    return int.from_bytes(block.ljust(16, b"\0"), "big")


def decrypt(ciphertext, tag, associated, nonce, key):
    """The plain text, or None when the tag is not the message's."""
    k0, k1, n0, n1 = (_number(part) for part in (key[:16], key[16:], nonce[:16], nonce[16:]))
    state = (k0 ^ n0, k1 ^ n1, _C1, _C0, k0 ^ _C0, k1 ^ _C1)
    for _ in range(4):
        for message in (k0, k1, k0 ^ n0, k1 ^ n1):
            state = _update(state, message)
    for block in _blocks(associated):
        state = _update(state, _number(block))
    plain = bytearray()
    for block in _blocks(ciphertext):
        _, s1, s2, s3, s4, s5 = state
        opened = (_number(block) ^ s1 ^ s4 ^ s5 ^ (s2 & s3)).to_bytes(16, "big")[:len(block)]
        plain += opened
        state = _update(state, _number(opened))
    sizes = _number(struct.pack("<QQ", 8 * len(associated), 8 * len(ciphertext))) ^ state[3]
    for _ in range(7):
        state = _update(state, sizes)
    s0, s1, s2, s3, s4, s5 = state
    computed = (s0 ^ s1 ^ s2).to_bytes(16, "big") + (s3 ^ s4 ^ s5).to_bytes(16, "big")
    return bytes(plain) if hmac.compare_digest(computed, tag) else None
