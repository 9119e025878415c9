import QtQuick
import Doorstep.Style

// One key of a pad: a digit in large type, or a word. Pressed shows at once; a tap never waits.
Tappable {
    id: root

    property bool word: false // a word key stands on the tray, not on white
    property bool solid: false // the one that does something
    property string iconName
    property bool bare: false

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
    contentItem: ButtonFace {
        text: root.text
        iconName: root.iconName
        stacked: true
        iconSize: 24
        role: root.solid ? AppText.Head : root.word ? AppText.LabelBold : AppText.Num
        color: root.visualFocus ? Style.focusInk : root.solid ? Style.brandFg : root.word ? Style.brand : Style.ink
    }
}
