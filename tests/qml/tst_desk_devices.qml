import QtQuick
import QtTest
import Doorstep.Gallery
import "../gallery/SampleJoin.js" as Join

PageCase {
    name: "DeskDevices"
    width: 1280
    height: 800

    Component { id: devices; SampleDevices {} }

    function test_invite_isTheOneSolidButton() {
        mount(devices);
        hear("primary");
        tap("devicesPrimary");
        compare(heard, ["primary"]);
        verify(find("digits") === null);
        verify(find("ticket") === null);
    }
    function test_ticket_isShownAsSymbolAndText() {
        mount(devices);
        page.shown = "invitation";
        page.stage = "inviting";
        page.ticket = Join.ticket;
        page.ticketModules = Join.modules;
        page.primaryText = "Waiting for the tablet";
        page.primaryReady = false;
        page.secondaryText = "Stop inviting";
        wait(50);
        compare(find("ticket").text, Join.ticket);
        const symbol = find("ticketCode");
        compare(symbol.across, Join.modules.length + 8);
        verify(symbol.unit >= 4, "a module is " + symbol.unit + " dp");
        hear("secondary");
        tap("devicesSecondary");
        compare(heard, ["secondary"]);
    }
    function test_digits_typedAndAcceptedByKeys() {
        mount(devices);
        page.shown = "invitation";
        page.stage = "comparing";
        page.primaryText = "Accept this tablet";
        wait(50);
        hear("digitsEdited");
        hear("primary");
        tap("digits");
        keyClick(Qt.Key_4);
        keyClick(Qt.Key_Return);
        compare(heard, ["digitsEdited 4", "primary"]);
    }
    function test_person_getsACodeForOneDevice() {
        mount(devices);
        hear("choosePerson");
        hear("makeCode");
        tap("staff:s2");
        page.shown = "person";
        wait(50);
        verify(find("makeCode:d3") === null, "revoked");
        verify(find("makeCode:d4") === null, "nobody works at a program without a screen");
        tap("makeCode:d2");
        page.code = "4829 1057";
        wait(50);
        compare(find("staffCode").text, "4829 1057");
        verify(find("makeCode:d2") === null);
        compare(heard, ["choosePerson s2", "makeCode d2"]);
    }
    function test_device_isChosenAndTakenOutOfUse() {
        mount(devices);
        for (const each of ["chooseDevice", "chooseRemoval", "primary"])
            hear(each);
        tap("device:d2");
        page.shown = "device";
        page.deviceName = "Tablet 5F3A";
        page.removalChoices = Join.removals;
        wait(50);
        tap("removal:wipeAfter");
        page.removalChosen = "wipeAfter";
        page.primaryText = "Wipe Tablet 5F3A once it has sent";
        wait(50);
        verify(find("removal:wipeAfter").chosen);
        verify(!find("removal:revoke").chosen);
        tap("devicesPrimary");
        compare(heard, ["chooseDevice d2", "chooseRemoval wipeAfter", "primary"]);
    }
    function test_person_isTakenOutOfUse() {
        mount(devices);
        for (const each of ["choosePerson", "choosePersonRemoval", "primary"])
            hear(each);
        tap("staff:s2");
        page.shown = "person";
        wait(50);
        tap("removal:out");
        page.personChosen = "out";
        page.primaryText = "Take Bronwen Achebe out of use";
        wait(50);
        verify(find("removal:out").chosen);
        tap("devicesPrimary");
        page.code = "4829 1057";
        wait(50);
        verify(find("removal:out") === null, "a code is handed over first");
        compare(heard, ["choosePerson s2", "choosePersonRemoval out", "primary"]);
    }
    function test_hasLeft_noCode() {
        mount(devices);
        page.shown = "person";
        page.personTakesCodes = false;
        wait(50);
        verify(find("makeCode:d2") === null);
    }
    function test_newPerson_isTypedIn() {
        mount(devices);
        for (const each of ["startNewPerson", "nameEdited", "roleChosen", "registrationEdited"])
            hear(each);
        tap("addPerson");
        page.shown = "newPerson";
        wait(50);
        tap("personName");
        keyClick(Qt.Key_X);
        tap("personRole:hca");
        tap("personRegistration");
        keyClick(Qt.Key_Y);
        compare(heard, ["startNewPerson", "nameEdited x", "roleChosen hca", "registrationEdited y"]);
    }
    function test_narrow_theInvitationComesForward() {
        mount(devices);
        page.width = 412;
        wait(50);
        verify(find("device:d1") !== null);
        page.shown = "invitation";
        page.ticket = Join.ticket;
        wait(50);
        verify(find("ticket") !== null);
        tap("devicesPanel:people");
        verify(find("staff:s1") !== null);
    }
    function test_narrow_theNextDeviceComesForwardToo() {
        mount(devices);
        page.width = 412;
        page.shown = "device";
        wait(50);
        tap("devicesPanel:devices");
        verify(find("removalStanding") === null);
        tap("device:d1");
        wait(50);
        verify(find("removalStanding") !== null);
    }
}
