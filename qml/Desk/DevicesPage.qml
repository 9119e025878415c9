pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Controls

// Devices and people of the practice; beside them an invitation, a person's staff code, a new person, or
// how a device or a person is taken out of use. Roles of `devices`: deviceId, name, under, iconName,
// takesPeople, selected. Roles of `people`: staffId, name, duty, initials, selected. Signals: primary(),
// secondary(), choosePerson(staffId), chooseDevice(deviceId), chooseRemoval(value), choosePersonRemoval(value), startNewPerson(),
// makeCode(deviceId), digitsEdited(text), nameEdited(text), roleChosen(value), registrationEdited(text).
DeskPage {
    id: root

    required property var devices // list model with the roles above
    required property var people // list model with the roles above
    required property string shown // "" (nothing), invitation, person, newPerson, device
    required property string countText
    required property string primaryText
    required property bool primaryReady
    required property bool busy
    required property string secondaryText
    required property string stage
    required property string stageText
    required property string ticket
    required property var ticketModules // list of strings, one a row: a QStringList is not list<string> in 6.4
    required property string tabletName
    required property string tabletFact
    required property string digits
    required property string digitsError
    required property string error
    required property string personName
    required property string personFact
    required property bool personTakesCodes
    required property string code
    required property string codeFor
    required property string codeError
    required property string newName
    required property string newRole
    required property var roles // list of {value, text}
    required property string newRegistration
    required property string deviceName
    required property string deviceFact
    required property string deviceStanding
    required property var removalChoices // list of {value, text, detail}
    required property string removalChosen
    required property string removalError
    required property string personStanding
    required property var personChoices // list of {value, text, detail}
    required property string personChosen
    required property string personError

    signal primary()
    signal secondary()
    signal choosePerson(string staffId)
    signal chooseDevice(string deviceId)
    signal chooseRemoval(string value)
    signal choosePersonRemoval(string value)
    signal startNewPerson()
    signal makeCode(string deviceId)
    signal digitsEdited(string text)
    signal nameEdited(string text)
    signal roleChosen(string value)
    signal registrationEdited(string text)

    name: "devices"
    title: qsTr("Devices")
    currentPanel: "devices"
    fact: root.countText
    onShownChanged: if (shown !== "") currentPanel = "now"

    DeskPanel {
        name: "devices"
        title: qsTr("Devices")
        list: DeskList {
            model: root.devices
            delegate: ListRow {
                required property string deviceId
                required property string name
                required under
                required iconName
                required selected
                width: ListView.view.width
                objectName: "device:" + deviceId
                title: name
                onClicked: {
                    root.currentPanel = "now";
                    root.chooseDevice(deviceId);
                }
            }
        }
    }
    DeskPanel {
        name: "people"
        title: qsTr("People")
        actionText: qsTr("Add a person")
        actionName: "addPerson"
        onAction: root.startNewPerson()
        list: DeskList {
            model: root.people
            delegate: ListRow {
                required property string staffId
                required property string name
                required property string duty
                required initials
                required selected
                objectName: "staff:" + staffId
                width: ListView.view.width
                title: name
                under: duty
                onClicked: {
                    root.currentPanel = "now";
                    root.choosePerson(staffId);
                }
            }
        }
    }
    DeskPanel {
        name: "now"
        title: root.shown === "invitation" ? qsTr("Invite a tablet") : root.shown === "person" ? root.personName : root.shown === "newPerson" ? qsTr("New person") : root.shown === "device" ? root.deviceName : qsTr("Join in")
        narrow: 380

        EmptyState {
            visible: root.shown === ""
            border.width: 0
            iconName: "device"
            fact: qsTr("A tablet joins with a ticket, a person with a staff code.")
            nextStep: qsTr("Invite a tablet, or choose a person or a device.")
        }
        InvitePart {
            visible: root.shown === "invitation"
            stage: root.stage
            stageText: root.stageText
            ticket: root.ticket
            ticketModules: root.ticketModules
            tabletName: root.tabletName
            tabletFact: root.tabletFact
            digits: root.digits
            digitsError: root.digitsError
            error: root.error
            onDigitsEdited: text => root.digitsEdited(text)
            onAccepted: root.primary()
        }
        CodePart {
            visible: root.shown === "person"
            devices: root.devices
            fact: root.personFact
            takesCodes: root.personTakesCodes
            code: root.code
            codeFor: root.codeFor
            codeError: root.codeError
            onMakeCode: deviceId => root.makeCode(deviceId)
        }
        RemovalPart {
            visible: root.shown === "person" && root.code === ""
            fact: ""
            standing: root.personStanding
            choices: root.personChoices
            chosen: root.personChosen
            errorHeading: qsTr("Nothing was changed for this person")
            error: root.personError
            onChoose: value => root.choosePersonRemoval(value)
        }
        PersonForm {
            visible: root.shown === "newPerson"
            personName: root.newName
            role: root.newRole
            roles: root.roles
            registration: root.newRegistration
            onNameEdited: text => root.nameEdited(text)
            onRoleChosen: value => root.roleChosen(value)
            onRegistrationEdited: text => root.registrationEdited(text)
        }
        RemovalPart {
            visible: root.shown === "device"
            fact: root.deviceFact
            standing: root.deviceStanding
            choices: root.removalChoices
            chosen: root.removalChosen
            errorHeading: qsTr("Nothing was changed for this device")
            error: root.removalError
            onChoose: value => root.chooseRemoval(value)
        }
    }
    bar: BottomBar {
        name: "devices"
        width: root.width
        stacked: false
        primaryText: root.primaryText
        primaryReady: root.primaryReady
        busy: root.busy
        busyText: root.stageText
        secondaryText: root.secondaryText
        onPrimary: root.primary()
        onSecondary: root.secondary()
    }
}
