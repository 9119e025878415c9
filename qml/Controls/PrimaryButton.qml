import QtQuick
import Doorstep.Style

// The one solid button of a screen: verb + object + the choice made ("Save flu vaccine, left arm").
// Not ready (`ready: false`): words say what is missing, it stays tappable and the page goes to the gap.
// Busy: `busyText` with the count and `progress` 0 to 1; taps are ignored.
Tappable {
    id: root

    property string iconName
    property bool iconAfter: false
    property bool ready: true
    property bool busy: false
    property string busyText
    property real progress: 0

    readonly property color ground: !ready ? Style.sunk : busy ? Style.brandTint : visualFocus ? Style.focus : down ? Style.brandPressed : Style.brand
    readonly property color words: !ready ? Style.ink : busy ? Style.brandInk : visualFocus ? Style.focusInk : Style.brandFg

    implicitHeight: Math.max(Style.targetVisit, implicitContentHeight + topPadding + bottomPadding)
    enabled: !busy
    leftPadding: Style.gap16
    rightPadding: Style.gap16
    topPadding: Style.gap8
    bottomPadding: busy ? Style.gap12 : Style.gap8
    Accessible.name: busy ? busyText : text

    background: Rectangle {
        radius: Style.radiusControl
        color: root.ground
        border.width: root.busy || !root.ready ? Style.edgeWidth : 0
        border.color: root.busy ? Style.brand : Style.edge
        Behavior on color {
            ColorAnimation { duration: Style.pressMs }
        }
        FocusRing { shown: root.visualFocus }
        Rectangle {
            visible: root.busy
            anchors { left: parent.left; bottom: parent.bottom; margins: 6 }
            width: Math.max(0, Math.min(1, root.progress)) * (parent.width - 12)
            height: 4
            radius: 2
            color: Style.brand
        }
    }
    contentItem: ButtonFace {
        text: root.busy ? root.busyText : root.text
        iconName: root.busy ? "sync" : root.ready ? root.iconName : ""
        iconAfter: root.iconAfter && !root.busy
        color: root.words
        role: AppText.Head
    }
}
