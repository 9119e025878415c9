import QtQuick
import Doorstep.Controls

// Which pack is in the car: its batch and expiry, written once and kept for the next round.
// Signals: batchEdited(text), expiresEdited(text), primary() saves, close().
Sheet {
    id: root

    required property string batch
    required property string expires
    required property string error

    signal batchEdited(string text)
    signal expiresEdited(string text)

    name: "kit"
    title: qsTr("Anaphylaxis pack")
    bar.primaryText: qsTr("Save the pack")
    bar.primaryIcon: "check"

    LabelledField {
        name: "kitBatch"
        label: qsTr("Batch on the pack")
        value: root.batch
        onEdited: text => root.batchEdited(text)
    }
    LabelledField {
        name: "kitExpires"
        label: qsTr("Expires")
        hint: qsTr("Day, month, year, such as 31 5 2027")
        value: root.expires
        error: root.error
        onEdited: text => root.expiresEdited(text)
    }
}
