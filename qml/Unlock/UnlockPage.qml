import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Choose your name, then the PIN. The page never holds a PIN: every digit leaves at once by digit().
// stage: "pin" asks the chosen person's PIN, "staffCode" the one-time code of a first sign-in,
// "newPin" and "repeatPin" set a PIN. `hint` and `error` are sentences.
// "chooseVoucher" and "voucherPin": a person with a PIN here lets a colleague in; `people` are then those
// who may, `title` and `about` say whose PIN is asked for whom.
// Signals: choosePerson(personId), showOthers(), digit(figure), erase(), biometric(), help(), leave().
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
    property string title: qsTr("Who are you?")
    property string about // "Somebody with a PIN on this device types theirs."
    property string leaveText // "Stop, and go back to the names"
    property bool asksDigits: true
    readonly property bool wide: width >= Style.twoPanesFrom

    signal choosePerson(string personId)
    signal showOthers()
    signal digit(string figure)
    signal erase()
    signal biometric()
    signal help()
    signal leave()

    maxWidth: wide ? 860 : Style.columnMax
    Keys.forwardTo: [pin]
    Component.onCompleted: forceActiveFocus()

    CellGrid {
        columns: root.wide ? 2 : 1
        columnSpacing: Style.gap48
        stretch: false
        Stack.before: Style.insetTop

        VStack {
            spacing: 0
            AppText {
                role: AppText.Display
                objectName: "unlockTitle"
                text: root.title
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
            AppText {
                objectName: "unlockAbout"
                visible: root.about !== ""
                text: root.about
                bottomPadding: Style.gap16
            }
            IconLine { // with nobody chosen there is no pad to say it above
                id: notice
                objectName: "unlockNotice"
                visible: root.person === "" && root.error !== ""
                iconName: "warning"
                strong: root.error
                role: AppText.Label
                color: Style.stop
                iconColor: color
            }
            PeopleList {
                Stack.before: notice.visible ? Style.gap16 : 0
                people: root.people
                chosen: root.person
                othersText: root.othersText
                onChoose: personId => root.choosePerson(personId)
                onOthers: root.showOthers()
            }
            QuietButton {
                objectName: "unlockLeave"
                visible: root.leaveText !== ""
                text: root.leaveText
                leftPadding: 0
                Stack.keep: true
                Stack.before: Style.gap12
                onClicked: root.leave()
            }
        }
        Item {
            id: side
            visible: root.wide
            implicitHeight: root.wide ? pin.height : 0
        }
    }
    fixedBottom: Item {
        id: under
        width: root.width
        height: root.wide || !pin.visible ? 0 : pin.height + Style.gap24 + Style.insetBottom
        PinPart { // one pad: beside the names when there is room, under the thumb when there is not
            id: pin
            parent: root.wide ? side : under
            visible: root.person !== ""
            width: root.wide ? side.width : Math.min(under.width - root.margin * 2, Style.columnMax)
            x: root.wide ? 0 : (under.width - width) / 2
            prompt: root.prompt
            hint: root.hint
            error: root.error
            filled: root.filled
            places: root.places
            biometricText: root.biometricText
            busyText: root.busyText
            progress: root.progress
            helpText: root.helpText
            asksDigits: root.asksDigits
            onDigit: figure => root.digit(figure)
            onErase: root.erase()
            onBiometric: root.biometric()
            onHelp: root.help()
        }
    }
}
