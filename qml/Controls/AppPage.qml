import QtQuick
import Doorstep.Style

// The frame of every page: fixed top (header or patient band), one scrolling column, fixed bottom
// (bar or pad) or side on a wide pane, an overlay for one sheet and the toast. The top is never covered: sheet and scrim start
// below it. While `modal` the column takes no touch and no focus.
FocusScope {
    id: root

    property alias fixedTop: topSlot.data
    property alias fixedBottom: bottomSlot.data
    property alias fixedSide: sideSlot.data
    property alias overlay: overlaySlot.data
    property alias toast: toastSlot.data
    default property alias content: scroll.content
    property bool modal: false
    property real margin: width >= 600 ? Style.gap24 : Style.gap16
    property real spacing: Style.gap8
    property real maxWidth: Style.columnMax
    property alias scroll: scroll

    // Shows what is missing and gives it, or the first control in it, the keyboard.
    function scrollTo(item: Item): void {
        scroll.show(item);
        item.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
    }

    Rectangle {
        anchors.fill: parent
        color: Style.bg
    }
    ScrollColumn {
        id: scroll
        anchors { left: parent.left; right: sideSlot.left; top: topArea.bottom; bottom: bottomSlot.top }
        margin: root.margin
        topMarginOf: Style.gap16
        spacing: root.spacing
        maxWidth: root.maxWidth
        enabled: !root.modal
    }
    Flickable { // fixed; scrolls by itself only when a very long band would fill half the screen
        id: topArea
        width: parent.width
        height: Math.min(topSlot.height, root.height / 2)
        contentHeight: topSlot.height
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        clip: interactive
        z: 2
        Item {
            id: topSlot
            width: topArea.width
            height: childrenRect.height
        }
        ScrollMark { view: topArea }
    }
    Rectangle {
        id: sideSlot
        color: Style.sunk
        width: childrenRect.width
        anchors { right: parent.right; top: topArea.bottom; bottom: bottomSlot.top }
        enabled: !root.modal
    }
    Rectangle {
        id: bottomSlot
        color: Style.bg
        width: parent.width
        height: childrenRect.height
        anchors.bottom: parent.bottom
        enabled: !root.modal
        z: 2
    }
    Item {
        id: overlaySlot
        anchors { left: parent.left; right: parent.right; top: topArea.bottom; bottom: parent.bottom }
        z: 3
    }
    Item {
        id: toastSlot
        visible: !root.modal // it would lie over what the sheet asks
        anchors { left: parent.left; right: parent.right; bottom: bottomSlot.top; margins: Style.gap16 }
        height: childrenRect.height
        z: 4
    }
}
