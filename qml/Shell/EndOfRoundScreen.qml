import QtQuick
import Doorstep.App
import Doorstep.Round

// End of round bound to its view-model: nothing but names on both sides.
EndOfRoundPage {
    id: root

    required property AppViewModel app
    readonly property EndOfRoundViewModel model: app.endOfRound

    objectName: "screen:endOfRound"
    roundName: root.model.roundName
    roundWhen: root.model.roundWhen
    openVisits: root.model.openVisits
    lines: root.model.lines
    differs: root.model.differs
    difference: root.model.difference
    differenceError: root.model.differenceError
    temperatureText: root.model.temperatureText
    temperatureTone: root.model.temperatureTone
    temperature: root.model.temperature
    temperatureError: root.model.temperatureError
    syncText: root.model.syncText
    syncTone: root.model.syncTone
    syncIcon: root.model.syncIcon
    backSafely: root.model.backSafely
    notices: root.model.notices
    closeText: root.model.closeText
    ready: root.model.ready

    onWaste: (batchId, by) => root.model.waste(batchId, by)
    onGiveBack: (batchId, by) => root.model.giveBack(batchId, by)
    onDifferenceEdited: text => root.model.editDifference(text)
    onTemperatureEdited: text => root.model.editTemperature(text)
    onTemperatureAccepted: root.model.acceptTemperature()
    onOpenVisit: visitId => root.app.today.openStop(visitId)
    onSync: root.app.go("sync")
    onToggleSafe: root.model.toggleSafe()
    onAct: noticeId => root.model.act(noticeId)
    onClose: root.model.close()
    onBack: root.app.back()
}
