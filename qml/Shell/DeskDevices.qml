import QtQuick
import Doorstep.App
import Doorstep.Desk

// Devices and people bound to their view-model: nothing but names on both sides.
DevicesPage {
    id: root

    required property AppViewModel app
    readonly property DevicesViewModel model: app.desk.devices

    objectName: "screen:devices"
    devices: root.model.devices
    people: root.model.people
    shown: root.model.shown
    countText: root.model.countText
    primaryText: root.model.primaryText
    primaryReady: root.model.primaryReady
    busy: root.model.busy
    secondaryText: root.model.secondaryText
    stage: root.model.stage
    stageText: root.model.stageText
    ticket: root.model.ticket
    ticketModules: root.model.ticketModules
    tabletName: root.model.tabletName
    tabletFact: root.model.tabletFact
    digits: root.model.digits
    digitsError: root.model.digitsError
    error: root.model.error
    personName: root.model.personName
    personFact: root.model.personFact
    personTakesCodes: root.model.personTakesCodes
    code: root.model.code
    codeFor: root.model.codeFor
    codeError: root.model.codeError
    newName: root.model.newName
    newRole: root.model.newRole
    roles: root.model.roles
    newRegistration: root.model.newRegistration
    deviceName: root.model.removal.name
    deviceFact: root.model.removal.fact
    deviceStanding: root.model.removal.standing
    removalChoices: root.model.removal.choices
    removalChosen: root.model.removal.chosen
    removalError: root.model.removal.error
    personStanding: root.model.personRemoval.standing
    personChoices: root.model.personRemoval.choices
    personChosen: root.model.personRemoval.chosen
    personError: root.model.personRemoval.error

    onPrimary: root.model.primary()
    onSecondary: root.model.secondary()
    onChoosePerson: staffId => root.model.choosePerson(staffId)
    onChooseDevice: deviceId => root.model.chooseDevice(deviceId)
    onChooseRemoval: value => root.model.removal.choose(value)
    onChoosePersonRemoval: value => root.model.personRemoval.choose(value)
    onStartNewPerson: root.model.startNewPerson()
    onMakeCode: deviceId => root.model.makeCode(deviceId)
    onDigitsEdited: text => root.model.editDigits(text)
    onNameEdited: text => root.model.editNewName(text)
    onRoleChosen: value => root.model.chooseNewRole(value)
    onRegistrationEdited: text => root.model.editNewRegistration(text)
}
