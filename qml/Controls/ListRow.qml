pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import "Spoken.js" as Spoken

// A row of a list: order number or icon at the left, a line above, the bold line, a line below, tags.
// 64 dp or more; the whole row is the target. selected: brandTint with a 6 dp brand edge.
// Text lines may be empty and then take no room. `tags`: see TagFlow. `trailing`: a word at the right.
Tappable {
    id: root

    required property string title
    property string number
    property string iconName
    property string over
    property string under
    property string trailing
    property var tags: [] // list of {text, iconName, tone}
    property bool selected: false
    property bool chevron: true
    property bool last: false
    property real corner: 0
    property string initials // a round badge in place of the number

    text: Spoken.list([number, over, title, under, trailing, Spoken.tags(tags)])
    implicitHeight: Math.max(64, implicitContentHeight + topPadding + bottomPadding)
    topPadding: Style.gap12
    bottomPadding: Style.gap12
    leftPadding: lead.visible ? Style.gap12 : Style.gap16
    rightPadding: Style.gap12
    Accessible.role: Accessible.ListItem

    background: Rectangle {
        radius: root.corner
        color: root.selected || root.down ? Style.brandTint : "transparent"
        Behavior on color {
            ColorAnimation { duration: Style.pressMs }
        }
        Rectangle {
            visible: root.selected
            width: 6
            height: parent.height
            color: Style.brand
        }
        Rectangle {
            visible: !root.last
            anchors { right: parent.right; bottom: parent.bottom }
            width: parent.width - (lead.visible ? 60 : Style.gap16)
            height: Style.hairline
            color: Style.line
        }
        FocusRing { shown: root.visualFocus; corner: Math.max(root.corner, Style.radiusTag); anchors.margins: 0 }
    }
    contentItem: HStack {
        spacing: Style.gap12
        Item {
            id: lead
            visible: root.number !== "" || root.iconName !== "" || root.initials !== ""
            implicitWidth: Math.max(36, number.implicitWidth)
            implicitHeight: Math.max(36, number.implicitHeight)
            Stack.top: root.number !== ""
            AppText {
                id: number
                visible: root.number !== ""
                anchors.horizontalCenter: parent.horizontalCenter
                role: AppText.Head
                text: root.number
            }
            AppIcon {
                visible: root.iconName !== "" && root.initials === ""
                anchors.centerIn: parent
                name: root.iconName === "" ? "info" : root.iconName
                size: 22
                color: Style.brand
            }
            Rectangle {
                visible: root.initials !== ""
                anchors.centerIn: parent
                width: 40
                height: 40
                radius: 20
                color: root.selected ? Style.brand : Style.sunk
                Text {
                    anchors.centerIn: parent
                    text: root.initials
                    color: root.selected ? Style.brandFg : Style.ink
                    font { family: Style.family; pixelSize: 15; bold: true }
                }
            }
        }
        VStack {
            Stack.fill: true
            spacing: 0
            AppText {
                visible: root.over !== ""
                role: AppText.Label
                text: root.over
                color: Style.ink2
            }
            AppText {
                role: AppText.BodyBold
                text: root.title
            }
            AppText {
                visible: root.under !== ""
                role: AppText.Label
                text: root.under
                color: Style.ink2
            }
            AppText { // large text: a row of its own instead of a narrow column
                visible: root.trailing !== "" && Style.large
                role: AppText.Label
                text: root.trailing
                color: Style.ink2
            }
            TagFlow {
                visible: root.tags.length > 0
                tags: root.tags
                Stack.before: Style.gap4
            }
        }
        AppText {
            visible: root.trailing !== "" && !Style.large
            role: AppText.Label
            text: root.trailing
            color: Style.ink2
            horizontalAlignment: Text.AlignRight
            Stack.most: 0.4
        }
        AppIcon {
            visible: root.chevron
            name: root.selected && root.initials !== "" ? "check" : "chevronRight"
            color: root.selected && root.initials !== "" ? Style.brand : Style.ink2
            size: 22
        }
    }
}
