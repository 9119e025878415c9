"""Attachments: files under keys of their own, which their rows keep."""

import hashlib

import nacl.bindings as sodium
import nacl.exceptions
from envelope import Fields, Refused, subkey, unseal

CHUNK, OVERHEAD = 65536, 17
MESSAGE, FINAL = 0, 3


def open_file(content, identity, key):
    """All of it or a refusal."""
    part = Fields(content, "an attachment")
    if part.take(8) != b"DSATT1\0\0" or part.take(16) != identity:
        raise Refused("this is not the attachment its name says")
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, part.take(24), key)
    plain, number, tag = b"", 0, MESSAGE
    while part.at < len(content):
        if tag == FINAL:
            raise Refused("an attachment goes on after its end")
        sealed = part.take(min(CHUNK + OVERHEAD, len(content) - part.at))
        try:
            chunk, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(
                state, sealed, identity + number.to_bytes(8, "little"))
        except (nacl.exceptions.CryptoError, ValueError, RuntimeError) as error:
            raise Refused(f"chunk {number} of an attachment does not authenticate") from error
        if tag not in (MESSAGE, FINAL):
            raise Refused(f"chunk {number} of an attachment has tag {tag}")
        plain, number = plain + chunk, number + 1
    if tag != FINAL:
        raise Refused("an attachment was cut")
    return plain


def read_attachments(folder, connection, master):
    """By id; a file that is not as its row says is a refusal."""
    wrap, found = subkey(master, "attachments"), {}
    for identity, size, blob, nonce, sealed in connection.execute(
            "SELECT id, size, blob, nonce, sealedKey FROM attachment"):
        key = unseal(wrap, nonce, b"DS1-attachment-key" + identity, sealed, "an attachment's key")
        content = (folder / "attachments" / identity.hex()).read_bytes()
        if hashlib.blake2b(content, digest_size=32).digest() != blob:
            raise Refused("an attachment's file is not the one its row names")
        plain = open_file(content, identity, key)
        if len(plain) != size:
            raise Refused("an attachment is not as long as its row says")
        found[identity] = plain
    return found
