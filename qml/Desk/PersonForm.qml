import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// A new member of the practice: name, what they are, registration. Signals: nameEdited(text),
// roleChosen(value), registrationEdited(text).
VStack {
    id: root

    required property string personName
    required property string role
    required property var roles // list of {value, text}
    required property string registration

    signal nameEdited(string text)
    signal roleChosen(string value)
    signal registrationEdited(string text)

    spacing: Style.gap16

    LabelledField {
        name: "personName"
        label: qsTr("Name")
        hint: qsTr("As it stands on a record, like Bronwen Achebe.")
        value: root.personName
        onEdited: text => root.nameEdited(text)
    }
    ChipGroup {
        group: "personRole"
        heading: qsTr("What they are")
        choices: root.roles
        current: root.role
        onChosen: value => root.roleChosen(value)
    }
    LabelledField {
        name: "personRegistration"
        label: qsTr("Registration")
        hint: qsTr("Body and number, like NMC 00A0000E. Nurses and doctors have one.")
        value: root.registration
        onEdited: text => root.registrationEdited(text)
    }
}
