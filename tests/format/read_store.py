"""Reads a sealed store without any of the product's code, from docs/store-format.md alone.

    read_store.py FOLDER --card FILE --card FILE
    read_store.py FOLDER --recovery-key FILE
    read_store.py FOLDER --staff HEX --pin FILE --device-secret FILE

Keys are files of hex; a PIN or a recovery card is a file of its text. Nothing plain is written
anywhere: the database is put together in memory. The program says what it found: counts, never
content.
"""

import argparse
import hashlib
import hmac
import pathlib
import sqlite3
import struct
import sys
from dataclasses import dataclass, field

import aegis256
from attachment import read_attachments
from envelope import Fields, Refused, join_cards, keyed, read_envelope, subkey, unbox, unseal
from lines import Damaged, read_lines
from siphash import siphash24

PAGE = 4096
LOCK_PAGE = (1 << 30) // PAGE + 1
XCHACHA, AEGIS = 1, 2
SIZES = {XCHACHA: (24, 16), AEGIS: (32, 32)}  # of nonce and tag


# The database -------------------------------------------------------------------------------------

class Pages:
    """The cipher of one store: sealed page in, plain page out."""

    def __init__(self, key, salt, cipher):
        if cipher not in SIZES:
            raise Refused(f"cipher {cipher} is unknown")
        context = bytes([cipher]) + struct.pack("<I", PAGE) + salt
        self.cipher, self.nonce_size = cipher, SIZES[cipher][0]
        self.reserve = sum(SIZES[cipher])
        self.page_key = keyed(key, b"DS1-page", context)
        self.mask_key = keyed(key, b"DS1-mask", context, size=16)

    def open(self, number, image):
        begin = 24 if number == 1 else 0
        end = PAGE - self.reserve
        nonce, tag = image[end:end + self.nonce_size], image[end + self.nonce_size:]
        associated = struct.pack("<Q", number) + image[:begin]
        plain = self.unseal(image[begin:end], tag, associated, nonce, f"page {number}")
        if number == 1:
            plain = (b"SQLite format 3\0" + image[16:21] + bytes([64, 32, 32])) + plain
        return plain + bytes(self.reserve)

    def unseal(self, sealed, tag, associated, nonce, what):
        if self.cipher == XCHACHA:
            return unseal(self.page_key, nonce, associated, sealed + tag, what)
        plain = aegis256.decrypt(sealed, tag, associated, nonce, self.page_key)
        if plain is None:
            raise Refused(f"{what} does not authenticate")
        return plain

    def mask(self, header, image):
        return siphash24(self.mask_key, b"W" + header[:16] + image[PAGE - self.reserve:])


def wal_sum(words, s0, s1, content):
    numbers = struct.unpack(f"{words}{len(content) // 4}I", content)
    for at in range(0, len(numbers), 2):
        s0 = (s0 + numbers[at] + s1) & 0xFFFFFFFF
        s1 = (s1 + numbers[at + 1] + s0) & 0xFFFFFFFF
    return s0, s1


@dataclass
class Wal:
    images: dict = field(default_factory=dict)  # page number -> plain
    size: int = 0  # pages of the database after the last commit
    commits: int = 0
    left: int = 0  # bytes behind the last commit frame


def read_wal(pages, content):
    wal = Wal(left=len(content))
    if len(content) < 32:
        return wal
    magic, version, page_size = struct.unpack(">III", content[:12])
    if magic not in (0x377F0682, 0x377F0683) or version != 3007000 or page_size != PAGE:
        return wal
    words = ">" if magic & 1 else "<"
    s0, s1 = wal_sum(words, 0, 0, content[:24])
    if (s0, s1) != struct.unpack(">II", content[24:32]):
        return wal
    at, open_images = 32, {}
    while at + 24 + PAGE <= len(content):
        header, image = content[at:at + 24], content[at + 24:at + 24 + PAGE]
        number, commit = struct.unpack(">II", header[:8])
        if header[8:16] != content[16:24] or number == 0:
            break
        try:
            plain = pages.open(number, image)
        except Refused:
            break
        s0, s1 = wal_sum(words, *wal_sum(words, s0, s1, header[:8]), plain)
        masked = bytes(a ^ b for a, b in zip(header[16:24], pages.mask(header, image)))
        if (s0, s1) != struct.unpack(">II", masked):
            break
        open_images[number] = plain
        at += 24 + PAGE
        if commit:
            wal.images.update(open_images)
            wal.size, wal.left = commit, len(content) - at
            wal.commits += 1
            open_images = {}
    return wal


def free_leaves(plain, count):
    """Pages that hold nothing: the leaves of the freelist, whose trunks authenticate."""
    leaves, trunk, seen = set(), struct.unpack(">I", plain(1)[32:36])[0], set()
    while trunk and trunk not in seen and trunk <= count:
        seen.add(trunk)
        page = plain(trunk)
        trunk, used = struct.unpack(">II", page[:8])
        leaves.update(struct.unpack(f">{used}I", page[8:8 + 4 * used]))
    return leaves


@dataclass
class Database:
    pages: bytes
    wal: Wal

    def connect(self):
        """In memory, and no longer in WAL mode, which a database in memory cannot be."""
        content = bytearray(self.pages)
        content[18:20] = b"\1\1"
        connection = sqlite3.connect(":memory:")
        connection.deserialize(bytes(content))
        return connection


def read_database(folder, envelope, master):
    pages = Pages(subkey(master, "database"), envelope.salt, envelope.cipher)
    content = (folder / "store.db").read_bytes()
    log = folder / "store.db-wal"
    wal = read_wal(pages, log.read_bytes() if log.exists() else b"")
    in_file = len(content) // PAGE
    opened = dict(wal.images)

    def plain(number):
        if number not in opened:
            if number > in_file:
                raise Refused(f"the database was cut off before page {number}")
            opened[number] = pages.open(number, content[(number - 1) * PAGE:number * PAGE])
        return opened[number]

    if len(content) % PAGE and not wal.images:
        raise Refused("the database was cut off inside a page")
    try:
        first = plain(1)
    except Refused as error:
        if content[:16] == envelope.salt and len(content) > 21 and content[21] > 1:
            raise Refused("a newer version wrote the database") from error
        raise
    count = wal.size or struct.unpack(">I", first[28:32])[0]
    idle = free_leaves(plain, count)
    out = bytearray()
    for number in range(1, count + 1):
        out += bytes(PAGE) if number in idle or number == LOCK_PAGE else plain(number)
    return Database(bytes(out), wal)


# The files beside it ------------------------------------------------------------------------------

@dataclass
class Entry:
    header: bytes
    signature: bytes
    body: bytes
    id: bytes = b""

    def __post_init__(self):
        self.id = self.header[17:33]


def parse_entry(content):
    part = Fields(content, "an entry")
    entry = Entry(part.take(127), part.take(64), content[191:])
    if entry.header[0] != 1:
        raise Refused("an entry of another version")
    if entry.body and hashlib.blake2b(entry.body, digest_size=32).digest() != entry.header[95:]:
        raise Refused("an entry's body is not the one its header names")
    return entry


def parse_entries(content):
    part, entries = Fields(content, "a line of entries"), []
    while part.at < len(content):
        entries.append(parse_entry(part.take(part.number(4))))
    return entries


def practice_keys(connection, master):
    """By key class and epoch, which may have several."""
    wrap, keys = subkey(master, "epoch keys"), {}
    for kind, epoch, nonce, sealed in connection.execute("SELECT keyClass, epoch, nonce, sealed FROM epochKey"):
        key = unseal(wrap, nonce, f"DS-EPOCH-1/{kind}/{epoch}".encode(), sealed, "a practice key")
        keys.setdefault((kind, epoch), []).append(key)
    return keys


def open_body(entry, keys):
    """The frame of docs/wire-protocol.md: one byte that says whether zstd follows, and the payload."""
    kind, epoch = entry.header[82], int.from_bytes(entry.header[83:87], "little")
    bound = entry.header[:95]
    nonce = hashlib.blake2b(b"DS-NONCE-1" + bound, digest_size=24).digest()
    if (kind, epoch) not in keys:
        raise Refused("the practice key of an entry is not in this store")
    for key in keys[kind, epoch][:-1]:
        try:
            return unseal(key, nonce, b"DS-BODY-1" + bound, entry.body, "an entry's body")
        except Refused:
            continue
    return unseal(keys[kind, epoch][-1], nonce, b"DS-BODY-1" + bound, entry.body, "an entry's body")


@dataclass
class OutboxLine:
    sequence: int
    entries: list


def read_outbox(folder, recovery):
    """Every line, in order; a line that is damaged or of another key is a refusal."""
    lines, last = [], 0
    for line in read_lines((folder / "outbox.seal").read_bytes()):
        part = Fields(line, "a line of the outbox")
        sequence = part.number(8)
        if sequence <= last:
            raise Refused("the outbox's sequences do not rise")
        last = sequence
        content = unbox(recovery, line[8:], f"outbox line {sequence}")
        lines.append(OutboxLine(sequence, parse_entries(content)))
    return lines


@dataclass
class SpoolEntry:
    incarnation: bytes
    counter: int
    previous_chain: bytes
    entry: Entry


def read_spool(folder):
    entries = []
    for line in read_lines((folder / "spool").read_bytes()):
        part = Fields(line, "a line of the spool")
        while part.at < len(line):
            incarnation, counter, chain = part.take(16), part.number(8), part.take(32)
            entries.append(SpoolEntry(
                incarnation, counter, chain, parse_entry(part.take(part.number(4)))))
    return entries


def check_chain(entries):
    """Each incarnation's counters are dense and its chain fits."""
    chains = {}
    for each in entries:
        known = chains.get(each.incarnation)
        if known and known != (each.counter, each.previous_chain):
            raise Refused(f"the chain breaks at counter {each.counter}")
        following = hashlib.blake2b(
            b"DS-CHAIN-1" + each.previous_chain + each.entry.header, digest_size=32).digest()
        chains[each.incarnation] = each.counter + 1, following


def read_device(folder, device_secret):
    """The device's identity as its CBOR bytes: the first copy that opens."""
    refusal = None
    for name in ("device.seal", "device.seal.2"):
        try:
            part = Fields((folder / name).read_bytes(), "the device file")
            magic, nonce = part.take(8), part.take(24)
            if magic != b"DSDEV1\0\0":
                raise Refused("this is no device file of version 1")
            return unseal(keyed(device_secret, b"DS-DEVICE-1"), nonce, magic,
                          part.content[part.at:], "the device file")
        except (Refused, OSError) as error:
            refusal = refusal or error
    raise Refused(f"no copy of the device file can be read: {refusal}")


def read_lockout(folder, device_secret):
    """Failed attempts by staff id."""
    content = (folder / "lockout").read_bytes()
    if content[:8] != b"DSLCK1\0\0" or len(content) < 41 or content[8] > 33:
        raise Refused("this is no lockout file of version 1")
    mac = keyed(keyed(device_secret, b"DSLCK"), content[:-32])
    if not hmac.compare_digest(mac, content[-32:]):
        raise Refused("the lockout file does not authenticate")
    part, fails = Fields(content[9:-32], "the lockout file"), {}
    for _ in range(content[8]):
        staff = part.take(16)
        fails[staff] = part.number(4)
        part.take(16 + 8)
    part.end()
    return fails


def from_hex(path):
    return bytes.fromhex(pathlib.Path(path).read_text().strip())


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--recovery-key")
    options.add_argument("--card", action="append", default=[])
    options.add_argument("--staff")
    options.add_argument("--pin")
    options.add_argument("--device-secret")
    given = options.parse_args()
    try:
        envelope = read_envelope(given.folder)
        if given.recovery_key or given.card:
            recovery = (from_hex(given.recovery_key) if given.recovery_key else
                        join_cards([pathlib.Path(card).read_text().strip() for card in given.card]))
            master = envelope.open_with_recovery(recovery)
            lines = read_outbox(given.folder, recovery)
            print(f"outbox: {len(lines)} lines, {sum(len(e.entries) for e in lines)} entries")
        else:
            pin = pathlib.Path(given.pin).read_bytes().split(b"\n")[0]
            master = envelope.open_with_pin(
                bytes.fromhex(given.staff), pin, from_hex(given.device_secret))
        database = read_database(given.folder, envelope, master)
        tables = database.connect().execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        spool = read_spool(given.folder)
        check_chain(spool)
        attachments = read_attachments(given.folder, database.connect(), master)
    except (Refused, Damaged, OSError) as error:
        sys.exit(f"refused: {error}")
    print(f"database: {len(database.pages) // PAGE} pages, {tables} objects, "
          f"{database.wal.commits} commits in the log, {database.wal.left} bytes behind them")
    print(f"spool: {len(spool)} entries")
    print(f"attachments: {len(attachments)}")


if __name__ == "__main__":
    main()
