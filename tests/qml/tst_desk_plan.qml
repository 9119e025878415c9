import QtQuick
import QtTest
import Doorstep.Gallery

PageCase {
    id: root

    name: "DeskPlan"
    width: 1280
    height: 800

    Component { id: plan; SamplePlan {} }

    // A finger, or the mouse, on the grip of one stop, let go over another.
    function carry(from, to, byMouse) {
        const grip = find("planStop:" + from + "Grip");
        const start = centre(grip);
        const step = (centre(find("planStop:" + to)).y - start.y) / 8;
        const touch = touchEvent(root);
        if (byMouse)
            mousePress(root, start.x, start.y);
        else
            touch.press(0, root, start.x, start.y).commit();
        for (let i = 1; i <= 8; ++i) {
            if (byMouse)
                mouseMove(root, start.x, start.y + step * i);
            else
                touch.move(0, root, start.x, start.y + step * i).commit();
            wait(5);
        }
        verify(find("planDropLine") !== null, "a line shows where it goes");
        if (byMouse)
            mouseRelease(root, start.x, start.y + step * 8);
        else
            touch.release(0, root, start.x, start.y + step * 8).commit();
        wait(20);
        verify(find("planDropLine") === null);
    }
    function test_stop_carriedByFingerAndByMouse() {
        mount(plan);
        ["stopPlaced", "stopSelected"].forEach(hear);
        const list = find("planStop:0").ListView.view;
        const before = list.contentY;
        carry(1, 3, false);
        carry(2, 0, false);
        carry(0, 2, true);
        compare(heard, ["stopPlaced 1 3", "stopPlaced 2 0", "stopPlaced 0 2"], "a carry is no tap");
        compare(list.contentY, before, "the list stays where it is");
        carry(2, 3, false);
        tap("planStop:2");
        compare(heard.slice(3), ["stopPlaced 2 3", "stopSelected 2"]);
    }
    function test_stop_carriedPastTheEdge_theListMovesOn() {
        mount(plan);
        page.height = 640;
        wait(50);
        hear("stopPlaced");
        const list = find("planStop:0").ListView.view;
        const start = centre(find("planStop:0Grip"));
        const low = list.mapToItem(root, 0, list.height - 8).y;
        const touch = touchEvent(root);
        touch.press(0, root, start.x, start.y).commit();
        for (let y = start.y; y < low; y += 16) {
            touch.move(0, root, start.x, y).commit();
            wait(5);
        }
        touch.move(0, root, start.x, low).commit();
        tryVerify(() => list.atYEnd, 10000);
        touch.release(0, root, start.x, low).commit();
        wait(20);
        compare(heard, ["stopPlaced 0 6"]);
    }
    function test_jobs_ofAStopAndOfEverybody() {
        mount(plan);
        ["jobToggled", "jobToggledForAll", "programmeChosen"].forEach(hear);
        tap("planJobs");
        tap("planJob:p5:observe:bp");
        tap("planJobForAll:observe");
        compare(heard, ["jobToggled p5 observe:bp", "jobToggledForAll observe"]);
        tap("planJobsPrimary");
        verify(find("planJob:p5:observe:bp") === null);
        verify(find("planProgramme:flu-2026-27") === null, "one pack is no choice");
        page.programmes = [{ value: "flu-2026-27", text: "Flu 2026/27" }, { value: "covid", text: "COVID-19" }];
        wait(20);
        tap("planProgramme:covid");
        compare(heard.length, 3);
        page.sendReady = false;
        page.gap = "jobs";
        tap("planPrimary");
        verify(find("planJob:p5:observe:bp") !== null, "what is missing is put right in the sheet");
        keyClick(Qt.Key_Escape);
        verify(find("planJob:p5:observe:bp") === null);
    }
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
