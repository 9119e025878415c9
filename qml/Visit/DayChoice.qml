import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// A date in one tap: two presets and "Pick", which opens the days under it. `options`: see
// SegmentedChoice; the value "pick" opens `days`, list of {value, text}. Signal: chosen(value).
VStack {
    id: root

    required property string name
    required property string heading
    required property var options // list: see SegmentedChoice
    required property var days // list, as above
    required property string current
    property bool picking: false

    signal chosen(string value)

    visible: options.length > 0
    spacing: Style.gap8

    AppText {
        role: AppText.BodyBold
        text: root.heading
    }
    SegmentedChoice {
        name: root.name
        options: root.options
        current: root.current
        onChosen: value => {
            root.picking = value === "pick";
            root.chosen(value);
        }
    }
    ChipGroup {
        group: root.name
        heading: ""
        choices: root.picking ? root.days : []
        current: root.current
        onChosen: value => root.chosen(value)
    }
}
