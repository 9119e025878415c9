pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Controls

// What was kept and waits for a decision: choose one, see both sides, say which stands and why; and what
// was decided, by whom. Roles of `rows`: holdId, heading, about, sentence, who, tone, selected. Roles of
// `decisions`: holdId, heading, about, stands, decision, who. Signals: decide(holdId), choose(value),
// decisionEdited(text), save().
DeskPage {
    id: root

    required property var rows // list model with the roles above
    required property int count
    required property string countText
    required property var decisions // list model with the roles above
    required property int decisionCount
    required property string deciding // hold id, "" for none
    required property string about
    required property string heading
    required property string sentence
    required property string who
    required property string tone
    required property var values // list of {entryId, text, who, current}
    required property var choices // list of {value, text, detail}: what may be decided
    required property string chosen // a value of choices, or ""
    required property string decision
    required property string saveText
    required property bool saveReady
    required property bool busy

    signal decide(string holdId)
    signal choose(string value)
    signal decisionEdited(string text)
    signal save()

    name: "held"
    title: qsTr("Held")
    fact: root.countText
    currentPanel: "waiting"
    panelWidth: 320
    onDecidingChanged: currentPanel = deciding === "" ? "waiting" : "decide"

    DeskPanel {
        name: "waiting"
        title: qsTr("Waiting")
        narrow: 268 // the sides of a decision stand next to each other
        list: DeskList {
            model: root.rows
            above: EmptyState {
                visible: root.count === 0
                border.width: 0
                fact: qsTr("Nothing is held.")
                nextStep: qsTr("Records that disagree wait here until a named person decides.")
                iconTone: "ok"
            }
            delegate: ListRow {
                required property string holdId
                required property string heading
                required property string about
                required property string who
                required property string tone
                objectName: "hold:" + holdId
                width: ListView.view.width
                over: about
                title: heading
                tags: [{ text: qsTr("Decides: %1").arg(who), iconName: "pause", tone: tone }]
                onClicked: root.decide(holdId)

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
            nextStep: qsTr("Choose one to see both sides.")
            iconName: "pause"
        }
        HoldDecision {
            visible: root.deciding !== ""
            about: root.about
            heading: root.heading
            sentence: root.sentence
            who: root.who
            values: root.values
            choices: root.choices
            chosen: root.chosen
            decision: root.decision
            onChoose: value => root.choose(value)
            onDecisionEdited: text => root.decisionEdited(text)
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
                required property string holdId
                objectName: "decided:" + holdId
                width: ListView.view.width
            }
        }
    }
    bar: BottomBar {
        name: "held"
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
