pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Controls

// Import a patient list: choose the file, look at every line's verdict, import, undo. Roles of `lines`:
// line, name, facts, findings, verdict, verdictIcon, tone. Roles of `history`: importId, title, under,
// canUndo. Signals: pathEdited(text), openPath(), chooseFile(), filterChosen(value), sourceEdited(text),
// registerChosen(value), dateOrderChosen(value), meaningChosen(index, value), importNow(), again(),
// undoDone(), undo(importId).
DeskPage {
    id: root

    required property string stage // choose, preview, done
    required property string path
    required property string pathError
    required property bool busy
    required property string error
    required property string fileName
    required property string fileText // what is said of the file as a whole
    required property string fileTone // ok, warn, stop
    required property var lines // list model with the roles above
    required property string linesFact
    required property var filters // list of {value, text}
    required property string filter
    required property string sumText
    required property string source
    required property var registers // list of {value, text}
    required property string registerWord
    required property string dateOrder // day, month
    required property var columns // list of {index, header, meaning, meaningText}
    required property string columnsFact
    required property var meanings // list of {value, text}
    required property string importText
    required property bool importReady
    required property string doneText
    required property bool doneCanUndo
    required property var history // list model with the roles above
    property int changing: -1 // the column whose meaning is being chosen
    readonly property bool looking: stage === "preview"
    readonly property var changed: columns[changing] ?? { header: "", meaning: "" } // one of columns
    readonly property var notices: { // list of notices: see NoticeList
        const said = [];
        if (fileText !== "" && fileTone !== "ok")
            said.push({ noticeId: "file", kind: fileTone, heading: fileTone === "stop" ? qsTr("This list cannot be read") : qsTr("Look at this first"), body: fileText });
        if (error !== "")
            said.push({ noticeId: "error", kind: "stop", heading: qsTr("Not done"), body: error });
        return said;
    }

    signal pathEdited(string text)
    signal openPath()
    signal chooseFile()
    signal filterChosen(string value)
    signal sourceEdited(string text)
    signal registerChosen(string value)
    signal dateOrderChosen(string value)
    signal meaningChosen(int index, string value)
    signal importNow()
    signal again()
    signal undoDone()
    signal undo(string importId)

    name: "import"
    title: qsTr("Import")
    fact: root.looking ? root.sumText : ""
    currentPanel: "list"
    modal: root.changing >= 0
    onLookingChanged: {
        currentPanel = "list";
        if (!looking)
            changing = -1;
    }

    DeskPanel {
        name: "list"
        title: root.looking ? root.fileName : root.stage === "done" ? qsTr("Imported") : qsTr("Patient list")
        fact: root.looking ? root.linesFact : ""
        list: DeskList {
            model: root.looking ? root.lines : null
            above: [
                ImportFilePart {
                    visible: !root.looking
                    done: root.stage === "done"
                    path: root.path
                    pathError: root.pathError
                    error: root.error
                    doneText: root.doneText
                    canUndo: root.doneCanUndo
                    onPathEdited: text => root.pathEdited(text)
                    onOpenPath: root.openPath()
                    onChooseFile: root.chooseFile()
                    onUndo: root.undoDone()
                },
                NoticeList {
                    visible: root.looking && notices.length > 0
                    notices: root.notices
                },
                ChipGroup {
                    visible: root.looking && choices.length > 1
                    group: "importFilter"
                    heading: ""
                    choices: root.filters
                    current: root.filter
                    onChosen: value => root.filterChosen(value)
                }
            ]
            delegate: ImportLine {
                width: ListView.view.width
            }
        }
    }
    DeskPanel {
        name: root.looking ? "columns" : "history"
        title: root.looking ? qsTr("How it is read") : qsTr("Imports so far")
        narrow: 400

        ImportColumns {
            visible: root.looking
            source: root.source
            registers: root.registers
            registerWord: root.registerWord
            dateOrder: root.dateOrder
            columns: root.columns
            columnsFact: root.columnsFact
            onSourceEdited: text => root.sourceEdited(text)
            onRegisterChosen: value => root.registerChosen(value)
            onDateOrderChosen: value => root.dateOrderChosen(value)
            onChange: index => root.changing = index
        }
        EmptyState {
            visible: !root.looking && made.count === 0
            border.width: 0
            fact: qsTr("No list was imported yet.")
            nextStep: qsTr("Each import is listed here and can be taken back as a whole.")
            iconName: "tray"
        }
        Repeater {
            id: made
            model: root.looking ? null : root.history
            delegate: FactRow {
                id: row
                required property string importId
                required property bool canUndo
                required title
                required under
                margin: 0
                QuietButton {
                    objectName: "importUndo:" + row.importId
                    visible: row.canUndo
                    text: qsTr("Undo")
                    iconName: "undo"
                    Accessible.name: qsTr("Undo the import %1").arg(row.title)
                    onClicked: root.undo(row.importId)
                }
            }
        }
    }
    bar: BottomBar {
        name: "import"
        width: root.width
        stacked: false
        primaryText: root.looking ? root.importText : root.stage === "done" ? qsTr("Import another list") : qsTr("Look at the list")
        primaryReady: root.looking ? root.importReady : root.stage === "done" || root.path !== ""
        primaryIcon: root.looking ? "check" : ""
        busy: root.busy
        busyText: root.looking ? qsTr("Importing") : qsTr("Reading the list")
        secondaryText: root.looking ? qsTr("Leave this list") : ""
        onPrimary: root.looking ? root.importNow() : root.stage === "done" ? root.again() : root.openPath()
        onSecondary: root.again()
    }
    overlay: Sheet {
        name: "meaning"
        open: root.changing >= 0
        title: qsTr("What is in '%1'?").arg(root.changed.header)
        onClose: root.changing = -1
        ChipGroup {
            group: "meaning"
            heading: ""
            choices: root.meanings
            current: root.changed.meaning
            onChosen: value => {
                const column = root.changing;
                root.changing = -1;
                root.meaningChosen(column, value);
            }
        }
    }
}
