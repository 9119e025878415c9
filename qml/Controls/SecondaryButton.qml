import QtQuick
import Doorstep.Style

// Outlined button, 48 dp (56 in the bar). `stacked` sets the icon over a small word, as in the bar.
Tappable {
    id: root

    property string iconName
    property bool stacked: false
    property bool busy: false // taps are ignored and the words say the count

    leftPadding: Style.gap12
    rightPadding: Style.gap12
    topPadding: stacked ? Style.gap4 : Style.gap8
    bottomPadding: stacked ? Style.gap4 : Style.gap8

    background: Rectangle {
        radius: Style.radiusControl
        color: root.visualFocus ? Style.focus : root.down ? Style.brandTint : Style.surface
        border.width: Style.edgeWidth
        border.color: Style.brand
        Behavior on color {
            ColorAnimation { duration: Style.pressMs }
        }
        FocusRing { shown: root.visualFocus }
    }
    contentItem: ButtonFace {
        text: root.text
        iconName: root.iconName
        stacked: root.stacked
        role: root.stacked ? AppText.SmallBold : AppText.BodyBold
        color: root.visualFocus ? Style.focusInk : Style.brand
    }
}
