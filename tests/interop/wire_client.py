"""A device of a practice in another language than the product's, after docs/wire-protocol.md: it
enrols, pushes and pulls. It keeps its keys in memory and is for trying a server, not for patients."""

import base64
import hashlib
import hmac
import http.client
import secrets
import ssl
import time

import nacl.bindings as sodium
import nacl.public
import nacl.signing

from wire_format import (NONE, Reader, Refused, check_certificate, check_signature, digest, first_by_name, from_cbor,
                         next_chain, pack_batch, read_ticket, to_cbor, unpack_batch)

VERSION = 10000  # 1.0.0


class WrongPin(Refused):
    """The server shows another key than the pinned ones; nothing was sent."""


class Answered(Refused):
    """A refusal in the server's words."""

    def __init__(self, status, words):
        super().__init__(f"{status} {words}")
        self.status, self.words = status, words


def der(content, at):
    """Where a DER element's content begins and where the element ends."""
    length, head = content[at + 1], 2
    if length > 127:
        count = length & 127
        length, head = int.from_bytes(content[at + 2:at + 2 + count], "big"), 2 + count
    return at + head, at + head + length


def public_key_info(certificate):
    """SubjectPublicKeyInfo of an X.509 certificate (RFC 5280, section 4.1), as it stands there."""
    at, _ = der(certificate, 0)
    at, end = der(certificate, at)
    if certificate[at] == 0xA0:  # version
        _, at = der(certificate, at)
    for _ in ("serialNumber", "signature", "issuer", "validity", "subject"):
        _, at = der(certificate, at)
    _, end = der(certificate, at)
    return certificate[at:end]


class Line:
    """One TLS connection to a server with a pinned key."""

    def __init__(self, authority, pins):
        self.authority = authority
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        # Nobody signs the server's certificate; its key is compared with the pins before anything is sent.
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_alpn_protocols(["http/1.1"])
        self.http = http.client.HTTPSConnection(authority, context=context, timeout=30)
        self.http.connect()
        shown = hashlib.sha256(public_key_info(self.http.sock.getpeercert(binary_form=True))).digest()
        if shown not in pins:
            self.http.close()
            raise WrongPin("the server's key is not the pinned one")

    def post(self, path, body, fields=(), method="POST"):
        self.http.request(method, path, body, {"Content-Type": "application/cbor", **dict(fields)})
        answer = self.http.getresponse()
        return answer.status, answer.headers, answer.read()

    def close(self):
        self.http.close()


class Enrolment:
    """A tablet without a certificate, from the ticket to the practice's reply."""

    def __init__(self, code, name="another client", pins=None):
        self.ticket = read_ticket(code)
        self.line = Line(self.ticket.authority, pins or self.ticket.pins)
        self.key = digest(b"DS-ENROL-KEY-1", self.ticket.practice, self.ticket.ticket, key=self.ticket.secret)
        self.sign, self.box = nacl.signing.SigningKey.generate(), nacl.public.PrivateKey.generate()
        self.nonce = secrets.token_bytes(32)
        self.keys = bytes(self.sign.verify_key) + bytes(self.box.public_key) + self.nonce
        self.commitment = digest(b"DS-ENROL-COMMIT-1", self.ticket.ticket, self.keys)
        self.desk_nonce = None
        nonce = secrets.token_bytes(24)
        self.details = nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
            to_cbor({"a": VERSION, "k": "software", "n": name}), self.ticket.ticket, nonce,
            digest(b"DS-ENROL-DETAILS-1", key=self.key))

    def mac(self, label, *parts):
        return digest(label, self.ticket.ticket, *parts, key=self.key)

    def ask(self, until, **fields):
        """The same request until the answer holds what it waits for."""
        body = to_cbor({"p": self.ticket.practice, "t": self.ticket.ticket, **fields})
        for _ in range(120):
            status, _, answer = self.line.post("/enrol/1", body)
            answer = from_cbor(answer)
            if status != 200:
                raise Answered(status, answer)
            if until in answer:
                return answer
            time.sleep(0.5)
        raise Refused("the desk does not answer")

    def digits(self):
        answer = self.ask("n", s="offer", c=self.commitment, m=self.mac(b"DS-ENROL-OFFER-1", self.commitment))
        self.desk_nonce = answer["n"]
        if not hmac.compare_digest(
                answer["m"], self.mac(b"DS-ENROL-CHALLENGE-1", self.commitment, self.desk_nonce)):
            raise Refused("the challenge is not the desk's")
        number = int.from_bytes(self.mac(b"DS-CONFIRM-1", self.keys, self.desk_nonce)[:8], "little")
        return f"{number % 10 ** 6:06}"

    def reveal(self):
        """Until somebody typed the digits at the desk; the device this has become."""
        answer = self.ask("r", s="reveal", k=bytes(self.sign.verify_key), b=bytes(self.box.public_key), n=self.nonce,
                          d=self.details, m=self.mac(b"DS-ENROL-REVEAL-1", self.keys, self.details))
        if not hmac.compare_digest(answer["a"], self.mac(b"DS-ENROL-ACCEPT-1", answer["r"])):
            raise Refused("the acceptance is not the desk's")
        reply = from_cbor(nacl.public.SealedBox(self.box).decrypt(answer["r"]))
        device = check_certificate(from_cbor(reply["d"]), reply["p"], reply["k"])
        bound = digest(b"DS-ENROL-DESK-1", reply["p"], reply["k"], device["device"])
        if reply["p"] != self.ticket.practice or bound != self.desk_nonce:
            raise Refused("the acceptance is by another practice")
        if device["signKey"] != bytes(self.sign.verify_key) or device["boxKey"] != bytes(self.box.public_key):
            raise Refused("the certificate names other keys")
        return Device(self, reply, device["device"])


class Device:
    """What an enrolled device knows, and its signed requests."""

    def __init__(self, enrolment, reply, identity):
        self.line, self.sign, self.id = enrolment.line, enrolment.sign, identity
        self.practice, self.practice_key, self.practice_name = reply["p"], reply["k"], reply["n"]
        self.server_key = check_certificate(from_cbor(reply["v"]), self.practice, self.practice_key)["serverKey"]
        self.scopes = {name: reply["s"][at:at + 16] for name, at in (("practice", 0), ("desk", 16), ("directory", 32))}
        self.staff = {each["i"]: (each["n"], each["r"]) for each in reply["t"]}
        box = nacl.public.SealedBox(enrolment.box)
        self.keys = {}
        for each in reply["w"]:
            self.keys.setdefault((each["c"], each["e"]), []).append(box.decrypt(each["w"]))
        self.incarnation, self.counter, self.chain = secrets.token_bytes(16), 1, NONE
        self.cursor = b""

    def request(self, path, body, nonce=None, method="POST", query="", takes=(200,)):
        nonce = nonce or secrets.token_bytes(16)
        text = base64.urlsafe_b64encode(nonce).decode().rstrip("=")
        content = "sha-256=:" + base64.b64encode(hashlib.sha256(body).digest()).decode() + ":"
        names = ("@method", "@authority", "@path", "@query", "content-digest", "ds-practice", "ds-device")
        values = (method, self.line.authority, path, "?" + query, content, self.practice.hex(), self.id.hex())
        parameters = (f'({" ".join(chr(34) + name + chr(34) for name in names)});created={int(time.time())};'
                      f'keyid="{self.id.hex()}";nonce="{text}";alg="ed25519";tag="doorstep-1"')
        base = "".join(f'"{name}": {value}\n' for name, value in zip(names, values))
        base += f'"@signature-params": {parameters}'
        signature = base64.b64encode(self.sign.sign(base.encode()).signature).decode()
        status, fields, answer = self.line.post(path + ("?" + query if query else ""), body, {
            "Content-Digest": content, "Ds-Practice": self.practice.hex(), "Ds-Device": self.id.hex(),
            "Signature-Input": "ds=" + parameters, "Signature": f"ds=:{signature}:"}, method)
        if "Ds-Ack" not in fields:
            raise Refused(f"an unsigned answer {status}")
        check_signature(self.server_key, b"DS-ACK-1" + self.id + nonce
                        + int(fields["Ds-Time"]).to_bytes(8, "little", signed=True)
                        + status.to_bytes(2, "little") + digest(answer),
                        base64.b64decode(fields["Ds-Ack"]), "the answer")
        if status not in takes:
            raise Answered(status, from_cbor(answer))
        return from_cbor(answer)

    def put_step(self, blob, offset, count, scope, name=None):
        """One step of a blob; without bytes a question."""
        return self.request("/blob/" + (name or digest(blob)).hex(), to_cbor({
            "b": blob[offset:offset + count], "l": len(blob), "o": offset, "s": scope}), method="PATCH", takes=(200, 409))

    def get_blob(self, name):
        blob = b""
        while True:
            part = self.request("/blob/" + name.hex(), b"", method="GET", query=f"o={len(blob)}")
            blob += part["b"]
            if len(blob) == part["l"]:
                return blob

    def ask_for(self, staff, code):
        """The staff code typed by its person; their signing key, which a desk certifies at its next sync."""
        care_epoch = max(epoch for kind, epoch in self.keys if kind == 1)
        care = first_by_name(self.keys[1, care_epoch])
        key = digest(b"DS-STAFF-CODE-1", self.practice, staff, self.id, code.encode(), key=care)
        signing = nacl.signing.SigningKey.generate()
        public = bytes(signing.verify_key)
        self.request("/staff/1", to_cbor({"s": "ask", "i": staff, "d": self.id, "k": public, "e": care_epoch,
                                          "m": digest(b"DS-STAFF-REQUEST-1", public, key=key)}))
        return signing

    def sync(self, entries=(), first=None, chain=None, page=500):
        """One request to /sync/1 as it is answered."""
        answer = self.request("/sync/1", to_cbor({
            "i": self.incarnation, "n": first or self.counter, "h": self.chain if chain is None else chain,
            "b": pack_batch(entries, self.id), "c": self.cursor if page else b"", "o": b"", "p": page, "d": b"",
            "a": VERSION}))
        if answer["l"]:
            times = b"".join(answer[key].to_bytes(8, "little", signed=True) for key in "wl")
            check_signature(self.server_key, b"DS-LEASE-1" + self.practice + self.id + times, answer["k"], "the lease")
        return answer

    def push(self, entries):
        """Own entries, acknowledged: their counters and the sequences they got."""
        answer = self.sync(entries, page=0)
        chain = self.chain
        for each in entries:
            chain = next_chain(chain, each)
        if (answer["n"], answer["h"]) != (self.counter + len(entries) - 1, chain):
            raise Refused("the acknowledgement is not of what was sent")
        self.counter, self.chain = self.counter + len(entries), chain
        return read_runs(answer["r"])

    def pull(self):
        """Every entry that the practice has for this device, with its position and mark."""
        found = []
        while True:
            answer = self.sync()
            entries = unpack_batch(answer["b"], self.practice)
            marks, position = Reader(answer["x"]), 0
            for each in entries:
                position += marks.zigzag()
                mark = marks.fixed(1)
                marks.zigzag()
                found.append((position, mark, each))
            marks.end()
            self.cursor = answer["c"]
            if not answer["f"] & 2:
                return found


def read_runs(content):
    """{counter: sequence}, and {counter: why it is held}."""
    part, sequences = Reader(content), {}
    for _ in range(part.varint()):
        first, count, sequence = part.varint(), part.varint(), part.varint()
        sequences.update({first + at: sequence + at for at in range(count)})
    held = {part.varint(): part.fixed(1) for _ in range(part.varint())}
    part.end()
    return sequences, held
