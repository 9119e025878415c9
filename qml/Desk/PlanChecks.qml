pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Which tablet takes the round, and what must be right before it can go. Signal: tabletChosen(deviceId).
VStack {
    id: root

    required property var tablets // list of {value, text, detail, chosen}
    required property var checks // list of {text, iconName, tone}

    signal tabletChosen(string deviceId)

    spacing: Style.gap8

    SectionHeading {
        text: qsTr("Tablet")
        Stack.before: Style.gap12
    }
    AppText {
        visible: root.tablets.length === 0
        text: qsTr("No tablet has joined. Invite one under Devices.")
    }
    Flow {
        visible: root.tablets.length > 0
        spacing: Style.gap8
        Repeater {
            model: root.tablets
            delegate: Chip {
                required property var modelData // one of tablets
                objectName: "planTablet:" + modelData.value
                text: modelData.text
                chosen: modelData.chosen
                width: Math.min(implicitWidth, parent.width)
                onClicked: root.tabletChosen(modelData.value)
            }
        }
    }
    SectionHeading {
        text: qsTr("Before it can go")
        Stack.before: Style.gap12
    }
    Repeater {
        model: root.checks
        delegate: IconLine {
            required property var modelData // one of checks
            iconName: modelData.iconName
            lead: modelData.tone === "ok" ? modelData.text : ""
            strong: modelData.tone === "ok" ? "" : modelData.text
            role: AppText.Label
            color: modelData.tone === "ok" ? Style.ink : Style.toneInk(modelData.tone)
            iconColor: Style.toneEdge(modelData.tone)
        }
    }
}
