pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// A device or a person: how it stands, and how it is taken out of use. Nothing is chosen before somebody does.
// Signal: choose(value).
VStack {
    id: root

    required property string fact
    required property string standing
    required property var choices // list of {value, text, detail}
    required property string chosen
    required property string errorHeading
    required property string error

    signal choose(string value)

    spacing: Style.gap12

    AppText {
        visible: root.fact !== ""
        text: root.fact
        color: Style.ink2
    }
    AppText {
        objectName: "removalStanding"
        text: root.standing
    }
    StopCard {
        name: "removalError"
        visible: root.error !== ""
        heading: root.errorHeading
        body: root.error
    }
    Repeater {
        model: root.choices
        delegate: ChoiceBox {
            required property var modelData // one of choices
            objectName: "removal:" + modelData.value
            text: modelData.text
            detail: modelData.detail
            leftAligned: true
            chosen: root.chosen === modelData.value
            onClicked: root.choose(modelData.value)
        }
    }
}
