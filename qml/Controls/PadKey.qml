import QtQuick
import Doorstep.Style

// One key of a pad: a digit in large type, or a word. Pressed shows at once; a tap never waits.
Tappable {
    id: root

    property bool word: false // a word key stands on the tray, not on white
    property bool solid: false // the one that does something
    property string iconName
    property bool bare: false

    readonly property color ink: visualFocus ? Style.focusInk : solid ? Style.brandFg : word ? Style.brand : Style.ink

    focusPolicy: Qt.TabFocus
    padding: Style.gap4

    background: Rectangle {
        radius: Style.radiusControl
        color: root.visualFocus ? Style.focus : root.solid ? (root.down ? Style.brandPressed : Style.brand)
            : root.down ? Style.brandTint : root.bare ? "transparent" : root.word ? Style.sunk : Style.surface
        border.width: root.solid || root.bare ? 0 : Style.hairline + 0.5
        border.color: Style.edge
        FocusRing { shown: root.visualFocus }
    }
    contentItem: Item { // the pad keeps its size at any text scale, so its words do too
        implicitWidth: Math.max(label.implicitWidth, 24)
        implicitHeight: label.implicitHeight + (icon.visible ? icon.height : 0)
        AppIcon {
            id: icon
            visible: root.iconName !== ""
            name: root.iconName === "" ? "info" : root.iconName
            width: 24
            height: 24
            x: (parent.width - width) / 2
            y: (parent.height - parent.implicitHeight) / 2
            color: root.ink
        }
        Text {
            id: label
            width: parent.width
            y: icon.visible ? icon.y + icon.height : (parent.height - height) / 2
            text: root.text
            font: root.solid ? Style.keySolid : root.bare ? Style.keySmall : root.word ? Style.keyWord : Style.keyDigit
            color: root.ink
            wrapMode: Text.WordWrap
            horizontalAlignment: Text.AlignHCenter
            textFormat: Text.PlainText
        }
    }
}
