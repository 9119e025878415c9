import QtQuick
import Doorstep.Style
import Doorstep.Controls

// The box's temperature: the last one, and one to enter now. Signals: edited(text), accepted().
Card {
    id: root

    required property string lastText // "4.6 °C at 10:15, 2 to 8 °C all morning"
    required property string lastTone
    required property string typed
    required property string error

    signal edited(string text)
    signal accepted()

    AppText {
        role: AppText.Head
        text: qsTr("Temperature")
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    IconLine {
        visible: root.lastText !== ""
        iconName: "thermometer"
        lead: root.lastText
        iconColor: Style.toneEdge(root.lastTone)
    }
    LabelledField {
        name: "temperature"
        label: qsTr("Now, in °C")
        value: root.typed
        error: root.error
        digitsOnly: true
        onEdited: text => root.edited(text)
        onAccepted: root.accepted()
    }
}
