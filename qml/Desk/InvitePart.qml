import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// An invitation under way: the ticket to scan or type, then the six digits that the tablet shows.
// Signals: digitsEdited(text), accepted().
VStack {
    id: root

    required property string stage // idle, waiting, inviting, comparing, accepting, done
    required property string stageText
    required property string ticket
    required property var ticketModules // list of strings, one a row: a QStringList is not list<string> in 6.4
    required property string tabletName
    required property string tabletFact
    required property string digits
    required property string digitsError
    required property string error

    signal digitsEdited(string text)
    signal accepted()

    spacing: Style.gap12

    StopCard {
        name: "invitationError"
        visible: root.error !== "" && root.stage === "idle"
        heading: qsTr("The tablet has not joined")
        body: root.error
    }
    IconLine {
        visible: root.stageText !== ""
        iconName: root.stage === "done" ? "check" : root.stage === "comparing" ? "device" : "info"
        iconColor: root.stage === "done" ? Style.ok : Style.ink2
        lead: root.stageText
    }
    QrSymbol {
        objectName: "ticketCode"
        visible: root.ticketModules.length > 0
        modules: root.ticketModules
        Accessible.name: qsTr("Ticket for the tablet to scan")
    }
    AppText {
        visible: root.ticket !== ""
        role: AppText.BodyBold
        text: qsTr("The same ticket to type")
    }
    AppText {
        objectName: "ticket"
        visible: root.ticket !== ""
        role: AppText.Label
        text: root.ticket
        wrapMode: Text.WrapAnywhere
    }
    VStack {
        visible: root.tabletName !== ""
        spacing: 0
        AppText {
            role: AppText.BodyBold
            text: root.tabletName
        }
        AppText {
            role: AppText.Label
            text: root.tabletFact
            color: Style.ink2
        }
    }
    LabelledField {
        visible: root.stage === "comparing"
        name: "digits"
        label: qsTr("Six digits on the tablet")
        hint: qsTr("The person at the tablet reads them out.")
        value: root.digits
        error: root.digitsError
        digitsOnly: true
        onEdited: text => root.digitsEdited(text)
        onAccepted: root.accepted()
    }
}
