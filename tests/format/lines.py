"""Files of lines: `len u32 | content | crc32c u32 over length and content`, little endian."""

MAX_LINE = 64 * 1024 * 1024


class Damaged(Exception):
    """A whole line whose sum does not fit. What a power cut left at the end is no such line."""


def _table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_TABLE = _table()


def crc32c(content):
    crc = 0xFFFFFFFF
    for byte in content:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 255]
    return crc ^ 0xFFFFFFFF


def read_lines(content):
    """Whole lines up to the end, or to what a power cut left there."""
    lines, at = [], 0
    while at + 4 <= len(content):
        size = int.from_bytes(content[at:at + 4], "little")
        end = at + 4 + size
        if size > MAX_LINE or end + 4 > len(content):
            break
        if crc32c(content[at:end]) != int.from_bytes(content[end:end + 4], "little"):
            if end + 4 < len(content):
                raise Damaged(f"the line at byte {at} is damaged")
            break
        lines.append(content[at + 4:end])
        at = end + 4
    return lines
