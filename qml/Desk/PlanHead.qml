import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Day, team and time of the round at the head of the page; each opens the sheet that changes it.
// Signal: asked().
HStack {
    id: root

    required property string dayText
    required property string teamText
    required property string leavesAt

    signal asked()

    spacing: Style.gap8

    HeadBox { objectName: "planDay"; label: qsTr("Date"); value: root.dayText; iconName: "calendar"; onClicked: root.asked() }
    HeadBox { objectName: "planTeam"; label: qsTr("Team"); value: root.teamText; iconName: "people"; onClicked: root.asked() }
    HeadBox { objectName: "planLeavesAt"; label: qsTr("Leaves practice at"); value: root.leavesAt; iconName: "clock"; onClicked: root.asked() }

    component HeadBox: Tappable {
        id: box
        required property string label
        required property string value
        required property string iconName
        text: label + ", " + value
        leftPadding: Style.gap12
        rightPadding: Style.gap12
        topPadding: 2
        bottomPadding: 2
        background: Rectangle {
            radius: Style.radiusControl
            color: box.visualFocus ? Style.focus : box.down ? Style.brandTint : Style.surface
            border.width: Style.edgeWidth
            border.color: Style.edge
            FocusRing { shown: box.visualFocus }
        }
        contentItem: HStack {
            spacing: Style.gap12
            VStack {
                spacing: 0
                AppText {
                    role: AppText.Small
                    text: box.label
                    color: box.visualFocus ? Style.focusInk : Style.ink2
                }
                AppText {
                    role: AppText.LabelBold
                    text: box.value
                    color: box.visualFocus ? Style.focusInk : Style.ink
                }
            }
            AppIcon { name: box.iconName; size: 20; color: Style.ink2 }
        }
    }
}
