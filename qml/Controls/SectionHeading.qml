import QtQuick
import Doorstep.Style
import Doorstep.Layout

// A heading over a group, with one fact or one quiet action at its right. Signal: action().
Pair {
    id: root

    required property string text
    property string fact
    property string actionText
    property string actionName // objectName of the action

    signal action()

    spacing: Style.gap8

    AppText {
        role: AppText.Head
        text: root.text
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    AppText {
        visible: root.fact !== ""
        role: AppText.Label
        text: root.fact
        color: Style.ink2
    }
    QuietButton {
        objectName: root.actionName
        visible: root.actionText !== ""
        text: root.actionText
        leftPadding: 0
        rightPadding: 0
        Stack.overlap: Style.gap12
        onClicked: root.action()
    }
}
