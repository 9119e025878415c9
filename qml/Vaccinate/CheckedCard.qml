pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// What the confirm recorded, in words, with one way back to each. `lines`: list of {text, tone}.
// Signals: changeAnswers(), changeConsent().
Card {
    id: root

    required property string heading // "Checked with Mabel at 10:42"
    required property var lines // list, as above
    required property string consent // "Mabel agrees and has capacity"

    signal changeAnswers()
    signal changeConsent()

    spacing: Style.gap4

    SectionHeading {
        text: root.heading
        actionText: qsTr("Change")
        actionName: "askChange"
        onAction: root.changeAnswers()
    }
    Repeater {
        model: root.lines
        delegate: IconLine {
            required property var modelData // one of lines, as above
            iconName: modelData.tone === "ok" ? "check" : "warning"
            lead: modelData.text
            iconColor: Style.toneEdge(modelData.tone)
        }
    }
    SectionHeading {
        text: qsTr("Consent")
        actionText: root.consent === "" ? qsTr("Record") : qsTr("Change")
        actionName: "consentChange"
        Stack.before: Style.gap8
        onAction: root.changeConsent()
    }
    IconLine {
        objectName: "consentLine"
        iconName: root.consent === "" ? "warning" : "check"
        lead: root.consent === "" ? qsTr("Consent not recorded") : root.consent
        iconColor: root.consent === "" ? Style.warnInk : Style.ok
    }
}
