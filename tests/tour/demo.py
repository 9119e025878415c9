"""A practice to try: a server, a tablet that has joined, a round for today; then the app itself.

demo.sh starts it with a keyring and a home of its own. Everything is gone when the window is closed.
"""
import os
import pathlib
import subprocess
import sys

from driver import Failed, fresh, run, say, stop
from people import Tablet
from practice import PIN, TODAY, hand_digits, open_practice

PROGRAMME = "flu-2026-27"


def join(tablet, ctl, staff):
    """The ticket of the desk typed at the tablet, its digits typed at the desk; device and staff code."""
    tablet.wait("screen:enrol")
    desk = ctl.talk("ticket", "--person", staff)
    tablet.enter("enrolTicket", desk.stdout.readline().split()[1])
    tablet.tap("enrolPrimary")
    said = hand_digits(tablet, desk)
    tablet.wait("screen:unlock", 60000)
    return said[said.index("device") + 1], said[said.index("code") + 1]


def prepare(bin_folder, work, patients):
    """The server and the folder of a store that stands on today's round."""
    say(f"a practice of {patients} invented patients")
    server, ctl = open_practice(bin_folder, work)
    people = work / "patients.csv"
    run(bin_folder / "doorstepctl", "synthetic", people, "--patients", patients, "--seed", "7")
    nurse = ctl.word(r"staff (\S+)", "person", "add", "--name", "Bronwen Achebe", "--role", "nurse", "--registration",
                     "12A3456E")
    batch = ctl.word(r"batch (\S+)", "batch", "add", "--programme", PROGRAMME, "--product", "ativ", "--number",
                     "FX7K231", "--expires", "2027-05-31", "--doses", "200")
    ctl("authority", "add", "--kind", "pgd", "--title", "PGD flu", "--version", "3.1", "--programme", PROGRAMME,
        "--product", "ativ", "--from", "2026-09-01", "--to", "2027-03-31", "--authorised-by", "Dr Osei")
    ctl("import", people, "--register", "housebound")
    people.unlink()
    ctl("sync")
    say("a tablet joins the practice")
    tablet = Tablet(bin_folder / "tour_app", work / "tablet", Tablet.PHONE, fresh(work / "pictures"), "tablet")
    try:
        device, code = join(tablet, ctl, nurse)
        tablet.first_unlock(nurse, code)
        ctl("plan", "--name", "Harbour round", "--day", TODAY, "--person", nurse, "--device", device, "--programme",
            PROGRAMME, "--batch", batch, "--doses", "20", "--most", "16")
        ctl("sync")
        tablet.sync()
        tablet.wait("notice:before-you-go", 60000)
        tablet.quit()
    except Failed:
        tablet.kill()
        raise
    return server


def main():
    bin_folder, patients = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    work = pathlib.Path(os.environ["TOUR_WORK"])
    try:
        server = prepare(bin_folder, work, patients)
    except Failed as failure:
        stop(f"the demo could not be set up: {failure}")
    say(f"Bronwen's tablet opens on today's round. Her PIN is {PIN}. Close the window to end the demo.")
    screen = {name[5:]: value for name, value in os.environ.items() if name.startswith("DEMO_")}
    try:
        subprocess.run([str(bin_folder / "doorstep"), "--store", str(work / "tablet"), "--size", "412x915"],
                       env={**os.environ, **screen}, check=False)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
