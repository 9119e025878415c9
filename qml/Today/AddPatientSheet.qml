import QtQuick
import Doorstep.Controls

// Someone who is not on this device: enough to record today, matched at the practice later.
// Signals: familyEdited, givenEdited, bornEdited, nhsNumberEdited (text), primary() saves, close().
Sheet {
    id: root

    required property string family
    required property string given
    required property string born
    required property string nhsNumber
    required property string error

    signal familyEdited(string text)
    signal givenEdited(string text)
    signal bornEdited(string text)
    signal nhsNumberEdited(string text)

    name: "addPatient"
    title: qsTr("Add a patient")
    bar.primaryText: qsTr("Add and open")
    bar.primaryIcon: "check"

    LabelledField {
        name: "addFamily"
        label: qsTr("Family name")
        value: root.family
        error: root.error
        onEdited: text => root.familyEdited(text)
    }
    LabelledField {
        name: "addGiven"
        label: qsTr("Given name")
        value: root.given
        onEdited: text => root.givenEdited(text)
    }
    LabelledField {
        name: "addBorn"
        label: qsTr("Date of birth")
        hint: qsTr("Day, month, year, such as 14 3 1942")
        value: root.born
        onEdited: text => root.bornEdited(text)
    }
    LabelledField {
        name: "addNhsNumber"
        label: qsTr("NHS number, if known")
        value: root.nhsNumber
        digitsOnly: true
        onEdited: text => root.nhsNumberEdited(text)
    }
}
