import QtQuick
import Doorstep.Controls

// Who agrees: the patient, someone with authority, or a best-interests decision. What a choice needs
// (a name, how they are related, why) opens below it. Signals: chooseGiver(value), nameEdited(text),
// basisEdited(text), primary() saves, close().
Sheet {
    id: root

    required property var givers // list of {value, text, detail}
    required property string giver
    required property string nameLabel // "" hides the field
    required property string giverName
    required property string nameError
    required property string basisLabel // "" hides the field
    required property string basis
    required property string saveText
    required property bool saveReady

    signal chooseGiver(string value)
    signal nameEdited(string text)
    signal basisEdited(string text)

    name: "consent"
    title: qsTr("Who agrees?")
    bar.primaryText: saveText
    bar.primaryIcon: "check"
    bar.primaryReady: saveReady

    SegmentedChoice {
        name: "giver"
        options: root.givers
        current: root.giver
        stacked: true
        onChosen: value => root.chooseGiver(value)
    }
    LabelledField {
        visible: root.nameLabel !== ""
        name: "consentName"
        label: root.nameLabel
        value: root.giverName
        error: root.nameError
        onEdited: text => root.nameEdited(text)
    }
    LabelledField {
        visible: root.basisLabel !== ""
        name: "consentBasis"
        label: root.basisLabel
        value: root.basis
        multiline: true
        onEdited: text => root.basisEdited(text)
    }
}
