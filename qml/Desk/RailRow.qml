import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One line of the rail: icon, word, count. Chosen: brandTint with a 6 dp brand edge at the left.
Tappable {
    id: root

    required property string iconName
    property string count
    property bool selected: false

    leftPadding: Style.gap16 + Style.gap4
    rightPadding: Style.gap16
    topPadding: Style.gap8
    bottomPadding: Style.gap8
    Accessible.role: Accessible.ListItem
    Accessible.name: count === "" ? text : text + ", " + count
    Accessible.selected: selected

    background: Rectangle {
        color: root.visualFocus ? Style.focus : root.selected || root.down ? Style.brandTint : "transparent"
        Rectangle {
            visible: root.selected
            width: 6
            height: parent.height
            color: Style.brand
        }
        FocusRing { shown: root.visualFocus; anchors.margins: 0 }
    }
    contentItem: HStack {
        spacing: Style.gap12
        AppIcon {
            name: root.iconName
            size: 22
            color: words.color
        }
        AppText {
            id: words
            role: root.selected ? AppText.LabelBold : AppText.Label
            text: root.text
            color: root.visualFocus ? Style.focusInk : root.selected ? Style.brandInk : Style.ink
            Stack.fill: true
        }
        AppText {
            visible: root.count !== ""
            role: AppText.LabelBold
            text: root.count
            color: words.color
        }
    }
}
