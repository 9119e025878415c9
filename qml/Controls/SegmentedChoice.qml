pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout

// Two or three boxes of equal width; full-width rows at large text. No default: `current` "" shows none
// chosen. `options`: list of {value, text, detail, iconName}. Signal: chosen(value).
// Each box is named "<name>:<value>", so a tap is found by what it means.
CellGrid {
    id: root

    required property string name
    required property var options // list of {value: string, text: string, detail: string, iconName: string}
    property string current
    property bool stacked: Style.large
    property int across: options.length

    signal chosen(string value)

    columns: stacked ? 1 : across
    columnSpacing: Style.gap8
    spacing: Style.gap8

    Repeater {
        model: root.options
        delegate: ChoiceBox {
            required property var modelData // an option, as above
            objectName: root.name + ":" + modelData.value
            text: modelData.text
            detail: modelData.detail ?? ""
            iconName: modelData.iconName ?? ""
            narrow: root.columns > 2
            chosen: root.current === modelData.value
            onClicked: root.chosen(modelData.value)
        }
    }
}
