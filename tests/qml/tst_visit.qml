import QtQuick
import QtTest
import Doorstep.Gallery
import "../gallery/Sample.js" as Sample

PageCase {
    name: "Visit"

    Component { id: visit; SampleVisit {} }
    Component { id: outcome; SampleOutcome { width: 412; height: 915; outcome: "" } }
    Component { id: followUp; SampleFollowUp { width: 412; height: 915 } }
    Component { id: note; SampleNote {} }

    function test_jobsAndBar_tapped_sayWhich() {
        mount(visit);
        for (const name of ["openJob", "openOutcome", "primary", "back"])
            hear(name);
        tap("job:bp");
        tap("visitSecondary");
        tap("visitPrimary");
        tap("bandBack");
        compare(heard, ["openJob bp", "openOutcome", "primary", "back"]);
    }
    function test_toast_waitsWhileASheetAsks() {
        mount(visit);
        page.toastText = "Saved on this device";
        page.canUndo = true;
        wait(30);
        verify(find("toastUndo") !== null);
        page.modal = true;
        wait(30);
        verify(find("toastUndo") === null, "it would lie over what the sheet asks");
    }
    function test_add_eachSaysWhat() {
        mount(visit);
        for (const name of ["addNote", "addPressure", "addObservations", "addFollowUp"])
            hear(name);
        click("visitAddNote");
        click("visitAddPressure");
        click("visitAddObservations");
        click("visitAddFollowUp");
        compare(heard, ["addNote", "addPressure", "addObservations", "addFollowUp"]);
    }
    function test_undo_onARecord_saysWhichJobOnly() {
        mount(visit);
        page.jobs.rows = Sample.jobsDone;
        wait(50);
        hear("undoJob");
        hear("openJob");
        tap("job:fluUndo");
        compare(heard, ["undoJob flu"]);
    }
    function test_household_memberTapped_switches() {
        mount(visit);
        page.members = [{ visitId: "a", text: "Mabel", chosen: true }, { visitId: "b", text: "Arthur", chosen: false }];
        wait(50);
        hear("chooseMember");
        tap("member:b");
        compare(heard, ["chooseMember b"]);
    }
    function test_keyCode_coveredUntilAsked() {
        mount(visit);
        hear("showCode");
        tap("visitShowCode");
        compare(heard, ["showCode"]);
        page.keyCode = "4071";
        wait(50);
        verify(find("visitShowCode") === null);
    }
    function test_allergies_moreTapped_showsAll() {
        mount(visit);
        page.patient = Sample.longName;
        wait(50);
        verify(!find("bandAllergies").text.includes("morphine"));
        tap("bandAllergiesMore");
        verify(find("bandAllergies").text.includes("morphine"));
    }
    function test_markupInAName_isShownAsTyped() {
        mount(visit);
        page.patient = Object.assign({}, Sample.mabel, { allergies: "<b>nuts</b> & eggs" });
        compare(find("bandAllergies").text, "<b>Allergies: </b>&lt;b&gt;nuts&lt;/b&gt; &amp; eggs");
    }
    // "Not in, other" on Visit is the first tap.
    function test_notIn_takesTwoTapsOnTheSheet() {
        mount(outcome);
        hear("chooseOutcome");
        hear("primary");
        tap("outcome:notIn");
        tap("outcomePrimary");
        compare(heard, ["chooseOutcome notIn", "primary"]);
    }
    function test_refusal_takesThreeTapsOnTheSheet() {
        mount(outcome);
        hear("chooseOutcome");
        hear("chooseReason");
        hear("primary");
        page.chooseOutcome.connect(value => {
            page.outcome = value;
            page.reasons = Sample.refusals;
        });
        tap("outcome:refused");
        tap("reason:doubt");
        tap("outcomePrimary");
        compare(heard, ["chooseOutcome refused", "chooseReason doubt", "primary"]);
    }
    function test_outcome_detailsAndClose() {
        mount(outcome);
        page.outcome = "notIn";
        for (const name of ["toggleCard", "chooseRetry", "close"])
            hear(name);
        tap("outcomeCard");
        tap("retry:today");
        tap("outcomeClose");
        compare(heard, ["toggleCard", "chooseRetry today", "close"]);
    }
    function test_retryPick_opensTheDays() {
        mount(outcome);
        page.outcome = "notIn";
        hear("chooseRetry");
        verify(find("retry:2026-11-28") === null);
        tap("retry:pick");
        verify(find("retry:2026-11-28") !== null);
        find("retry:2026-11-28").clicked();
        compare(heard, ["chooseRetry pick", "chooseRetry 2026-11-28"]);
    }
    function test_followUp_choicesSayTheirValue() {
        mount(followUp);
        for (const name of ["chooseTask", "chooseOwner", "chooseDue", "primary"])
            hear(name);
        tap("task:bloods");
        tap("owner:me");
        tap("due:month");
        tap("followUpPrimary");
        compare(heard, ["chooseTask bloods", "chooseOwner me", "chooseDue month", "primary"]);
    }
    function test_note_everyKeyLeaves() {
        mount(note);
        page.note = "";
        hear("edited");
        hear("save");
        keyClick(Qt.Key_O);
        keyClick(Qt.Key_K);
        tap("notePrimary");
        compare(heard, ["edited o", "edited ok", "save"]);
    }
}
