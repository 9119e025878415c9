import QtQuick
import Doorstep.App
import Doorstep.Visit

// A note bound to its view-model: nothing but names on both sides.
NotePage {
    id: root

    required property AppViewModel app
    readonly property VisitViewModel model: app.visit

    objectName: "screen:note"
    patient: root.model.patient
    note: root.model.note
    keptText: root.model.keptText
    saveText: qsTr("Keep this note")
    saveReady: true

    onEdited: text => root.model.editNote(text)
    onAddPhrase: value => root.model.addPhrase(value)
    onSave: {
        root.model.saveNote();
        root.app.back();
    }
    onBack: root.app.back()
}
