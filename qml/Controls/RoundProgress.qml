pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style

// One segment a visit, always beside its words: "given" filled green, "other" grey with a dash, "next"
// blue edge, "todo" edge. Above 24 visits one bar, `share` 0 to 1 done.
Item {
    id: root

    required property var segments // list of "given", "other", "next", "todo", in visiting order
    required property string words // "7 of 18 visits done", for screen readers
    property real share: 0
    readonly property bool single: segments.length > 24
    readonly property real gap: segments.length > 16 ? 3 : 4

    implicitHeight: 16
    implicitWidth: 200
    Accessible.role: Accessible.ProgressBar
    Accessible.name: words

    Repeater {
        model: root.single ? [] : root.segments
        delegate: Rectangle {
            id: segment
            required property string modelData
            required property int index
            width: (root.width - root.gap * (root.segments.length - 1)) / root.segments.length
            x: index * (width + root.gap)
            height: 16
            radius: Math.min(4, width / 3)
            color: modelData === "given" ? Style.ok : modelData === "other" ? Style.ink2 : "transparent"
            border.width: modelData === "next" ? Style.chosenWidth : modelData === "todo" ? 1.5 : 0
            border.color: modelData === "next" ? Style.brand : Style.edge
            Rectangle {
                visible: segment.modelData === "other"
                anchors.centerIn: parent
                width: parent.width * 0.6
                height: 3
                color: Style.surface
            }
        }
    }
    Rectangle {
        visible: root.single
        anchors.fill: parent
        radius: 4
        color: "transparent"
        border.width: 1.5
        border.color: Style.edge
        Rectangle {
            width: parent.width * root.share
            height: parent.height
            radius: 4
            color: Style.ok
        }
    }
}
