import QtQuick
import QtTest
import Doorstep.Gallery
import "qrc:/qt/qml/Doorstep/Gallery/SampleHolds.js" as Holds

PageCase {
    name: "DeskHeldEntries"
    width: 1280
    height: 800

    Component { id: held; SampleHeldEntries {} }

    function test_save_isChosen_andTheWayBackIsThere() {
        mount(held);
        ["decide", "back"].forEach(hear);
        tap("sent:s2");
        tap("sentBack");
        compare(heard, ["decide s2", "back"]);
        verify(find("sentPrimary") === null, "nothing to decide while none is chosen");
    }
    function test_wayAndReason_thenSave() {
        mount(held);
        page.lines = Holds.sentLines.slice(0, 1); // short enough that nothing needs scrolling to
        page.ways = Holds.sentWays;
        page.reasons = Holds.sentReasons;
        page.deciding = "s1";
        page.saveReady = true;
        wait(50);
        ["chooseWay", "chooseReason", "save"].forEach(hear);
        tap("way:in");
        tap("reason:on paper");
        tap("sentPrimary");
        compare(heard, ["chooseWay in", "chooseReason on paper", "save"]);
    }
    function test_whatCannotBeLetIn_hasNoSuchWay() {
        mount(held);
        page.ways = Holds.sentWays.slice(1);
        page.obstacle = "It can be left out; it is kept.";
        page.deciding = "s1";
        wait(50);
        verify(find("way:in") === null);
        verify(find("way:out") !== null);
    }
    function test_decisions_areToldWithWhoTookThem() {
        mount(held);
        verify(find("sentDecided:s9").Accessible.name.endsWith("Priya Nandra, 15:02 today"));
    }
    function test_narrow_decisionTakesThePlaceOfTheList() {
        mount(held);
        page.width = 412;
        page.deciding = "s1";
        wait(50);
        verify(find("sent:s1") === null);
        tap("sentPanel:waiting");
        verify(find("sent:s1") !== null);
    }
}
