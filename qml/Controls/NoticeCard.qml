import QtQuick
import Doorstep.Style
import "Spoken.js" as Spoken

// What stands where a decision is made: heading with icon, what and why, who can lift it, one way on.
// Use StopCard or WarningCard. Signal: act().
Card {
    id: root

    required property string heading
    required property string body
    required property string iconName
    required property string name // objectName of the button
    property string who
    property string actionText
    property string actionIcon

    signal act()

    Accessible.role: Accessible.AlertMessage
    Accessible.name: Spoken.list([heading, body, who])

    IconLine {
        objectName: "heading:" + root.name
        iconName: root.iconName
        strong: root.heading
        role: AppText.Body
        color: Style.toneInk(root.tone)
        iconColor: Style.toneEdge(root.tone)
    }
    AppText {
        objectName: "body:" + root.name
        text: root.body
        color: Style.toneInk(root.tone)
    }
    AppText {
        objectName: "who:" + root.name
        visible: root.who !== ""
        role: AppText.LabelBold
        text: root.who
        color: Style.toneInk(root.tone)
    }
    SecondaryButton {
        objectName: root.name
        visible: root.actionText !== ""
        text: root.actionText
        iconName: root.actionIcon
        onClicked: root.act()
    }
}
