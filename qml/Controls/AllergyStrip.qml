import QtQuick
import Doorstep.Style
import Doorstep.Layout

// Allergies under the band. Known: red with a 6 dp edge. None known: plain, with when it was checked.
// Not recorded: amber, because unknown is not none. Wraps; "and 3 more" opens the rest in place (`all`).
Rectangle {
    id: root

    required property string allergyState // "known", "none", "notRecorded"
    required property string allergies
    property string more
    property string all
    property bool opened: false

    readonly property bool known: allergyState === "known"
    readonly property bool none: allergyState === "none"
    readonly property color words: known ? Style.stopInk : none ? Style.ink : Style.warnInk

    color: known ? Style.stopTint : none ? Style.surface : Style.warnTint
    implicitHeight: Math.max(38, row.implicitHeight + Style.gap8 * 2)

    Rectangle {
        width: 6
        height: parent.height
        visible: !root.none
        color: root.known ? Style.stop : Style.warn
    }
    HStack {
        id: row
        x: Style.gap16
        width: root.width - x - Style.gap16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Style.gap12

        AppIcon {
            name: root.none ? "check" : "warning"
            size: 22
            color: root.known ? Style.stop : root.none ? Style.ok : Style.warnInk
            Stack.top: true
        }
        Pair {
            spacing: Style.gap8
            Stack.fill: true
            EmphasisText {
                objectName: "bandAllergies"
                role: AppText.Label
                color: root.words
                strong: root.known ? qsTr("Allergies: ") : root.none ? qsTr("No known allergies") : qsTr("Allergies not recorded")
                tail: root.known ? (root.opened ? root.all : root.allergies) : root.allergies === "" ? "" : ", " + root.allergies
            }
            QuietButton {
                objectName: "bandAllergiesMore"
                visible: root.more !== ""
                text: root.opened ? qsTr("Show fewer") : root.more
                leftPadding: 0
                Stack.overlap: Style.gap12
                onClicked: root.opened = !root.opened
            }
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.hairline
        color: Style.line
    }
}
