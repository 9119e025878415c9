pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style

// Tags in reading order, wrapping. `tags`: a list of {text, iconName, tone}; at most `most` are shown,
// the rest as "+2".
Flow {
    id: root

    required property var tags // list of {text: string, iconName: string, tone: string}
    property int most: 4
    readonly property int hidden: Math.max(0, tags.length - most)

    spacing: Style.gap8 - 2

    Repeater {
        model: root.tags.slice(0, root.most)
        delegate: Tag {
            required property var modelData // a tag, as above
            text: modelData.text
            iconName: modelData.iconName ?? ""
            tone: modelData.tone ?? "neutral"
            width: Math.min(implicitWidth, root.width)
        }
    }
    Tag {
        visible: root.hidden > 0
        text: "+" + root.hidden
    }
}
