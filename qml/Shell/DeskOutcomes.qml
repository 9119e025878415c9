import QtQuick
import QtQuick.Dialogs
import Doorstep.App
import Doorstep.Desk

// Outcomes bound to their view-model; the folder dialog is the system's own.
OutcomesPage {
    id: root

    required property AppViewModel app
    readonly property OutcomesViewModel model: app.desk.outcomes

    objectName: "screen:outcomes"
    rounds: root.model.rounds
    hasRounds: root.model.hasRounds
    roundName: root.model.roundName
    rows: root.model.rows
    count: root.model.count
    sumText: root.model.sumText
    onlyNotGiven: root.model.onlyNotGiven
    folder: root.model.folder
    folderError: root.model.folderError
    sheetText: root.model.sheetText
    sheetReady: root.model.sheetReady
    sheetDone: root.model.sheetDone
    sheetError: root.model.sheetError

    onChooseRound: roundId => root.model.chooseRound(roundId)
    onToggleOnlyNotGiven: root.model.toggleOnlyNotGiven()
    onFolderEdited: text => root.model.editFolder(text)
    onBrowse: dialog.open()
    onSaveRoundSheet: root.model.saveRoundSheet()
    onSaveVisitSheet: visitId => root.model.saveVisitSheet(visitId)

    FolderDialog {
        id: dialog
        onAccepted: root.model.chooseFolder(selectedFolder)
    }
}
