pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// How a list is read: its name, the register it stands for, the order of its dates, and the meaning of
// each column. Signals: sourceEdited(text), registerChosen(value), dateOrderChosen(value), change(index).
VStack {
    id: root

    required property string source
    required property var registers // list of {value, text}
    required property string registerWord
    required property string dateOrder // day, month
    required property var columns // list of {index, header, meaning, meaningText}
    required property string columnsFact

    signal sourceEdited(string text)
    signal registerChosen(string value)
    signal dateOrderChosen(string value)
    signal change(int index)

    spacing: Style.gap16

    LabelledField {
        name: "importSource"
        label: qsTr("Name of this list")
        value: root.source
        onEdited: text => root.sourceEdited(text)
    }
    ChipGroup {
        group: "importRegister"
        heading: qsTr("Everybody on it joins a register")
        choices: root.registers
        current: root.registerWord
        onChosen: value => root.registerChosen(value)
    }
    VStack {
        spacing: Style.gap8
        AppText {
            role: AppText.BodyBold
            text: qsTr("Dates")
        }
        SegmentedChoice {
            name: "importDates"
            options: [{ value: "day", text: qsTr("Day first") }, { value: "month", text: qsTr("Month first") }]
            current: root.dateOrder
            onChosen: value => root.dateOrderChosen(value)
        }
    }
    VStack {
        spacing: 0
        AppText {
            role: AppText.BodyBold
            text: qsTr("Columns")
        }
        AppText {
            role: AppText.Label
            text: root.columnsFact
            color: Style.ink2
        }
        Repeater {
            model: root.columns
            delegate: ListRow {
                required property var modelData // a column, as above
                objectName: "column:" + modelData.index
                leftPadding: Style.gap4
                over: modelData.header
                title: modelData.meaningText
                onClicked: root.change(modelData.index)
            }
        }
    }
}
