import QtQuick
import Doorstep.Style
import Doorstep.Layout

// Where the records are, as a strip that opens the page of it. Calm blue offline; amber when the oldest
// unsent record is over 24 h old (`tone: "warn"`). Signal: clicked().
Tappable {
    id: root

    property string tone: "brand"
    property string iconName: "device"

    padding: Style.gap12

    background: Rectangle {
        radius: Style.radiusControl
        color: Style.tint(root.tone)
        border.width: root.down ? Style.edgeWidth : Style.hairline
        border.color: Style.toneEdge(root.tone)
        FocusRing { shown: root.visualFocus }
    }
    contentItem: HStack {
        spacing: Style.gap12
        AppIcon {
            name: root.iconName
            size: 22
            color: Style.toneInk(root.tone)
        }
        AppText {
            role: AppText.LabelBold
            text: root.text
            color: Style.toneInk(root.tone)
            Stack.fill: true
        }
        AppIcon {
            name: "chevronRight"
            size: 20
            color: Style.toneInk(root.tone)
        }
    }
}
