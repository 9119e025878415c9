import QtQuick
import Doorstep.App
import Doorstep.Desk

// The register bound to its view-model: nothing but names on both sides.
RegisterPage {
    id: root

    required property AppViewModel app
    readonly property RegisterViewModel model: app.desk.patients

    objectName: "screen:register"
    query: root.model.query
    registers: root.model.registers
    registerWord: root.model.registerWord
    rows: root.model.rows
    countText: root.model.countText
    emptyFact: root.model.emptyFact
    emptyNext: root.model.emptyNext
    hasPatient: root.model.hasPatient
    patient: root.model.patient
    helps: root.model.helps
    record: root.model.record
    mayTakeApart: root.model.mayTakeApart

    onQueryEdited: text => root.model.editQuery(text)
    onRegisterChosen: value => root.model.chooseRegister(value)
    onOpen: patientId => root.model.open(patientId)
    onClose: root.model.close()
    onTakeApart: root.model.takeApart()
}
