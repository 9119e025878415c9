import QtQuick
import QtTest
import Doorstep.Gallery

PageCase {
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
        page.toastText = "Saved on this tablet";
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
