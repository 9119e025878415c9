pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Files for the clinical system and for paper: which days, what will be written, where to; what was
// written; and every export before. Roles of `history`: title, under. Signals: choosePreset(value),
// folderEdited(text), browse(), exportNow().
DeskPage {
    id: root

    required property var presets // list of {value, text}
    required property string preset
    required property string daysText
    required property var kinds // list of {iconName, lead, strong, tail}
    required property string folder
    required property string folderError
    required property string exportText
    required property bool exportReady
    required property bool busy
    required property string doneText
    required property var files // list of strings: the names of the files
    required property string error
    required property var history // list model with the roles above
    required property int historyCount

    signal choosePreset(string value)
    signal folderEdited(string text)
    signal browse()
    signal exportNow()

    name: "export"
    title: qsTr("Export")
    currentPanel: "what"
    onFolderErrorChanged: if (folderError !== "") currentPanel = "what"
    onDoneTextChanged: if (doneText !== "") currentPanel = "done"
    onErrorChanged: if (error !== "") currentPanel = "what"

    DeskPanel {
        name: "what"
        title: qsTr("What and where")

        StopCard {
            name: "exportError"
            visible: root.error !== ""
            heading: qsTr("Nothing was exported")
            body: root.error
        }
        ChipGroup {
            group: "preset"
            heading: qsTr("Rounds of these days")
            choices: root.presets
            current: root.preset
            onChosen: value => root.choosePreset(value)
        }
        AppText {
            text: root.daysText
            color: Style.ink2
        }
        AppText {
            role: AppText.BodyBold
            text: qsTr("What will be written")
            Stack.before: Style.gap8
        }
        Repeater {
            model: root.kinds
            delegate: IconLine {
                required property var modelData // a kind, as above
                iconName: modelData.iconName
                lead: modelData.lead
                strong: modelData.strong
                tail: modelData.tail
            }
        }
        FolderPart {
            name: "export"
            folder: root.folder
            error: root.folderError
            onEdited: text => root.folderEdited(text)
            onBrowse: root.browse()
            Stack.before: Style.gap8
        }
    }
    DeskPanel {
        name: "done"
        title: root.doneText === "" ? qsTr("Exported before") : qsTr("Exported now")

        list: DeskList {
            model: root.history
            above: VStack {
                spacing: Style.gap8
                IconLine {
                    objectName: "exportDone"
                    visible: root.doneText !== ""
                    iconName: "check"
                    iconColor: Style.ok
                    lead: root.doneText
                }
                Repeater {
                    model: root.files
                    delegate: AppText {
                        required property string modelData // a file's name
                        role: AppText.Label
                        text: modelData
                        wrapMode: Text.WrapAnywhere
                    }
                }
                AppText {
                    visible: root.doneText !== ""
                    role: AppText.Head
                    text: qsTr("All exports")
                    Stack.before: Style.gap16
                }
                EmptyState {
                    visible: root.historyCount === 0
                    border.width: 0
                    iconName: "upload"
                    fact: qsTr("Nothing has been exported yet.")
                    nextStep: qsTr("Each export is kept here with its time and its number of records.")
                }
            }
            delegate: FactRow {
                required title
                required under
                width: ListView.view.width
                iconName: "upload"
            }
        }
    }
    bar: BottomBar {
        name: "export"
        width: root.width
        primaryText: root.exportText
        primaryReady: root.exportReady
        primaryIcon: "upload"
        busy: root.busy
        busyText: qsTr("Writing the files")
        onPrimary: root.exportNow()
    }
}
