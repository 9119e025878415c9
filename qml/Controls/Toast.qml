import QtQuick
import Doorstep.Style
import Doorstep.Layout

// "Saved on this device" with Undo, above the bar, for 8 s and as long as its button has the focus.
// Never an error, never the only place a thing is said. Signals: undo(), done().
Rectangle {
    id: root

    required property string text // "" hides it
    property bool canUndo: false

    signal undo()
    signal done()

    width: parent ? parent.width : 0
    visible: text !== ""
    implicitHeight: Math.max(56, row.implicitHeight + Style.gap8)
    height: visible ? implicitHeight : 0
    radius: Style.radiusControl
    color: Style.toast
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Timer {
        interval: Style.toastMs
        running: root.visible && !undoButton.activeFocus
        onTriggered: root.done()
    }
    HStack {
        id: row
        x: Style.gap16
        width: root.width - Style.gap16 - Style.gap8
        anchors.verticalCenter: parent.verticalCenter
        spacing: Style.gap12
        AppIcon {
            name: "check"
            size: 22
            color: Style.toastOk
        }
        AppText {
            text: root.text
            color: Style.toastFg
            Stack.fill: true
        }
        Tappable {
            id: undoButton
            objectName: "toastUndo"
            visible: root.canUndo
            text: qsTr("Undo")
            padding: Style.gap8
            background: Item {
                FocusRing { shown: undoButton.visualFocus }
            }
            contentItem: AppText {
                role: AppText.BodyBold
                text: undoButton.text
                color: Style.toastAct
                horizontalAlignment: Text.AlignHCenter
            }
            onClicked: root.undo()
        }
    }
}
