"""The main job from end to end on real parts; tour.sh starts it with a keyring and a home of its own.

A server over TLS, the coordinator's desk, a nurse's tablet and an HCA's phone are processes of their own
with stores of their own. Everything on a screen is done by touches and keys. While the round is on, the
server process is dead. What people typed is written down beside what they did, and the exports are
checked against that list by another program.
"""
import collections
import os
import pathlib
import shutil
import subprocess
import sys
import time

import search_stores
from driver import Budget, Failed, fresh, say, stop
from desk import Desk
from people import Tablet
from practice import TODAY, Typed, open_practice, patients_of

PROGRAMME = "flu-2026-27"
BATCH = "FX7K231"
LIST = pathlib.Path(__file__).parents[1] / "fixtures" / "import" / "housebound-300.csv"


def emptied(folder, mark):
    """The folder without what an earlier tour put there; what nobody's tour put there is left alone."""
    if mark.exists() and folder.exists():
        shutil.rmtree(folder)
    if folder.exists() and any(folder.iterdir()):
        stop(f"{folder} holds files that no tour put there: name another folder")
    return fresh(folder)


class Tour:
    def __init__(self, bin_folder, out):
        self.bin, self.out = bin_folder, out
        self.work = pathlib.Path(os.environ["TOUR_WORK"])
        self.pictures = fresh(out / "pictures")
        self.exports = emptied(out / "exports", out / "typed.json")
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


    def nurse_round(self):
        nurse, typed = self.nurse, self.typed
        first, second, third, fourth = self.for_nurse
        nurse.before_you_go(signs=True)
        self.step("nurse: a flu jab in four taps")
        self.budget.measure(nurse, "taps: next flu jab on a set-up round", 4, lambda: nurse.give_from_today(PROGRAMME))
        nurse.photograph("today-after")
        self.expect_next(second)
        typed.visit(first, "given", batch=BATCH, site="left-upper-arm")

        self.step("nurse: a whole set of observations, a note, then the jab")
        nurse.open_next()
        nurse.photograph("visit")
        nurse.observe_all()
        nurse.note("Key safe is stiff. Lift, then turn.")
        nurse.give_from_visit(PROGRAMME, "right-upper-arm")
        typed.visit(second, "given", batch=BATCH, site="right-upper-arm", note="Key safe is stiff. Lift, then turn.",
                    observations={"systolic": 142, "diastolic": 84, "pulse": 76, "respiratory-rate": 18,
                                  "oxygen-saturation": 95, "temperature": 37.9, "weight": 61.5,
                                  "total-cholesterol": 5.2}, news2=1)

        self.step("nurse: one yes in the pre-screen, gone on with a reason")
        nurse.tap(nurse.first("job:", f":vaccinate:{PROGRAMME}"))
        nurse.wait("screen:vaccinate")
        nurse.answer_questions("bleeding", ("unwell", "anaphylaxis", "egg-allergy", "already-had", "other-allergies"))
        nurse.photograph("one-yes")
        nurse.consent_of_the_patient()
        nurse.go_on_with_reason("pre-screen-answer:bleeding", "On apixaban, pressed for 2 minutes")
        nurse.tap(f"site:{PROGRAMME}:left-upper-arm", "vaccinatePrimary")
        nurse.gone("screen:vaccinate")
        typed.visit(third, "given", batch=BATCH, site="left-upper-arm")

        self.step("nurse: refused, with a follow-up")
        nurse.open_next()
        nurse.follow_up("ring", "gp")
        self.budget.measure(nurse, "taps: refusal", 4, lambda: nurse.outcome("refused", ""))
        typed.visit(fourth, "refused", follow_up="ring")

        self.step("nurse: a household of two at one door, one given and one unwell")
        nurse.give_from_today(PROGRAMME)
        nurse.wait("screen:visit")
        nurse.photograph("second-of-household")
        given, other = self.couple if nurse.text("bandName").find(self.couple[1]["given"]) >= 0 else self.couple[::-1]
        nurse.outcome("unwell", "")
        typed.visit(given, "given", batch=BATCH, site="left-upper-arm")
        typed.visit(other, "unwell")

        self.step("nurse: a walk-in nobody has on a list")
        self.budget.measure(nurse, "taps: find a patient (and two letters)", 1, lambda: nurse.find_by_two_letters(first))
        nurse.add_walk_in("Periwinkle", "Nesta", "3 2 1950")
        nurse.give_from_visit(PROGRAMME, "left-upper-arm")
        typed.visit({"family": "Periwinkle", "given": "Nesta", "nhs": "", "line": ""}, "given", batch=BATCH,
                    site="left-upper-arm")

    def expect_next(self, patient):
        label = self.nurse.text("nextAddress")
        if patient["line"] not in label:
            raise Failed(f"the next stop is '{label}', not {patient['line']}")

    def hca_round(self):
        hca, typed = self.hca, self.typed
        first, second, third = self.for_hca
        hca.before_you_go(signs=False)
        self.step("HCA: not offered the vaccine, told why; blood pressure instead")
        hca.open_next()
        if hca.names(f"job:vaccinate:{PROGRAMME}"):
            raise Failed("the HCA was offered a vaccine without an authority")
        hca.photograph("blocked")
        self.budget.measure(hca, "taps: blood pressure (and its digits)", 2, lambda: hca.pressure("128", "76"))
        hca.outcome("seen")
        typed.visit(first, "seen", observations={"systolic": 128, "diastolic": 76})

        self.step("HCA: not in, card left, tried again another day")
        hca.open_next()
        self.budget.measure(hca, "taps: not in", 3, lambda: hca.outcome("not-in"))
        typed.visit(second, "not-in")
        hca.open_next()
        hca.outcome("moved")
        typed.visit(third, "moved")

    def end_rounds(self):
        self.step("end of round: given, wasted and returned make up what was loaded")
        self.nurse.end_round(wasted=1, returned=4, temperature="5.1")
        self.hca.end_round(wasted=0, returned=3, temperature="4.9")
        for tablet in (self.nurse, self.hca):
            tablet.tap("todaySync")
            tablet.wait("syncHeadline")
            tablet.photograph("on-this-tablet-only")
            tablet.tap("syncBack")

    # -- back in signal -----------------------------------------------------------------------------

    def come_back(self):
        self.step("the server is back: tablets send, receipts move on")
        self.server.start()
        for tablet in (self.nurse, self.hca):
            tablet.sync_until_home()
        self.desk.sync()

    def at_the_desk(self):
        self.step("the desk: outcomes, uptake, follow-ups, exports")
        desk = self.desk
        desk.look("outcomes")
        desk.papers(self.exports)
        for section in ("uptake", "followUps", "held", "register", "stock"):
            desk.look(section)
        desk.export(self.exports)

    # -- afterwards ---------------------------------------------------------------------------------

    def end(self):
        for app in self.apps:
            app.kill()
        self.server.stop()

    def check(self):
        """What left is what was typed; what stayed tells nobody anything."""
        self.typed.save(self.out / "typed.json")
        for tablet in (self.nurse, self.hca):
            self.budget.count(f"{tablet.name}: staff code and PINs of the whole day", tablet.pins, 3)
        report, within = self.budget.report()
        (self.out / "taps.txt").write_text(report + "\n", encoding="utf-8")
        say(report)
        self.step("exports against what was typed; stores, logs and temporary files against the names")
        checker = pathlib.Path(__file__).with_name("check_exports.py")
        done = subprocess.run([sys.executable, str(checker), str(self.out / "typed.json"), str(self.exports)],
                              check=False)
        everybody = self.people + self.typed.visits
        searched = search_stores.find_nobody(everybody, self.work, os.environ["HOME"])
        search_stores.find_everybody(self.typed.visits, self.exports)
        say(f"nobody found in {searched / 1e6:.1f} MB of stores, server, logs and temporary files")
        if done.returncode != 0 or not within:
            stop("the tour failed: exports or taps are not as they should be")


def main():
    bin_folder, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    tour = Tour(bin_folder, fresh(out))
    try:
        tour.found()
        tour.import_list()
        tour.nurse = tour.join("Bronwen Achebe", "nurse", "12A3456E", "nurse", Tablet.WIDE)
        tour.hca = tour.join("Dev Harroway", "hca", None, "hca", Tablet.PHONE)
        tour.plan()
        tour.nurse_round()
        tour.hca_round()
        tour.end_rounds()
        tour.come_back()
        tour.at_the_desk()
    except Failed as failure:
        tour.end()
        stop(f"the tour failed: {failure}")
    tour.end()
    tour.check()
    tour.step(f"done: {len(list(tour.pictures.iterdir()))} pictures in {tour.pictures}")


if __name__ == "__main__":
    main()
