"""`format_test.py STORE_FOR_READING`: the product writes a store, the reader in this folder reads it
and compares; then a bit is flipped in every region of every file and nothing of it may be believed.
"""

import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import aegis256
import attachment as attachments
import envelope as envelopes
import read_store as reader
from envelope import Refused
from lines import Damaged, crc32c
from read_store import PAGE
from siphash import siphash24

WRITER = None
IN_FILE, IN_LOG = 40, 12  # patients saved before and after the checkpoint
FRAME = 24 + PAGE
AEGIS = pathlib.Path(__file__).parent.parent / "fixtures" / "crypto" / "aegis-256.json"
SEED = random.SystemRandom().randrange(1 << 32)


def patients_in(database):
    return {(bytes(identity).hex(), family, given) for identity, family, given in
            database.connect().execute("SELECT patient, family, given FROM patient")}


class Primitives(unittest.TestCase):
    def test_siphash_is_the_papers(self):
        self.assertEqual(siphash24(bytes(range(16)), bytes(range(15))).hex(), "e545be4961ca29a1")

    def test_crc32c_is_the_standards(self):
        self.assertEqual(crc32c(b"123456789"), 0xE3069283)

    def test_aegis_256_is_the_drafts(self):
        vectors = json.loads(AEGIS.read_text())

        def opened(case):
            return aegis256.decrypt(*(bytes.fromhex(case[name]) for name in
                                      ("sealed", "tag", "associated", "nonce", "key")))
        for case in vectors["cases"]:
            self.assertEqual(opened(case), bytes.fromhex(case["plain"]))
        for case in vectors["refused"]:
            self.assertIsNone(opened(case))


class Store(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.made = pathlib.Path(cls.scratch.name) / "store"
        cls.said = json.loads(subprocess.run(
            [WRITER, cls.made], check=True, capture_output=True, timeout=60).stdout)
        cls.recovery, cls.device_secret, cls.master, cls.staff = (
            bytes.fromhex(cls.said[name])
            for name in ("recoverySecret", "deviceSecret", "masterKey", "staff"))
        cls.patients = {tuple(each) for each in cls.said["patients"]}

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def setUp(self):
        self.folder = pathlib.Path(self.scratch.name) / self.id().rsplit(".", 1)[1]
        shutil.copytree(self.made, self.folder)

    def database(self):
        return reader.read_database(self.folder, envelopes.read_envelope(self.folder), self.master)

    def flip(self, name, at, bit=0):
        path = self.folder / name
        content = bytearray(path.read_bytes())
        content[at] ^= 1 << bit
        path.write_bytes(content)

    def restore(self, name):
        shutil.copy(self.made / name, self.folder / name)


class Reading(Store):
    def test_pin_and_device_secret_give_the_master_key(self):
        envelope = envelopes.read_envelope(self.folder)
        pin = self.said["pin"].encode()
        self.assertEqual(
            envelope.open_with_pin(self.staff, pin, self.device_secret), self.master)
        with self.assertRaises(Refused):
            envelope.open_with_pin(self.staff, b"000000", self.device_secret)
        with self.assertRaises(Refused):
            envelope.open_with_pin(self.staff, pin, bytes(32))

    def test_recovery_key_gives_the_master_key(self):
        envelope = envelopes.read_envelope(self.folder)
        self.assertEqual(envelope.open_with_recovery(self.recovery), self.master)
        with self.assertRaises(Refused):
            envelope.open_with_recovery(bytes(31) + b"\1")

    def test_any_two_recovery_cards_give_the_recovery_key(self):
        cards = self.said["cards"]
        for one, other in ((0, 1), (2, 0), (1, 2)):
            self.assertEqual(envelopes.join_cards([cards[one], cards[other]]), self.recovery)
        for wrong in ([cards[0]], [cards[0], cards[0]], [cards[0], cards[1][:-1] + "A7"],
                      [cards[0], "DSR1:"], cards):
            with self.assertRaises(Refused):
                envelopes.join_cards(wrong)

    def test_database_and_log_hold_every_patient_that_was_saved(self):
        database = self.database()
        self.assertEqual(len(self.patients), IN_FILE + IN_LOG)
        self.assertEqual(patients_in(database), self.patients)
        self.assertGreaterEqual(database.wal.commits, IN_LOG)
        self.assertEqual(
            database.connect().execute("PRAGMA integrity_check").fetchone(), ("ok",))

    def test_without_its_log_the_database_is_the_checkpoints(self):
        (self.folder / "store.db-wal").unlink()
        self.assertEqual({family for _, family, _ in patients_in(self.database())}, {"Infile"})
        self.assertEqual(len(patients_in(self.database())), IN_FILE)

    def test_free_pages_are_there_and_hold_nothing(self):
        free = self.database().connect().execute("PRAGMA freelist_count").fetchone()[0]
        self.assertGreater(free, 10)

    def test_outbox_holds_every_entry(self):
        lines = reader.read_outbox(self.folder, self.recovery)
        self.assertEqual([line.sequence for line in lines], list(range(1, len(lines) + 1)))
        self.assertEqual(
            [entry.id.hex() for line in lines for entry in line.entries], self.said["entries"])

    def test_entries_open_with_the_practice_keys_in_the_database(self):
        keys = reader.practice_keys(self.database().connect(), self.master)
        for line in reader.read_outbox(self.folder, self.recovery):
            for entry in line.entries:
                self.assertIn(reader.open_body(entry, keys)[0], (0, 1, 2))

    def test_spool_holds_every_entry_in_one_chain(self):
        spool = reader.read_spool(self.folder)
        reader.check_chain(spool)
        self.assertEqual([each.entry.id.hex() for each in spool], self.said["entries"])
        self.assertEqual([each.counter for each in spool], list(range(1, len(spool) + 1)))
        incarnation = (self.folder / "incarnation").read_bytes()
        self.assertEqual({each.incarnation for each in spool}, {incarnation})

    def test_device_and_lockout_open_with_the_device_secret(self):
        device = reader.read_device(self.folder, self.device_secret)
        self.assertIn(bytes.fromhex(self.said["practice"]), device)
        self.assertEqual(reader.read_lockout(self.folder, self.device_secret), {self.staff: 1})

    def test_attachments_are_what_was_added(self):
        found = attachments.read_attachments(self.folder, self.database().connect(), self.master)
        self.assertEqual({each.hex(): len(content) for each, content in found.items()},
                         self.said["attachments"])
        for content in found.values():
            self.assertTrue((b"heel of Inlog " * (len(content) // 14 + 1)).startswith(content))

    def test_program_says_counts_and_refuses_another_key(self):
        key = self.folder.with_suffix(".key")
        read = [sys.executable, "-B", reader.__file__, self.folder, "--recovery-key", key]
        key.write_text(self.recovery.hex() + "\n")
        said = subprocess.run(read, check=True, capture_output=True, text=True, timeout=60).stdout
        self.assertIn(f"spool: {IN_FILE + IN_LOG} entries", said)
        self.assertNotIn("Inlog", said)
        key.write_text("11" * 32)
        self.assertNotEqual(
            subprocess.run(read, capture_output=True, timeout=60, check=False).returncode, 0)

    def test_no_file_holds_a_name(self):
        for path in self.folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                for name in (b"Infile", b"Inlog", b"CREATE TABLE", b"Amina"):
                    self.assertNotIn(name, content, path.name)


class Flipping(Store):
    """Seeded: a failure prints where the bit was."""

    def setUp(self):
        super().setUp()
        self.random = random.Random(SEED)

    def somewhere(self, begin, size):
        return self.random.randrange(begin, begin + size), self.random.randrange(8)

    def test_attachment_every_region_and_every_cut_is_refused(self):
        connection = self.database().connect()
        longest = max(self.said["attachments"], key=self.said["attachments"].get)
        name, chunk = f"attachments/{longest}", 65536 + 17
        size = (self.folder / name).stat().st_size

        def read():
            return attachments.read_attachments(self.folder, connection, self.master)
        key = attachments.subkey(self.master, "attachments")
        nonce, sealed = connection.execute("SELECT nonce, sealedKey FROM attachment WHERE id = ?",
                                           (bytes.fromhex(longest),)).fetchone()
        key = attachments.unseal(
            key, nonce, b"DS1-attachment-key" + bytes.fromhex(longest), sealed, "key")
        whole = (self.folder / name).read_bytes()
        regions = {"magic": (0, 8), "id": (8, 16), "header": (24, 24), "first chunk": (48, chunk),
                   "last chunk": (48 + chunk, size - 48 - chunk), "last MAC": (size - 16, 16)}
        for region, where in regions.items():
            at, bit = self.somewhere(*where)
            with self.subTest(region, seed=SEED, at=at, bit=bit):
                self.flip(name, at, bit)
                with self.assertRaises(Refused):
                    attachments.open_file(
                        (self.folder / name).read_bytes(), bytes.fromhex(longest), key)
                with self.assertRaises(Refused):
                    read()
                self.restore(name)
        for length in (0, 47, 48, 48 + chunk, size - 1):
            with self.subTest(length=length), self.assertRaises(Refused):
                attachments.open_file(whole[:length], bytes.fromhex(longest), key)
        self.assertEqual(len(read()), len(self.said["attachments"]))

    def test_database_every_region_is_refused(self):
        log = self.folder / "store.db-wal"
        log.unlink()  # its images would stand for pages of the file
        end = PAGE - 40
        regions = {"salt": (0, 16), "page size": (16, 2), "versions": (18, 2), "R": (20, 1),
                   "format version": (21, 1), "cipher": (22, 1), "zero": (23, 1),
                   "ciphertext of page 1": (24, end - 24), "nonce of page 1": (end, 24),
                   "tag of page 1": (end + 24, 16), "ciphertext of page 2": (PAGE, end),
                   "nonce of page 2": (PAGE + end, 24), "tag of page 2": (PAGE + end + 24, 16)}
        for region, where in regions.items():
            at, bit = self.somewhere(*where)
            with self.subTest(region, seed=SEED, at=at, bit=bit):
                self.flip("store.db", at, bit)
                with self.assertRaises(Refused):
                    self.database()
                self.restore("store.db")

    def test_database_pages_that_changed_places_are_refused(self):
        (self.folder / "store.db-wal").unlink()
        content = bytearray((self.folder / "store.db").read_bytes())
        content[PAGE:2 * PAGE], content[2 * PAGE:3 * PAGE] = (
            content[2 * PAGE:3 * PAGE], content[PAGE:2 * PAGE])
        (self.folder / "store.db").write_bytes(content)
        with self.assertRaises(Refused):
            self.database()

    def test_database_that_was_cut_off_is_refused(self):
        (self.folder / "store.db-wal").unlink()
        content = (self.folder / "store.db").read_bytes()
        for size in (len(content) - PAGE, len(content) - 1):
            (self.folder / "store.db").write_bytes(content[:size])
            with self.subTest(size=size), self.assertRaises(Refused):
                self.database()

    def test_newer_version_is_said_to_be_newer(self):
        (self.folder / "store.db-wal").unlink()
        self.flip("store.db", 21, 1)
        with self.assertRaisesRegex(Refused, "newer"):
            self.database()

    def test_log_every_region_ends_it_at_the_commit_before(self):
        whole = self.database()
        frames = (len((self.folder / "store.db-wal").read_bytes()) - 32 - whole.wal.left) // FRAME
        frame = frames * 2 // 3
        begin = 32 + frame * FRAME
        end = begin + 24 + PAGE - 40
        regions = {"page number": (begin, 4), "commit size": (begin + 4, 4),
                   "salts": (begin + 8, 8), "checksum": (begin + 16, 8),
                   "image": (begin + 24, PAGE - 40), "nonce": (end, 24), "tag": (end + 24, 16)}
        for region, where in regions.items():
            at, bit = self.somewhere(*where)
            with self.subTest(region, seed=SEED, at=at, bit=bit):
                self.flip("store.db-wal", at, bit)
                cut = self.database()
                self.assertLess(patients_in(cut), self.patients)
                self.assertGreater(cut.wal.commits, 0)
                self.assertGreater(cut.wal.left, whole.wal.left)
                self.restore("store.db-wal")
        for region, where in {"header": (0, 24), "header's checksum": (24, 8)}.items():
            at, bit = self.somewhere(*where)
            with self.subTest(region, seed=SEED, at=at, bit=bit):
                self.flip("store.db-wal", at, bit)
                self.assertEqual(self.database().wal.commits, 0)
                self.restore("store.db-wal")

    def test_envelope_every_byte_of_both_copies_is_refused(self):
        size = len((self.folder / "store.env").read_bytes())
        for at in range(size):
            bit = self.random.randrange(8)
            for name in ("store.env", "store.env.2"):
                self.flip(name, at, bit)
            with self.subTest(seed=SEED, at=at, bit=bit), self.assertRaises(Refused):
                envelopes.read_envelope(self.folder)
            for name in ("store.env", "store.env.2"):
                self.restore(name)

    def test_envelope_one_damaged_copy_is_no_loss(self):
        for name in ("store.env", "store.env.2"):
            self.flip(name, 40)
            envelope = envelopes.read_envelope(self.folder)
            self.assertEqual(envelope.open_with_recovery(self.recovery), self.master)
            self.restore(name)

    def test_envelope_forged_with_a_right_crc_is_refused(self):
        content = bytearray((self.folder / "store.env").read_bytes())
        for at in range(24, len(content) - 4):
            forged = bytearray(content)
            forged[at] ^= 1
            forged[-4:] = crc32c(forged[:-4]).to_bytes(4, "little")
            with self.subTest(at=at), self.assertRaises(Refused):
                envelopes.parse_envelope(bytes(forged)).open_with_recovery(self.recovery)

    def test_lines_a_flipped_bit_is_refused(self):
        reads = {"outbox.seal": lambda: reader.read_outbox(self.folder, self.recovery),
                 "spool": lambda: reader.read_spool(self.folder)}
        for name, read in reads.items():
            first = int.from_bytes((self.folder / name).read_bytes()[:4], "little")
            for region, where in {"content": (4, first), "crc": (4 + first, 4)}.items():
                at, bit = self.somewhere(*where)
                with self.subTest(name, region=region, seed=SEED, at=at, bit=bit):
                    self.flip(name, at, bit)
                    with self.assertRaises((Refused, Damaged)):
                        read()
                    self.restore(name)

    def test_lines_what_a_power_cut_left_at_the_end_is_as_if_not_there(self):
        content = (self.folder / "outbox.seal").read_bytes()
        (self.folder / "outbox.seal").write_bytes(content[:-7])
        lines = reader.read_outbox(self.folder, self.recovery)
        self.assertEqual(
            [entry.id.hex() for line in lines for entry in line.entries], self.said["entries"][:-1])

    def test_device_and_lockout_every_byte_is_refused(self):
        for names, read in ((("device.seal", "device.seal.2"), reader.read_device),
                            (("lockout",), reader.read_lockout)):
            for at in range(len((self.folder / names[0]).read_bytes())):
                for name in names:
                    self.flip(name, at, self.random.randrange(8))
                with self.subTest(names[0], seed=SEED, at=at), self.assertRaises(Refused):
                    read(self.folder, self.device_secret)
                for name in names:
                    self.restore(name)


if __name__ == "__main__":
    WRITER = sys.argv.pop(1)
    unittest.main()
