import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Where the list is; after an import what became of it, with its undo.
// Signals: pathEdited(text), openPath(), chooseFile(), undo().
VStack {
    id: root

    required property bool done
    required property string path
    required property string pathError
    required property string error
    required property string doneText
    required property bool canUndo

    signal pathEdited(string text)
    signal openPath()
    signal chooseFile()
    signal undo()

    spacing: Style.gap12

    IconLine {
        visible: root.done
        iconName: root.canUndo ? "check" : "undo"
        iconColor: root.canUndo ? Style.ok : Style.ink2
        strong: root.doneText
    }
    SecondaryButton {
        objectName: "importUndo"
        visible: root.done && root.canUndo
        text: qsTr("Undo this import")
        iconName: "undo"
        onClicked: root.undo()
    }
    AppText {
        visible: !root.done
        text: qsTr("A CSV file from the clinical system. Every line is shown before anything is written, and an import can be taken back.")
        color: Style.ink2
    }
    LabelledField {
        visible: !root.done
        name: "importPath"
        label: qsTr("Where the list is")
        hint: qsTr("Type or paste the path of the file.")
        value: root.path
        error: root.pathError
        onEdited: text => root.pathEdited(text)
        onAccepted: root.openPath()
    }
    SecondaryButton {
        objectName: "importChoose"
        visible: !root.done
        text: qsTr("Choose a file")
        iconName: "tray"
        onClicked: root.chooseFile()
    }
    StopCard {
        name: "importError"
        visible: root.error !== ""
        heading: qsTr("Not done")
        body: root.error
    }
}
