import QtQuick
import Doorstep.Style
import Doorstep.Layout
import "Spoken.js" as Spoken

// One job of a visit: icon tile, title, one fact, a status tag, chevron. The whole card is the target.
// next: 2 dp brand edge and filled tile. done: tick tile, and "Undo" while it may be undone (undo()).
Tappable {
    id: root

    required property string title
    required property string fact
    required property string iconName
    property string tagText
    property string tagIcon
    property string tagTone: "neutral"
    property bool next: false
    property bool done: false
    property bool canUndo: false

    signal undo()

    text: Spoken.list([title, tagText, fact])
    implicitHeight: Math.max(72, implicitContentHeight + topPadding + bottomPadding)
    padding: Style.gap12
    leftPadding: Style.gap16
    rightPadding: Style.gap8

    background: Rectangle {
        radius: Style.radiusCard
        color: root.down ? Style.brandTint : Style.surface
        border.width: root.next ? Style.edgeWidth : Style.hairline
        border.color: root.next ? Style.brand : Style.line
        Behavior on color {
            ColorAnimation { duration: Style.pressMs }
        }
        FocusRing { shown: root.visualFocus; corner: Style.radiusCard }
    }
    contentItem: HStack {
        spacing: Style.gap16
        Rectangle {
            implicitWidth: 40
            implicitHeight: 40
            radius: Style.radiusControl
            color: root.done ? Style.okTint : root.next ? Style.brand : Style.brandTint
            AppIcon {
                anchors.centerIn: parent
                name: root.done ? "check" : root.iconName
                implicitWidth: 24
                color: root.done ? Style.ok : root.next ? Style.brandFg : Style.brandInk
            }
        }
        VStack {
            Stack.fill: true
            spacing: 0
            Pair {
                spacing: Style.gap8
                AppText {
                    role: AppText.BodyBold
                    text: root.title
                }
                Tag {
                    visible: root.tagText !== ""
                    text: root.tagText
                    iconName: root.tagIcon
                    tone: root.tagTone
                }
            }
            AppText {
                role: AppText.Label
                text: root.fact
                color: Style.ink2
            }
        }
        QuietButton {
            objectName: root.objectName + "Undo"
            visible: root.canUndo
            text: qsTr("Undo")
            onClicked: root.undo()
        }
        AppIcon {
            name: "chevronRight"
            visible: !root.canUndo
            color: Style.ink2
            size: 22
        }
    }
}
