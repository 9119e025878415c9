pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The rail of the desk: the practice, the sections with what waits in them, what is not a section, and
// who is in. Roles of `sections`: section, text, iconName, count, selected. Signals: show(section), go(screen).
Rectangle {
    id: root

    required property string practice
    required property string personName
    required property string personDuty
    required property string personInitials
    required property var sections // list model with the roles above
    property string waitingCount // records that have not reached the practice's server, "" for none

    signal show(string section)
    signal go(string screen)

    color: Style.surface
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Sections")

    ScrollColumn {
        anchors { fill: parent; rightMargin: 1 }
        margin: 0
        spacing: 0
        topMarginOf: Style.gap16

        VStack {
            spacing: 0
            AppText {
                role: AppText.Head
                text: qsTr("Doorstep")
                color: Style.brandInk
                leftPadding: Style.gap16 + Style.gap4
            }
            AppText {
                role: AppText.Label
                text: root.practice
                color: Style.ink2
                leftPadding: Style.gap16 + Style.gap4
                rightPadding: Style.gap8
                bottomPadding: Style.gap12
            }
        }
        Repeater {
            model: root.sections
            delegate: RailRow {
                required property string section
                objectName: "rail:" + section
                onClicked: root.show(section)

                required text
                required iconName
                required count
                required selected
            }
        }
        Rectangle {
            implicitHeight: Style.hairline
            color: Style.line
        }
        RailRow { objectName: "rail:sync"; text: qsTr("Sync"); iconName: "sync"; count: root.waitingCount; onClicked: root.go("sync") }
        RailRow { objectName: "rail:settings"; text: qsTr("Settings"); iconName: "settings"; onClicked: root.go("settings") }
        RailRow { objectName: "rail:lock"; text: qsTr("Lock"); iconName: "lock"; onClicked: root.go("unlock") }
        HStack {
            Stack.before: Style.gap8
            spacing: Style.gap12
            Item { implicitWidth: Style.gap8; implicitHeight: 1 }
            Rectangle {
                implicitWidth: 40
                implicitHeight: 40
                radius: 20
                color: Style.sunk
                Text {
                    anchors.centerIn: parent
                    text: root.personInitials
                    color: Style.ink
                    font { family: Style.family; pixelSize: 14; bold: true }
                }
            }
            VStack {
                Stack.fill: true
                spacing: 0
                AppText { role: AppText.SmallBold; text: root.personName }
                AppText { role: AppText.Small; text: root.personDuty; color: Style.ink2 }
            }
        }
    }
    Rectangle {
        anchors.right: parent.right
        width: Style.hairline
        height: parent.height
        color: Style.line
    }
}
