import QtQuick
import Doorstep.Style

// Keyboard focus: 3 dp ink with 3 dp yellow outside it. Fills its parent; shown by `shown`.
Rectangle {
    id: root

    required property bool shown
    property real corner: Style.radiusControl

    anchors.fill: parent
    anchors.margins: -3
    visible: shown
    color: "transparent"
    radius: corner + 3
    border.width: 6
    border.color: Style.focus

    Rectangle {
        anchors.fill: parent
        anchors.margins: 3
        color: "transparent"
        radius: root.corner
        border.width: 3
        border.color: Style.focusInk
    }
}
