import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// A patient who may be put on the round: the whole row ticks. It does not tick itself.
Tappable {
    id: root

    required property string name
    required property string under
    required property string reason
    required property bool chosen
    readonly property bool brief: reason.length <= 16 && !Style.large // fits beside the name

    text: name + ", " + under + ", " + reason
    implicitHeight: Math.max(64, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Style.gap16
    rightPadding: Style.gap16
    topPadding: Style.gap8
    bottomPadding: Style.gap8
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Rectangle {
        color: root.down ? Style.brandTint : "transparent"
        Rectangle {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: Style.gap16; rightMargin: Style.gap16 }
            height: Style.hairline
            color: Style.line
        }
        FocusRing { shown: root.visualFocus; anchors.margins: 0 }
    }
    contentItem: HStack {
        spacing: Style.gap12
        Rectangle {
            implicitWidth: 28
            implicitHeight: 28
            radius: Style.radiusTag
            color: root.chosen ? Style.brand : Style.surface
            border.width: root.chosen ? 0 : Style.edgeWidth
            border.color: Style.edge
            AppIcon {
                anchors.centerIn: parent
                visible: root.chosen
                name: "check"
                implicitWidth: 20
                color: Style.brandFg
            }
        }
        VStack {
            Stack.fill: true
            spacing: 0
            AppText {
                role: AppText.BodyBold
                text: root.name
            }
            AppText {
                role: AppText.Label
                text: root.under
                color: Style.ink2
            }
            AppText {
                visible: root.reason !== "" && !root.brief
                role: AppText.Label
                text: root.reason
            }
        }
        AppText {
            visible: root.brief
            role: AppText.Label
            text: root.reason
        }
    }
}
