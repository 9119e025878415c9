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
    property bool narrow: false // one of three across
    readonly property bool tight: width < 150 // the tick takes the icon's place
    readonly property color words: visualFocus ? Style.focusInk : chosen ? Style.brandInk : Style.ink

    implicitHeight: Math.max(detail === "" ? Style.targetVisit : 72, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: narrow ? 6 : Style.gap12
    rightPadding: narrow ? 6 : Style.gap12
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
        implicitWidth: root.leftAligned ? row.implicitWidth : Math.max(face.implicitWidth, second.implicitWidth)
        implicitHeight: root.leftAligned ? row.implicitHeight : face.height + (second.visible ? second.height : 0)
        HStack {
            id: row
            visible: root.leftAligned
            width: parent.width
            anchors.verticalCenter: parent.verticalCenter
            spacing: Style.gap8
            AppIcon {
                visible: root.iconName !== ""
                name: root.chosen && root.tight ? "check" : root.iconName === "" ? "info" : root.iconName
                color: root.words
            }
            VStack {
                Stack.fill: true
                AppText {
                    role: AppText.BodyBold
                    text: root.text
                    color: root.words
                }
                AppText {
                    visible: root.detail !== ""
                    role: AppText.Label
                    text: root.detail
                    color: root.words
                }
            }
            AppIcon {
                visible: root.chosen && !root.tight
                name: "check"
                size: 20
                color: root.words
            }
        }
        ButtonFace {
            id: face
            visible: !root.leftAligned
            width: parent.width
            height: implicitHeight
            y: (parent.height - height - (second.visible ? second.height : 0)) / 2
            text: root.text
            iconName: root.chosen ? "check" : root.iconName
            iconSize: root.narrow ? 16 : 20
            role: root.narrow ? AppText.LabelBold : AppText.BodyBold
            color: root.words
        }
        AppText {
            id: second
            visible: root.detail !== "" && !root.leftAligned
            width: parent.width
            y: face.y + face.height
            role: AppText.Small
            text: root.detail
            color: root.words
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
