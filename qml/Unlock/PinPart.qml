import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The lower half of Unlock: whose PIN, what happened to the last try, the pad. Holds no digit.
// Signals: digit(figure), erase(), biometric(), help().
VStack {
    id: root

    required property string prompt
    required property string hint
    required property string error
    required property int filled
    required property int places
    required property string biometricText
    required property string busyText
    required property real progress
    required property string helpText
    property bool asksDigits: true
    readonly property bool asking: busyText === ""

    signal digit(string figure)
    signal erase()
    signal biometric()
    signal help()

    spacing: Style.gap12
    Keys.forwardTo: [pad]

    AppText {
        objectName: "unlockPrompt"
        role: AppText.BodyBold
        text: root.asking ? root.prompt : root.busyText
        horizontalAlignment: Text.AlignHCenter
    }
    Rectangle {
        visible: !root.asking
        radius: 4
        color: Style.brandTint
        border.width: Style.hairline
        border.color: Style.edge
        implicitHeight: 12
        Rectangle {
            width: parent.width * root.progress
            height: parent.height
            radius: 4
            color: Style.brand
        }
    }
    IconLine {
        objectName: "unlockMessage"
        visible: root.asking
        iconName: root.error === "" ? "info" : "warning"
        lead: root.error === "" ? root.hint : ""
        strong: root.error
        role: AppText.Label
        color: root.error === "" ? Style.ink2 : Style.stop
        iconColor: color
        spacing: Style.gap8
    }
    PinPad {
        id: pad
        visible: root.asking && root.asksDigits
        filled: root.filled
        places: root.places
        wrong: root.error !== ""
        biometricText: root.biometricText
        compact: Style.large
        onDigit: figure => root.digit(figure)
        onErase: root.erase()
        onBiometric: root.biometric()
    }
    QuietButton {
        objectName: "unlockHelp"
        visible: root.asking && root.helpText !== ""
        text: root.helpText
        Stack.centred: true
        onClicked: root.help()
    }
}
