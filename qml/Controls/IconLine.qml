import QtQuick
import Doorstep.Style
import Doorstep.Layout

// A fact with its icon; `strong` is the part to act on ("Hard of hearing: stand on her right").
HStack {
    id: root

    required property string iconName
    property string lead
    property string strong
    property string tail
    property color color: Style.ink
    property color iconColor: Style.ink2
    property int role: AppText.Body

    spacing: Style.gap12

    Item { // as high as the first line of the words
        implicitWidth: icon.implicitWidth
        implicitHeight: Math.max(words.lineHeight, icon.implicitHeight)
        Stack.top: true
        AppIcon {
            id: icon
            anchors.centerIn: parent
            name: root.iconName
            size: 22
            color: root.iconColor
        }
    }
    EmphasisText {
        id: words
        role: root.role
        lead: root.lead
        strong: root.strong
        tail: root.tail
        color: root.color
        Stack.fill: true
        topPadding: Math.max(0, (icon.implicitHeight - lineHeight) / 2)
        Stack.top: true
    }
}
