"""The coordinator's hands at the desk."""
import time

from driver import App, Failed
from practice import PIN


class Desk(App):
    """The app on the coordinator's wide screen."""

    def unlock(self):
        self.wait("screen:unlock")
        self.tap(self.first("person:"))
        for digit in PIN:
            self.tap(f"pinKey{digit}")
        self.wait("screen:desk", 60000)

    def go(self, section):
        self.tap(f"rail:{section}")
        self.wait(f"screen:{section}")

    def sync(self):
        """By hand; the practice has what was made here before this returns."""
        self.tap("rail:sync")
        self.wait("syncBack")
        if self.exists("syncPrimary"):
            self.tap("syncPrimary")
        self.wait_text("syncHeadline", "at the practice", "Nothing waits")
        self.picture("sync")
        self.tap("syncBack")
        self.wait("screen:desk")

    def import_list(self, file, register):
        """The list as the clinical system wrote it: looked at line by line, then taken in whole."""
        self.go("import")
        self.enter("importPath", str(file))
        self.tap("importPrimary")
        self.wait("importSource")
        self.picture("import-preview")
        self.tap(f"importRegister:{register}")
        self.picture("import-ready")
        self.tap("importPrimary")
        self.wait("importUndo")
        self.picture("import-done")

    def undo_import(self):
        self.tap("importUndo")
        self.gone("importUndo")
        self.picture("import-undone")

    def add_person(self, name, role, registration=None):
        self.go("devices")
        self.tap("addPerson")
        self.enter("personName", name)
        self.tap(f"personRole:{role}")
        if registration:
            self.enter("personRegistration", registration)
        self.picture("add-person")
        self.tap("devicesPrimary")
        self.gone("personName")

    def added(self, start, before, timeout=30):
        """The id behind the one name that was not there before."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if more := set(self.names(start)) - before:
                return more.pop().split(":")[1]
            time.sleep(0.1)
        raise Failed(f"{self.name}: no new {start} came")

    def invite(self):
        """A ticket on the screen, as a square to scan and as text to type."""
        self.go("devices")
        before = set(self.names("device:"))
        self.tap("devicesPrimary")
        self.wait("ticket")
        self.picture("ticket")
        return before, self.text("ticket")

    def accept(self, before, digits):
        """The six digits read out from the tablet; the name of the device that joined."""
        self.enter("digits", digits)
        self.picture("digits")
        self.tap("devicesPrimary")
        return self.added("device:", before)

    def staff_code(self, staff, device):
        self.tap(f"staff:{staff}")
        self.tap(f"makeCode:{device}")
        self.wait("staffCode")
        self.picture("staff-code")
        code = self.text("staffCode").replace(" ", "")
        self.tap("devicesPrimary")
        self.gone("staffCode")
        return code

    def export(self, folder):
        self.go("export")
        self.replace("exportFolder", str(folder))
        self.picture("export")
        self.tap("exportPrimary")
        self.wait("exportDone", 60000)
        self.picture("exported")

    def plan(self, name, day, staff, device, patients, doses, pick):
        """Who is due, in what order, who goes with which tablet and what box."""
        self.go("plan")
        self.tap("planTeam")
        self.replace("planName", name)
        self.tap(f"planDayIs:{day.isoformat()}", f"planTeam:{staff}")
        self.picture("plan-team")
        self.tap("planRoundPrimary")
        self.gone("planRoundPrimary")
        for patient in patients:
            self.replace("planQuery", f"{patient['given']} {patient['family']}")
            self.only("due:")
            self.tap(self.first("due:"))
        self.replace("planQuery", "")
        self.tap("planPropose")
        stop = [name for name in self.names("planStop:") if not name.endswith("Grip")][1]
        self.tap(stop)
        self.picture("plan-order")
        self.tap("planMoveUp", "planUndoMove")
        self.tap(self.first("planTablet:", device))
        more = self.first("planLoad:", "More")
        for _ in range(doses):
            self.tap(more)
        self.picture("plan-ready")
        self.tap("planPrimary")
        self.wait_text("planPrimary", pick)
        self.picture("plan-sent")

    def look(self, section):
        self.go(section)
        self.picture(section)

    def papers(self, folder):
        """The round on paper, and one visit."""
        self.replace("outcomesFolder", str(folder))
        self.tap("outcomesPrimary")
        self.wait("sheetDone", 60000)
        self.tap(self.first("paper:"))
        self.wait_text("sheetDone", "visit")
        self.picture("papers")
