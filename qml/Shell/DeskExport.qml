import QtQuick
import QtQuick.Dialogs
import Doorstep.App
import Doorstep.Desk

// Export bound to its view-model; the folder dialog is the system's own.
ExportPage {
    id: root

    required property AppViewModel app
    readonly property ExportViewModel model: app.desk.exports

    objectName: "screen:export"
    presets: root.model.presets
    preset: root.model.preset
    daysText: root.model.daysText
    kinds: root.model.kinds
    folder: root.model.folder
    folderError: root.model.folderError
    exportText: root.model.exportText
    exportReady: root.model.exportReady
    busy: root.model.busy
    doneText: root.model.doneText
    files: root.model.files
    error: root.model.error
    history: root.model.history
    historyCount: root.model.historyCount

    onChoosePreset: value => root.model.choosePreset(value)
    onFolderEdited: text => root.model.editFolder(text)
    onBrowse: dialog.open()
    onExportNow: root.model.exportNow()

    FolderDialog {
        id: dialog
        onAccepted: root.model.chooseFolder(selectedFolder)
    }
}
