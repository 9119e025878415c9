pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The frame of a desk page: title with its fact and controls at the right, panels (DeskPanel) side by
// side, a bar below, one sheet over it. With too little width the panels are chosen one at a time.
FocusScope {
    id: root

    required property string name // objectName of the chips that choose a panel: "<name>Panel:<panel>"
    required property string title
    property string fact
    property bool modal: false
    property alias head: headSlot.data
    property alias bar: barSlot.data
    property alias overlay: overlaySlot.data
    property alias panelWidth: row.panelWidth
    property alias currentPanel: row.current // set to the first: shown when there is room for one
    default property alias panels: row.data
    readonly property real margin: width >= 600 ? Style.gap24 : Style.gap16

    Rectangle {
        anchors.fill: parent
        color: Style.bg
    }
    VStack {
        id: top
        x: root.margin
        y: Style.gap16
        width: root.width - root.margin * 2
        enabled: !root.modal
        spacing: Style.gap8

        Pair {
            spacing: Style.gap16
            AppText {
                role: Style.large ? AppText.Title : AppText.Display
                text: root.title
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            HStack {
                id: headSlot
                visible: children.length > 0
                spacing: Style.gap8
            }
        }
        AppText {
            visible: root.fact !== ""
            role: AppText.Label
            text: root.fact
            color: Style.ink2
        }
        Flow {
            visible: !row.together && row.count > 1
            spacing: Style.gap8
            Repeater {
                model: Array.from(row.children).map(panel => ({ name: panel.name, title: panel.title }))
                delegate: Chip {
                    required property var modelData // {name, title}
                    objectName: root.name + "Panel:" + modelData.name
                    text: modelData.title
                    chosen: row.current === modelData.name
                    width: Math.min(implicitWidth, parent.width)
                    onClicked: row.current = modelData.name
                }
            }
        }
    }
    PanelRow {
        id: row
        anchors { left: parent.left; right: parent.right; top: top.bottom; bottom: barSlot.top; margins: root.margin; topMargin: Style.gap16; bottomMargin: Style.gap16 }
        enabled: !root.modal
    }
    Item {
        id: barSlot
        width: parent.width
        height: childrenRect.height
        anchors.bottom: parent.bottom
        enabled: !root.modal
    }
    Item {
        id: overlaySlot
        anchors.fill: parent
        z: 3
    }
}
