pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Find anyone on this device: two letters are enough. Results roles: patientId, name, under, tags.
// Signals: queryEdited(text), open(patientId), add(), back().
AppPage {
    id: root

    required property string query
    required property var results // list model with the roles above
    required property string countText // "3 people"
    required property string emptyFact
    required property string emptyNext
    property string addText // "Add a patient"

    signal queryEdited(string text)
    signal open(string patientId)
    signal add()
    signal back()

    Keys.onEscapePressed: root.back()
    Component.onCompleted: field.take()

    fixedTop: PageHeader {
        name: "find"
        width: root.width
        title: qsTr("Find a patient")
        onBack: root.back()
    }
    LabelledField {
        id: field
        name: "findQuery"
        label: qsTr("Name, NHS number, street or date of birth")
        iconName: "search"
        value: root.query
        onEdited: text => root.queryEdited(text)
    }
    AppText {
        objectName: "findCount"
        visible: root.countText !== ""
        role: AppText.Label
        text: root.countText
        color: Style.ink2
        Stack.before: Style.gap8
    }
    RowGroup {
        visible: rows.count > 0
        Repeater {
            id: rows
            model: root.results
            delegate: ListRow {
                required property int index
                required property string patientId
                required property string name
                objectName: "found:" + patientId
                title: name
                last: index === rows.count - 1
                corner: Style.radiusCard
                onClicked: root.open(patientId)

                required under
                required tags
            }
        }
    }
    EmptyState {
        visible: root.emptyFact !== ""
        fact: root.emptyFact
        nextStep: root.emptyNext
        iconName: "search"
        actionText: root.addText
        actionName: "findAdd"
        onAct: root.add()
    }
}
