import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// First run: the tablet joins a practice. stage: "ticket" scans or types the ticket, "joining" reaches
// the practice, "compare" shows the six digits that must also stand on the desk's screen, "refused" says
// why, and keeps the ticket to be corrected. Signals: scan(), ticketEdited(text), join(), cancel().
AppPage {
    id: root

    required property string stage
    required property string ticket
    required property string digits // "482 915"
    required property string error
    required property bool ready // the ticket is complete
    property string practice
    property string busyText // "Reaching the practice, try 1 of 3"
    property bool canScan: true
    readonly property bool comparing: stage === "compare"
    readonly property bool joining: stage === "joining"
    readonly property bool asking: !comparing && !joining

    signal scan()
    signal ticketEdited(string text)
    signal join()
    signal cancel()

    spacing: Style.gap16

    AppText {
        role: AppText.Display
        text: root.comparing ? qsTr("Read these digits out") : qsTr("Join a practice")
        Stack.before: Style.insetTop
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    AppText {
        text: root.comparing
            ? qsTr("The desk at %1 types these six digits. Then this device joins.").arg(root.practice)
            : qsTr("The desk at the practice shows a ticket for this device. It works once, for ten minutes.")
    }
    StopCard {
        visible: root.error !== ""
        name: "enrolAgain"
        heading: qsTr("This device did not join")
        body: root.error
        actionText: root.stage === "refused" ? root.canScan ? qsTr("Scan a new ticket") : qsTr("Type a new ticket") : ""
        actionIcon: root.canScan ? "scan" : "pencil"
        onAct: root.cancel()
    }
    Card {
        visible: root.comparing
        next: true
        AppText {
            objectName: "enrolDigits"
            role: AppText.NumXl
            text: root.digits
            horizontalAlignment: Text.AlignHCenter
        }
        IconLine {
            iconName: "warning"
            lead: qsTr("If the desk says they are not right, "); strong: qsTr("stop.")
        }
    }
    SecondaryButton {
        objectName: "enrolScan"
        visible: root.asking && root.canScan
        text: qsTr("Scan the ticket")
        iconName: "scan"
        implicitHeight: Math.max(Style.targetVisit, implicitContentHeight + topPadding + bottomPadding)
        onClicked: root.scan()
    }
    LabelledField {
        visible: root.asking
        name: "enrolTicket"
        label: root.canScan ? qsTr("Or type the ticket") : qsTr("Type the ticket")
        hint: qsTr("It starts with DS1. Capitals and spaces do not matter.")
        value: root.ticket
        onEdited: text => root.ticketEdited(text)
        onAccepted: root.join()
    }
    fixedBottom: BottomBar {
        name: "enrol"
        width: root.width
        maxWidth: Style.columnMax + Style.gap48
        busy: !root.asking
        busyText: root.comparing ? qsTr("Waiting for the desk to accept") : root.busyText
        progress: root.comparing ? 0.9 : 0.4
        primaryText: root.ready ? qsTr("Join with this ticket")
            : root.canScan ? qsTr("Scan or type the ticket to join") : qsTr("Type the ticket to join")
        primaryReady: root.ready
        secondaryText: root.asking ? "" : qsTr("Stop")
        secondaryIcon: "no"
        onPrimary: root.join()
        onSecondary: root.cancel()
    }
}
