import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Free words about this visit. Every keystroke leaves by edited(text), so a note is never lost; the line
// under the field says where it stands ("Kept as you type, 10:43"). Signals: edited, save, back.
AppPage {
    id: root

    required property var patient // see PatientTop
    required property string note
    required property string keptText
    required property string saveText
    required property bool saveReady
    property var phrases: [] // list of {value, text}: words often used, added by a tap

    signal edited(string text)
    signal addPhrase(string value)
    signal save()
    signal back()

    Keys.onEscapePressed: root.back()
    Component.onCompleted: field.take()

    fixedTop: PatientTop {
        width: root.width
        patient: root.patient
        onBack: root.back()
    }
    LabelledField {
        id: field
        name: "noteText"
        label: qsTr("Note for the record")
        hint: qsTr("Facts and what was said. It goes to the practice with this visit.")
        value: root.note
        multiline: true
        onEdited: text => root.edited(text)
    }
    IconLine {
        visible: root.keptText !== ""
        iconName: "check"
        lead: root.keptText
        role: AppText.Label
        color: Style.ink2
        iconColor: Style.ok
    }
    ChipGroup {
        group: "phrase"
        heading: qsTr("Often written")
        choices: root.phrases
        current: ""
        Stack.before: Style.gap16
        onChosen: value => root.addPhrase(value)
    }
    fixedBottom: BottomBar {
        name: "note"
        width: root.width
        maxWidth: Style.columnMax + Style.gap48
        primaryText: root.saveText
        primaryIcon: "check"
        primaryReady: root.saveReady
        onPrimary: root.save()
    }
}
