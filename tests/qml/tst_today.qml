import QtQuick
import QtTest
import Doorstep.Gallery

PageCase {
    id: root
    name: "Today"

    Component { id: todayPage; SampleToday {} }
    Component { id: findPage; SampleFind {} }

    function test_startButton_tapped_asksToStart() {
        mount(todayPage);
        hear("start");
        tap("todayPrimary");
        compare(heard, ["start"]);
    }
    function test_jobOfNextStop_tapped_opensItAtOnce() {
        mount(todayPage);
        hear("openJob");
        tap("job:v8a:flu");
        compare(heard, ["openJob v8a flu"]);
    }
    function test_row_clicked_opensThatStop() {
        mount(todayPage);
        hear("openStop");
        click("stop:s9");
        compare(heard, ["openStop s9"]);
    }
    function test_stripMenuAndFind_tapped_leadAway() {
        mount(todayPage);
        hear("go");
        hear("find");
        tap("todaySync");
        tap("todayMenu");
        tap("menu:settings");
        verify(!page.menuOpen);
        tap("todaySecondary");
        compare(heard, ["go sync", "go settings", "find"]);
    }
    function test_menu_escape_closesItAndKeepsThePage() {
        mount(todayPage);
        tap("todayMenu");
        verify(page.menuOpen);
        keyClick(Qt.Key_Escape);
        verify(!page.menuOpen);
    }
    function test_menuOpen_pageBeneath_takesNoTouch() {
        mount(todayPage);
        hear("start");
        page.menuOpen = true;
        wait(50);
        const bar = find("todayPrimary");
        mouseClick(bar);
        compare(heard, []);
    }
    function test_toast_undoTapped_asksToUndo() {
        mount(todayPage);
        page.toastText = "Saved on this device";
        page.canUndo = true;
        wait(50);
        hear("undo");
        tap("toastUndo");
        compare(heard, ["undo"]);
    }
    function test_keyboardAlone_reachesAndStarts() {
        mount(todayPage);
        hear("start");
        const button = find("todayPrimary");
        let steps = 0;
        while (!button.activeFocus && steps++ < 40)
            keyClick(Qt.Key_Tab);
        verify(button.activeFocus, "Tab never reached the button");
        verify(button.visualFocus);
        keyClick(Qt.Key_Return);
        compare(heard, ["start"]);
    }
    function mountLongRound() {
        mount(todayPage);
        const rows = [];
        for (let i = 1; i <= 300; ++i)
            rows.push({ stopId: "s" + i, number: String(i), window: "11:15 to 11:45", name: "Olive Bracken, 91", place: i + " Tern Close",
                selected: false, tags: i % 3 === 0 ? [{ text: "Flu", iconName: "syringe" }] : [] });
        page.stops.rows = rows;
        wait(50);
    }
    function scrollTo(end) {
        for (let i = 0; i < 3; ++i) { // rows that are measured on the way move the end
            page.scroll.contentY = end ? page.scroll.contentHeight - page.scroll.height : 0;
            wait(50);
        }
    }
    function test_longRound_hasTheRowsNearTheScreenAlone() {
        mountLongRound();
        verify(find("stop:s1") !== null);
        compare(find("stop:s100"), null);
        scrollTo(true);
        const last = find("stop:s300");
        verify(last !== null);
        const bar = find("todayPrimary");
        verify(centre(last).y > 0 && centre(last).y < centre(bar).y, "the last row is not in view at the end");
        compare(find("stop:s1"), null);
        scrollTo(false);
        verify(find("stop:s1") !== null);
        compare(find("stop:s300"), null);
    }
    function test_longRound_tabWalksOnBeyondTheScreen() {
        mountLongRound();
        find("stop:s1").forceActiveFocus(Qt.TabFocusReason);
        for (let i = 2; i <= 40; ++i) {
            keyClick(Qt.Key_Tab);
            wait(10);
            const row = find("stop:s" + i);
            verify(row !== null && row.activeFocus, "Tab did not come to row " + i);
            const spot = centre(row);
            verify(spot.y > 0 && spot.y < root.height, "row " + i + " has the keyboard out of view");
        }
    }
    function test_longRound_rowWithTheKeyboard_staysWhileScrolledAway() {
        mountLongRound();
        find("stop:s2").forceActiveFocus(Qt.TabFocusReason);
        scrollTo(true);
        const row = find("stop:s2");
        verify(row !== null && row.activeFocus);
        find("stop:s300").forceActiveFocus(Qt.TabFocusReason);
        wait(20);
        compare(find("stop:s2"), null);
    }
    function test_find_twoLetters_sendEachAndOpenByOneTap() {
        mount(findPage);
        page.query = "";
        hear("queryEdited");
        hear("open");
        keyClick(Qt.Key_T);
        keyClick(Qt.Key_H);
        compare(heard, ["queryEdited t", "queryEdited th"]);
        tap("found:f1");
        compare(heard[2], "open f1");
    }
}
