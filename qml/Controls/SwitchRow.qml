import QtQuick
import Doorstep.Style
import Doorstep.Layout

// On or off for something that is not a clinical answer (a card left, a setting). The whole row is the
// target; the switch carries a tick. Bind `on` and answer clicked().
Tappable {
    id: root

    property bool on: false
    property string detail

    implicitHeight: Math.max(Style.targetVisit, implicitContentHeight + topPadding + bottomPadding)
    topPadding: Style.gap8
    bottomPadding: Style.gap8
    Accessible.role: Accessible.CheckBox
    Accessible.name: detail === "" ? text : text + ", " + detail
    Accessible.checkable: true
    Accessible.checked: on

    background: Rectangle {
        radius: Style.radiusControl
        color: root.down ? Style.brandTint : "transparent"
        FocusRing { shown: root.visualFocus }
    }
    contentItem: HStack {
        spacing: Style.gap16
        VStack {
            Stack.fill: true
            spacing: 0
            AppText {
                role: AppText.BodyBold
                text: root.text
            }
            AppText {
                visible: root.detail !== ""
                role: AppText.Label
                text: root.detail
                color: Style.ink2
            }
        }
        Rectangle {
            implicitWidth: 64
            implicitHeight: 36
            radius: 18
            color: root.on ? Style.brand : Style.sunk
            border.width: Style.edgeWidth
            border.color: root.on ? Style.brand : Style.edge
            Rectangle {
                width: 28
                height: 28
                radius: 14
                x: root.on ? parent.width - width - 4 : 4
                y: 4
                color: root.on ? Style.brandFg : Style.edge
                Behavior on x {
                    NumberAnimation { duration: Style.pressMs }
                }
                AppIcon {
                    anchors.centerIn: parent
                    visible: root.on
                    name: "check"
                    implicitWidth: 18
                    color: Style.brand
                }
            }
        }
    }
}
