pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout

// One choice of several short words, as chips under a heading. `choices`: list of {value, text}; each
// chip is named "<group>:<value>". Signal: chosen(value).
VStack {
    id: root

    required property string group
    required property string heading
    required property var choices // list, as above
    required property string current

    signal chosen(string value)

    visible: choices.length > 0
    spacing: Style.gap8

    AppText {
        visible: root.heading !== ""
        role: AppText.BodyBold
        text: root.heading
    }
    Flow {
        spacing: Style.gap8
        Repeater {
            model: root.choices
            delegate: Chip {
                required property var modelData // a choice, as above
                objectName: root.group + ":" + modelData.value
                text: modelData.text
                chosen: root.current === modelData.value
                width: Math.min(implicitWidth, parent.width)
                onClicked: root.chosen(modelData.value)
            }
        }
    }
}
