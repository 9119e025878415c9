pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// What goes into the box, batch by batch. Roles of `load`: batchId, product, batch, stock, doses.
// Signals: less(batchId), more(batchId), needed().
VStack {
    id: root

    required property var load // list model with the roles above
    required property string loadSum
    required property bool canLoadNeeded

    signal less(string batchId)
    signal more(string batchId)
    signal needed()

    spacing: Style.gap12

    Repeater {
        id: batches
        model: root.load
        delegate: Pair {
            id: row
            required property string batchId
            required property string product
            required property string batch
            required property string stock
            required property string doses
            spacing: Style.gap8
            VStack {
                spacing: 0
                AppText { role: AppText.BodyBold; text: row.product }
                AppText { role: AppText.Label; text: row.batch; color: Style.ink2 }
                AppText { role: AppText.Label; text: row.stock; color: Style.ink2 }
            }
            Stepper {
                name: "planLoad:" + row.batchId
                label: row.product + ", " + row.batch
                value: row.doses
                onLess: root.less(row.batchId)
                onMore: root.more(row.batchId)
            }
        }
    }
    AppText {
        visible: batches.count === 0
        text: qsTr("No batch in date is in the fridge. Enter the delivery under Stock.")
    }
    AppText {
        role: AppText.BodyBold
        text: root.loadSum
    }
    SecondaryButton {
        objectName: "planLoadNeeded"
        visible: root.canLoadNeeded && batches.count > 0
        text: qsTr("Load what is needed")
        onClicked: root.needed()
    }
}
