import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The coordinator's desk: rail at the left, the section's page beside it. Where the rail finds no room
// it opens from a button above the page. `notices` stand above every section, in a third of the height
// at most. Signals: show(section), go(screen), act(noticeId), undo(), toastGone().
FocusScope {
    id: root

    required property string practice
    required property string personName
    required property string personDuty
    required property string personInitials
    required property var sections // list model: see DeskRail
    property string waitingCount // see DeskRail
    property var notices: [] // list: see NoticeList
    property string toastText
    property bool canUndo: false
    property alias page: pageSlot.data
    readonly property real railWidth: 200 * Math.min(1.5, Style.textScale)
    readonly property bool railStands: width >= 1000 * Style.textScale
    property bool railOpen: false

    signal show(string section)
    signal go(string screen)
    signal act(string noticeId)
    signal undo()
    signal toastGone()

    Rectangle {
        anchors.fill: parent
        color: Style.bg
    }
    Rectangle {
        id: strip
        visible: !root.railStands
        width: parent.width
        height: visible ? stripRow.implicitHeight + Style.insetTop : Style.insetTop
        color: Style.surface
        HStack {
            id: stripRow
            x: Style.gap4
            y: Style.insetTop
            width: parent.width - Style.gap16
            spacing: Style.gap8
            IconButton {
                objectName: "deskMenu"
                text: qsTr("Sections")
                iconName: "menu"
                onClicked: root.railOpen = true
            }
            AppText {
                role: AppText.Label
                text: root.practice
                color: Style.ink2
                Stack.fill: true
            }
        }
    }
    ScrollColumn {
        id: noticeSlot
        anchors { left: pageSlot.left; right: parent.right; top: strip.bottom }
        visible: root.notices.length > 0
        height: visible ? Math.min(contentHeight, root.height / 3) : 0
        enabled: pageSlot.enabled
        margin: Style.gap16
        topMarginOf: Style.gap16
        NoticeList {
            notices: root.notices
            onAct: noticeId => root.act(noticeId)
        }
    }
    Item {
        id: pageSlot
        anchors { left: rail.visible && root.railStands ? rail.right : parent.left; right: parent.right; top: noticeSlot.bottom; bottom: parent.bottom }
        enabled: !scrim.visible
    }
    Toast {
        x: pageSlot.x + Style.gap24
        width: Math.min(Style.columnMax, pageSlot.width - Style.gap24 * 2)
        anchors { bottom: parent.bottom; bottomMargin: 96 + Style.gap16 }
        z: 2
        text: root.toastText
        canUndo: root.canUndo
        onUndo: root.undo()
        onDone: root.toastGone()
    }
    Rectangle {
        id: scrim
        visible: root.railOpen && !root.railStands
        anchors.fill: parent
        color: Style.scrim
        z: 3
        MouseArea {
            anchors.fill: parent
            onClicked: root.railOpen = false
        }
    }
    DeskRail {
        id: rail
        visible: root.railStands || scrim.visible
        width: root.railStands ? root.railWidth : Math.min(root.width - Style.gap48, 280 * Style.textScale)
        height: root.height
        z: 4
        practice: root.practice
        personName: root.personName
        personDuty: root.personDuty
        personInitials: root.personInitials
        sections: root.sections
        waitingCount: root.waitingCount
        onShow: section => {
            root.railOpen = false;
            root.show(section);
        }
        onGo: screen => {
            root.railOpen = false;
            root.go(screen);
        }
    }
}
