import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Above the patients due: for which vaccine, search and whom to show. With one data pack there is nothing
// to choose and its name is said. Signals: programmeChosen(value), queryEdited(text), filterChosen(value).
VStack {
    id: root

    required property var programmes // list of {value, text}
    required property string programme
    required property string query
    required property var filters // list of {value, text}
    required property string filter
    required property string emptyFact

    signal programmeChosen(string value)
    signal queryEdited(string text)
    signal filterChosen(string value)

    spacing: Style.gap12

    ChipGroup {
        visible: root.programmes.length > 1
        group: "planProgramme"
        heading: qsTr("Vaccine")
        choices: root.programmes
        current: root.programme
        onChosen: value => root.programmeChosen(value)
    }
    IconLine {
        visible: root.programmes.length === 1
        iconName: "syringe"
        lead: qsTr("Vaccine: ")
        strong: root.programmes.length === 1 ? root.programmes[0].text : ""
    }
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
