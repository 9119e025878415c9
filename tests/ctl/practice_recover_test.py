"""`practice_recover_test.py BIN_FOLDER`: the only desk of a practice is lost. Two recovery cards and a code of the
server's administrator make a new one: real programs, a real keyring, a tablet in another language that goes on."""

import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "tour"))
sys.path.insert(0, str(TESTS / "interop"))

import wire_client
import wire_format as wire
from driver import Failed, run
from practice import TODAY, Ctl, open_practice

BIN = None
PROGRAMME = "flu-2026-27"
SEED = random.randrange(1 << 32)
DICTIONARY = TESTS.parent / "core" / "entry" / "dictionary" / "v1.dict"


class LostDesk(unittest.TestCase):
    """Each test begins with a practice that has a list, a nurse and her tablet, and no desk any more."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name) / "practice"
        self.server, self.ctl = open_practice(BIN, self.folder)
        self.addCleanup(self.server.stop)
        self.frames = wire.Frames(DICTIONARY.read_bytes())
        self.nurse = self.ctl.word(r"staff (\S+)", "person", "add", "--name", "Bronwen Achebe", "--role", "nurse",
                                   "--registration", "12A3456E")
        self.batch = self.ctl.word(r"batch (\S+)", "batch", "add", "--programme", PROGRAMME, "--product", "ativ",
                                   "--number", "FX7K231", "--expires", "2027-05-31", "--doses", "200")
        self.ctl("authority", "add", "--kind", "pgd", "--title", "PGD flu", "--version", "3.1", "--programme",
                 PROGRAMME, "--product", "ativ", "--from", "2026-09-01", "--to", "2027-03-31", "--authorised-by",
                 "Dr Osei")
        people = self.folder / "patients.csv"
        run(BIN / "doorstepctl", "synthetic", people, "--patients", "20", "--seed", "7")
        self.ctl("import", people, "--register", "housebound")
        self.ctl("sync")
        self.tablet, self.signing = self.enrol(self.ctl)
        self.tablet.pull()
        self.practice = self.tablet.practice.hex()
        self.lost = self.desk_id()
        self.gone = self.folder / "gone"
        self.ctl.store.rename(self.gone)  # the machine; its keyring is never asked again

    def desk_id(self):
        """The device that certified the others: the first one of the server's audit."""
        return re.search(r'"device":\s*"([0-9a-f]{32})"', self.audit("practice claimed")[0]).group(1)

    def admin(self, *words):
        return run(BIN / "doorstep-server", *words, "--db", self.server.folder / "db")

    def audit(self, event):
        return [line for line in self.admin("audit").splitlines() if f'"{event}"' in line]

    def status(self, name):
        return re.search(rf"^{name} (.+)$", self.admin("status"), re.MULTILINE).group(1)

    def code(self):
        return self.admin("practice", "recover", "--practice", self.practice).split()[1]

    def enrol(self, ctl):
        desk = ctl.talk("ticket", "--person", self.nurse)
        self.addCleanup(desk.stdout.close)
        self.addCleanup(desk.stdin.close)
        self.addCleanup(desk.kill)
        joining = wire_client.Enrolment(desk.stdout.readline().split()[1])
        self.addCleanup(joining.line.close)
        desk.stdin.write(joining.digits() + "\n")
        desk.stdin.flush()
        device = joining.reveal()
        said = desk.stdout.read().split()
        if desk.wait(timeout=60) != 0:
            raise Failed(f"the desk did not accept the tablet: {said}")
        signing = device.ask_for(bytes.fromhex(self.nurse), said[said.index("code") + 1])
        ctl("sync")
        return device, signing

    def card(self, number):
        return self.folder / "cards" / f"recovery-card-{number}.txt"

    def command(self, cards, code, store="new", more=()):
        named = [word for card in cards for word in ("--card", card)]
        return [BIN / "doorstepctl", "practice", "recover", "--claim", code, "--server",
                f"127.0.0.1:{self.server.port}", "--pin-now", self.status("pin"), "--person", "Mair Nandra", "--role",
                "coordinator", "--allow-pin", *named, *more, "--store", self.folder / store, "--pass-file",
                self.ctl.passfile]

    def recover(self, cards=(1, 3), code=None, **more):
        """Exit code and what it said."""
        paths = [self.card(card) if isinstance(card, int) else card for card in cards]
        done = subprocess.run(list(map(str, self.command(paths, code or self.code(), **more))), capture_output=True,
                              text=True, timeout=120)
        return done.returncode, done.stdout + done.stderr

    def new_desk(self, store="new"):
        ctl = Ctl(BIN / "doorstepctl", self.folder)
        ctl.store = self.folder / store
        return ctl

    def test_the_new_desk_has_the_records_and_the_practice_goes_on(self):
        entries = int(self.status("entries"))
        code, said = self.recover()
        self.assertEqual(code, 0, said)
        # All of the log but what the desk sent in the same sync.
        self.assertEqual(int(re.search(r"(\d+) received", said).group(1)), entries, said)
        self.assertIn(f"in use: desk {self.lost}", said)
        self.assertIn(f"in use: tablet {self.tablet.id.hex()}", said)
        desk = self.new_desk()
        planned = desk("plan", "--name", "Harbour round", "--day", TODAY, "--person", self.nurse, "--device",
                       self.tablet.id.hex(), "--programme", PROGRAMME, "--batch", self.batch, "--doses", "20",
                       "--most", "16")
        self.assertRegex(planned, r"round \S+")
        desk("device", "revoke", "--device", self.lost)
        desk("sync")

        # The tablet is given the next epoch and writes under it; the desk works with what it wrote.
        lines = [wire.open_entry(entry, self.tablet.keys, self.frames) for _, _, entry in self.tablet.pull()
                 if entry.kind in (wire.CONTROL, wire.KEYRING)]
        wrapped = next(each["d"] for each in lines if each["k"] == "keys.wrapped" and each["d"]["epoch"] == 2
                       and each["d"]["device"] == self.tablet.id)
        self.assertEqual(wrapped["keyClass"], 1)
        self.assertTrue(any(each["k"] == "device.revoked" and each["d"]["device"].hex() == self.lost for each in lines))
        second, _ = self.enrol(desk)
        self.assertIn((1, 2), second.keys)
        self.assertTrue(any(entry.kind == wire.CONTROL for _, _, entry in second.pull()))
        self.assertEqual(len(self.audit("practice recovered")), 1)
        self.assertEqual(len(self.audit("recovery code made")), 1)
        self.assertEqual(self.status("held"), "0")
        again, said = self.recover()  # finished already: it syncs and says so
        self.assertEqual(again, 0, said)
        self.assertEqual(len(self.audit("practice recovered")), 1)

    def test_cards_that_do_not_do_are_refused_with_what_to_do(self):
        code = self.code()
        damaged = self.folder / "damaged.txt"
        damaged.write_text(self.card(2).read_text()[:-5] + "AAAAA")
        other = self.folder / "no-card.txt"
        other.write_text("a shopping list")
        for cards, says in (((1,), "another of the three people"), ((1, 1), "another of the three people"),
                            ((1, damaged), "the third card"), ((1, other), "begins with DSR1")):
            status, said = self.recover(cards, code)
            self.assertNotEqual(status, 0)
            self.assertRegex(said, r"^Nothing was changed: ")
            self.assertIn(says, said)
            self.assertEqual(len(said.strip().splitlines()), 1, said)
            self.assertFalse((self.folder / "new").exists())
        self.assertEqual(self.recover((2, 3), code)[0], 0)

    def test_code_used_or_unknown_is_refused(self):
        code = self.code()
        self.assertEqual(self.recover(code=code)[0], 0)
        status, said = self.recover(code=code, store="second")
        self.assertEqual(status, 1)
        self.assertIn("doorstep-server practice recover", said)
        self.assertFalse((self.folder / "second").exists())

    def test_a_copy_of_the_lost_folder_helps_and_is_left_as_it_was(self):
        copy = self.folder / "copy"
        shutil.copytree(self.gone, copy)
        before = {path.name: path.read_bytes() for path in copy.iterdir() if path.is_file()}
        status, said = self.recover(more=("--from", copy))
        self.assertEqual(status, 0, said)
        after = {path.name: path.read_bytes() for path in copy.iterdir() if path.is_file()}
        after.pop("store.db-lock", None)
        before.pop("store.db-lock", None)
        self.assertEqual(after, before)

    def test_killed_at_any_moment_it_is_run_again_and_is_done_once(self):
        dice = random.Random(SEED)
        code = self.code()
        command = list(map(str, self.command([self.card(1), self.card(2)], code)))
        for reach in (0.2, 0.6, 1.2, 2.0):  # fewer than the wrong PINs after which a person has to wait
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.uniform(0, reach))
            process.kill()
            process.wait()
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, f"seed {SEED}: {done.stdout}{done.stderr}")
        self.assertEqual(len(self.audit("practice recovered")), 1, f"seed {SEED}")
        self.new_desk()("device", "revoke", "--device", self.lost)
        self.assertEqual(self.status("held"), "0", f"seed {SEED}")


if __name__ == "__main__":
    BIN = pathlib.Path(sys.argv.pop(1)).resolve()
    if len(sys.argv) > 1 and sys.argv[1].isdigit():
        SEED = int(sys.argv.pop(1))
    print("seed", SEED)
    unittest.main(verbosity=2)
