pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The uptake of one register: a bar whose five parts add up to everybody, and each part in words with
// its number, so that nothing hangs on a colour.
Item {
    id: root

    required property string label
    required property int everybody
    required property int ours
    required property int elsewhere
    required property int refused
    required property int due
    required property int notEligible
    required property string percent
    property real margin: Style.gap16

    readonly property var parts: [ // list of {text, count, fill, edge}
        { text: qsTr("given here"), count: ours, fill: Style.brand, edge: Style.brand },
        { text: qsTr("given elsewhere"), count: elsewhere, fill: Style.brandTint, edge: Style.brand },
        { text: qsTr("refused"), count: refused, fill: Style.warnTint, edge: Style.warnInk },
        { text: qsTr("still due"), count: due, fill: Style.surface, edge: Style.edge },
        { text: qsTr("not eligible"), count: notEligible, fill: Style.sunk, edge: Style.line }
    ]

    implicitHeight: column.implicitHeight + Style.gap16 * 2
    Accessible.role: Accessible.ListItem
    Accessible.name: root.label + ", " + root.percent + ". " + root.parts.map(part => part.count + " " + part.text).join(", ")

    Rectangle {
        anchors { left: column.left; right: column.right; bottom: parent.bottom }
        height: Style.hairline
        color: Style.line
    }
    VStack {
        id: column
        x: root.margin
        y: Style.gap16
        width: root.width - root.margin * 2
        spacing: Style.gap8

        Pair {
            spacing: Style.gap16
            AppText {
                role: AppText.BodyBold
                text: qsTr("%1, %2").arg(root.label).arg(root.everybody)
            }
            AppText {
                role: AppText.Label
                text: root.everybody === root.notEligible ? qsTr("Nobody here is offered it") : qsTr("%1 of those offered it have had it").arg(root.percent)
                color: Style.ink2
            }
        }
        Row {
            id: bar
            Repeater {
                model: root.parts
                delegate: Rectangle {
                    required property var modelData // a part, as above
                    visible: modelData.count > 0
                    width: root.everybody > 0 ? bar.width * modelData.count / root.everybody : 0
                    height: 24
                    color: modelData.fill
                    border.width: Style.edgeWidth
                    border.color: modelData.edge
                }
            }
        }
        Flow {
            spacing: Style.gap16
            Repeater {
                model: root.parts
                delegate: HStack {
                    required property var modelData // a part, as above
                    width: Math.min(implicitWidth, column.width)
                    spacing: Style.gap8
                    Rectangle {
                        implicitWidth: 16
                        implicitHeight: 16
                        color: parent.modelData.fill
                        border.width: Style.edgeWidth
                        border.color: parent.modelData.edge
                    }
                    AppText {
                        role: AppText.Label
                        text: qsTr("%1 %2").arg(parent.modelData.count).arg(parent.modelData.text)
                    }
                }
            }
        }
    }
}
