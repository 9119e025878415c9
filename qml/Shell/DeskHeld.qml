import QtQuick
import Doorstep.App
import Doorstep.Controls
import Doorstep.Desk

// What is held, bound to its view-model: nothing but names on both sides.
HoldsPage {
    id: root

    required property AppViewModel app
    readonly property HoldsViewModel model: app.desk.holds
    readonly property HeldEntriesViewModel sentModel: app.desk.heldEntries

    objectName: "screen:held"
    rows: root.model.rows
    count: root.model.count
    countText: root.model.countText
    decisions: root.model.decisions
    decisionCount: root.model.decisionCount
    deciding: root.model.deciding
    about: root.model.about
    heading: root.model.heading
    sentence: root.model.sentence
    who: root.model.who
    tone: root.model.tone
    values: root.model.values
    choices: root.model.choices
    chosen: root.model.chosen
    decision: root.model.decision
    saveText: root.model.saveText
    saveReady: root.model.saveReady
    busy: app.lastSave.busy

    onDecide: holdId => root.model.decide(holdId)
    onChoose: value => root.model.choose(value)
    onDecisionEdited: text => root.model.editDecision(text)
    onSave: root.model.save()

    // Beside the records that disagree: what devices sent that are not in use.
    modal: sent.visible
    head: SecondaryButton {
        id: opener
        objectName: "heldSent"
        visible: root.sentModel.doorText !== ""
        text: root.sentModel.doorText
        iconName: "device"
        onClicked: {
            sent.visible = true;
            sent.forceActiveFocus();
        }
    }
    overlay: HeldEntriesPage {
        id: sent
        anchors.fill: parent
        visible: false
        rows: root.sentModel.rows
        count: root.sentModel.count
        countText: root.sentModel.countText
        decisions: root.sentModel.decisions
        decisionCount: root.sentModel.decisionCount
        deciding: root.sentModel.deciding
        device: root.sentModel.device
        who: root.sentModel.who
        why: root.sentModel.why
        obstacle: root.sentModel.bar
        lines: root.sentModel.lines
        ways: root.sentModel.ways
        way: root.sentModel.way
        reasons: root.sentModel.reasons
        reason: root.sentModel.reason
        decides: root.sentModel.decides
        saveText: root.sentModel.saveText
        saveReady: root.sentModel.saveReady
        busy: root.app.lastSave.busy
        onDecide: saveId => root.sentModel.decide(saveId)
        onChooseWay: value => root.sentModel.chooseWay(value)
        onChooseReason: value => root.sentModel.chooseReason(value)
        onSave: root.sentModel.save()
        onBack: {
            sent.visible = false;
            opener.forceActiveFocus();
        }
    }
}
