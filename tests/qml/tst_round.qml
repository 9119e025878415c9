import QtQuick
import QtTest
import Doorstep.Gallery
import "../gallery/Sample.js" as Sample

PageCase {
    name: "Round"

    Component { id: before; SampleBefore {} }
    Component { id: end; SampleEnd {} }
    Component { id: sync; SampleSync {} }
    Component { id: settings; SampleSettings {} }

    function test_box_countedUpAndDown() {
        mount(before);
        hear("count");
        tap("load:b1Less");
        tap("load:b2More");
        compare(heard, ["count b1 -1", "count b2 1"]);
    }
    function test_kit_tickedAndBegun() {
        mount(before);
        hear("toggle");
        hear("begin");
        hear("temperatureEdited");
        tap("kit:ana");
        mouseClick(find("temperature"));
        keyClick(Qt.Key_4);
        tap("beforePrimary");
        compare(heard, ["toggle ana", "temperatureEdited 4", "begin"]);
    }
    function test_balance_handCountsAndClose() {
        mount(end);
        for (const name of ["waste", "giveBack", "close", "sync", "toggleSafe"])
            hear(name);
        tap("wasted:b1More");
        tap("returned:b1Less");
        click("endSync");
        click("endSafe");
        tap("endPrimary");
        compare(heard, ["waste b1 1", "giveBack b1 -1", "sync", "toggleSafe", "close"]);
    }
    function test_difference_asksWhy() {
        mount(end);
        verify(find("endDifference") === null);
        page.differs = true;
        wait(50);
        hear("differenceEdited");
        find("endDifference").forceActiveFocus();
        keyClick(Qt.Key_X);
        compare(heard, ["differenceEdited x"]);
    }
    function test_sync_countsAddUpAndSend() {
        mount(sync);
        let sum = 0;
        for (const step of Sample.steps)
            sum += Number(find("receipt:" + step.stage).count);
        compare(String(sum), find("syncTotal").text);
        hear("send");
        tap("syncPrimary");
        compare(heard, ["send"]);
    }
    function test_sync_photosThatWait_areSaidInALine() {
        mount(sync);
        compare(find("syncPhotos"), null); // not among what is shown
        page.photosText = "2 photos still on this device";
        wait(30);
        verify(find("syncPhotos").visible);
        compare(find("syncPhotos").lead, "2 photos still on this device");
    }
    function test_sync_busy_saysTheCountAndTakesNoTap() {
        mount(sync);
        page.busy = true;
        page.busyText = "Sending 2 of 3";
        wait(30);
        hear("send");
        mouseClick(find("syncPrimary"));
        compare(heard, []);
    }
    function test_settings_choicesSayTheirValue() {
        mount(settings);
        for (const name of ["chooseScale", "chooseTheme", "toggleMotion", "test", "toggleCode", "lock"])
            hear(name);
        tap("scale:150");
        tap("theme:dark");
        tap("settingsMotion");
        tap("settingsTest");
        click("settingsCode");
        find("settingsLock").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        compare(heard, ["chooseScale 150", "chooseTheme dark", "toggleMotion", "test", "toggleCode", "lock"]);
    }
    function test_settings_connectionCode_isTypedAndUsed() {
        const page = mount(settings);
        hear("codeEdited");
        hear("useCode");
        page.codeShown = true;
        click("settingsCodeText");
        keyClick(Qt.Key_D);
        compare(heard[heard.length - 1], "codeEdited d");
        page.codeReady = true;
        click("settingsCodeUse");
        compare(heard[heard.length - 1], "useCode");
    }
}
