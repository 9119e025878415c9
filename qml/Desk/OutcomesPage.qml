pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// How the visits of one round ended, and its sheets for paper. Roles of `rounds`: roundId, name, day,
// selected. Roles of `rows`: visitId, name, when, outcome, icon, tone, detail, next, ended. Signals:
// chooseRound(roundId), toggleOnlyNotGiven(), folderEdited(text), browse(), saveRoundSheet(),
// saveVisitSheet(visitId).
DeskPage {
    id: root

    required property var rounds // list model with the roles above
    required property bool hasRounds
    required property string roundName
    required property var rows // list model with the roles above
    required property int count
    required property string sumText
    required property bool onlyNotGiven
    required property string folder
    required property string folderError
    required property string sheetText
    required property bool sheetReady
    required property string sheetDone
    required property string sheetError

    signal chooseRound(string roundId)
    signal toggleOnlyNotGiven()
    signal folderEdited(string text)
    signal browse()
    signal saveRoundSheet()
    signal saveVisitSheet(string visitId)

    function tagsOf(outcome: string, tone: string, icon: string, next: string): var {
        const ended = { text: outcome, iconName: icon, tone: tone };
        return next === "" ? [ended] : [ended, { text: next, iconName: "calendar", tone: "neutral" }];
    }

    name: "outcomes"
    title: qsTr("Outcomes")
    fact: root.hasRounds ? root.sumText : ""
    currentPanel: "rounds"
    onFolderErrorChanged: if (folderError !== "") currentPanel = "paper"
    onSheetDoneChanged: if (sheetDone !== "") currentPanel = "paper"

    DeskPanel {
        name: "rounds"
        title: qsTr("Rounds")
        narrow: 260
        list: DeskList {
            model: root.rounds
            above: EmptyState {
                visible: !root.hasRounds
                border.width: 0
                iconName: "list"
                fact: qsTr("No round in the last 60 days.")
                nextStep: qsTr("Plan one under Rounds.")
            }
            delegate: ListRow {
                required property string roundId
                required property string name
                required property string day
                required selected
                objectName: "round:" + roundId
                width: ListView.view.width
                title: name
                under: day
                onClicked: {
                    root.chooseRound(roundId);
                    root.currentPanel = "visits";
                }
            }
        }
    }
    DeskPanel {
        name: "visits"
        title: root.roundName === "" ? qsTr("Visits") : root.roundName
        list: DeskList {
            model: root.rows
            above: VStack {
                spacing: Style.gap8
                SwitchRow {
                    objectName: "onlyNotGiven"
                    text: qsTr("Only what was not given")
                    on: root.onlyNotGiven
                    onClicked: root.toggleOnlyNotGiven()
                }
                EmptyState {
                    visible: root.hasRounds && root.count === 0
                    border.width: 0
                    iconTone: "ok"
                    fact: root.onlyNotGiven ? qsTr("Nothing was left undone.") : qsTr("This round has no visits.")
                }
            }
            delegate: FactRow {
                id: row
                required property string visitId
                required property string name
                required property string when
                required property string outcome
                required property string icon
                required property string tone
                required property string detail
                required property string next
                required property bool ended
                width: ListView.view.width
                over: ended ? when : ""
                title: name
                under: detail
                tags: root.tagsOf(outcome, tone, icon, next)
                SecondaryButton {
                    objectName: "paper:" + row.visitId
                    visible: row.ended
                    text: qsTr("PDF")
                    Accessible.name: qsTr("Save the visit sheet of %1 as PDF").arg(row.name)
                    onClicked: root.saveVisitSheet(row.visitId)
                }
            }
        }
    }
    DeskPanel {
        name: "paper"
        title: qsTr("Sheets for paper")
        narrow: 320

        FolderPart {
            name: "outcomes"
            folder: root.folder
            error: root.folderError
            onEdited: text => root.folderEdited(text)
            onBrowse: root.browse()
        }
        IconLine {
            objectName: "sheetDone"
            visible: root.sheetDone !== ""
            iconName: "check"
            iconColor: Style.ok
            lead: root.sheetDone
            Stack.before: Style.gap8
        }
        StopCard {
            name: "sheetError"
            visible: root.sheetError !== ""
            heading: qsTr("No sheet was saved")
            body: root.sheetError
            Stack.before: Style.gap8
        }
    }
    bar: BottomBar {
        name: "outcomes"
        width: root.width
        primaryText: root.sheetText
        primaryReady: root.sheetReady
        primaryIcon: "clipboard"
        onPrimary: root.saveRoundSheet()
    }
}
