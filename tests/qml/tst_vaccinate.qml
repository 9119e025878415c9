import QtQuick
import QtTest
import Doorstep.Gallery
import "../gallery/Sample.js" as Sample

PageCase {
    id: root
    name: "Vaccinate"

    Component { id: vaccinate; SampleVaccinate {} }
    Component { id: consent; SampleConsent { width: 412; height: 915 } }
    Component { id: batch; SampleBatch { width: 412; height: 915 } }

    function test_fresh_nothingIsAnswered() {
        mount(vaccinate);
        for (const name of ["askAllClear", "askDifferent", "site:flu:left", "site:flu:right"])
            verify(!find(name).chosen, name);
        verify(!find("vaccinatePrimary").ready);
    }
    function test_confirm_namesIdentityHealthAllergyAndConsent() {
        mount(vaccinate);
        const said = [page.identity, page.questionsLead, page.consentAsk, page.clearText].join(" ");
        verify(said.includes("Mabel Thistlewood, born 14 Mar 1942") && said.includes("agrees"));
        verify(page.questions.some(each => each.text.includes("allergy")));
    }
    // Open from Today is the first tap; these are the other three, each in view without scrolling.
    function test_fluJab_takesThreeTapsOnThisPage() {
        mount(vaccinate);
        hear("allClear");
        hear("chooseSite");
        hear("save");
        page.allClear.connect(() => page.phase = "checked");
        page.chooseSite.connect((doseId, value) => {
            page.doses.rows = [Object.assign({}, Sample.fluDose, { site: value })];
            page.saveReady = true;
        });
        tap("askAllClear");
        tap("site:flu:left");
        verify(find("site:flu:left").chosen);
        tap("vaccinatePrimary");
        compare(heard, ["allClear", "chooseSite flu left", "save"]);
    }
    function test_yesToAny_opensEachQuestion() {
        mount(vaccinate);
        hear("different");
        hear("answer");
        page.different.connect(() => page.phase = "each");
        tap("askDifferent");
        tap("answer:unwell:no");
        compare(heard, ["different", "answer unwell no"]);
        verify(find("askAllClear") === null);
    }
    function test_notReady_stillTellsThePage() {
        mount(vaccinate);
        hear("save");
        tap("vaccinatePrimary");
        compare(heard, ["save"]);
    }
    function test_notReady_tapped_showsTheMissingArm() {
        mount(vaccinate);
        page.phase = "checked";
        wait(50);
        tap("vaccinatePrimary");
        verify(find("site:flu:left").activeFocus);
    }
    function test_changes_tapped_askForTheirSheets() {
        mount(vaccinate);
        page.phase = "checked";
        wait(50);
        for (const name of ["changeAnswers", "changeConsent", "changeVaccine", "scanBatch"])
            hear(name);
        for (const name of ["askChange", "consentChange", "doseChange:flu", "doseScan:flu"])
            tap(name);
        compare(heard, ["changeAnswers", "changeConsent", "changeVaccine flu", "scanBatch flu"]);
    }
    function test_stop_button_carriesItsNotice() {
        mount(vaccinate);
        page.askNotices = [Sample.double_];
        page.phase = "checked";
        wait(50);
        hear("act");
        tap("notice:double");
        compare(heard, ["act double"]);
    }
    function test_escape_goesBack() {
        mount(vaccinate);
        page.forceActiveFocus();
        hear("back");
        keyClick(Qt.Key_Escape);
        compare(heard, ["back"]);
    }
    function test_consent_typedName_leavesAtEveryKey() {
        mount(consent);
        hear("nameEdited");
        hear("chooseGiver");
        hear("close");
        mouseClick(find("consentName"));
        keyClick(Qt.Key_J);
        keyClick(Qt.Key_O);
        tap("giver:interests");
        keyClick(Qt.Key_Escape);
        compare(heard, ["nameEdited j", "nameEdited jo", "chooseGiver interests", "close"]);
    }
    function test_batch_rowAndTypedNumber() {
        mount(batch);
        hear("choose");
        hear("typedEdited");
        hear("typedAccepted");
        tap("batch:b2");
        mouseClick(find("batchTyped"));
        keyClick(Qt.Key_L);
        keyClick(Qt.Key_Return);
        compare(heard, ["choose b2", "typedEdited l", "typedAccepted"]);
    }
}
