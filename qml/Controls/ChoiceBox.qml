import QtQuick
import Doorstep.Style
import Doorstep.Layout

// One box of a choice: word, an optional second line, an optional icon. Chosen = tint, 3 dp brand edge,
// tick and brandInk word. It does not choose itself: bind `chosen` and answer clicked().
Tappable {
    id: root

    property bool chosen: false
    property string detail
    property string iconName
    property bool leftAligned: iconName !== ""
    readonly property color words: visualFocus ? Style.focusInk : chosen ? Style.brandInk : Style.ink

    implicitHeight: Math.max(detail === "" ? Style.targetVisit : 72, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Style.gap12
    rightPadding: Style.gap12
    topPadding: Style.gap8
    bottomPadding: Style.gap8
    Accessible.role: Accessible.RadioButton
    Accessible.name: detail === "" ? text : text + ", " + detail
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Rectangle {
        radius: Style.radiusControl
        color: root.visualFocus ? Style.focus : root.chosen || root.down ? Style.brandTint : Style.surface
        border.width: root.chosen ? Style.chosenWidth : Style.edgeWidth
        border.color: root.chosen ? Style.brand : Style.edge
        Behavior on color {
            ColorAnimation { duration: Style.pressMs }
        }
        FocusRing { shown: root.visualFocus }
    }
    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight
        HStack {
            id: row
            width: root.leftAligned ? parent.width : Math.min(implicitWidth, parent.width)
            anchors.centerIn: parent
            spacing: Style.gap8
            AppIcon {
                visible: root.iconName !== ""
                name: root.iconName === "" ? "info" : root.iconName
                color: root.words
            }
            AppIcon {
                visible: root.chosen && root.iconName === ""
                name: "check"
                size: 20
                color: root.words
            }
            VStack {
                spacing: 0
                AppText {
                    role: AppText.BodyBold
                    text: root.text
                    color: root.words
                    horizontalAlignment: root.leftAligned ? Text.AlignLeft : Text.AlignHCenter
                }
                AppText {
                    visible: root.detail !== ""
                    role: AppText.Small
                    text: root.detail
                    color: root.words
                    horizontalAlignment: root.leftAligned ? Text.AlignLeft : Text.AlignHCenter
                }
            }
            AppIcon {
                visible: root.chosen && root.iconName !== ""
                name: "check"
                size: 20
                color: root.words
            }
        }
    }
}
