import QtQuick
import Doorstep.Style

// The room above the rows of a DeskList: takes in what the list holds for it.
Item {
    id: root

    readonly property var list: parent ? parent.parent : null // the DeskList: its own type cannot be named in it
    readonly property real heldHeight: list ? list.head.implicitHeight : 0

    width: list ? list.width : 0
    height: heldHeight > 0 ? heldHeight + Style.gap4 + Style.gap12 : 0
    onListChanged: if (list) list.head.parent = root
}
