pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The box must balance: loaded = given + wasted + returned. Given is counted from the records; wasted and
// returned are counted by hand. Roles: batchId, product, batch, loadedText, givenText, wasted, returned,
// sumText, tone. Signals: waste(batchId, by), giveBack(batchId, by).
Card {
    id: root

    required property var lines // list model with the roles above

    signal waste(string batchId, int by)
    signal giveBack(string batchId, int by)

    spacing: Style.gap12

    AppText {
        role: AppText.Head
        text: qsTr("Does the box balance?")
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Repeater {
        model: root.lines
        delegate: VStack {
            id: line
            required property string batchId
            required property string product
            required property string batch
            required property string loadedText
            required property string givenText
            required property string wasted
            required property string returned
            required property string sumText
            required property string tone
            spacing: Style.gap4
            AppText {
                role: AppText.BodyBold
                text: line.product
            }
            AppText {
                role: AppText.Label
                text: line.batch
                color: Style.ink2
            }
            AppText {
                text: line.loadedText + ", " + line.givenText
            }
            CountRow {
                name: "wasted:" + line.batchId
                label: qsTr("Wasted")
                value: line.wasted
                onLess: root.waste(line.batchId, -1)
                onMore: root.waste(line.batchId, 1)
            }
            CountRow {
                name: "returned:" + line.batchId
                label: qsTr("Going back")
                value: line.returned
                onLess: root.giveBack(line.batchId, -1)
                onMore: root.giveBack(line.batchId, 1)
            }
            IconLine {
                objectName: "balance:" + line.batchId
                iconName: line.tone === "ok" ? "check" : "warning"
                strong: line.sumText
                color: Style.toneInk(line.tone)
                iconColor: Style.toneEdge(line.tone)
            }
        }
    }

    component CountRow: HStack {
        id: counted
        required property string name
        required property string label
        required property string value
        signal less()
        signal more()
        AppText {
            text: counted.label
            Stack.fill: true
        }
        Stepper {
            name: counted.name
            label: counted.label
            value: counted.value
            onLess: counted.less()
            onMore: counted.more()
        }
    }
}
