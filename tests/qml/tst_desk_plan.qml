import QtQuick
import QtTest
import Doorstep.Gallery

PageCase {
    name: "DeskPlan"
    width: 1280
    height: 800

    Component { id: plan; SamplePlan {} }

    function test_patients_foundFilteredAndChosen() {
        mount(plan);
        ["queryEdited", "filterChosen", "patientToggled", "chooseAllDue"].forEach(hear);
        tap("planQuery");
        keyClick(Qt.Key_X);
        tap("planFilter:chosen");
        tap("due:p4");
        tap("planChooseAll");
        compare(heard, ["queryEdited x", "filterChosen chosen", "patientToggled p4", "chooseAllDue"]);
    }
    function test_stops_movedByButtons() {
        mount(plan);
        ["stopSelected", "moveUp", "moveDown", "undoMove", "proposeOrder"].forEach(hear);
        tap("planStop:1");
        tap("planMoveUp");
        tap("planMoveDown");
        tap("planUndoMove");
        tap("planPropose");
        compare(heard, ["stopSelected 1", "moveUp", "moveDown", "undoMove", "proposeOrder"]);
        page.canMoveUp = false;
        wait(20);
        tap("planMoveUp");
        compare(heard.length, 5, "the first stop does not move up");
    }
    function test_box_loadedAndTabletChosen() {
        mount(plan);
        ["loadLess", "loadMore", "loadNeeded", "tabletChosen"].forEach(hear);
        tap("planLoad:b1Less");
        tap("planLoad:b2More");
        tap("planLoadNeeded");
        tap("planTablet:t2");
        compare(heard, ["loadLess b1", "loadMore b2", "loadNeeded", "tabletChosen t2"]);
    }
    function test_details_openedFromTheHead() {
        mount(plan);
        ["nameEdited", "dayChosen", "leavesAtEdited", "teamToggled"].forEach(hear);
        tap("planTeam");
        tap("planName");
        keyClick(Qt.Key_X);
        tap("planDayIs:2026-11-27");
        tap("planTeam:s2");
        tap("planLeavesAtTime");
        keyClick(Qt.Key_1);
        compare(heard, ["nameEdited Round of Thu 26 Novx", "dayChosen 2026-11-27", "teamToggled s2", "leavesAtEdited 09:001"]);
        tap("planRoundPrimary");
        verify(find("planName") === null);
        tap("planDay");
        verify(find("planName") !== null);
        keyClick(Qt.Key_Escape);
        verify(find("planName") === null);
        tap("planLeavesAt");
        tap("planRoundClose");
        verify(find("planName") === null);
    }
    function test_ready_isSent() {
        mount(plan);
        hear("send");
        tap("planPrimary");
        compare(heard, ["send"]);
    }
    function test_notReady_showsWhatIsMissing() {
        mount(plan);
        hear("send");
        page.sendReady = false;
        page.gap = "round";
        wait(20);
        tap("planPrimary");
        verify(find("planName") !== null, "day, team and time are put right in the sheet");
        keyClick(Qt.Key_Escape);
        page.width = 412;
        wait(50);
        tap("planPanel:stops");
        verify(find("due:p1") === null);
        page.gap = "due";
        tap("planPrimary");
        verify(find("due:p1") !== null);
        page.gap = "tablet";
        tap("planPrimary");
        verify(find("planTablet:t1") !== null);
        tap("planSecondary");
        verify(find("planName") !== null);
        compare(heard, []);
    }
}
