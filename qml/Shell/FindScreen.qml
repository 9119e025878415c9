import QtQuick
import Doorstep.App
import Doorstep.Today

// Find bound to its view-model, with the sheet to add somebody over it.
FindPage {
    id: root

    required property AppViewModel app
    readonly property FindViewModel model: app.find

    objectName: "screen:find"
    query: root.model.query
    results: root.model.results
    countText: root.model.countText
    emptyFact: root.model.emptyFact
    emptyNext: root.model.emptyNext
    addText: root.model.addText
    modal: root.model.addOpen

    onQueryEdited: text => root.model.editQuery(text)
    onOpen: patientId => root.model.open(patientId)
    onAdd: root.model.add()
    onBack: root.app.back()

    overlay: AddPatientSheet {
        open: root.model.addOpen
        family: root.model.family
        given: root.model.given
        born: root.model.born
        nhsNumber: root.model.nhsNumber
        error: root.model.addError
        onFamilyEdited: text => root.model.editFamily(text)
        onGivenEdited: text => root.model.editGiven(text)
        onBornEdited: text => root.model.editBorn(text)
        onNhsNumberEdited: text => root.model.editNhsNumber(text)
        onPrimary: root.model.saveNew()
        onClose: root.model.closeAdd()
    }
}
