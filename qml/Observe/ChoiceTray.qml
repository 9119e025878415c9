import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// In the pad's place for a value that is a word, such as consciousness or air/oxygen: the words as boxes,
// then Not taken and Next. Signals: choose(value), notTaken(), advance().
Rectangle {
    id: root

    required property var choices // list of {value, text, detail}
    required property string current
    required property string advanceText
    required property bool advanceReady

    signal choose(string value)
    signal notTaken()
    signal advance()

    color: Style.sunk
    implicitHeight: column.implicitHeight + Style.gap12 + Math.max(Style.gap16, Style.insetBottom)

    Rectangle {
        width: parent.width
        height: Style.hairline
        color: Style.edge
    }
    VStack {
        id: column
        x: (root.width - width) / 2
        y: Style.gap12
        width: Math.min(root.width - Style.gap16 * 2, Style.columnMax)
        spacing: Style.gap8
        OutcomeChoice {
            name: "word"
            options: root.choices
            current: root.current
            onChosen: value => root.choose(value)
        }
        HStack {
            spacing: Style.gap8
            SecondaryButton {
                objectName: "wordNotTaken"
                text: qsTr("Not taken")
                Stack.stretch: true
                onClicked: root.notTaken()
            }
            PrimaryButton {
                objectName: "wordAdvance"
                text: root.advanceText
                ready: root.advanceReady
                Stack.fill: true
                onClicked: root.advance()
            }
        }
    }
}
