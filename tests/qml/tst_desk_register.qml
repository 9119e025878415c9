import QtQuick
import QtTest
import Doorstep.Gallery

PageCase {
    name: "DeskRegister"
    width: 1280
    height: 800

    Component { id: sample; SampleRegister {} }

    function test_people_searchedNarrowedAndOpened() {
        mount(sample);
        ["queryEdited", "registerChosen", "open"].forEach(hear);
        tap("registerQuery");
        keyClick(Qt.Key_T);
        tap("register:learning-disability");
        tap("patient:p2");
        compare(heard, ["queryEdited t", "registerChosen learning-disability", "open p2"]);
        verify(find("bandName") === null, "no band while nobody is open");
    }
    function test_record_readAndClosed() {
        mount(sample);
        page.hasPatient = true;
        wait(50);
        compare(find("bandName").text, "THISTLEWOOD, Mabel (Mrs)");
        hear("close");
        tap("registerClose");
        compare(heard, ["close"]);
    }
    function test_joinedRecords_takenApart() {
        mount(sample);
        page.hasPatient = true;
        wait(50);
        verify(find("registerTakeApart") === null, "nothing to take apart");
        page.mayTakeApart = true;
        wait(50);
        hear("takeApart");
        tap("registerTakeApart");
        compare(heard, ["takeApart"]);
    }
    function test_narrow_recordTakesThePlaceOfTheList() {
        mount(sample);
        page.width = 412;
        wait(50);
        verify(find("patient:p1") !== null);
        page.hasPatient = true;
        wait(50);
        verify(find("patient:p1") === null);
        verify(find("bandName") !== null);
        page.hasPatient = false;
        wait(50);
        verify(find("patient:p1") !== null);
    }
}
