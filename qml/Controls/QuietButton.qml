import QtQuick
import Doorstep.Style

// Text only ("Change", "Show 7 done") with a 48 dp hit area. `alignRight` puts the words at the right.
Tappable {
    id: root

    property string iconName

    leftPadding: Style.gap8
    rightPadding: Style.gap8

    background: Rectangle {
        radius: Style.radiusControl
        color: root.visualFocus ? Style.focus : root.down ? Style.brandTint : "transparent"
        FocusRing { shown: root.visualFocus }
    }
    contentItem: ButtonFace {
        text: root.text
        iconName: root.iconName
        color: root.visualFocus ? Style.focusInk : Style.brand
        iconSize: 20
    }
}
