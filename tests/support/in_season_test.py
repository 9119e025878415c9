"""in_season.py: a working day of the campaign stays; any other day becomes one, for the command too."""
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import in_season

OPENS, CLOSES = datetime.date(2026, 9, 1), datetime.date(2027, 3, 31)
DAY = datetime.timedelta(days=1)


class InSeason(unittest.TestCase):
    def test_every_day_of_two_years_becomes_a_working_day_of_the_campaign(self):
        for opens in (OPENS, OPENS + 4 * DAY, OPENS + 5 * DAY):  # a Tuesday, a Saturday, a Sunday
            for days in range(-365, 365):
                day = in_season.working_day(opens, CLOSES, OPENS + days * DAY)
                self.assertTrue(opens <= day <= CLOSES and day.weekday() < 5, f"{opens} {days} {day}")

    def test_working_day_of_the_campaign_stays_and_a_weekend_is_the_friday_before(self):
        monday = datetime.date(2026, 10, 5)
        days = [in_season.working_day(OPENS, CLOSES, monday + days * DAY) for days in range(7)]
        self.assertEqual([monday + days * DAY for days in (0, 1, 2, 3, 4, 4, 4)], days)

    def test_clock_of_the_command_moves(self):
        opens = datetime.date.today() + 2000 * DAY
        with tempfile.TemporaryDirectory() as folder:
            pack = pathlib.Path(folder) / "pack.json"
            pack.write_text(json.dumps({"opens": str(opens), "closes": str(opens + 200 * DAY)}))
            said = subprocess.run([sys.executable, in_season.__file__, pack, "date", "+%F"], check=True,
                                  capture_output=True, text=True).stdout
        self.assertTrue(opens < datetime.date.fromisoformat(said.strip()) < opens + 200 * DAY, said)


if __name__ == "__main__":
    unittest.main()
