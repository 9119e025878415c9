import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Under the stops: when the round is back, what is done at the chosen stop, and the buttons that move it.
// Signals: moveUp(), moveDown(), propose(), jobsAsked().
VStack {
    id: root

    required property string backBy
    required property bool canMoveUp
    required property bool canMoveDown

    signal moveUp()
    signal moveDown()
    signal propose()
    signal jobsAsked()

    spacing: Style.gap8

    Pair {
        spacing: Style.gap8
        AppText {
            role: AppText.BodyBold
            text: root.backBy
        }
        QuietButton {
            objectName: "planPropose"
            text: qsTr("Propose an order")
            onClicked: root.propose()
        }
    }
    SecondaryButton {
        objectName: "planJobs"
        text: qsTr("What is done at this stop")
        iconName: "clipboard"
        onClicked: root.jobsAsked()
    }
    CellGrid {
        columns: 2
        columnSpacing: Style.gap8
        SecondaryButton {
            objectName: "planMoveUp"
            text: qsTr("Move up")
            enabled: root.canMoveUp
            opacity: enabled ? 1 : 0.45
            onClicked: root.moveUp()
        }
        SecondaryButton {
            objectName: "planMoveDown"
            text: qsTr("Move down")
            enabled: root.canMoveDown
            opacity: enabled ? 1 : 0.45
            onClicked: root.moveDown()
        }
    }
}
