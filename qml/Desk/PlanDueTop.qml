import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Above the patients due: search and whom to show. Signals: queryEdited(text),
// filterChosen(value).
VStack {
    id: root

    required property string query
    required property var filters // list of {value, text}
    required property string filter
    required property string emptyFact

    signal queryEdited(string text)
    signal filterChosen(string value)

    spacing: Style.gap12

    LabelledField {
        name: "planQuery"
        label: qsTr("Name, NHS number or street")
        iconName: "search"
        value: root.query
        onEdited: text => root.queryEdited(text)
    }
    ChipGroup {
        group: "planFilter"
        heading: ""
        choices: root.filters
        current: root.filter
        onChosen: value => root.filterChosen(value)
    }
    EmptyState {
        visible: root.emptyFact !== ""
        border.width: 0
        fact: root.emptyFact
        iconName: "people"
    }
}
