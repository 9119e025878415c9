import QtQuick
import Doorstep.Style

// Icon and words of a button, centred; `stacked` puts the icon above. Words wrap, never cut.
Item {
    id: root

    property string text
    property string iconName
    property bool iconAfter: false
    property bool stacked: false
    property color color: Style.ink
    property int role: AppText.BodyBold
    property int iconSize: 22

    readonly property bool hasIcon: iconName !== ""
    readonly property real iconSpan: hasIcon && !stacked ? icon.implicitWidth + Style.gap8 : 0
    readonly property real natural: Math.ceil(metrics.advanceWidth) + 1
    readonly property real wordsWidth: Math.min(natural, Math.max(1, width - (stacked ? 0 : iconSpan)))

    implicitWidth: natural + iconSpan
    implicitHeight: words.height + (hasIcon && stacked ? icon.implicitHeight : 0)

    TextMetrics {
        id: metrics
        text: root.text
        font: Style.faces[root.role]
    }
    AppIcon {
        id: icon
        name: root.hasIcon ? root.iconName : "info"
        visible: root.hasIcon
        size: root.iconSize
        color: root.color
        x: root.stacked ? (root.width - width) / 2
            : root.iconAfter ? words.x + words.width + Style.gap8 : (root.width - root.wordsWidth - root.iconSpan) / 2
        y: root.stacked ? (root.height - root.implicitHeight) / 2 : (root.height - height) / 2
    }
    AppText {
        id: words
        role: root.role
        text: root.text
        color: root.color
        horizontalAlignment: Text.AlignHCenter
        width: root.wordsWidth
        x: root.stacked ? (root.width - width) / 2
            : (root.width - root.wordsWidth - root.iconSpan) / 2 + (root.iconAfter ? 0 : root.iconSpan)
        y: root.stacked && root.hasIcon ? icon.y + icon.height : (root.height - height) / 2
    }
}
