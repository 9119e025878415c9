import QtQuick
import QtTest
import Doorstep.Gallery

PageCase {
    name: "Unlock"

    Component { id: unlock; SampleUnlock { filled: 0 } }
    Component { id: enrol; SampleEnrol {} }
    Component { id: damaged; SampleDamaged {} }

    function test_name_tapped_isChosen() {
        mount(unlock);
        hear("choosePerson");
        hear("showOthers");
        tap("person:p2");
        tap("otherPeople");
        compare(heard, ["choosePerson p2", "showOthers"]);
    }
    function test_digits_leaveOneByOne_andAreNotKept() {
        mount(unlock);
        hear("digit");
        hear("erase");
        hear("biometric");
        tap("pinKey4");
        tap("pinKey0");
        tap("pinDelete");
        tap("pinBiometric");
        compare(heard, ["digit 4", "digit 0", "erase", "biometric"]);
        compare(page.filled, 0);
    }
    function test_hardwareKeyboard_typesThePin() {
        mount(unlock);
        hear("digit");
        hear("erase");
        keyClick(Qt.Key_7);
        keyClick(Qt.Key_Backspace);
        compare(heard, ["digit 7", "erase"]);
    }
    function test_wrongPin_saysSo_withTriesLeft() {
        mount(unlock);
        page.error = "That PIN is not right. 8 tries left. No record is lost.";
        wait(30);
        verify(find("unlockMessage").strong.includes("8 tries left"));
    }
    function test_noPerson_showsNoPad() {
        mount(unlock);
        page.person = "";
        wait(30);
        verify(find("pinKey1") === null);
    }
    function test_damaged_twoStepsBeforeAnythingIsMade() {
        mount(damaged);
        for (const name of ["getRecords", "leave", "digit"])
            hear(name);
        verify(find("pinKey1") === null);
        keyClick(Qt.Key_7); // nothing asks for a digit yet
        tap("damagedPrimary");
        tap("damagedSecondary");
        compare(heard, ["getRecords", "leave"]);
        page.stage = "anewPin";
        wait(30);
        verify(find("damagedPrimary") === null);
        tap("pinKey4");
        tap("unlockHelp");
        compare(heard, ["getRecords", "leave", "digit 4", "leave"]);
    }
    function test_ticket_typedAndJoined() {
        mount(enrol);
        for (const name of ["ticketEdited", "scan", "join"])
            hear(name);
        tap("enrolScan");
        mouseClick(find("enrolTicket"));
        keyClick(Qt.Key_D);
        keyClick(Qt.Key_Return);
        compare(heard, ["scan", "ticketEdited d", "join"]);
    }
    function test_sixDigits_shown_andMayBeRefused() {
        mount(enrol);
        page.stage = "compare";
        page.digits = "482 915";
        page.ready = true;
        wait(50);
        compare(find("enrolDigits").text, "482 915");
        hear("cancel");
        tap("enrolSecondary");
        compare(heard, ["cancel"]);
    }
}
