import QtQuick
import QtQuick.Layouts
import Doorstep.Style

// A heading over a group, with one fact or one quiet action at its right. Signal: action().
GridLayout {
    id: root

    required property string text
    property string fact
    property string actionText
    property string actionName // objectName of the action

    signal action()

    columns: Style.large ? 1 : 2
    columnSpacing: Style.gap8
    rowSpacing: 0
    Layout.fillWidth: true

    AppText {
        role: AppText.Head
        text: root.text
        Layout.fillWidth: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    AppText {
        visible: root.fact !== ""
        role: AppText.Label
        text: root.fact
        color: Style.ink2
        Layout.maximumWidth: root.width * (Style.large ? 1 : 0.6)
    }
    QuietButton {
        objectName: root.actionName
        visible: root.actionText !== ""
        text: root.actionText
        Layout.rightMargin: Style.large ? 0 : -Style.gap8
        Layout.leftMargin: Style.large ? -Style.gap8 : 0
        Layout.topMargin: -Style.gap12
        Layout.bottomMargin: -Style.gap12
        onClicked: root.action()
    }
}
