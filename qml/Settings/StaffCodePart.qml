import QtQuick
import Doorstep.Style
import Doorstep.Controls

// While the practice has not confirmed who signs here: what that means, and a staff code to type.
// Signals: edited(text), use().
Card {
    id: root

    required property string text // "" once it is confirmed: only `result` is left to say
    required property string code
    required property bool ready
    required property string result
    required property string tone
    readonly property bool asks: text !== ""

    signal edited(string text)
    signal use()

    visible: root.asks || root.result !== ""

    AppText {
        role: AppText.Head
        text: qsTr("You on this device")
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    AppText {
        objectName: "staffCodeWhy"
        visible: root.asks
        text: root.text
    }
    LabelledField {
        visible: root.asks
        name: "staffCodeText"
        label: qsTr("Staff code")
        hint: qsTr("Eight digits. Spaces do not matter.")
        value: root.code
        onEdited: text => root.edited(text)
        onAccepted: root.use()
    }
    SecondaryButton {
        objectName: "staffCodeUse"
        visible: root.asks
        text: qsTr("Use this staff code")
        iconName: "key"
        enabled: root.ready
        onClicked: root.use()
    }
    IconLine {
        objectName: "staffCodeResult"
        visible: root.result !== ""
        iconName: root.tone === "ok" ? "check" : "info"
        lead: root.result
        iconColor: Style.toneEdge(root.tone)
    }
}
