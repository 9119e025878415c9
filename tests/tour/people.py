"""What the people of a tour do with their hands: join, unlock, and the jobs of a visit."""
from driver import App
from practice import PIN


class Tablet(App):
    """A tablet in somebody's hands; each step is photographed at phone and tablet size."""

    PHONE, WIDE = (412, 915), (1280, 800)
    pins = 0  # secrets typed on the pad: a staff code or a PIN

    def photograph(self, step):
        for size, label in ((self.PHONE, "phone"), (self.WIDE, "tablet")):
            self.do("size", width=size[0], height=size[1])
            self.picture(f"{step}-{label}")
        self.do("size", width=self.size[0], height=self.size[1])

    def enter_pin(self, pin):
        self.pins += 1
        for digit in pin:
            self.tap(f"pinKey{digit}")

    def first_unlock(self, staff, code):
        """The staff code once, then a PIN of one's own, typed twice."""
        if self.exists(f"person:{staff}"):
            self.tap(f"person:{staff}")
        self.enter_pin(code)
        self.wait_text("unlockPrompt", "Choose a PIN")
        self.photograph("unlock-new-pin")
        self.enter_pin(PIN)
        self.wait_text("unlockPrompt", "again")
        self.enter_pin(PIN)
        self.wait("screen:today", 60000)

    def before_you_go(self, signs):
        """Box counted, temperature, kit, and the authority read to its end and signed."""
        self.tap("notice:before-you-go")
        self.wait("screen:beforeYouGo")
        self.photograph("before-you-go")
        self.enter("temperature", "4.6")
        self.key("Return")
        self.wait_empty("temperature")
        self.tap("kit:pack")
        self.enter("kitBatch", "ADR-7731")
        self.enter("kitExpires", "28 2 2027")
        self.photograph("kit-sheet")
        self.tap("kitPrimary")
        self.gone("kitPrimary")
        self.tap("kit:sharps", "kit:thermometer", "kit:phone")
        if signs:
            self.tap(self.first("notice:"))
            self.wait("readingPrimary")
            self.photograph("read-authority")
            self.tap("readingPrimary")
            self.gone("readingPrimary")
        self.photograph("ready-to-go")
        self.tap("beforePrimary")
        self.wait("screen:today")

    def unlock(self, staff):
        self.wait("screen:unlock")
        self.tap(f"person:{staff}")
        self.enter_pin(PIN)
        self.wait("screen:today", 60000)

    # -- a visit ------------------------------------------------------------------------------------

    def pad(self, digits):
        for digit in digits:
            self.tap("padPoint" if digit == "." else f"padKey{digit}")

    def give_from_today(self, programme, site="left-upper-arm"):
        """Next flu jab on a set-up round: open, one confirm, arm, Save."""
        self.tap(self.first("job:", f":vaccinate:{programme}"))
        self.wait("screen:vaccinate")
        self.photograph("vaccinate")
        self.tap("askAllClear")
        self.tap(f"site:{programme}:{site}")
        self.photograph("vaccinate-ready")
        self.tap("vaccinatePrimary")
        self.gone("screen:vaccinate")

    def open_next(self):
        self.tap("nextPrimary" if self.exists("nextPrimary") else "todayPrimary")  # beside the list when wide
        self.wait("screen:visit")

    def observe_all(self):
        """A whole set in the order the pad asks for it, then weight and a finger-prick cholesterol."""
        self.tap("visitAddObservations")
        self.wait("screen:observe")
        for digits in ("142", "84", "76", "18", "95"):
            self.pad(digits)  # the pad moves on by itself when no further digit is plausible
        self.tap("word:air", "word:A")
        self.pad("37.9")
        self.photograph("observe-news2")
        self.tap("tile:weight")
        self.pad("61.5")
        self.tap("tile:total-cholesterol")
        self.pad("5.2")
        self.photograph("observe-save")
        self.tap("padAdvance")
        self.wait("screen:visit")

    def note(self, words):
        self.tap("visitAddNote")
        self.wait("screen:note")
        self.enter("noteText", words)
        self.photograph("note")
        self.tap("notePrimary")
        self.wait("screen:visit")

    def follow_up(self, task, owner):
        """Work for later; the due date comes proposed with the task and stands on the button."""
        self.tap("visitAddFollowUp")
        self.tap(f"task:{task}", f"owner:{owner}")
        self.photograph("follow-up")
        self.tap("followUpPrimary")
        self.gone("followUpPrimary")

    def outcome(self, value, reason=None):
        self.tap("visitSecondary", f"outcome:{value}")
        if reason is not None:
            self.tap(self.first("reason:") if reason == "" else f"reason:{reason}")
        self.photograph(f"outcome-{value}")
        self.tap("outcomePrimary")
        self.gone("outcomePrimary")

    def consent_of_the_patient(self):
        self.tap("consentChange", "giver:patient")
        self.photograph("consent")
        self.tap("consentPrimary")
        self.gone("consentPrimary")

    def answer_questions(self, yes, others):
        """The pre-screen one by one: every question its own answer, one of them a yes."""
        self.tap("askDifferent", "answer:identity:yes")
        for question in others:
            self.tap(f"answer:{question}:no")
        self.tap(f"answer:{yes}:yes")

    def go_on_with_reason(self, notice, words):
        self.tap(f"notice:{notice}")
        self.enter("reasonWords", words)
        self.photograph("reason")
        self.tap("reasonPrimary")
        self.gone("reasonPrimary")

    def add_walk_in(self, family, given, born):
        """Somebody at the door who is on no list."""
        self.tap("todaySecondary")
        self.wait("findQuery")
        self.type(family)
        self.wait("findAdd")
        self.photograph("find-nobody")
        self.tap("findAdd")
        self.replace("addFamily", family)
        self.enter("addGiven", given)
        self.enter("addBorn", born)
        self.photograph("add-patient")
        self.tap("addPatientPrimary")
        self.wait("screen:visit")

    def end_round(self, wasted, returned, temperature):
        """Doses counted back, one temperature, home safely: the balance closes or says what differs."""
        self.tap("todayMenu", "menu:endOfRound")
        self.wait("screen:endOfRound")
        self.photograph("end-of-round")
        for kind, doses in (("wasted", wasted), ("returned", returned)):
            for _ in range(doses):
                self.tap(self.first(f"{kind}:", "More"))
        self.enter("temperature", temperature)
        self.key("Return")
        self.wait_empty("temperature")
        self.tap("endSafe")
        self.photograph("end-balanced")
        self.tap("endPrimary")
        self.wait("screen:today")
        self.photograph("round-closed")

    def give_from_visit(self, programme, site):
        self.tap("visitPrimary")
        self.wait("screen:vaccinate")
        self.tap("askAllClear", f"site:{programme}:{site}", "vaccinatePrimary")
        self.gone("screen:vaccinate")

    def pressure(self, systolic, diastolic):
        self.tap("visitAddPressure")
        self.wait("screen:observe")
        self.pad_by_keyboard(systolic + diastolic)
        self.photograph("pressure")
        self.tap("padAdvance")
        self.wait("screen:visit")

    def pad_by_keyboard(self, digits):
        """Digits are counted apart from taps: a hardware keyboard works as the pad does."""
        self.type(digits)

    def find_by_two_letters(self, patient):
        self.tap("todaySecondary")
        self.wait("findQuery")
        self.type(patient["family"][:2])
        self.wait(self.first("found:"))
        self.photograph("found")
        self.do("key", key="Escape")
        self.wait("screen:today")

    def sync_until_home(self):
        """Every record's receipt moves on to the practice."""
        self.tap("todaySync")
        self.wait("syncHeadline")
        if self.exists("syncPrimary"):
            self.tap("syncPrimary")
        self.wait_text("syncHeadline", "at the practice", "Nothing waits", timeout=60)
        self.photograph("at-the-practice")
        self.tap("syncBack")

    def sync(self):
        """By hand, from Today."""
        self.tap("todaySync", "syncPrimary")
        self.wait("syncBack")
        self.tap("syncBack")
