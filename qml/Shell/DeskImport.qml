import QtQuick
import QtQuick.Dialogs
import Doorstep.App
import Doorstep.Desk

// Importing bound to its view-model: nothing but names on both sides, and the system's file dialog.
ImportPage {
    id: root

    required property AppViewModel app
    readonly property ImportViewModel model: app.desk.lists

    objectName: "screen:import"
    stage: root.model.stage
    path: root.model.path
    pathError: root.model.pathError
    busy: root.model.busy
    error: root.model.error
    fileName: root.model.fileName
    fileText: root.model.fileText
    fileTone: root.model.fileTone
    lines: root.model.lines
    linesFact: root.model.linesFact
    filters: root.model.filters
    filter: root.model.filter
    sumText: root.model.sumText
    source: root.model.source
    registers: root.model.registers
    registerWord: root.model.registerWord
    dateOrder: root.model.dateOrder
    columns: root.model.columns
    columnsFact: root.model.columnsFact
    meanings: root.model.meanings
    importText: root.model.importText
    importReady: root.model.importReady
    doneText: root.model.doneText
    doneCanUndo: root.model.doneCanUndo
    history: root.model.history

    onPathEdited: text => root.model.editPath(text)
    onOpenPath: root.model.openPath()
    onChooseFile: dialog.open()
    onFilterChosen: value => root.model.chooseFilter(value)
    onSourceEdited: text => root.model.editSource(text)
    onRegisterChosen: value => root.model.chooseRegister(value)
    onDateOrderChosen: value => root.model.chooseDateOrder(value)
    onMeaningChosen: (index, value) => root.model.setMeaning(index, value)
    onImportNow: root.model.importNow()
    onAgain: root.model.cancel()
    onUndoDone: root.model.undoDone()
    onUndo: importId => root.model.undo(importId)

    FileDialog {
        id: dialog
        title: qsTr("Choose a patient list")
        nameFilters: [qsTr("Lists (*.csv *.txt *.tsv)"), qsTr("All files (*)")]
        onAccepted: root.model.chooseFile(selectedFile)
    }
}
