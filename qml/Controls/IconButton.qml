import QtQuick
import Doorstep.Style

// The few icons that stand without a word: back, close, menu, row tools. `text` is spoken, not shown.
Tappable {
    id: root

    required property string iconName
    property color color: Style.ink
    property color pressedColor: Style.brandTint

    background: Rectangle {
        radius: Style.radiusControl
        color: root.visualFocus ? Style.focus : root.down ? root.pressedColor : "transparent"
        FocusRing { shown: root.visualFocus }
    }
    contentItem: Item {
        implicitWidth: icon.implicitWidth
        implicitHeight: icon.implicitHeight
        AppIcon {
            id: icon
            anchors.centerIn: parent
            name: root.iconName
            size: 28
            color: root.visualFocus ? Style.focusInk : root.color
        }
    }
}
