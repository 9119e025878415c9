import QtQuick
import Doorstep.Style

// A status: icon + word, 28 dp high, no edge, never tappable. Tone: "neutral", "brand", "ok", "warn",
// "stop" or "adj". Long words wrap inside the width given.
Rectangle {
    id: root

    required property string text
    property string iconName
    property string tone: "neutral"
    readonly property real iconSpan: iconName === "" ? 0 : icon.implicitWidth + Style.gap8

    implicitWidth: Math.ceil(metrics.advanceWidth) + 1 + iconSpan + Style.gap8 * 2
    implicitHeight: Math.max(28, words.height + Style.gap8)
    radius: Style.radiusTag
    color: Style.tint(tone)
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    TextMetrics {
        id: metrics
        text: root.text
        font: Style.smallBold
    }
    AppIcon {
        id: icon
        visible: root.iconName !== ""
        name: root.iconName === "" ? "info" : root.iconName
        size: 16
        x: Style.gap8
        anchors.verticalCenter: parent.verticalCenter
        color: Style.toneInk(root.tone)
        stroke: 2.4
    }
    AppText {
        id: words
        x: Style.gap8 + root.iconSpan
        width: root.width - x - Style.gap8
        anchors.verticalCenter: parent.verticalCenter
        role: AppText.SmallBold
        text: root.text
        color: Style.toneInk(root.tone)
        Accessible.ignored: true
    }
}
