import QtQuick
import QtTest
import Doorstep.Gallery
import "qrc:/qt/qml/Doorstep/Gallery/SampleHolds.js" as Holds

PageCase {
    name: "DeskHeld"
    width: 1280
    height: 1300 // every choice and the reason in view

    Component { id: held; SampleHeld {} }

    function test_hold_isChosen() {
        mount(held);
        hear("decide");
        tap("hold:h2");
        compare(heard, ["decide h2"]);
        verify(find("heldPrimary") === null, "nothing to decide while none is chosen");
    }
    function test_sides_oneOrBothWithTheReason() {
        mount(held);
        page.values = Holds.doses;
        page.choices = Holds.doseChoices;
        page.deciding = "h1";
        page.saveReady = true;
        wait(50);
        ["choose", "decisionEdited", "save"].forEach(hear);
        verify(find("side:e2").Accessible.name.includes("FX7K198"), "what it says");
        verify(find("side:e1").Accessible.name.includes("FX7K231"), "what the other says");
        tap("choice:wrong:e2");
        tap("choice:both");
        tap("heldDecision");
        keyClick(Qt.Key_X);
        tap("heldPrimary");
        compare(heard, ["choose wrong:e2", "choose both", "decisionEdited x", "save"]);
    }
    function test_decisions_areToldWithWhoTookThem() {
        mount(held);
        verify(find("decided:h8").Accessible.name.endsWith("Bronwen Achebe, 09:12 today"));
        verify(find("decided:h9") !== null);
    }
    function test_narrow_decisionTakesThePlaceOfTheList() {
        mount(held);
        page.width = 412;
        page.deciding = "h1";
        wait(50);
        verify(find("hold:h1") === null);
        tap("heldPanel:waiting");
        verify(find("hold:h1") !== null);
    }
}
