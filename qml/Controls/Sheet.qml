import QtQuick
import Doorstep.Style
import Doorstep.Layout

// A sheet from the bottom with its own bar, over a scrim that starts below the patient band. Lives in
// AppPage's `overlay`. Escape, Back and the cross emit close(); what was typed is the view-model's and
// stays. On a wide pane it is a 560 dp panel. Signals: close(), primary(), secondary().
FocusScope {
    id: root

    required property string name
    required property string title
    property bool open: false
    property alias bar: bar
    readonly property bool seenWhole: open && scroll.height > 0 && scroll.atYEnd // its last line was on screen
    default property alias content: column.data

    signal close()
    signal primary()
    signal secondary()

    anchors.fill: parent
    visible: open
    enabled: open
    focus: open
    Accessible.role: Accessible.Dialog
    Accessible.name: title
    Keys.onEscapePressed: root.close()
    Keys.onBackPressed: root.close()
    onOpenChanged: {
        if (!open)
            return;
        forceActiveFocus();
        entrance.restart();
    }

    NumberAnimation {
        id: entrance
        target: rise
        property: "y"
        from: Style.reduceMotion ? 0 : Style.gap48
        to: 0
        duration: Style.pageMs
        easing.type: Easing.OutCubic
    }
    Rectangle {
        anchors.fill: parent
        color: Style.scrim
        MouseArea { anchors.fill: parent }
    }
    Rectangle {
        id: panel
        width: Math.min(root.width, root.width >= Style.columnMax + 40 ? Style.columnMax : root.width)
        x: (root.width - width) / 2
        height: Math.min(root.height - Style.gap16, top.height + column.implicitHeight + Style.gap16 + bar.height)
        y: root.height - height
        radius: Style.radiusSheet
        color: Style.surface
        border.width: Style.hairline
        border.color: Style.edge
        transform: Translate { id: rise }
        MouseArea { anchors.fill: parent }
        Rectangle { // square lower corners: the panel stands on the edge of the screen
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: Style.radiusSheet
            color: Style.surface
        }
        Rectangle {
            y: Style.gap8
            width: 40
            height: 4
            radius: 2
            anchors.horizontalCenter: parent.horizontalCenter
            color: Style.edge
        }
        HStack {
            id: top
            y: Style.gap16
            x: Style.gap16
            width: parent.width - Style.gap16 - Style.gap8
            height: implicitHeight + Style.gap16 + Style.gap8
            AppText {
                role: Style.large ? AppText.Head : AppText.Title
                text: root.title
                Stack.fill: true
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            IconButton {
                objectName: root.name + "Close"
                text: qsTr("Close")
                iconName: "cross"
                onClicked: root.close()
            }
        }
        ScrollColumn {
            id: scroll
            anchors { left: parent.left; right: parent.right; top: top.bottom; bottom: bar.top }
            margin: Style.gap16
            VStack {
                id: column
                spacing: Style.gap12
            }
        }
        BottomBar {
            id: bar
            name: root.name
            width: parent.width - 2
            x: 1
            anchors.bottom: parent.bottom
            visible: primaryText !== "" || secondaryText !== ""
            height: visible ? implicitHeight : 0
            onPrimary: root.primary()
            onSecondary: root.secondary()
        }
    }
}
