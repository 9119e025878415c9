import Doorstep.Gallery
import "SampleJoin.js" as Join
import Doorstep.Desk

DevicesPage {
    devices: RowsModel { rows: Join.devices.map(each => Object.assign({ selected: false }, each)) }
    people: RowsModel { rows: Join.people.map(each => Object.assign({}, each, { selected: false })) }
    shown: ""
    countText: "4 devices, 4 people"
    primaryText: "Invite a tablet"
    primaryReady: true
    busy: false
    secondaryText: ""
    stage: "idle"
    stageText: ""
    ticket: ""
    ticketModules: []
    tabletName: ""
    tabletFact: ""
    digits: ""
    digitsError: ""
    error: ""
    personName: ""
    personFact: ""
    personTakesCodes: true
    code: ""
    codeFor: ""
    codeError: ""
    newName: ""
    newRole: ""
    roles: Join.roles
    newRegistration: ""
    deviceName: ""
    deviceFact: ""
    deviceStanding: ""
    removalChoices: []
    removalChosen: ""
    removalError: ""
    personStanding: "Let in on Tablet 5F3A, Desk 0C4A. Has Bronwen left the practice? Taking a person out of use cannot be undone: whoever comes back is added anew."
    personChoices: Join.personRemovals
    personChosen: ""
    personError: ""
}
