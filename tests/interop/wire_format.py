"""Entries, batches, certificates and tickets as docs/wire-protocol.md has them; no code of the product is used."""

import base64
import dataclasses
import hashlib
import secrets
import time

import cbor2
import nacl.bindings as sodium
import nacl.exceptions
import nacl.public
import nacl.signing
import zstandard

RECORD, PLAN, GRANT, KEYRING, CONTROL, AUDIT = range(1, 7)
SEALED = (RECORD, PLAN, AUDIT)
HEADER, SIGNATURE, NONE = 127, 64, bytes(32)
MAX_PAYLOAD = 1 << 20
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class Refused(Exception):
    """What was read is not what the page says, or is not by whom it should be."""


def digest(*parts, key=b"", size=32):
    return hashlib.blake2b(b"".join(parts), digest_size=size, key=key).digest()


def check_signature(key, message, signature, what):
    try:
        nacl.signing.VerifyKey(key).verify(message, signature)
    except nacl.exceptions.BadSignatureError as error:
        raise Refused(f"the signature of {what}") from error


def to_cbor(value):
    return cbor2.dumps(value, canonical=True)


def from_cbor(content):
    """One value, deterministic: what is read must be what writing it again gives."""
    value = cbor2.loads(content)
    if to_cbor(value) != content:
        raise Refused("CBOR that is not deterministic")
    return value


class Reader:
    def __init__(self, content):
        self.content, self.at = content, 0

    def take(self, size):
        if self.at + size > len(self.content):
            raise Refused("the bytes end too early")
        self.at += size
        return self.content[self.at - size:self.at]

    def fixed(self, size):
        return int.from_bytes(self.take(size), "little")

    def varint(self):
        value, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                if shift > 7 and byte == 0 or value >> 64:
                    raise Refused("a varint that is not the shortest")
                return value

    def zigzag(self):
        value = self.varint()
        return value >> 1 ^ -(value & 1)

    def table(self):
        return [self.take(16) for _ in range(self.varint())]

    def end(self):
        if self.at != len(self.content):
            raise Refused("bytes are left over")


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return varint((value << 1 ^ value >> 63) & (1 << 64) - 1)


def new_id():
    """A UUIDv7 of this moment."""
    random = bytearray(secrets.token_bytes(10))
    random[0] = random[0] & 0x0F | 0x70
    random[2] = random[2] & 0x3F | 0x80
    return int(time.time() * 1000).to_bytes(6, "big") + bytes(random)


def id_time(identity):
    return int.from_bytes(identity[:6], "big")


# Entries ------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Entry:
    practice: bytes
    id: bytes
    device: bytes
    staff: bytes
    kind: int
    scope: bytes
    key_class: int
    epoch: int
    wall: int
    body: bytes = b""
    signature: bytes = b""
    body_hash: bytes = b""

    def bound(self):
        return (b"\1" + self.practice + self.id + self.device + self.staff + bytes([self.kind]) + self.scope
                + bytes([self.key_class]) + self.epoch.to_bytes(4, "little")
                + self.wall.to_bytes(8, "little", signed=True))

    def header(self):
        return self.bound() + self.body_hash

    def hash(self):
        return digest(b"DS-ENTRY-HASH-1", self.header(), self.signature)

    def whole(self):
        return self.header() + self.signature + self.body

    def nonce(self):
        return digest(b"DS-NONCE-1", self.bound(), size=24)


def parse_whole(content):
    part = Reader(content)
    if part.take(1) != b"\1":
        raise Refused("an entry of another version")
    entry = Entry(part.take(16), part.take(16), part.take(16), part.take(16), part.fixed(1), part.take(16),
                  part.fixed(1), part.fixed(4), int.from_bytes(part.take(8), "little", signed=True))
    entry.body_hash, entry.signature, entry.body = part.take(32), part.take(SIGNATURE), content[part.at:]
    return entry


def next_chain(chain, entry):
    return digest(b"DS-CHAIN-1", chain, entry.header())


class Frames:
    """One byte and the payload, compressed or not."""

    def __init__(self, dictionary):
        if digest(dictionary).hex() != "916c03f6580d0066ce68aa2850e2e9d27690ef084bfc8419317322a58d8f04d5":
            raise Refused("this is not dictionary 1")
        self.dictionary, self.seen = zstandard.ZstdCompressionDict(dictionary), set()

    def pack(self, payload):
        tool = zstandard.ZstdCompressor(level=12, dict_data=self.dictionary, write_content_size=True,
                                        write_checksum=False, write_dict_id=False)
        return b"\2" + tool.compress(payload)[len(ZSTD_MAGIC):]

    def unpack(self, frame):
        self.seen.add(frame[0])
        if frame[:1] == b"\0":
            return frame[1:]
        if frame[:1] not in (b"\1", b"\2"):
            raise Refused("a frame of a newer version")
        content = ZSTD_MAGIC + frame[1:]
        size = zstandard.frame_content_size(content)
        if not 0 <= size <= MAX_PAYLOAD:
            raise Refused("a frame that states no size, or too large a one")
        tool = zstandard.ZstdDecompressor(dict_data=self.dictionary if frame[:1] == b"\2" else None).decompressobj()
        payload = tool.decompress(content)
        if len(payload) != size or tool.unused_data:
            raise Refused("a frame that is not one whole frame")
        return payload


def first_by_name(keys):
    """Of the keys of one epoch the one that new entries are sealed with."""
    return min(keys, key=lambda key: digest(b"DS-KEY-NAME-1", key))


def seal(entry, payload, keys, frames):
    entry.body = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        frames.pack(payload), b"DS-BODY-1" + entry.bound(), entry.nonce(),
        first_by_name(keys[entry.key_class, entry.epoch]))
    entry.body_hash = digest(entry.body)


def seal_attachment(content, attachment, key):
    """The sealed file, as docs/store-format.md has it (Attachment)."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sealed = b"DSATT1\0\0" + attachment + sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    for number, at in enumerate(range(0, len(content), 65536)):
        tag = 3 if at + 65536 >= len(content) else 0  # FINAL, MESSAGE
        sealed += sodium.crypto_secretstream_xchacha20poly1305_push(
            state, content[at:at + 65536], attachment + number.to_bytes(8, "little"), tag)
    return sealed


def open_entry(entry, keys, frames):
    """The payload as a map; a body in the clear is the map itself."""
    if entry.kind not in SEALED:
        if entry.key_class or entry.epoch:
            raise Refused("a header that mixes sealed and clear")
        return from_cbor(entry.body)
    if (entry.key_class, entry.epoch) not in keys:
        raise Refused("a practice key that this device was not given")
    for key in keys[entry.key_class, entry.epoch]:
        try:
            frame = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
                entry.body, b"DS-BODY-1" + entry.bound(), entry.nonce(), key)
        except nacl.exceptions.CryptoError:
            continue
        return from_cbor(frames.unpack(frame))
    raise Refused("a body that does not open")


def sign(entry, staff_key):
    entry.signature = staff_key.sign(b"DS-ENTRY-1" + entry.header()).signature


# Batches ------------------------------------------------------------------------------------------

def pack_batch(entries, device):
    """Own entries in their short form; devices stay out of the table because all are the sender's."""
    staff, scopes, lines = [], [], b""

    def index(table, identity):
        if identity not in table:
            table.append(identity)
        return varint(table.index(identity))

    for each in entries:
        if each.device != device:
            raise Refused("a device sends its own entries only")
        lines += (bytes([each.kind | each.key_class << 3 | 0x20]) + each.id + index(staff, each.staff)
                  + index(scopes, each.scope) + varint(each.epoch) + zigzag(each.wall - id_time(each.id))
                  + each.signature + varint(len(each.body)) + each.body)

    def table(ids):
        return varint(len(ids)) + b"".join(ids)
    return b"\1" + table([]) + table(staff) + table(scopes) + varint(len(entries)) + lines


def unpack_batch(content, practice):
    """The entries of a page: of every device, so none is left out of the table."""
    part = Reader(content)
    if part.take(1) != b"\1":
        raise Refused("a batch of another version")
    devices, staff, scopes = part.table(), part.table(), part.table()
    entries = []
    for _ in range(part.varint()):
        shape = part.fixed(1)
        if shape == 0x80:
            entries.append(parse_whole(part.take(part.varint())))
            continue
        if shape & 0xE0:
            raise Refused("a page's entry names its device")
        identity = part.take(16)
        entry = Entry(practice, identity, devices[part.varint()], staff[part.varint()], shape & 7,
                      scopes[part.varint()], shape >> 3, part.varint(), id_time(identity) + part.zigzag())
        entry.signature = part.take(SIGNATURE)
        entry.body = part.take(part.varint())
        entry.body_hash = digest(entry.body)
        entries.append(entry)
    part.end()
    return entries


# Certificates -------------------------------------------------------------------------------------

def check_certificate(payload, practice, practice_key):
    """The fields of a certificate, signed by the practice."""
    fields, kind = payload["d"], payload["k"]
    label, names = {
        "device.certificate": (b"DS-CERT-DEV-1", ("device", "signKey", "boxKey", "notAfter", "role")),
        "staff.certificate": (b"DS-CERT-STAFF-1", ("staff", "device", "staffKey", "notAfter", "role")),
        "server.certificate": (b"DS-CERT-SERVER-1", ("serverKey", "notAfter")),
    }[kind]
    message = label + practice
    for name in names:
        value = fields[name]
        if isinstance(value, int):
            value = value.to_bytes(8, "little", signed=True)
        message += value.encode() if isinstance(value, str) else value
    check_signature(practice_key, message, fields["practiceSignature"], kind)
    return fields


# Ticket -------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Ticket:
    practice: bytes
    ticket: bytes
    secret: bytes
    expires: int
    pins: tuple
    authority: str


def read_ticket(text):
    if not text.startswith("DS1:"):
        raise Refused("this is no ticket")
    letters = text[4:]
    content = base64.b32decode(letters + "=" * (-len(letters) % 8))
    if digest(content[:-4])[:4] != content[-4:]:
        raise Refused("a ticket whose check is wrong")
    part = Reader(content[:-4])
    if part.fixed(1) != 1:
        raise Refused("a ticket of another version")
    ticket = Ticket(part.take(16), part.take(16), part.take(32), part.fixed(8), (part.take(32), part.take(32)), "")
    ticket.authority = part.take(part.fixed(1)).decode("ascii")
    part.end()
    return ticket


# Server keys --------------------------------------------------------------------------------------

def check_pins(payload, practice, practice_key):
    """Serial and pins of an order that the practice signed."""
    fields = payload["d"]
    pins = fields["pins"]
    check_signature(practice_key, b"DS-PINS-1" + practice + fields["serial"].to_bytes(8, "little")
                    + bytes([len(pins) // 32]) + pins, fields["practiceSignature"], payload["k"])
    return fields["serial"], tuple(pins[at:at + 32] for at in range(0, len(pins), 32))


def read_connection_code(text, practice_key):
    """Practice, serial, pins and authority of a connection code, signed by the practice."""
    if not text.startswith("DSP1:"):
        raise Refused("this is no connection code")
    letters = text[5:]
    content = base64.b32decode(letters + "=" * (-len(letters) % 8))
    if digest(content[:-4])[:4] != content[-4:]:
        raise Refused("a connection code whose check is wrong")
    part = Reader(content[:-4])
    if part.fixed(1) != 1:
        raise Refused("a connection code of another version")
    practice, serial = part.take(16), part.fixed(8)
    pins = tuple(part.take(32) for _ in range(part.fixed(1)))
    authority = part.take(part.fixed(1)).decode("ascii")
    check_signature(practice_key, b"DS-REPIN-1" + content[:-68], part.take(SIGNATURE), "a connection code")
    part.end()
    return practice, serial, pins, authority
