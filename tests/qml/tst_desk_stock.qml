import QtQuick
import QtTest
import Doorstep.Gallery

// Stock and Uptake.
PageCase {
    name: "DeskStock"
    width: 1280
    height: 800

    Component { id: stock; SampleStock {} }
    Component { id: uptake; SampleUptake {} }

    function type(field) {
        tap(field);
        keyClick(Qt.Key_X);
    }
    function test_bar_startsEitherForm() {
        mount(stock);
        hear("primary");
        hear("secondary");
        tap("stockPrimary");
        tap("stockSecondary");
        compare(heard, ["primary", "secondary"]);
        verify(find("batchNumber") === null);
        verify(find("authorityTitle") === null);
    }
    function test_delivery_everyField() {
        mount(stock);
        page.shown = "delivery";
        wait(50);
        for (const each of ["productChosen", "batchNumberEdited", "expiresEdited", "dosesEdited"])
            hear(each);
        tap("product:tivc");
        type("batchNumber");
        type("batchExpires");
        type("batchDoses");
        compare(heard, ["productChosen tivc", "batchNumberEdited x", "expiresEdited x", "dosesEdited x"]);
    }
    function test_error_standsAtItsFieldAndTakesTheFocus() {
        mount(stock);
        page.shown = "delivery";
        page.errorText = "Enter how many doses came, 1 to 10000.";
        page.errorField = "doses";
        wait(50);
        verify(find("batchDosesError") !== null);
        verify(find("batchNumberError") === null);
        compare(find("batchDoses").activeFocus, true);
    }
    function test_authority_everyField() {
        mount(stock);
        page.height = 1400;
        page.shown = "authority";
        wait(50);
        for (const each of ["programmeChosen", "kindChosen", "titleEdited", "versionEdited", "validFromEdited",
                "validToEdited", "authorisedByEdited"])
            hear(each);
        tap("authorityProgramme:flu-2026-27");
        tap("authorityKind:psd");
        for (const each of ["authorityTitle", "authorityVersion", "authorityFrom", "authorityTo", "authorisedBy"])
            type(each);
        compare(heard, ["programmeChosen flu-2026-27", "kindChosen psd", "titleEdited x", "versionEdited x",
            "validFromEdited x", "validToEdited x", "authorisedByEdited x"]);
    }
    function test_narrow_theFormComesForwardAndGoes() {
        mount(stock);
        page.width = 412;
        page.shown = "delivery";
        wait(50);
        verify(find("batchNumber") !== null);
        page.shown = "";
        wait(50);
        verify(find("batch:b1") !== null);
    }
    function test_uptake_choosesAProgramme() {
        mount(uptake);
        hear("chooseProgramme");
        tap("programme:flu-2026-27");
        compare(heard, ["chooseProgramme flu-2026-27"]);
    }
}
