import QtQuick
import QtTest
import Doorstep.Gallery

// Outcomes and Export: what leaves the desk as files.
PageCase {
    name: "DeskPaper"
    width: 1280
    height: 800

    Component { id: outcomes; SampleOutcomes {} }
    Component { id: exporting; SampleExport {} }

    function test_outcomes_everySignal() {
        mount(outcomes);
        for (const each of ["chooseRound", "toggleOnlyNotGiven", "folderEdited", "browse", "saveRoundSheet", "saveVisitSheet"])
            hear(each);
        tap("round:r2");
        tap("onlyNotGiven");
        tap("paper:v2");
        tap("outcomesFolder");
        keyClick(Qt.Key_X);
        tap("outcomesBrowse");
        tap("outcomesPrimary");
        compare(heard, ["chooseRound r2", "toggleOnlyNotGiven", "saveVisitSheet v2", "folderEdited x", "browse",
            "saveRoundSheet"]);
    }
    function test_outcomes_notEnded_hasNoSheet() {
        mount(outcomes);
        verify(find("paper:v4") !== null);
        verify(find("paper:v5") === null);
    }
    function test_outcomes_narrow_roundThenVisitsThenTheErrorsField() {
        mount(outcomes);
        page.width = 412;
        wait(50);
        verify(find("paper:v1") === null);
        tap("round:r1");
        verify(find("paper:v1") !== null);
        page.folderError = "There is no folder x.";
        wait(50);
        verify(find("outcomesFolder") !== null);
    }
    function test_export_everySignal() {
        mount(exporting);
        for (const each of ["choosePreset", "folderEdited", "browse", "exportNow"])
            hear(each);
        tap("preset:week");
        tap("exportFolder");
        keyClick(Qt.Key_X);
        tap("exportBrowse");
        tap("exportPrimary");
        compare(heard, ["choosePreset week", "folderEdited x", "browse", "exportNow"]);
    }
    function test_export_busy_isNotTappedTwice() {
        mount(exporting);
        page.busy = true;
        wait(50);
        hear("exportNow");
        tap("exportPrimary");
        compare(heard, []);
    }
    function test_export_done_namesItsFiles() {
        mount(exporting);
        page.files = ["a.csv", "b.pdf"];
        page.doneText = "2 visits exported.";
        wait(50);
        verify(find("exportDone") !== null);
        page.width = 412;
        wait(50);
        compare(page.currentPanel, "done");
    }
}
