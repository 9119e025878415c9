pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Layout
import Doorstep.Controls

// What the round is called, when it goes and who goes. Signals: nameEdited(text), dayChosen(day),
// leavesAtEdited(text), teamToggled(staffId), primary() and close() both leave it as it stands.
Sheet {
    id: root

    required property string roundName
    required property string day // ISO
    required property var days // list of {value, text}
    required property string leavesAt
    required property string leavesAtError
    required property var team // list of {value, text, detail, chosen}

    signal nameEdited(string text)
    signal dayChosen(string day)
    signal leavesAtEdited(string text)
    signal teamToggled(string staffId)

    name: "planRound"
    title: qsTr("Day, team and time")
    bar.primaryText: qsTr("Back to the plan")

    LabelledField {
        name: "planName"
        label: qsTr("Name of the round")
        value: root.roundName
        onEdited: text => root.nameEdited(text)
    }
    ChipGroup {
        group: "planDayIs"
        heading: qsTr("Day")
        choices: root.days
        current: root.day
        onChosen: value => root.dayChosen(value)
    }
    LabelledField {
        name: "planLeavesAtTime"
        label: qsTr("Leaves the practice at")
        hint: qsTr("Hours and minutes, such as 09:00")
        value: root.leavesAt
        error: root.leavesAtError
        onEdited: text => root.leavesAtEdited(text)
    }
    VStack {
        spacing: 0
        AppText {
            role: AppText.BodyBold
            text: qsTr("Who goes")
        }
        AppText {
            visible: root.team.length === 0
            text: qsTr("Nobody is here yet. Add people under Devices.")
        }
        Repeater {
            model: root.team
            delegate: CheckRow {
                required property var modelData // one of team
                objectName: "planTeam:" + modelData.value
                text: modelData.text
                detail: modelData.detail
                ticked: modelData.chosen
                onClicked: root.teamToggled(modelData.value)
            }
        }
    }
}
