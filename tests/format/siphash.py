"""SipHash-2-4 with 8 bytes of output, from the paper (Aumasson and Bernstein, 2012)."""

import struct

_MASK = (1 << 64) - 1


def _left(value, by):
    return (value << by | value >> (64 - by)) & _MASK


def _round(v0, v1, v2, v3):
    v0 = (v0 + v1) & _MASK
    v2 = (v2 + v3) & _MASK
    v1 = _left(v1, 13) ^ v0
    v3 = _left(v3, 16) ^ v2
    v0 = _left(v0, 32)
    v2 = (v2 + v1) & _MASK
    v0 = (v0 + v3) & _MASK
    v1 = _left(v1, 17) ^ v2
    v3 = _left(v3, 21) ^ v0
    return v0, v1, _left(v2, 32), v3


def siphash24(key, content):
    k0, k1 = struct.unpack("<QQ", key)
    state = (k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D,
             k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573)
    tail = len(content) % 8
    padded = content + bytes(7 - tail) + bytes([len(content) & 255])
    for (word,) in struct.iter_unpack("<Q", padded):
        v0, v1, v2, v3 = state
        state = _round(v0, v1, v2, v3 ^ word)
        v0, v1, v2, v3 = _round(*state)
        state = v0 ^ word, v1, v2, v3
    v0, v1, v2, v3 = state
    state = v0, v1, v2 ^ 0xFF, v3
    for _ in range(4):
        state = _round(*state)
    return struct.pack("<Q", state[0] ^ state[1] ^ state[2] ^ state[3])
