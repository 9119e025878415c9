import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// A row of a desk list that is read, not tapped: icon, bold line, line below, tags, and at its right what
// can be done with it (`actions`, under the words at large text). 64 dp or more.
Item {
    id: root

    required property string title
    property string iconName
    property string iconTone: "brand"
    property string over
    property string under
    property var tags: [] // list of {text, iconName, tone}
    property real margin: Style.gap16
    property bool last: false
    default property alias actions: actionSlot.data

    implicitHeight: Math.max(64, line.implicitHeight + Style.gap12 * 2)
    Accessible.role: Accessible.ListItem
    Accessible.name: root.under === "" ? root.title : root.title + ", " + root.under

    Rectangle {
        visible: !root.last
        anchors { left: line.left; right: line.right; bottom: parent.bottom }
        height: Style.hairline
        color: Style.line
    }
    HStack {
        id: line
        x: root.margin
        width: root.width - root.margin * 2
        anchors.verticalCenter: parent.verticalCenter
        spacing: Style.gap12

        AppIcon {
            visible: root.iconName !== ""
            name: root.iconName === "" ? "info" : root.iconName
            size: 22
            color: Style.toneEdge(root.iconTone)
        }
        VStack {
            id: words
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
            TagFlow {
                visible: root.tags.length > 0
                tags: root.tags
                Stack.before: Style.gap4
            }
        }
    }
    HStack { // beside the words; below them at large text
        id: actionSlot
        parent: Style.large ? words : line
        visible: children.length > 0
        spacing: Style.gap8
        Stack.before: Style.gap8
    }
}
