"""The main job from end to end on real parts: `tour.py BIN_FOLDER OUT_FOLDER`.

A server over TLS, the coordinator's desk, a nurse's tablet and an HCA's phone are processes of their own
with stores of their own. Everything on a screen is done by touches and keys. While the round is on, the
server process is dead. What people typed is written down beside what they did, and the exports are
checked against that list by another program.
"""
import collections
import pathlib
import sys
import tempfile
import time

from desk import Desk
from driver import Budget, Failed, fresh, say
from people import Tablet
from practice import TODAY, Typed, open_practice, patients_of

PROGRAMME = "flu-2026-27"
BATCH = "FX7K231"
LIST = pathlib.Path(__file__).parents[1] / "fixtures" / "import" / "housebound-300.csv"


class Tour:
    def __init__(self, bin_folder, out):
        self.bin, self.out = bin_folder, out
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="doorstep-tour-"))
        self.pictures = fresh(out / "pictures")
        self.exports = fresh(out / "exports")
        self.typed, self.budget = Typed(), Budget()
        self.started = time.monotonic()
        self.apps = []

    def step(self, message):
        say(f"{time.monotonic() - self.started:6.1f} s  {message}")

    def app(self, kind, store, size, name, theme="light"):
        app = kind(self.bin / "tour_app", self.work / store, size, self.pictures, name, theme)
        self.apps.append(app)
        return app

    # -- before the round ---------------------------------------------------------------------------

    def found(self):
        self.step("the practice: server, coordinator, vaccine in the fridge, PGD")
        self.server, ctl = open_practice(self.bin, self.work)
        ctl("batch", "add", "--programme", PROGRAMME, "--product", "ativ", "--number", BATCH, "--expires",
            "2027-05-31", "--doses", "60")
        ctl("authority", "add", "--kind", "pgd", "--title", "PGD flu", "--version", "3.1", "--programme", PROGRAMME,
            "--product", "ativ", "--from", "2026-09-01", "--to", "2027-03-31", "--authorised-by", "Dr Osei")
        self.desk = self.app(Desk, "desk", (1280, 800), "desk")
        self.desk.unlock()

    def import_list(self):
        self.step("import: mapped, looked at, taken in, undone, taken in again")
        self.desk.import_list(LIST, "housebound")
        self.desk.undo_import()
        self.desk.tap("importPrimary")
        self.desk.import_list(LIST, "housebound")
        self.people = patients_of(LIST)
        self.lines = collections.Counter(patient["line"] for patient in self.people)
        self.lines_once = {line for line, count in self.lines.items() if count == 1}

    def join(self, name, role, registration, store, size):
        """A person and a new device of theirs, which stands unlocked on Today afterwards."""
        desk = self.desk
        desk.go("devices")
        people = set(desk.names("staff:"))
        desk.add_person(name, role, registration)
        desk.sync()
        desk.go("devices")
        before, ticket = desk.invite()
        tablet = self.app(Tablet, store, size, store)
        tablet.wait("screen:enrol")
        tablet.photograph("join")
        tablet.enter("enrolTicket", ticket)
        tablet.tap("enrolPrimary")
        tablet.wait("enrolDigits")
        tablet.photograph("join-digits")
        desk.wait("digits")
        device = desk.accept(before, tablet.text("enrolDigits").replace(" ", ""))
        staff = desk.added("staff:", people)
        code = desk.staff_code(staff, device)
        tablet.wait("screen:unlock", 60000)
        tablet.first_unlock(staff, code)
        tablet.staff, tablet.device = staff, device
        return tablet


    # -- the round, without signal ------------------------------------------------------------------

    def choose(self):
        """Who is visited: people old enough for the vaccine, alone at their door, and one couple."""
        due = [p for p in self.people if p["born"].year < 1955]
        doors = {}
        for patient in due:
            doors.setdefault(patient["line"], []).append(patient)
        alone = [door[0] for line, door in sorted(doors.items()) if len(door) == 1 and line in self.lines_once]
        couples = [door for line, door in sorted(doors.items())
                   if len(door) == 2 and self.lines[line] == 2 and door[0]["family"] == door[1]["family"]]
        self.for_nurse, self.couple, self.for_hca = alone[:4], couples[0], alone[4:7]

    def plan(self):
        self.step("two rounds planned, each with a box, sent to their tablets")
        self.choose()
        self.desk.plan("Harbour round", TODAY, self.nurse.staff, self.nurse.device, self.for_nurse + self.couple, 10,
                       "Send")
        self.desk.plan("Mill round", TODAY, self.hca.staff, self.hca.device, self.for_hca, 3, "Send")
        self.desk.sync()
        for tablet in (self.nurse, self.hca):
            tablet.sync()
            tablet.wait("notice:before-you-go")
            tablet.photograph("today")
        self.step("the server process is killed: no signal from here")
        self.server.kill()


def main():
    bin_folder, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    tour = Tour(bin_folder, fresh(out))
    try:
        tour.found()
        tour.import_list()
        tour.nurse = tour.join("Bronwen Achebe", "nurse", "12A3456E", "nurse", Tablet.WIDE)
        tour.hca = tour.join("Dev Harroway", "hca", None, "hca", Tablet.PHONE)
        tour.plan()
    finally:
        for app in tour.apps:
            app.kill()
        tour.server.kill()


if __name__ == "__main__":
    main()
