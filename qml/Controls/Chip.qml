import QtQuick
import Doorstep.Style

// A filter or a short choice: 48 dp, full radius, 2 dp edge; chosen = tint, 3 dp brand edge, tick.
// It does not toggle itself: bind `chosen` and answer clicked().
Tappable {
    id: root

    property bool chosen: false
    property string iconName

    leftPadding: Style.gap16
    rightPadding: Style.gap16
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Rectangle {
        radius: Math.min(height / 2, 28)
        color: root.visualFocus ? Style.focus : root.chosen || root.down ? Style.brandTint : Style.surface
        border.width: root.chosen ? Style.chosenWidth : Style.edgeWidth
        border.color: root.chosen ? Style.brand : Style.edge
        Behavior on color {
            ColorAnimation { duration: Style.pressMs }
        }
        FocusRing { shown: root.visualFocus; corner: Math.min(parent.height / 2, 28) }
    }
    contentItem: ButtonFace {
        text: root.text
        iconName: root.chosen ? "check" : root.iconName
        iconSize: 18
        role: AppText.LabelBold
        color: root.visualFocus ? Style.focusInk : root.chosen ? Style.brandInk : Style.ink
    }
}
