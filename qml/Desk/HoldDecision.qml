pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One hold with its sides next to each other; nothing is chosen before somebody does. `values`: list of
// {entryId, text, who, current}. Signals: choose(value) with an entry id or "both", decisionEdited(text).
VStack {
    id: root

    required property string about // the patient, "" when it is about none
    required property string heading
    required property string sentence
    required property string who
    required property var values // list, as above
    required property string chosen
    required property string decision
    readonly property bool oneLost: values.some(value => !value.current)

    signal choose(string value)
    signal decisionEdited(string text)

    spacing: Style.gap12

    AppText {
        visible: root.about !== ""
        role: AppText.Head
        text: root.about
    }
    AppText {
        role: AppText.BodyBold
        text: root.heading
    }
    AppText {
        text: root.sentence
    }
    IconLine {
        visible: root.who !== ""
        iconName: "person"
        lead: qsTr("Who decides: ")
        strong: root.who
    }
    CellGrid {
        columns: Style.large || root.width < 420 ? 1 : Math.max(1, Math.min(2, root.values.length))
        columnSpacing: Style.gap8
        spacing: Style.gap8
        Repeater {
            model: root.values
            delegate: ChoiceBox {
                required property var modelData // one of values
                objectName: "side:" + modelData.entryId
                text: modelData.text
                detail: modelData.current && root.oneLost ? qsTr("%1. Shown now").arg(modelData.who) : modelData.who
                chosen: root.chosen === modelData.entryId
                onClicked: root.choose(modelData.entryId)
            }
        }
    }
    ChoiceBox {
        objectName: "side:both"
        text: qsTr("Keep both as they are")
        detail: qsTr("Neither is changed. The decision stands in the record.")
        chosen: root.chosen === "both"
        onClicked: root.choose("both")
    }
    LabelledField {
        name: "heldDecision"
        label: qsTr("Why?")
        hint: qsTr("It stays in the record with your name and the time. Neither side is lost.")
        value: root.decision
        multiline: true
        onEdited: text => root.decisionEdited(text)
    }
}
