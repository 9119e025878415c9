import QtQuick
import QtTest
import Doorstep.Gallery

PageCase {
    id: root
    name: "DeskImport"
    width: 1280
    height: 800

    Component { id: sample; SampleImport {} }

    function test_path_typedAndOpened() {
        mount(sample);
        hear("pathEdited");
        hear("openPath");
        tap("importPath");
        keyClick(Qt.Key_X);
        page.path = "x";
        keyClick(Qt.Key_Return);
        tap("importPrimary");
        compare(heard, ["pathEdited x", "openPath", "openPath"]);
    }
    function test_fileDialog_isAskedFor() {
        mount(sample);
        hear("chooseFile");
        tap("importChoose");
        compare(heard, ["chooseFile"]);
    }
    function test_history_eachCanBeUndoneOnce() {
        mount(sample);
        hear("undo");
        tap("importUndo:i2");
        verify(find("importUndo:i1") === null, "what is undone cannot be undone again");
        compare(heard, ["undo i2"]);
    }
    function test_preview_filteredNamedAndImported() {
        mount(sample);
        page.stage = "preview";
        wait(50);
        ["filterChosen", "sourceEdited", "registerChosen", "dateOrderChosen", "importNow", "again"].forEach(hear);
        verify(find("line:5") !== null);
        const panel = find("importFilter:hold").parent;
        tryVerify(() => panel.mapToItem(page, 0, 0).y > 100, 5000, "the chips come into view above the lines");
        tap("importFilter:hold");
        tap("importSource");
        keyClick(Qt.Key_X);
        tap("importRegister:ld");
        tap("importDates:month");
        tap("importPrimary");
        tap("importSecondary");
        compare(heard, ["filterChosen hold", "sourceEdited Houseboundx", "registerChosen ld", "dateOrderChosen month", "importNow", "again"]);
    }
    function test_column_meansSomethingElse() {
        mount(sample);
        page.stage = "preview";
        wait(50);
        hear("meaningChosen");
        tap("column:0");
        verify(find("meaningClose") !== null);
        keyClick(Qt.Key_Escape);
        verify(find("meaningClose") === null, "Escape changes nothing");
        tap("column:0");
        tryVerify(() => centre(find("meaning:3")).y < root.height, 5000, "the sheet finds its size");
        tap("meaning:3");
        verify(find("meaningClose") === null);
        compare(heard, ["meaningChosen 0 3"]);
    }
    function test_done_canBeUndone() {
        mount(sample);
        page.stage = "done";
        page.doneCanUndo = true;
        wait(50);
        hear("undoDone");
        hear("again");
        tap("importUndo");
        tap("importPrimary");
        compare(heard, ["undoDone", "again"]);
    }
    function test_busy_waitsForTheFile() {
        mount(sample);
        page.path = "x";
        page.busy = true;
        wait(50);
        hear("openPath");
        tap("importPrimary");
        compare(heard, []);
    }
}
