pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Controls

// The batches in today's box that this person may give. Roles: batchId, title, under, tags, selected.
// A batch that may not be given is not offered. Signals: choose(batchId), primary() scans, close().
Sheet {
    id: root

    required property var batches // list model with the roles above
    required property string typed // a batch number typed by hand
    required property string typedError

    signal choose(string batchId)
    signal typedEdited(string text)
    signal typedAccepted()

    name: "batch"
    title: qsTr("Which batch?")
    bar.primaryText: qsTr("Scan the box or syringe")
    bar.primaryIcon: "scan"

    RowGroup {
        Repeater {
            id: rows
            model: root.batches
            delegate: ListRow {
                required property int index
                required property string batchId
                objectName: "batch:" + batchId
                iconName: "box"
                chevron: false
                corner: Style.radiusCard
                last: index === rows.count - 1
                onClicked: root.choose(batchId)

                required title
                required under
                required tags
                required selected
            }
        }
    }
    LabelledField {
        name: "batchTyped"
        label: qsTr("Or type the batch number")
        value: root.typed
        error: root.typedError
        onEdited: text => root.typedEdited(text)
        onAccepted: root.typedAccepted()
    }
}
