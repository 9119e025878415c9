import QtQuick
import Doorstep.Style
import Doorstep.Layout

// Nothing to show: a fact, what next, and at most one button. Signal: act().
Card {
    id: root

    required property string fact
    property string nextStep
    property string iconName: "check"
    property string iconTone: "neutral"
    property string actionText
    property string actionName // objectName of the button

    signal act()

    padding: Style.gap24

    AppIcon {
        name: root.iconName
        size: 40
        color: Style.toneEdge(root.iconTone)
        Stack.centred: true
    }
    AppText {
        role: AppText.BodyBold
        text: root.fact
        horizontalAlignment: Text.AlignHCenter
    }
    AppText {
        visible: root.nextStep !== ""
        role: AppText.Body
        text: root.nextStep
        color: Style.ink2
        horizontalAlignment: Text.AlignHCenter
    }
    SecondaryButton {
        objectName: root.actionName
        visible: root.actionText !== ""
        text: root.actionText
        Stack.before: Style.gap8
        onClicked: root.act()
    }
}
