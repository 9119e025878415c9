pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Doorstep.Style

// One choice of several short words, as chips under a heading. `choices`: list of {value, text}; each
// chip is named "<group>:<value>". Signal: chosen(value).
ColumnLayout {
    id: root

    required property string group
    required property string heading
    required property var choices // list, as above
    required property string current

    signal chosen(string value)

    visible: choices.length > 0
    spacing: Style.gap8
    Layout.fillWidth: true

    AppText {
        visible: root.heading !== ""
        role: AppText.BodyBold
        text: root.heading
        Layout.fillWidth: true
    }
    Flow {
        spacing: Style.gap8
        Layout.fillWidth: true
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
