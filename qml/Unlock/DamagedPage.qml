import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The records did not open: what happened, what becomes of them, the way on; then the PIN once more, so
// that nobody starts anew by accident. stage: "damaged" tells, "anewPin" asks. Holds no digit.
// Signals: getRecords(), leave(), digit(figure), erase().
AppPage {
    id: root

    required property string stage
    required property string prompt
    required property string hint
    required property string error
    required property int filled
    required property int places
    required property string busyText
    property real progress: 0.4
    readonly property bool asking: stage === "anewPin"
    readonly property bool wide: width >= Style.twoPanesFrom

    signal getRecords()
    signal leave()
    signal digit(string figure)
    signal erase()

    maxWidth: wide ? 860 : Style.columnMax
    spacing: Style.gap16
    Keys.forwardTo: [pin]
    Component.onCompleted: forceActiveFocus()

    CellGrid {
        columns: root.wide && root.asking ? 2 : 1
        columnSpacing: Style.gap48
        stretch: false
        Stack.before: Style.insetTop

        VStack {
            spacing: Style.gap16
            AppText {
                role: AppText.Title
                text: root.asking ? qsTr("Get the records from the practice") : qsTr("The records here are damaged")
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            AppText {
                objectName: "damagedAnew"
                visible: root.asking
                text: qsTr("Your PIN starts this device's records anew, empty. The practice sends them at the next signal. Until they are here, an empty list says nothing about your day.")
            }
            StopCard {
                visible: !root.asking
                name: "damaged"
                heading: qsTr("They were not opened")
                body: qsTr("A part of them cannot be read. They were put aside whole on this device, and nothing was deleted. Get the records from the practice to go on, or ring the practice first.")
            }
            Card {
                visible: !root.asking
                AppText {
                    role: AppText.Head
                    text: qsTr("What becomes of your records")
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                IconLine {
                    iconName: "building"
                    lead: qsTr("What the practice has ")
                    strong: qsTr("comes back from there.")
                    tail: qsTr(" That needs signal.")
                }
                IconLine {
                    iconName: "device"
                    lead: qsTr("What you saved and was not sent ")
                    strong: qsTr("is still on this device")
                    tail: qsTr(" and is sent by itself.")
                }
                IconLine {
                    iconName: "warning"
                    lead: qsTr("What was typed and not saved, and photos not sent, ")
                    strong: qsTr("are only in the damaged records.")
                    tail: qsTr(" They stay here for the practice. Tell the coordinator.")
                }
            }
        }
        Item {
            id: side
            visible: root.wide && root.asking
            implicitHeight: visible ? pin.height : 0
        }
    }
    fixedBottom: Item {
        id: under
        width: root.width
        height: !root.asking ? bar.height : root.wide ? 0 : pin.height + Style.gap24 + Style.insetBottom
        BottomBar {
            id: bar
            name: "damaged"
            visible: !root.asking
            width: root.width
            maxWidth: root.maxWidth + Style.gap16 * 2
            primaryText: qsTr("Get the records from the practice")
            primaryIcon: "sync"
            secondaryText: qsTr("Not now")
            secondaryIcon: "no"
            onPrimary: root.getRecords()
            onSecondary: root.leave()
        }
        PinPart { // as on Unlock: beside the words when there is room, under the thumb when there is not
            id: pin
            parent: root.wide ? side : under
            visible: root.asking
            width: root.wide ? side.width : Math.min(under.width - root.margin * 2, Style.columnMax)
            x: root.wide ? 0 : (under.width - width) / 2
            prompt: root.prompt
            hint: root.hint
            error: root.error
            filled: root.filled
            places: root.places
            biometricText: ""
            busyText: root.busyText
            progress: root.progress
            helpText: qsTr("Stop")
            onDigit: figure => root.digit(figure)
            onErase: root.erase()
            onHelp: root.leave()
        }
    }
}
