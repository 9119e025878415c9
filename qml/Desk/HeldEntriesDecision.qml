pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One save that is held: from which device, by whom, why, what each line says; then what becomes of it and
// why. Nothing is chosen before somebody does. `lines`: list of {text, detail, iconName}; `ways` and
// `reasons`: lists of {value, text, detail}. Signals: chooseWay(value), chooseReason(value).
VStack {
    id: root

    required property string device
    required property string who
    required property string why
    required property string obstacle // "" when it can be let in
    required property var lines // list, as above
    required property var ways // list, as above
    required property string way
    required property var reasons // list, as above
    required property string reason
    required property string decides

    signal chooseWay(string value)
    signal chooseReason(string value)

    spacing: Style.gap12

    AppText {
        role: AppText.Head
        text: root.device
    }
    IconLine {
        iconName: "person"
        lead: qsTr("Written by ")
        strong: root.who
    }
    AppText {
        text: root.why
    }
    Repeater {
        model: root.lines
        delegate: VStack {
            id: line
            required property var modelData // one of lines
            spacing: 0
            IconLine {
                iconName: line.modelData.iconName === "" ? "clipboard" : line.modelData.iconName
                strong: line.modelData.text
            }
            AppText {
                visible: line.modelData.detail !== ""
                role: AppText.Label
                text: line.modelData.detail
                color: Style.ink2
            }
        }
    }
    AppText {
        visible: root.obstacle !== ""
        text: root.obstacle
    }
    IconLine {
        iconName: "person"
        lead: qsTr("Who decides: ")
        strong: root.decides
    }
    Repeater {
        model: root.ways
        delegate: ChoiceBox {
            required property var modelData // one of ways
            objectName: "way:" + modelData.value
            text: modelData.text
            detail: modelData.detail
            chosen: root.way === modelData.value
            onClicked: root.chooseWay(modelData.value)
        }
    }
    SectionHeading {
        visible: root.reasons.length > 0
        text: qsTr("Why?")
    }
    Repeater {
        model: root.reasons
        delegate: ChoiceBox {
            required property var modelData // one of reasons
            objectName: "reason:" + modelData.value
            text: modelData.text
            chosen: root.reason === modelData.value
            onClicked: root.chooseReason(modelData.value)
        }
    }
}
