"""The key envelope, the recovery cards, and the primitives that all files of a store share."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

import nacl.bindings as sodium
import nacl.exceptions
import nacl.pwhash.argon2id
from lines import crc32c

MAX_ENVELOPE = 16 * 1024


class Refused(Exception):
    """What was read is not what the page says it must be."""


def keyed(key, *parts, size=32):
    return hashlib.blake2b(b"".join(parts), key=key, digest_size=size).digest()


def unseal(key, nonce, associated, sealed, what):
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, associated, nonce, key)
    except (nacl.exceptions.CryptoError, ValueError) as error:
        raise Refused(f"{what} does not authenticate") from error


def unbox(secret, box, what):
    try:
        return sodium.crypto_box_seal_open(box, sodium.crypto_scalarmult_base(secret), secret)
    except (nacl.exceptions.CryptoError, ValueError, TypeError) as error:
        raise Refused(f"{what} does not open with this recovery key") from error


class Fields:
    """Takes fields off the front of bytes; past the end is a refusal."""

    def __init__(self, content, what):
        self.content, self.at, self.what = content, 0, what

    def take(self, size):
        if self.at + size > len(self.content):
            raise Refused(f"{self.what} ends too early")
        self.at += size
        return self.content[self.at - size:self.at]

    def number(self, size):
        return int.from_bytes(self.take(size), "little")

    def end(self):
        if self.at != len(self.content):
            raise Refused(f"{self.what} goes on after its end")


# The key envelope ---------------------------------------------------------------------------------

@dataclass
class Slot:
    type: int
    id: bytes
    flags: int
    ops: int
    memory: int
    salt: bytes
    inner_nonce: bytes
    outer_nonce: bytes
    sealed: bytes
    clear: bytes


@dataclass
class Envelope:
    body: bytes
    store: bytes
    epoch: int
    device_secret: bytes
    cipher: int
    salt: bytes
    recovery_key: bytes
    slots: list
    mac: bytes

    def authenticate(self, master):
        if not hmac.compare_digest(keyed(subkey(master, "envelope"), self.body), self.mac):
            raise Refused("the envelope was changed by somebody without the master key")
        return master

    def open_with_pin(self, staff, pin, device_secret):
        slot = next((each for each in self.slots if each.type == 1 and each.id == staff), None)
        if slot is None:
            raise Refused("nobody of this id has a slot")
        stretched = nacl.pwhash.argon2id.kdf(
            32, pin, slot.salt, opslimit=slot.ops, memlimit=slot.memory * 1024)
        associated = self.store + slot.clear
        outer = keyed(device_secret, b"DS-OUT-1", self.store, self.device_secret)
        inner = keyed(stretched, b"DS-KEK-1", self.store, slot.id)
        sealed = unseal(outer, slot.outer_nonce, associated, slot.sealed, "the device layer")
        both = unseal(inner, slot.inner_nonce, associated, sealed, "the PIN layer")
        return self.authenticate(both[:32])

    def open_with_recovery(self, secret):
        slot = next((each for each in self.slots if each.type == 2), None)
        if slot is None:
            raise Refused("the envelope has no recovery slot")
        return self.authenticate(unbox(secret, slot.sealed, "the recovery slot"))


def subkey(master, use):
    return keyed(master, b"DS-MASTER-1 " + use.encode())


def parse_envelope(content):
    if len(content) > MAX_ENVELOPE:
        raise Refused("the envelope is too large")
    if len(content) < 4 or crc32c(content[:-4]) != int.from_bytes(content[-4:], "little"):
        raise Refused("the envelope's crc32c")
    part = Fields(content[:-4], "the envelope")
    if part.take(8) != b"DSENV1\0\0":
        raise Refused("this is no envelope of version 1")
    store, epoch, device_secret = part.take(16), part.number(8), part.take(16)
    cipher, salt, recovery = part.number(1), part.take(16), part.take(32)
    slots = []
    count = part.number(1)
    if count > 32:
        raise Refused("the envelope has too many slots")
    for _ in range(count):
        begin = part.at
        kind, who, flags = part.number(1), part.take(16), part.number(1)
        ops, memory, slot_salt = part.number(4), part.number(4), part.take(16)
        clear = content[begin:part.at]
        nonces = part.take(24), part.take(24)
        slots.append(Slot(kind, who, flags, ops, memory, slot_salt, *nonces,
                          part.take(part.number(2)), clear))
    body = content[:part.at]
    mac = part.take(32)
    part.end()
    return Envelope(body, store, epoch, device_secret, cipher, salt, recovery, slots, mac)


def read_envelope(folder):
    """The first copy that parses; of two, the one with the higher epoch."""
    copies, refusals = [], []
    for name in ("store.env", "store.env.2"):
        try:
            copies.append(parse_envelope((folder / name).read_bytes()))
        except (Refused, OSError) as error:
            refusals.append(error)
    if not copies:
        raise Refused(f"no copy of the envelope can be read: {refusals[0]}")
    return max(copies, key=lambda each: each.epoch)


def join_cards(texts):
    """The recovery secret of two different cards of one practice."""
    cards = sorted((parse_card(text) for text in texts), key=lambda card: card["number"])
    if len(cards) != 2 or cards[0]["practice"] != cards[1]["practice"] or (
            cards[0]["number"] == cards[1]["number"]):
        raise Refused("two different cards of one practice are needed")
    low, high = cards
    box = low["boxes"][high["number"] - low["number"] - 1]
    secret = unbox(low["secret"], unbox(high["secret"], box, "a card's box"), "a card's box")
    if sodium.crypto_scalarmult_base(secret) != low["recovery_key"]:
        raise Refused("the cards do not give the key they name")
    return secret


def parse_card(text):
    if not text.startswith("DSR1:"):
        raise Refused("this is no recovery card")
    coded = text[5:]
    try:
        content = base64.b32decode(coded + "=" * (-len(coded) % 8))
    except ValueError as error:
        raise Refused("a recovery card is damaged or mistyped") from error
    if hashlib.blake2b(content[:-4], digest_size=32).digest()[:4] != content[-4:]:
        raise Refused("a recovery card is damaged or mistyped")
    part = Fields(content[:-4], "a recovery card")
    version, practice, number = part.number(1), part.take(16), part.number(1)
    if version != 1 or number > 2:
        raise Refused("a recovery card of another version")
    card = {"practice": practice, "number": number, "secret": part.take(32),
            "recovery_key": part.take(32), "boxes": [part.take(128), part.take(128)]}
    part.end()
    return card
