pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style

// Ten digits for a PIN or a staff code. It never holds what was pressed: each digit leaves at once as
// digit(string), erase() takes the last one back, and `filled` of `places` are drawn as dots.
// `biometricText` "" hides the biometric key. Signals: digit(string), erase(), biometric().
Item {
    id: root

    required property int filled
    property int places: 6
    property string biometricText
    property bool wrong: false
    readonly property real keyWidth: (grid.width - Style.gap8 * 2) / 3
    readonly property real keyHeight: compact ? 56 : 72
    property bool compact: false

    signal digit(string figure)
    signal erase()
    signal biometric()

    implicitWidth: 380
    implicitHeight: dots.height + Style.gap16 + grid.height

    Keys.onPressed: event => {
        if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9)
            root.digit(String(event.key - Qt.Key_0));
        else if (event.key === Qt.Key_Backspace)
            root.erase();
        else
            return;
        event.accepted = true;
    }

    Row {
        id: dots
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Style.gap12
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("%1 of %2 digits entered").arg(root.filled).arg(root.places)
        Repeater {
            model: root.places
            delegate: Rectangle {
                id: place
                required property int index
                width: Math.min(40, (root.width - dots.spacing * (root.places - 1)) / root.places)
                height: 48
                radius: Style.radiusControl
                color: Style.surface
                border.width: index === root.filled || root.wrong ? Style.chosenWidth : Style.edgeWidth
                border.color: root.wrong ? Style.stop : index === root.filled ? Style.brand : Style.edge
                Rectangle {
                    visible: place.index < root.filled
                    anchors.centerIn: parent
                    width: 14
                    height: 14
                    radius: 7
                    color: Style.ink
                }
            }
        }
    }
    Item {
        id: grid
        anchors.top: dots.bottom
        anchors.topMargin: Style.gap16
        width: root.width
        height: root.keyHeight * 4 + Style.gap8 * 3
        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0"]
            delegate: PadKey {
                required property string modelData
                required property int index
                objectName: "pinKey" + modelData
                visible: modelData !== ""
                text: modelData
                x: (index % 3) * (root.keyWidth + Style.gap8)
                y: Math.floor(index / 3) * (root.keyHeight + Style.gap8)
                width: root.keyWidth
                height: root.keyHeight
                onClicked: root.digit(modelData)
            }
        }
        PadKey {
            objectName: "pinBiometric"
            visible: root.biometricText !== ""
            text: root.biometricText
            iconName: "fingerprint"
            word: true
            bare: true
            y: 3 * (root.keyHeight + Style.gap8)
            width: root.keyWidth
            height: root.keyHeight
            onClicked: root.biometric()
        }
        PadKey {
            objectName: "pinDelete"
            text: qsTr("Delete")
            iconName: "backspace"
            word: true
            bare: true
            x: 2 * (root.keyWidth + Style.gap8)
            y: 3 * (root.keyHeight + Style.gap8)
            width: root.keyWidth
            height: root.keyHeight
            onClicked: root.erase()
        }
    }
}
