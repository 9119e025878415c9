import QtQuick
import QtQuick.Layouts
import Doorstep.Style

// A fact with its icon; `strong` is the part to act on ("Hard of hearing: stand on her right").
RowLayout {
    id: root

    required property string iconName
    property string lead
    property string strong
    property string tail
    property color color: Style.ink
    property color iconColor: Style.ink2
    property int role: AppText.Body

    spacing: Style.gap12
    Layout.fillWidth: true

    AppIcon {
        name: root.iconName
        size: 22
        color: root.iconColor
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: Math.max(0, (words.lineHeight - height) / 2)
    }
    EmphasisText {
        id: words
        role: root.role
        lead: root.lead
        strong: root.strong
        tail: root.tail
        color: root.color
        Layout.fillWidth: true
    }
}
