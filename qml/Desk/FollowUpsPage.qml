pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Work that outcomes and findings made: choose one, say what was done, close it. Roles of `rows`:
// followUpId, patientName, task, due, owner, tone, selected. Signals: select(followUpId),
// resultEdited(text), done().
DeskPage {
    id: root

    required property var rows // list model with the roles above
    required property string countText
    required property int count
    required property string selectedName // "" while none is selected
    required property string selectedTask
    required property string result
    required property string doneText
    required property bool doneReady

    signal select(string followUpId)
    signal resultEdited(string text)
    signal done()

    name: "followUps"
    title: qsTr("Follow-ups")
    currentPanel: "open"
    fact: root.countText
    onSelectedNameChanged: if (selectedName !== "") currentPanel = "close"

    DeskPanel {
        name: "open"
        title: qsTr("Open")
        list: DeskList {
            model: root.rows
            above: EmptyState {
                visible: root.count === 0
                border.width: 0
                fact: qsTr("No follow-up is open.")
                nextStep: qsTr("They come from visits: a refusal, a high blood pressure, a person to ring.")
                iconTone: "ok"
            }
            delegate: ListRow {
                required property string followUpId
                required property string patientName
                required property string task
                required property string due
                required property string owner
                required property string tone
                objectName: "followUp:" + followUpId
                width: ListView.view.width
                title: patientName
                under: task
                trailing: owner
                tags: [{ text: due, iconName: "calendar", tone: tone }]
                onClicked: root.select(followUpId)

                required selected
            }
        }
    }
    DeskPanel {
        name: "close"
        title: root.selectedName === "" ? qsTr("Close one") : root.selectedName
        narrow: 360

        EmptyState {
            visible: root.selectedName === ""
            border.width: 0
            fact: qsTr("No follow-up is chosen.")
            nextStep: qsTr("Choose one to say what was done about it.")
            iconName: "flag"
        }
        AppText {
            visible: root.selectedName !== ""
            text: root.selectedTask
        }
        LabelledField {
            visible: root.selectedName !== ""
            name: "followUpResult"
            label: qsTr("What was done?")
            hint: qsTr("It stays in the record with your name and the time.")
            value: root.result
            multiline: true
            Stack.before: Style.gap8
            onEdited: text => root.resultEdited(text)
        }
    }
    bar: BottomBar {
        name: "followUps"
        width: root.width
        visible: root.selectedName !== ""
        height: visible ? implicitHeight : 0
        primaryText: root.doneText
        primaryReady: root.doneReady
        primaryIcon: "check"
        onPrimary: root.done()
    }
}
