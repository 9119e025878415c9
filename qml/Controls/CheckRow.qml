import QtQuick
import Doorstep.Style
import Doorstep.Layout

// A box to tick with its words, 56 dp. It does not tick itself: bind `ticked` and answer clicked().
Tappable {
    id: root

    property bool ticked: false
    property string detail

    implicitHeight: Math.max(Style.targetVisit, implicitContentHeight + topPadding + bottomPadding)
    padding: Style.gap8
    leftPadding: 0
    rightPadding: 0
    Accessible.role: Accessible.CheckBox
    Accessible.name: detail === "" ? text : text + ", " + detail
    Accessible.checkable: true
    Accessible.checked: ticked

    background: Rectangle {
        radius: Style.radiusControl
        color: root.down ? Style.brandTint : "transparent"
        FocusRing { shown: root.visualFocus }
    }
    contentItem: HStack {
        spacing: Style.gap12
        Rectangle {
            implicitWidth: 28
            implicitHeight: 28
            radius: Style.radiusTag
            color: root.ticked ? Style.brand : Style.surface
            border.width: root.ticked ? 0 : Style.edgeWidth
            border.color: Style.edge
            AppIcon {
                anchors.centerIn: parent
                visible: root.ticked
                name: "check"
                implicitWidth: 20
                color: Style.brandFg
            }
        }
        VStack {
            Stack.fill: true
            spacing: 0
            AppText {
                text: root.text
            }
            AppText {
                visible: root.detail !== ""
                role: AppText.Label
                text: root.detail
                color: Style.ink2
            }
        }
    }
}
