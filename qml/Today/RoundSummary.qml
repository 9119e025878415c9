import QtQuick
import QtQuick.Layouts
import Doorstep.Style
import Doorstep.Controls

// The top of Today: which round, how far, what is left in the box, where the records are.
// Signals: menu(), sync().
Rectangle {
    id: root

    required property string roundName
    required property string roundWhen
    required property string doneText
    required property string dosesText
    required property var segments // list of "given", "other", "next", "todo"
    required property real share
    required property string tallyText
    required property string temperatureText
    required property string syncText
    required property string syncTone
    required property string syncIcon

    signal menu()
    signal sync()

    color: Style.surface
    implicitHeight: column.y + column.implicitHeight + Style.gap16

    ColumnLayout {
        id: column
        x: Style.gap16
        y: Style.insetTop + Style.gap12
        width: root.width - Style.gap16 * 2
        spacing: Style.gap4

        RowLayout {
            spacing: Style.gap8
            ColumnLayout {
                spacing: 0
                AppText {
                    role: AppText.Title
                    text: root.roundName
                    Layout.fillWidth: true
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                AppText {
                    visible: !Style.large
                    role: AppText.Label
                    text: root.roundWhen
                    color: Style.ink2
                    Layout.fillWidth: true
                }
            }
            IconButton {
                objectName: "todayMenu"
                text: qsTr("Menu")
                iconName: "menu"
                Layout.alignment: Qt.AlignTop
                Layout.rightMargin: -Style.gap8
                onClicked: root.menu()
            }
        }
        GridLayout {
            columns: Style.large ? 1 : 2
            rowSpacing: 0
            AppText {
                objectName: "todayDone"
                role: AppText.BodyBold
                text: root.doneText
                Layout.fillWidth: true
            }
            FactLine {
                iconName: "box"
                strong: root.dosesText
                visible: root.dosesText !== ""
            }
        }
        RoundProgress {
            segments: root.segments
            share: root.share
            words: root.doneText
            Layout.fillWidth: true
        }
        GridLayout {
            visible: !Style.large
            columns: 2
            AppText {
                role: AppText.Label
                text: root.tallyText
                color: Style.ink2
                Layout.fillWidth: true
            }
            FactLine {
                visible: root.temperatureText !== ""
                iconName: "thermometer"
                lead: root.temperatureText
                small: true
            }
        }
        SyncStrip {
            objectName: "todaySync"
            text: root.syncText
            tone: root.syncTone
            iconName: root.syncIcon
            Layout.topMargin: Style.gap8
            onClicked: root.sync()
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.hairline
        color: Style.line
    }

    component FactLine: RowLayout {
        id: fact
        property string iconName
        property string lead
        property string strong
        property bool small: false
        spacing: Style.gap8
        AppIcon {
            name: fact.iconName
            size: fact.small ? 16 : 20
            color: Style.ink2
        }
        EmphasisText {
            role: fact.small ? AppText.Label : AppText.Body
            lead: fact.lead
            strong: fact.strong
            color: fact.small ? Style.ink2 : Style.ink
        }
    }
}
