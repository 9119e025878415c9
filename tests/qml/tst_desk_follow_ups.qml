import QtQuick
import QtTest
import Doorstep.Gallery

PageCase {
    name: "DeskFollowUps"
    width: 1280
    height: 800

    Component { id: followUps; SampleFollowUps {} }

    function test_row_isChosen() {
        mount(followUps);
        hear("select");
        tap("followUp:f2");
        compare(heard, ["select f2"]);
        verify(find("followUpsPrimary") === null, "nothing to close while none is chosen");
    }
    function test_result_typedAndClosed() {
        mount(followUps);
        page.selectedName = "Kofi Mensah-Reed";
        page.doneReady = true;
        wait(50);
        hear("resultEdited");
        hear("done");
        tap("followUpResult");
        keyClick(Qt.Key_X);
        tap("followUpsPrimary");
        compare(heard, ["resultEdited x", "done"]);
    }
    function test_narrow_onePanelAtATime() {
        mount(followUps);
        page.width = 412;
        wait(50);
        verify(find("followUpResult") === null);
        tap("followUpsPanel:close");
        verify(find("followUp:f1") === null);
        page.selectedName = "Kofi Mensah-Reed";
        wait(50);
        verify(find("followUpResult") !== null);
    }
}
