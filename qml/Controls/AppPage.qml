import QtQuick
import Doorstep.Style

// The frame of every page: fixed top (header or patient band), one scrolling column, fixed bottom
// (bar or pad), an overlay for one sheet and the toast. The top is never covered: sheet and scrim start
// below it. While `modal` the column takes no touch and no focus.
FocusScope {
    id: root

    property alias fixedTop: topSlot.data
    property alias fixedBottom: bottomSlot.data
    property alias overlay: overlaySlot.data
    property alias toast: toastSlot.data
    default property alias content: scroll.content
    property bool modal: false
    property real margin: width >= 600 ? Style.gap24 : Style.gap16
    property real spacing: Style.gap8
    property real maxWidth: Style.columnMax
    property alias scroll: scroll

    function scrollTo(item: Item): void {
        scroll.show(item);
        item.forceActiveFocus(Qt.TabFocusReason);
    }

    Rectangle {
        anchors.fill: parent
        color: Style.bg
    }
    ScrollColumn {
        id: scroll
        anchors { left: parent.left; right: parent.right; top: topSlot.bottom; bottom: bottomSlot.top }
        margin: root.margin
        topMarginOf: Style.gap16
        spacing: root.spacing
        maxWidth: root.maxWidth
        enabled: !root.modal
    }
    Item {
        id: topSlot
        width: parent.width
        height: childrenRect.height
        z: 2
    }
    Item {
        id: bottomSlot
        width: parent.width
        height: childrenRect.height
        anchors.bottom: parent.bottom
        enabled: !root.modal
    }
    Item {
        id: overlaySlot
        anchors { left: parent.left; right: parent.right; top: topSlot.bottom; bottom: parent.bottom }
        z: 1
    }
    Item {
        id: toastSlot
        anchors { left: parent.left; right: parent.right; bottom: bottomSlot.top; margins: Style.gap16 }
        height: childrenRect.height
        z: 3
    }
}
