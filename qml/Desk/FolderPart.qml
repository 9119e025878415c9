import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The folder that files go to: typed, or chosen in the system's own dialog. Signals: edited(text), browse().
VStack {
    id: root

    required property string name // "<name>Folder" is the field, "<name>Browse" the button
    required property string folder
    required property string error

    signal edited(string text)
    signal browse()

    spacing: Style.gap8

    LabelledField {
        name: root.name + "Folder"
        label: qsTr("Folder")
        hint: qsTr("The files are not encrypted. Choose a place that only the practice can read.")
        value: root.folder
        error: root.error
        onEdited: text => root.edited(text)
    }
    SecondaryButton {
        objectName: root.name + "Browse"
        text: qsTr("Choose a folder")
        onClicked: root.browse()
    }
}
