pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Controls

// What devices sent that are not in use, and is in no record: choose one, see what it says, let it in or
// leave it out and say why; and what was decided. Roles of `rows`: saveId, device, title, who, why,
// selected. Roles of `decisions`: saveId, heading, about, stands, decision, who. Signals: decide(saveId),
// chooseWay(value), chooseReason(value), save(), back().
DeskPage {
    id: root

    required property var rows // list model with the roles above
    required property int count
    required property string countText
    required property var decisions // list model with the roles above
    required property int decisionCount
    required property string deciding // save id, "" for none
    required property string device
    required property string who
    required property string why
    required property string obstacle // why it cannot be let in, "" when it can
    required property var lines // list of {text, detail, iconName}
    required property var ways // list of {value, text, detail}
    required property string way // "in", "out", or ""
    required property var reasons // list of {value, text}
    required property string reason
    required property string decides
    required property string saveText
    required property bool saveReady
    required property bool busy

    signal decide(string saveId)
    signal chooseWay(string value)
    signal chooseReason(string value)
    signal save()
    signal back()

    name: "sent"
    title: qsTr("From devices not in use")
    fact: root.countText
    currentPanel: "waiting"
    panelWidth: 320
    onDecidingChanged: currentPanel = deciding === "" ? "waiting" : "decide"

    head: SecondaryButton {
        objectName: "sentBack"
        text: qsTr("Back to Held")
        iconName: "chevronLeft"
        onClicked: root.back()
    }

    DeskPanel {
        name: "waiting"
        title: qsTr("Waiting")
        narrow: 300
        list: DeskList {
            model: root.rows
            above: EmptyState {
                visible: root.count === 0
                border.width: 0
                fact: qsTr("Nothing waits.")
                nextStep: qsTr("What a device sends after it was taken out of use waits here until somebody decides.")
                iconTone: "ok"
            }
            delegate: ListRow {
                required property string saveId
                required property string device
                required property string who
                objectName: "sent:" + saveId
                width: ListView.view.width
                over: device
                under: who
                onClicked: root.decide(saveId)

                required title
                required selected
            }
        }
    }
    DeskPanel {
        name: "decide"
        title: qsTr("Decide")

        EmptyState {
            visible: root.deciding === ""
            border.width: 0
            fact: qsTr("None is chosen.")
            nextStep: qsTr("Choose one to see what it says.")
            iconName: "pause"
        }
        HeldEntriesDecision {
            visible: root.deciding !== ""
            device: root.device
            who: root.who
            why: root.why
            obstacle: root.obstacle
            lines: root.lines
            ways: root.ways
            way: root.way
            reasons: root.reasons
            reason: root.reason
            decides: root.decides
            onChooseWay: value => root.chooseWay(value)
            onChooseReason: value => root.chooseReason(value)
        }
    }
    DeskPanel {
        name: "decided"
        title: qsTr("Decided")
        narrow: 268
        list: DeskList {
            model: root.decisions
            above: EmptyState {
                visible: root.decisionCount === 0
                border.width: 0
                fact: qsTr("Nothing is decided yet.")
                nextStep: qsTr("Each decision stays here with its reason and who took it.")
                iconName: "check"
            }
            delegate: DecidedRow {
                required property string saveId
                objectName: "sentDecided:" + saveId
                width: ListView.view.width
            }
        }
    }
    bar: BottomBar {
        name: "sent"
        width: root.width
        visible: root.deciding !== ""
        height: visible ? implicitHeight : 0
        primaryText: root.saveText
        primaryReady: root.saveReady
        primaryIcon: "check"
        busy: root.busy
        busyText: qsTr("Saving the decision")
        onPrimary: root.save()
    }
}
