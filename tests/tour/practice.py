"""The practice of a tour: its server, its people and stock, and the list of what people typed."""
import csv
import datetime
import json
import pathlib
import re
import subprocess

from driver import Failed, Server, run

PIN = "123456"
TODAY = datetime.date.today()


def patients_of(csv_file):
    """The list as a clinical system exports it, read with our own eyes: dicts by family and given name."""
    with open(csv_file, newline="", encoding="utf-8-sig") as handle:
        rows = list(csv.DictReader(handle))
    patients = []
    for row in rows:
        family, given, title = re.fullmatch(r"(.+), (.+) \((.+)\)", row["Patient Name"]).groups()
        patients.append({"family": family.title(), "given": given, "title": title,
                         "nhs": row["NHS No."].replace(" ", ""), "line": row["Address Line 1"],
                         "risk": row["Clinical Risk"], "adjustment": row["Reasonable Adjustments"],
                         "born": datetime.datetime.strptime(row["DOB"], "%d-%b-%Y").date()})
    return patients


class Typed:
    """What the people of the tour did, written down as they did it; never read from a store."""

    def __init__(self):
        self.visits = []

    def visit(self, patient, outcome, **more):
        self.visits.append({"family": patient["family"], "given": patient["given"], "nhs": patient["nhs"],
                            "line": patient["line"], "outcome": outcome, **more})

    def save(self, file):
        file.write_text(json.dumps(self.visits, indent=2, default=str), encoding="utf-8")


class Ctl:
    """doorstepctl on the coordinator's store."""

    def __init__(self, binary, folder):
        self.binary, self.store, self.passfile = binary, folder / "desk", folder / "pass"
        self.passfile.write_text(PIN + "\n", encoding="ascii")

    def __call__(self, *arguments):
        return run(self.binary, *arguments, "--store", self.store, "--pass-file", self.passfile)

    def word(self, pattern, *arguments):
        said = self(*arguments)
        found = re.search(pattern, said)
        if not found:
            raise Failed(f"{arguments}: expected {pattern}, got {said}")
        return found.group(1)

    def talk(self, *arguments, **pipes):
        return subprocess.Popen([str(self.binary), *map(str, arguments), "--store", str(self.store),
                                 "--pass-file", str(self.passfile)],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **pipes)


def hand_digits(tablet, desk):
    """The six digits on the tablet typed at the desk, which waits for them; what the desk said, in words."""
    tablet.wait("enrolDigits")
    desk.stdin.write(tablet.text("enrolDigits").replace(" ", "") + "\n")
    desk.stdin.flush()
    said = desk.stdout.read().split()
    if desk.wait() != 0:
        raise Failed(f"the desk did not accept the tablet: {said}")
    return said


def open_practice(bin_folder, folder, port=0):
    """A server with a practice, and the coordinator's desk made on this machine."""
    (folder / "server").mkdir(parents=True)
    claim = re.search(r"claim\s+(\S+)", run(bin_folder / "doorstep-server", "practice", "create", "--db",
                                            folder / "server" / "db", "--name", "Harbour Lane Surgery")).group(1)
    server = Server(bin_folder / "doorstep-server", folder / "server", port)
    pin = server.start()
    ctl = Ctl(bin_folder / "doorstepctl", folder)
    ctl("practice", "create", "--claim", claim, "--server", f"127.0.0.1:{server.port}", "--pin-now", pin,
        "--person", "Priya Nandra", "--role", "coordinator", "--cards", folder / "cards", "--allow-pin")
    return server, ctl
