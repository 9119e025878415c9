pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style

// Our own number pad, always open on Observe. It holds no value: it says what was pressed.
// Signals: digit(string), point(), erase(), notTaken(), device(), advance(). `advanceText` is "Next" or,
// at the last value, "Save ..."; `advanceReady: false` shows it as not ready but keeps it tappable.
Rectangle {
    id: root

    property string advanceText: qsTr("Next")
    property string advanceIcon: "arrowRight"
    property bool advanceReady: true
    property string deviceText: qsTr("Device")
    property bool pointShown: true
    readonly property real keyWidth: (grid.width - Style.gap8 * 3) / 4
    readonly property real keyHeight: 62

    signal digit(string figure)
    signal point()
    signal erase()
    signal notTaken()
    signal device()
    signal advance()

    color: Style.sunk
    implicitHeight: grid.height + Style.gap12 + Math.max(Style.gap16, Style.insetBottom)

    Rectangle {
        width: parent.width
        height: Style.hairline
        color: Style.edge
    }
    Item {
        id: grid
        x: (root.width - width) / 2
        y: Style.gap12
        width: Math.min(root.width - Style.gap16 * 2, Style.columnMax)
        height: root.keyHeight * 4 + Style.gap8 * 3

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
            delegate: PlacedKey {
                required property string modelData
                required property int index
                objectName: "padKey" + modelData
                text: modelData
                column: index % 3
                row: Math.floor(index / 3)
                onClicked: root.digit(modelData)
            }
        }
        PlacedKey {
            objectName: "padPoint"
            text: "."
            Accessible.name: qsTr("Decimal point")
            visible: root.pointShown
            column: 0
            row: 3
            onClicked: root.point()
        }
        PlacedKey {
            objectName: "padKey0"
            text: "0"
            column: 1
            row: 3
            onClicked: root.digit("0")
        }
        PlacedKey {
            objectName: "padDelete"
            text: qsTr("Delete")
            word: true
            column: 2
            row: 3
            onClicked: root.erase()
        }
        PlacedKey {
            objectName: "padNotTaken"
            text: qsTr("Not taken")
            word: true
            column: 3
            row: 0
            onClicked: root.notTaken()
        }
        PlacedKey {
            objectName: "padDevice"
            text: root.deviceText
            visible: root.deviceText !== ""
            word: true
            column: 3
            row: 1
            onClicked: root.device()
        }
        PlacedKey {
            objectName: "padAdvance"
            text: root.advanceText
            iconName: root.advanceIcon
            solid: root.advanceReady
            word: !root.advanceReady
            column: 3
            row: 2
            height: root.keyHeight * 2 + Style.gap8
            onClicked: root.advance()
        }
    }

    component PlacedKey: PadKey {
        property int column: 0
        property int row: 0
        x: column * (root.keyWidth + Style.gap8)
        y: row * (root.keyHeight + Style.gap8)
        width: root.keyWidth
        height: root.keyHeight
    }
}
