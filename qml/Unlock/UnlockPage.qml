import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Choose your name, then the PIN. The page never holds a PIN: every digit leaves at once by digit().
// stage: "pin" asks the chosen person's PIN, "staffCode" the one-time code of a first sign-in,
// "newPin" and "repeatPin" set a PIN. `hint` and `error` are sentences.
// Signals: choosePerson(personId), showOthers(), digit(figure), erase(), biometric(), help().
AppPage {
    id: root

    required property string practice // "Harbour Lane Surgery · tablet 2"
    required property var people // list model: personId, name, duty, initials
    required property string person // chosen personId, "" for none
    required property string prompt // "PIN for Bronwen"
    required property int filled
    required property string hint
    property string stage: "pin"
    property int places: 6
    property string error
    property string othersText
    property string biometricText
    property string busyText // "Opening 42 of 180" once the PIN is right
    property real progress: 0
    property string helpText // "Forgotten PIN"
    readonly property bool wide: width >= Style.twoPanesFrom
    readonly property bool asking: person !== "" && busyText === ""

    signal choosePerson(string personId)
    signal showOthers()
    signal digit(string figure)
    signal erase()
    signal biometric()
    signal help()

    maxWidth: wide ? 860 : Style.columnMax
    Keys.forwardTo: [pad]
    Component.onCompleted: forceActiveFocus()

    CellGrid {
        columns: root.wide ? 2 : 1
        stretch: false
        columnSpacing: Style.gap48
        spacing: Style.gap16
        Stack.before: Style.insetTop

        VStack {
            spacing: 0
            AppText {
                role: AppText.Display
                text: qsTr("Who are you?")
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            AppText {
                objectName: "practiceName"
                role: AppText.Label
                text: root.practice
                color: Style.ink2
                bottomPadding: Style.gap16
            }
            PeopleList {
                people: root.people
                chosen: root.person
                othersText: root.othersText
                onChoose: personId => root.choosePerson(personId)
                onOthers: root.showOthers()
            }
        }
        VStack {
            spacing: Style.gap12
            visible: root.person !== ""
            Stack.top: true
            AppText {
                role: AppText.BodyBold
                text: root.busyText !== "" ? root.busyText : root.prompt
                horizontalAlignment: Text.AlignHCenter
            }
            Rectangle {
                visible: root.busyText !== ""
                radius: 4
                color: Style.brandTint
                implicitHeight: 8
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
                visible: root.asking
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
    }
}
