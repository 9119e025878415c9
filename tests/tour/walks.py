"""Bad input, walked on real screens with real processes: `walks.py BIN_FOLDER OUT_FOLDER`.

Wrong PINs, tickets that do not work, a server with another key, a full disk, damaged records, a store
of a newer version, a keystore that is missing, emptied or locked. Everything is done by touches and keys, and
what a person reads is read from the screen: each sentence must say what happened, what is safe and
what to do next, in plain words. walks.sh starts it with a keyring and a home of its own.
"""
import hashlib
import os
import pathlib
import re
import resource
import signal
import socket
import struct
import subprocess
import sys
import time

from desk import Desk
from driver import Failed, fresh, run, say, stop
from people import Tablet
from practice import PIN, TODAY, hand_digits, open_practice

PROGRAMME = "flu-2026-27"
LIST = pathlib.Path(__file__).parents[1] / "fixtures" / "import" / "housebound-300.csv"
WRONG = "654321"
JARGON = re.compile(r"\b(server_|pin_|SPKI|TLS|certificate|sqlite|errno|enum|null|code \d+|exception|schema|"
                    r"envelope|database|timeout|HTTP|MAC|key ring daemon|D-Bus)\b", re.I)
FULL = 24 * 1024 * 1024


class Hands(Tablet):
    """A tablet whose pictures are only those of the walk, not of the way there."""

    def photograph(self, step):
        pass

    def show(self, step):
        super().photograph(step)


def sentence(app, name, happened, safe, step):
    """What the item says, once it has all three parts; a word of the trade fails."""
    app.wait(name)
    said = app.text(name)
    who = name.replace("body:", "who:")
    if who != name and app.exists(who):
        said += " " + app.text(who)
    say(f"           \"{said}\"")
    for part, words in (("what happened", happened), ("what is safe", safe), ("what next", step)):
        if words.casefold() not in said.casefold():
            raise Failed(f"{app.name}: {name} does not say {part} ('{words}'): '{said}'")
    if found := JARGON.search(said):
        raise Failed(f"{app.name}: '{found.group()}' is no word for a nurse: '{said}'")
    return said


def bytes_of(folder, leave_out=()):
    """Every file below a folder by its bytes; those that count attempts or locks are named by the caller."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in leave_out}


def untouched(before, folder, leave_out=()):
    after = bytes_of(folder, leave_out)
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if changed:
        raise Failed(f"these files were touched: {', '.join(changed)}")


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 & -(crc & 1))
    return crc ^ 0xFFFFFFFF


def other_character(ticket):
    """The ticket with its last character but one read wrongly."""
    return ticket[:-2] + ("A" if ticket[-2] != "A" else "B") + ticket[-1]


class Keyring:
    """The session's keyring: locked, unlocked and emptied the way its own tools do it."""

    SERVICE, PATH = "org.freedesktop.secrets", "/org/freedesktop/secrets"
    PASSWORD = b"keyring\n"  # with-keyring.sh made it so

    def call(self, path, method, *arguments):
        return run("dbus-send", "--session", "--print-reply", f"--dest={self.SERVICE}", path,
                   f"org.freedesktop.Secret.{method}", *arguments)

    def collection(self):
        said = self.call(self.PATH, "Service.ReadAlias", "string:default")
        return re.search(r'object path "(.+)"', said).group(1)

    def lock(self):
        self.call(self.PATH, "Service.Lock", f"array:objpath:{self.collection()}")

    def unlock(self):
        """As signing in does it: the password over the daemon's control socket (gnome-keyring's
        daemon/control, operation 1), which wants one byte first, to see who is there."""
        request = struct.pack(">II", 1, len(self.PASSWORD)) + self.PASSWORD
        with socket.socket(socket.AF_UNIX) as control:
            control.connect(os.environ["XDG_RUNTIME_DIR"] + "/keyring/control")
            control.sendall(b"\0" + struct.pack(">I", len(request) + 4) + request)
            if control.recv(8) != struct.pack(">II", 8, 0):
                raise Failed("the keyring did not take its password")

    def empty(self):
        """Every secret of it; the desk and the tablet of these walks are the only ones who had any."""
        said = self.call(self.collection(), "Collection.SearchItems", "dict:string:string:")
        for item in re.findall(r'object path "(.+)"', said):
            self.call(item, "Item.Delete")


class SmallDisk:
    """A file system of a few megabytes that can be filled, or where mounting is not allowed a limit on
    what the app may write. Past that limit the kernel stops a program unless it ignores the signal."""

    def __init__(self, folder):
        self.folder, self.filler = fresh(folder), folder / "filler"
        self.mounted = os.geteuid() == 0 and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={FULL}", "tmpfs", str(folder)], capture_output=True,
            check=False).returncode == 0

    @staticmethod
    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def fill(self, process):
        if not self.mounted:
            limits = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1, limits[1]))
            return
        with open(self.filler, "wb", buffering=0) as handle:
            try:
                while True:
                    handle.write(b"\0" * 4096)
            except OSError:
                pass

    def make_room(self, process):
        if self.mounted:
            self.filler.unlink()
        else:
            limits = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limits[1], limits[1]))

    def close(self):
        if self.mounted:
            subprocess.run(["umount", str(self.folder)], check=False)


class Walks:
    def __init__(self, bin_folder, out):
        self.bin, self.pictures = bin_folder, fresh(out / "walks")
        self.work = pathlib.Path(os.environ["TOUR_WORK"])
        self.disk = SmallDisk(self.work / "small")
        self.store = self.disk.folder / "tablet"
        self.started = time.monotonic()
        self.apps, self.servers = [], []

    def step(self, message):
        say(f"{time.monotonic() - self.started:6.1f} s  {message}")

    def app(self, walk, store=None, **environment):
        app = Hands(self.bin / "tour_app", store or self.store, Tablet.PHONE, self.pictures, walk,
                     prepare=None if self.disk.mounted else SmallDisk.prepare, **environment)
        self.apps.append(app)
        return app

    def end(self):
        for app in self.apps:
            app.kill()
        for server in self.servers:
            server.stop()
        self.disk.close()

    # -- the practice, and another one at the same address --------------------------------------------

    def prepare(self):
        self.step("two practices: the server of the other one stands at the same address afterwards")
        self.other, other_ctl = open_practice(self.bin, fresh(self.work / "other"))
        self.servers.append(self.other)
        person = other_ctl.word(r"staff (\S+)", "person", "add", "--name", "Sanjay Wick", "--role", "hca")
        desk = other_ctl.talk("ticket", "--person", person)
        self.foreign = desk.stdout.readline().split()[1]
        desk.kill()
        self.other.kill()
        self.server, self.ctl = open_practice(self.bin, self.work, self.other.port)
        self.servers.append(self.server)
        ctl = self.ctl
        self.nurse = ctl.word(r"staff (\S+)", "person", "add", "--name", "Bronwen Achebe", "--role", "nurse",
                              "--registration", "12A3456E")
        self.batch = ctl.word(r"batch (\S+)", "batch", "add", "--programme", PROGRAMME, "--product", "ativ",
                              "--number", "FX7K231", "--expires", "2027-05-31", "--doses", "40")
        ctl("authority", "add", "--kind", "pgd", "--title", "PGD flu", "--version", "3.1", "--programme", PROGRAMME,
            "--product", "ativ", "--from", "2026-09-01", "--to", "2027-03-31", "--authorised-by", "Dr Osei")
        ctl("import", LIST, "--register", "housebound")
        ctl("sync")

    # -- 1: tickets -----------------------------------------------------------------------------------

    def refused(self, tablet, ticket, walk, happened, step):
        """A ticket typed and refused: the sentence, and what was typed still in the field."""
        tablet.replace("enrolTicket", ticket)
        tablet.tap("enrolPrimary")
        sentence(tablet, "body:enrolAgain", happened, "nothing is stored on this device", step)
        if tablet.text("enrolTicket") != ticket:
            raise Failed(f"{walk}: the field holds '{tablet.text('enrolTicket')}', not what was typed")
        tablet.show(walk)
        if self.store.exists():
            raise Failed(f"{walk}: something was stored")

    def tickets(self):
        self.step("tickets: run out, of another practice, altered by one character")
        tablet = self.app("ticket")
        tablet.wait("screen:enrol")
        brief = self.ctl.talk("ticket", "--person", self.nurse, "--life", "1", stderr=subprocess.PIPE)
        expired = brief.stdout.readline().split()[1]
        if "It has run out." not in (complaint := brief.communicate()[1]):
            raise Failed(f"the desk said of a ticket that ran out: {complaint}")
        self.refused(tablet, expired, "expired", "has run out", "ask the desk for a new ticket")
        self.refused(tablet, self.foreign, "of-another-practice", "did not come from the practice",
                     "ask the desk for a new ticket")
        desk = self.ctl.talk("ticket", "--person", self.nurse)
        ticket = desk.stdout.readline().split()[1]
        self.refused(tablet, other_character(ticket), "altered", "not as the desk shows it", "correct it, then join")

        self.step("the altered one corrected in place: the tablet joins")
        tablet.tap("enrolTicket")
        tablet.key("Ctrl+End")
        tablet.key("Backspace")
        tablet.key("Backspace")
        tablet.type(ticket[-2:])
        tablet.tap("enrolPrimary")
        tablet.wait("enrolDigits")
        tablet.show("corrected")
        said = hand_digits(tablet, desk)
        if said.count("code") != 1:
            raise Failed(f"one person was given {said.count('code')} staff codes: {said}")
        self.device, code = said[said.index("device") + 1], said[said.index("code") + 1]
        tablet.wait("screen:unlock", 60000)
        tablet.first_unlock(self.nurse, code)
        tablet.sync()  # what it asks the desk for has arrived: the desk's next sync answers
        self.plan(tablet)
        self.used(ticket)

    def plan(self, tablet):
        self.ctl("plan", "--name", "Harbour round", "--day", TODAY, "--person", self.nurse, "--device", self.device,
                 "--programme", PROGRAMME, "--batch", self.batch, "--doses", "10", "--most", "5")
        self.ctl("sync")
        tablet.sync()
        tablet.wait("notice:before-you-go", 60000)
        tablet.before_you_go(signs=True)
        tablet.sync_until_home()
        tablet.quit()

    def used(self, ticket):
        self.step("the ticket again, on a second tablet")
        second = self.app("ticket-used", self.work / "second")
        second.wait("screen:enrol")
        second.replace("enrolTicket", ticket)
        second.tap("enrolPrimary")
        sentence(second, "body:enrolAgain", "ticket", "nothing is stored on this device",
                 "ask the desk for a new ticket")
        if second.text("enrolTicket") != ticket or (self.work / "second").exists():
            raise Failed("a used ticket: the field was emptied, or something was stored")
        second.show("used")
        second.quit()

    # -- 2: the door ----------------------------------------------------------------------------------

    def wrong_pin(self):
        self.step("a wrong PIN, another wrong one, then the right one")
        tablet = self.app("pin")
        tablet.wait("screen:unlock")
        if tablet.exists(f"person:{self.nurse}"):
            tablet.tap(f"person:{self.nurse}")
        for left in ("9 tries left", "8 tries left"):
            tablet.enter_pin(WRONG)
            tablet.wait_text("unlockMessage", left)
            sentence(tablet, "unlockMessage", "PIN is not right", "no record is lost", left)
            tablet.show(left.replace(" ", "-"))
        tablet.enter_pin(PIN)
        tablet.wait("screen:today", 60000)
        tablet.show("right-one")
        return tablet

    # -- 3: another server ----------------------------------------------------------------------------

    def waiting(self, tablet):
        """How many records the tablet says it alone has."""
        found = re.match(r"\d+", tablet.text("syncHeadline"))
        return int(found.group()) if found else 0

    def try_to_send(self, tablet):
        tablet.tap("syncPrimary")
        time.sleep(0.3)
        tablet.wait("syncPrimary")

    def another_server(self, tablet):
        self.step("no server: the visit saves, the tablet says that the practice is not reached")
        self.server.kill()
        tablet.open_next()
        tablet.pressure("128", "76")
        tablet.key("Escape")
        tablet.wait("screen:today")
        tablet.tap("todaySync")
        tablet.wait("syncHeadline")
        self.try_to_send(tablet)
        tablet.wait_text("heading:notice:sync", "cannot be reached")
        sentence(tablet, "body:notice:sync", "record", "on this device", "send themselves later")
        tablet.show("offline")
        kept = self.waiting(tablet)

        self.step("another server at the same address: told apart, nothing sent")
        self.other.start()
        before = self.entries_of(self.other)
        self.try_to_send(tablet)
        tablet.wait_text("heading:notice:sync", "Not your practice")
        sentence(tablet, "body:notice:sync", "did not come from your practice", "nothing counts as sent", "tell the practice")
        tablet.show("another-server")
        tablet.tap("syncBack")
        tablet.wait("screen:today")
        tablet.open_next()
        tablet.note("Saved beside a stranger.")
        tablet.key("Escape")
        tablet.wait("screen:today")
        tablet.tap("todaySync")
        tablet.wait("syncHeadline")
        if kept < 1 or self.waiting(tablet) <= kept:
            raise Failed(f"{kept} records waited, then {self.waiting(tablet)}: the note should be one more")
        if self.entries_of(self.other) != before:
            raise Failed("the other server holds something new")
        self.other.kill()

        self.step("the practice's own server again: everything arrives")
        self.server.start()
        tablet.tap("syncBack")
        tablet.sync_until_home()

    def entries_of(self, server):
        return run(self.bin / "doorstep-server", "status", "--db", server.folder / "db")

    # -- 4: a full disk -------------------------------------------------------------------------------

    def full_disk(self, tablet):
        self.step("the disk is full at Save" if self.disk.mounted else "no room to write at Save (a limit, no mount)")
        tablet.tap("todaySync")
        tablet.wait("syncTotal")
        before = int(tablet.text("syncTotal"))
        tablet.tap("syncBack")
        tablet.open_next()
        tablet.tap("visitAddPressure")
        tablet.wait("screen:observe")
        tablet.type("14284")
        self.disk.fill(tablet.process)
        tablet.tap("padAdvance")
        sentence(tablet, "saveTroubleText", "device is full", "what you typed is still here", "then try again")
        tablet.show("full-disk")
        tablet.tap("saveTroublePrimary")
        tablet.gone("saveTroublePrimary")
        tablet.wait("screen:observe")
        tablet.show("still-typed")
        self.disk.make_room(tablet.process)

        self.step("room again: the same Save works, and the record is there once")
        tablet.tap("padAdvance")
        tablet.wait("screen:visit")
        tablet.show("saved-after-all")
        tablet.key("Escape")
        tablet.wait("screen:today")
        tablet.sync_until_home()
        tablet.tap("todaySync")
        tablet.wait("syncTotal")
        after = int(tablet.text("syncTotal"))
        say(f"           records made here: {before}, then {after}")
        tablet.tap("syncBack")
        if after != before + 1:
            raise Failed("the record should be there, and once")
        tablet.quit()

    # -- damaged records ------------------------------------------------------------------------------

    def damaged_records(self):
        self.step("one bit of the records is flipped: a page says so, and makes nothing by itself")
        records = self.store / "store.db"
        data = bytearray(records.read_bytes())
        data[1000] ^= 1
        records.write_bytes(data)
        tablet = self.app("damaged")
        tablet.wait("screen:unlock")
        if tablet.exists(f"person:{self.nurse}"):
            tablet.tap(f"person:{self.nurse}")
        tablet.enter_pin(PIN)
        tablet.wait("screen:damaged", 60000)
        sentence(tablet, "body:damaged", "cannot be read", "nothing was deleted", "get the records from the practice")
        tablet.show("told")
        if records.exists() or not any(self.store.glob("set-aside/*/store.db")):
            raise Failed("damaged records should be set aside, and nothing be in their place")

        self.step("the second step: the PIN again, then the round comes from the practice")
        tablet.tap("damagedPrimary")
        tablet.wait("damagedAnew")
        tablet.show("pin-again")
        tablet.enter_pin(PIN)
        tablet.wait("screen:today", 60000)
        tablet.show("anew")
        tablet.sync_until_home()
        tablet.open_next()
        tablet.note("Saved after the records came back.")
        tablet.key("Escape")
        tablet.wait("screen:today")
        tablet.sync_until_home()
        tablet.show("back")
        tablet.quit()

    # -- the desk without its server ------------------------------------------------------------------

    def invite_without_server(self):
        self.step("the desk invites a tablet, and its server does not answer")
        self.server.kill()
        desk = Desk(self.bin / "tour_app", self.work / "desk", (1280, 800), self.pictures, "desk")
        self.apps.append(desk)
        desk.unlock()
        desk.go("devices")
        desk.tap("devicesPrimary")
        desk.wait_text("devicesSecondary", "Stop inviting")
        desk.picture("waiting")
        return desk

    def nobody_answered(self, desk):
        self.step("the desk says so after its time, and invites again once the server is back")
        sentence(desk, "body:invitationError", "does not answer", "nothing was handed out", "invite again")
        desk.picture("nobody-answered")
        self.server.start()
        desk.tap("devicesPrimary")
        desk.wait("ticket")
        desk.picture("invited-after-all")

    # -- 5: a newer store -----------------------------------------------------------------------------

    def newer_envelope(self):
        self.step("a store whose lock a newer Doorstep wrote")
        kept = {name: (self.store / name).read_bytes() for name in ("store.env", "store.env.2")}
        for name, data in kept.items():
            raised = data[:5] + b"2" + data[6:-4]
            (self.store / name).write_bytes(raised + struct.pack("<I", crc32c(raised)))
        before = bytes_of(self.store)
        tablet = self.trouble("newer-envelope", "too old", "newer Doorstep", "nothing was changed", "update Doorstep")
        untouched(before, self.store)
        for name, data in kept.items():
            (self.store / name).write_bytes(data)
        tablet.tap("troubleAgain")
        tablet.wait("screen:unlock")
        tablet.quit()

    def newer_database(self):
        self.step("records that a newer Doorstep wrote, seen once the PIN is right")
        run(self.bin / "store_version", self.store, PIN, "1")
        self.refused_at_the_door("newer-records")
        run(self.bin / "store_version", self.store, PIN, "0")
        self.step("records sealed in a newer format")
        records = self.store / "store.db"
        kept = records.read_bytes()
        records.write_bytes(kept[:21] + b"\2" + kept[22:])
        self.refused_at_the_door("newer-format")
        records.write_bytes(kept)

    def refused_at_the_door(self, walk):
        # The count of attempts is written before each one, and the lock file holds nothing.
        leave_out = ("lockout", "store.db-lock")
        before = bytes_of(self.store, leave_out)
        tablet = self.app(walk)
        tablet.wait("screen:unlock")
        if tablet.exists(f"person:{self.nurse}"):
            tablet.tap(f"person:{self.nurse}")
        tablet.enter_pin(PIN)
        tablet.wait_text("unlockMessage", "newer")
        sentence(tablet, "unlockMessage", "newer Doorstep", "no record is lost", "update Doorstep")
        tablet.show("at-the-door")
        tablet.quit()
        untouched(before, self.store, leave_out)

    # -- 6: the keystore ------------------------------------------------------------------------------

    def trouble(self, walk, heading, happened, safe, step, **environment):
        tablet = self.app(walk, **environment)
        tablet.wait("screen:trouble")
        tablet.wait_text("heading:troubleAgain", heading)
        sentence(tablet, "body:troubleAgain", happened, safe, step)
        tablet.show("trouble")
        tablet.tap("troubleAgain")
        tablet.wait("screen:trouble")
        if tablet.exists("screen:enrol"):
            raise Failed(f"{walk}: a store is there and the tablet offers to join")
        return tablet

    def keystore(self):
        self.step("no key ring answers")
        before = bytes_of(self.store)
        self.trouble("keyring-missing", "does not answer", "does not answer", "here, locked and whole", "try again",
                     DBUS_SESSION_BUS_ADDRESS=f"unix:path={self.work}/nobody").quit()
        untouched(before, self.store)
        self.step("the key ring is locked; unlocked, the same screen goes on")
        keyring = Keyring()
        keyring.lock()
        tablet = self.trouble("keyring-locked", "is locked", "that is locked", "here and whole", "unlock the key ring")
        untouched(before, self.store)
        keyring.unlock()
        tablet.tap("troubleAgain")
        tablet.wait("screen:unlock")
        tablet.quit()
        self.step("the key ring was emptied")
        keyring.empty()
        self.trouble("keyring-emptied", "key of this device is gone", "not in the system's key ring",
                     "locked and whole", "ring the practice").quit()
        untouched(before, self.store)


def main():
    bin_folder, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    walks = Walks(bin_folder, fresh(out))
    try:
        walks.prepare()
        walks.tickets()
        tablet = walks.wrong_pin()
        walks.another_server(tablet)
        walks.full_disk(tablet)
        walks.damaged_records()
        desk = walks.invite_without_server()
        walks.newer_envelope()
        walks.newer_database()
        walks.keystore()
        walks.nobody_answered(desk)
    except Failed as failure:
        walks.end()
        stop(f"the walks failed: {failure}")
    walks.end()
    walks.step(f"done: {len(list(walks.pictures.iterdir()))} pictures in {walks.pictures}")


if __name__ == "__main__":
    main()
