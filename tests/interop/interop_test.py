"""`interop_test.py BIN_FOLDER`: a client in another language, after docs/wire-protocol.md, in a
practice of real processes. It joins by a ticket, reads what the desk wrote and writes what the desk reads."""

import pathlib
import sys
import tempfile
import unittest

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "tour"))

import wire_client
import wire_format as wire
from driver import Failed, run
from practice import TODAY, open_practice
from wire_format import Refused

BIN = None
PROGRAMME = "flu-2026-27"
DICTIONARY = TESTS.parent / "core" / "entry" / "dictionary" / "v1.dict"
NAME, NUMBER = "Bronwen Achebe", "FX7K231"


class Practice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.server, cls.ctl = open_practice(BIN, pathlib.Path(scratch.name) / "practice")
        cls.addClassCleanup(cls.server.stop)
        cls.frames = wire.Frames(DICTIONARY.read_bytes())
        cls.nurse = cls.ctl.word(r"staff (\S+)", "person", "add", "--name", NAME, "--role", "nurse",
                                 "--registration", "12A3456E")
        cls.batch = cls.ctl.word(r"batch (\S+)", "batch", "add", "--programme", PROGRAMME, "--product", "ativ",
                                 "--number", NUMBER, "--expires", "2027-05-31", "--doses", "200")
        cls.ctl("authority", "add", "--kind", "pgd", "--title", "PGD flu", "--version", "3.1", "--programme",
                PROGRAMME, "--product", "ativ", "--from", "2026-09-01", "--to", "2027-03-31", "--authorised-by",
                "Dr Osei")
        people = pathlib.Path(scratch.name) / "patients.csv"
        run(BIN / "doorstepctl", "synthetic", people, "--patients", "40", "--seed", "7")
        cls.ctl("import", people, "--register", "housebound")
        cls.ctl("sync")
        cls.enrol()
        cls.pages = cls.device.pull()
        cls.staff_keys = cls.trusted()

    @classmethod
    def enrol(cls):
        desk = cls.ctl.talk("ticket", "--person", cls.nurse)
        cls.addClassCleanup(desk.stdout.close)
        cls.addClassCleanup(desk.stdin.close)
        cls.addClassCleanup(desk.kill)
        cls.code = desk.stdout.readline().split()[1]
        joining = wire_client.Enrolment(cls.code)
        cls.addClassCleanup(joining.line.close)
        desk.stdin.write(joining.digits() + "\n")  # the desk compares them with its own
        desk.stdin.flush()
        cls.device = joining.reveal()
        said = desk.stdout.read().split()
        if desk.wait(timeout=60) != 0:
            raise Failed(f"the desk did not accept this client: {said}")
        cls.said = {word: said[said.index(word) + 1] for word in ("device", "code")}
        cls.staff = bytes.fromhex(cls.nurse)
        cls.signing = cls.device.ask_for(cls.staff, cls.said["code"])
        cls.ctl("sync")

    @classmethod
    def trusted(cls):
        """The staff keys that the practice certified, by person and device."""
        keys = {}
        for _, _, entry in cls.pages:
            if entry.kind == wire.CONTROL:
                payload = wire.open_entry(entry, {}, cls.frames)
                if payload["k"] == "staff.certificate":
                    fields = wire.check_certificate(payload, cls.device.practice, cls.device.practice_key)
                    keys[fields["staff"], fields["device"]] = fields["staffKey"]
        return keys

    def read(self, entry):
        wire.check_signature(self.staff_keys[entry.staff, entry.device], b"DS-ENTRY-1" + entry.header(),
                             entry.signature, "an entry")
        return wire.open_entry(entry, self.device.keys, self.frames)

    def found(self, kind):
        """Entries of a kind with their payloads, in order of position."""
        read = [(entry, self.read(entry)) for _, _, entry in self.pages]
        return [(entry, payload) for entry, payload in read if payload["k"] == kind]

    def made(self, like, payload):
        """An entry of this client, in the scope and with the key of another."""
        entry = wire.Entry(self.device.practice, wire.new_id(), self.device.id, self.staff, like.kind, like.scope,
                           like.key_class, like.epoch, 0)
        entry.wall = wire.id_time(entry.id)
        wire.seal(entry, wire.to_cbor(payload), self.device.keys, self.frames)
        wire.sign(entry, self.signing)
        return entry

    def new_batch(self, number):
        like, payload = self.found("batchReceived")[0]
        batch = wire.new_id()
        return batch, self.made(like, {**payload, "a": batch, "t": wire.new_id(),
                                       "d": {**payload["d"], "batchNumber": number}})

    def test_enrolment_with_the_digits_typed_gives_the_practice_and_its_keys(self):
        self.assertEqual(self.device.id.hex(), self.said["device"])
        self.assertEqual(self.device.practice_name, "Harbour Lane Surgery")
        self.assertEqual(self.device.staff[self.staff], (NAME, "nurse"))
        self.assertIn((1, 1), self.device.keys)
        self.assertEqual(self.staff_keys[self.staff, self.device.id], bytes(self.signing.verify_key))

    def test_pull_reads_what_the_desk_wrote(self):
        people = {payload["a"].hex(): payload["d"] for _, payload in self.found("personRecorded")}
        self.assertEqual(people[self.nurse]["name"], NAME)
        batches = {payload["a"].hex(): payload["d"] for _, payload in self.found("batchReceived")}
        self.assertEqual(batches[self.batch]["batchNumber"], NUMBER)
        positions = [position for position, _, _ in self.pages]
        self.assertEqual(positions, sorted(set(positions)))
        self.assertEqual({mark for _, mark, _ in self.pages}, {0})
        self.assertIn(2, self.frames.seen)  # dictionary 1

    def test_pull_a_changed_entry_is_refused(self):
        _, _, entry = self.pages[-1]
        for name in ("scope", "device", "signature", "body_hash"):
            whole = wire.parse_whole(entry.whole())
            value = bytearray(getattr(whole, name))
            value[5] ^= 1
            setattr(whole, name, bytes(value))
            with self.assertRaises((Refused, KeyError), msg=name):
                self.read(whole)

    def test_push_is_acknowledged_once_and_the_desk_works_with_it(self):
        batch, entry = self.new_batch("OTHER77")
        at, chain = self.device.counter, self.device.chain
        sequences, held = self.device.push([entry])
        self.assertEqual((list(sequences), held), ([at], {}))
        again = self.device.sync([entry], first=at, chain=chain, page=0)
        self.assertEqual((again["n"], again["h"]), (at, self.device.chain))
        self.assertEqual(wire_client.read_runs(again["r"]), (sequences, {}))

        with self.assertRaisesRegex(Failed, r"not on this device.*\[batch\]"):
            self.plan(batch)  # not before it was pulled
        self.assertEqual(self.ctl.word(r"(\d+) received", "sync"), "1")
        self.assertRegex(self.plan(batch), r"round \S+")
        self.ctl("sync")
        planned = [self.read(each) for _, _, each in self.device.pull()]
        self.assertTrue(any(batch in values(payload) for payload in planned))
        self.assertIn("patientRecorded", {payload["k"] for payload in planned})

    def plan(self, batch):
        return self.ctl("plan", "--name", "Harbour round", "--day", TODAY, "--person", self.nurse, "--device",
                        self.device.id.hex(), "--programme", PROGRAMME, "--batch", batch.hex(), "--doses", "20",
                        "--most", "16")

    def test_push_with_a_broken_chain_is_not_taken(self):
        _, entry = self.new_batch("BROKEN1")
        before = self.device.counter - 1
        answer = self.device.sync([entry], chain=b"\1" * 32, page=0)
        self.assertEqual((answer["n"], answer["f"] & 1), (before, 1))
        self.assertEqual(wire_client.read_runs(answer["r"]), ({}, {}))

    def test_push_after_a_gap_says_where_to_go_on(self):
        _, entry = self.new_batch("GAP0001")
        answer = self.device.sync([entry], first=self.device.counter + 5, page=0)
        self.assertEqual((answer["n"], answer["f"] & 1), (self.device.counter - 1, 0))

    def test_blob_by_steps_is_kept_once_and_the_desk_has_it(self):
        # About a patient of this client's own: a desk reads every scope.
        like, _ = self.found("batchReceived")[0]
        patient, key, content = wire.new_id(), wire_client.secrets.token_bytes(32), b"heel of the left foot " * 9000
        sealed = wire.seal_attachment(content, wire_client.secrets.token_bytes(16), key)
        step = 131072
        self.assertEqual(self.device.put_step(sealed, 0, 0, patient), {"d": False, "o": 0, "x": False})
        self.assertEqual(self.device.put_step(sealed, step, 9, patient), {"d": False, "o": 0, "x": False})
        self.assertEqual(self.device.put_step(sealed, 0, step, patient), {"d": False, "o": step, "x": False})
        wrong = sealed[:-1] + bytes([sealed[-1] ^ 1])
        self.assertEqual(self.device.put_step(wrong, step, step, patient, wire.digest(sealed)),
                         {"d": False, "o": 0, "x": True})
        for at in (0, step):
            last = self.device.put_step(sealed, at, step, patient)
        self.assertEqual(last, {"d": True, "o": len(sealed), "x": False})
        self.assertEqual(self.device.put_step(sealed, 0, 0, patient), last)
        with self.assertRaises(wire_client.Answered) as refused:
            self.device.get_blob(wire.digest(sealed))  # before an entry made the scope this device's
        self.assertEqual((refused.exception.status, refused.exception.words["e"]), (404, "not-found"))
        self.assertEqual(self.ctl.word(r"attachments (\d+)", "status"), "0")

        entry = wire.Entry(self.device.practice, wire.new_id(), self.device.id, self.staff, wire.RECORD, patient,
                           like.key_class, like.epoch, 0)
        entry.wall = wire.id_time(entry.id)
        wire.seal(entry, wire.to_cbor({"k": "attachmentRecorded", "v": 1, "a": patient, "t": wire.new_id(), "d": {
            "blob": wire.digest(sealed), "key": key, "size": len(content), "mediaType": "image/jpeg"}}),
                  self.device.keys, self.frames)
        wire.sign(entry, self.signing)
        self.device.push([entry])
        self.ctl("sync")
        self.assertEqual(self.ctl.word(r"attachments (\d+)", "status"), "1")

    def test_request_signed_by_another_key_is_refused(self):
        own, self.device.sign = self.device.sign, wire_client.nacl.signing.SigningKey.generate()
        try:
            with self.assertRaises(wire_client.Answered) as refused:
                self.device.sync(page=0)
        finally:
            self.device.sign = own
        self.assertEqual((refused.exception.status, refused.exception.words["e"]), (401, "unsigned"))

    def test_request_sent_twice_is_refused(self):
        nonce, body = b"0123456789abcdef", wire.to_cbor({"s": "list"})
        with self.assertRaises(wire_client.Answered):
            self.device.request("/staff/1", body, nonce)  # a tablet lists nobody's requests
        with self.assertRaises(wire_client.Answered) as refused:
            self.device.request("/staff/1", body, nonce)
        self.assertEqual((refused.exception.status, refused.exception.words["e"]), (401, "clock"))

    def test_used_ticket_is_refused(self):
        late = wire_client.Enrolment(self.code)
        self.addCleanup(late.line.close)
        with self.assertRaises(wire_client.Answered) as refused:
            late.digits()
        self.assertEqual((refused.exception.status, refused.exception.words["e"], refused.exception.words["n"]),
                         (409, "flagged", "new-ticket"))

    def test_server_with_another_pin_is_refused_before_anything_is_sent(self):
        with self.assertRaises(wire_client.WrongPin):
            wire_client.Enrolment(self.code, pins=(b"\0" * 32, b"\1" * 32))

    def test_the_servers_keys_change_by_the_desks_word_and_the_code_says_the_same(self):
        ticket = wire.read_ticket(self.code)
        run(BIN / "doorstep-server", "tls", "rotate", "--db", self.server.folder / "db")
        # The pins of the ticket reach it still, by the next one.
        line = wire_client.Line(ticket.authority, ticket.pins[1:])
        self.addCleanup(line.close)
        with self.assertRaises(wire_client.WrongPin):
            wire_client.Line(ticket.authority, ticket.pins[:1])
        stated = self.device.request("/pins/1", wire.to_cbor({}))
        self.assertEqual(sorted(stated), ["n", "u", "x"])
        self.assertEqual(stated["n"], ticket.pins[1])
        self.ctl("server", "pins")
        orders = [wire.open_entry(entry, {}, self.frames) for _, _, entry in self.device.pull()
                  if entry.kind == wire.CONTROL]
        order = next(each for each in orders if each["k"] == "pins.ordered")
        serial, pins = wire.check_pins(order, self.device.practice, self.device.practice_key)
        self.assertEqual(pins, (stated["n"], stated["x"]))
        code = self.ctl("server", "repin", "--host", "moved.example:8443").strip()
        self.assertEqual(wire.read_connection_code(code, self.device.practice_key),
                         (self.device.practice, serial, pins, "moved.example:8443"))


def values(value):
    """Every byte string somewhere in a payload."""
    if isinstance(value, bytes):
        return {value}
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return set().union(*map(values, inner))
    return set()


if __name__ == "__main__":
    BIN = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
