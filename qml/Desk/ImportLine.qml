import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One line of a list being imported: who stands in it, its verdict and why.
Item {
    id: root

    required property string line
    required property string name
    required property string facts
    required property string findings
    required property string verdict
    required property string verdictIcon
    required property string tone
    readonly property bool roomy: width >= 480 * Style.textScale

    objectName: "line:" + line
    implicitHeight: Math.max(64, row.implicitHeight + Style.gap12 * 2)
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Line %1, %2: %3").arg(line).arg(who.text).arg(verdict) + ", " + facts + (findings === "" ? "" : ", " + findings)

    Rectangle {
        anchors { left: row.left; right: row.right; bottom: parent.bottom }
        height: Style.hairline
        color: Style.line
    }
    HStack {
        id: row
        x: Style.gap16
        width: root.width - Style.gap16 * 2
        anchors.verticalCenter: parent.verticalCenter
        spacing: Style.gap12

        AppText {
            role: AppText.Label
            text: root.line
            color: Style.ink2
            Stack.top: true
        }
        VStack {
            Stack.fill: true
            spacing: 0
            AppText {
                id: who
                role: AppText.BodyBold
                text: root.name === "" ? qsTr("No name") : root.name
            }
            AppText {
                role: AppText.Label
                text: root.facts
                color: Style.ink2
            }
            AppText {
                visible: root.findings !== ""
                role: AppText.Label
                text: root.findings
            }
            TagFlow {
                visible: !root.roomy
                tags: [{ text: root.verdict, iconName: root.verdictIcon, tone: root.tone }]
                Stack.before: Style.gap4
            }
        }
        Tag {
            visible: root.roomy
            text: root.verdict
            iconName: root.verdictIcon
            tone: root.tone
            Stack.top: true
        }
    }
}
