pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Controls

// Everybody the practice has: search, one register at a time, and the record of whoever is chosen under
// their band. Roles of `rows`: patientId, name, born, nhsNumber, place, tags, selected.
// Signals: queryEdited(text), registerChosen(value), open(patientId), close(), takeApart().
DeskPage {
    id: root

    required property string query
    required property var registers // list of {value, text}
    required property string registerWord
    required property var rows // list model with the roles above
    required property string countText
    required property string emptyFact
    required property string emptyNext
    required property bool hasPatient
    required property var patient // see PatientTop
    required property var helps // list of {iconName, lead, strong}
    required property var record // list of {iconName, when, text}
    required property bool mayTakeApart // it is joined with another record

    signal queryEdited(string text)
    signal registerChosen(string value)
    signal open(string patientId)
    signal close()
    signal takeApart()

    name: "register"
    title: qsTr("Register")
    fact: root.countText
    currentPanel: "people"
    onHasPatientChanged: currentPanel = hasPatient ? "record" : "people"

    DeskPanel {
        name: "people"
        title: qsTr("Patients")
        list: DeskList {
            model: root.rows
            above: [
                LabelledField {
                    name: "registerQuery"
                    label: qsTr("Name, NHS number, street or date of birth")
                    iconName: "search"
                    value: root.query
                    onEdited: text => root.queryEdited(text)
                },
                ChipGroup {
                    group: "register"
                    heading: ""
                    choices: root.registers
                    current: root.registerWord
                    onChosen: value => root.registerChosen(value)
                },
                EmptyState {
                    visible: root.emptyFact !== ""
                    border.width: 0
                    fact: root.emptyFact
                    nextStep: root.emptyNext
                    iconName: "people"
                }
            ]
            delegate: ListRow {
                required property string patientId
                required property string name
                required property string born
                required property string nhsNumber
                required property string place
                objectName: "patient:" + patientId
                width: ListView.view.width
                title: name
                under: qsTr("Born %1, NHS %2").arg(born).arg(nhsNumber) + "\n" + place
                onClicked: root.open(patientId)

                required tags
                required selected
            }
        }
    }
    DeskPanel {
        name: "record"
        title: qsTr("Record")
        actionText: root.hasPatient ? qsTr("Close") : ""
        actionName: "registerClose"
        onAction: root.close()

        EmptyState {
            visible: !root.hasPatient
            border.width: 0
            fact: qsTr("No patient is open.")
            nextStep: qsTr("Choose one to read the record.")
            iconName: "person"
        }
        RegisterRecord {
            visible: root.hasPatient
            patient: root.patient
            helps: root.helps
            record: root.record
            mayTakeApart: root.mayTakeApart
            onTakeApart: root.takeApart()
        }
    }
}
