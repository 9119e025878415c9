import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One stop of a round being planned: number, time, who, where, how long. Selected: the buttons move it.
Tappable {
    id: root

    required property string number
    required property string time
    required property string name
    required property string place
    required property string minutes
    required property bool selected

    text: qsTr("Stop %1").arg(number) + ", " + time + ", " + name + ", " + place + ", " + minutes
    implicitHeight: Math.max(64, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Style.gap16
    rightPadding: Style.gap16
    topPadding: Style.gap8
    bottomPadding: Style.gap8
    Accessible.role: Accessible.ListItem
    Accessible.selected: selected

    background: Rectangle {
        color: root.selected || root.down ? Style.brandTint : "transparent"
        Rectangle {
            visible: root.selected
            width: 6
            height: parent.height
            color: Style.brand
        }
        Rectangle {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: Style.gap16; rightMargin: Style.gap16 }
            height: Style.hairline
            color: Style.line
        }
        FocusRing { shown: root.visualFocus; anchors.margins: 0 }
    }
    contentItem: HStack {
        spacing: Style.gap12
        AppText {
            role: AppText.Head
            text: root.number
            Stack.top: Style.large
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
                text: root.place
                color: Style.ink2
            }
            AppText { // large text: under the name instead of a narrow column
                visible: Style.large
                role: AppText.Label
                text: root.time + ", " + root.minutes
            }
        }
        VStack {
            visible: !Style.large
            spacing: 0
            AppText {
                role: AppText.LabelBold
                text: root.time
                horizontalAlignment: Text.AlignRight
            }
            AppText {
                role: AppText.Label
                text: root.minutes
                color: Style.ink2
                horizontalAlignment: Text.AlignRight
            }
        }
    }
}
