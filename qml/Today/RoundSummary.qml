import QtQuick
import Doorstep.Style
import Doorstep.Layout
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

    VStack {
        id: column
        x: Style.gap16
        y: Style.insetTop + Style.gap12
        width: root.width - Style.gap16 * 2
        spacing: Style.gap4

        HStack {
            spacing: Style.gap8
            VStack {
                Stack.fill: true
                spacing: 0
                AppText {
                    role: AppText.Title
                    text: root.roundName
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                AppText {
                    visible: !Style.large
                    role: AppText.Label
                    text: root.roundWhen
                    color: Style.ink2
                }
            }
            IconButton {
                objectName: "todayMenu"
                text: qsTr("Menu")
                iconName: "menu"
                Stack.top: true
                onClicked: root.menu()
            }
        }
        Pair {
            spacing: Style.gap8
            AppText {
                objectName: "todayDone"
                role: AppText.BodyBold
                text: root.doneText
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
        }
        Pair {
            visible: !Style.large
            spacing: Style.gap8
            AppText {
                role: AppText.Label
                text: root.tallyText
                color: Style.ink2
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
            Stack.before: Style.gap8
            onClicked: root.sync()
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.hairline
        color: Style.line
    }

    component FactLine: HStack {
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
