import QtQuick

// Going on past a warning, with a reason that is recorded, or a value not taken and why.
// Signals: choose(value), edited(text), primary() saves, close().
Sheet {
    id: root

    required property string explanation
    required property var reasons // list of {value, text}
    required property string reason
    required property string words
    property string wordsLabel: qsTr("In your own words") // "" hides the field
    property string reasonsHeading: qsTr("Why?")
    required property string saveText
    required property bool saveReady

    signal choose(string value)
    signal edited(string text)

    name: "reason"
    bar.primaryText: saveText
    bar.primaryIcon: "check"
    bar.primaryReady: saveReady

    AppText {
        visible: root.explanation !== ""
        text: root.explanation
    }
    ChipGroup {
        group: "reason"
        heading: root.reasonsHeading
        choices: root.reasons
        current: root.reason
        onChosen: value => root.choose(value)
    }
    LabelledField {
        visible: root.wordsLabel !== ""
        name: "reasonWords"
        label: root.wordsLabel
        value: root.words
        multiline: true
        onEdited: text => root.edited(text)
    }
}
