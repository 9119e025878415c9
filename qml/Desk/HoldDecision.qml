pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One hold: what each side says, next to each other, and what may be decided; nothing is chosen before
// somebody does. `values`: list of {entryId, text, who, current}. `choices`: list of {value, text, detail}.
// Signals: choose(value), decisionEdited(text).
VStack {
    id: root

    required property string about // the patient, "" when it is about none
    required property string heading
    required property string sentence
    required property string who
    required property var values // list, as above
    required property var choices // list, as above
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
            delegate: Card {
                id: side
                required property var modelData // one of values
                readonly property bool shownNow: modelData.current && root.oneLost
                objectName: "side:" + modelData.entryId
                padding: Style.gap12
                Accessible.role: Accessible.StaticText
                Accessible.name: modelData.text + ", " + modelData.who
                AppText {
                    role: AppText.BodyBold
                    text: side.modelData.text
                }
                AppText {
                    visible: text !== ""
                    role: AppText.Label
                    text: side.shownNow ? qsTr("%1. Shown now").arg(side.modelData.who) : side.modelData.who
                    color: Style.ink2
                }
            }
        }
    }
    SectionHeading {
        text: qsTr("What is right?")
    }
    Repeater {
        model: root.choices
        delegate: ChoiceBox {
            required property var modelData // one of choices
            objectName: "choice:" + modelData.value
            text: modelData.text
            detail: modelData.detail
            chosen: root.chosen === modelData.value
            onClicked: root.choose(modelData.value)
        }
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
