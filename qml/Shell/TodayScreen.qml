import QtQuick
import Doorstep.App
import Doorstep.Today

// Today bound to its view-model: nothing but names on both sides.
TodayPage {
    id: root

    required property AppViewModel app
    readonly property TodayViewModel model: app.today
    property bool beside: false // a patient is open beside it: the toast is said there, once

    objectName: "screen:today"
    roundName: root.model.roundName
    roundWhen: root.model.roundWhen
    doneText: root.model.doneText
    dosesText: root.model.dosesText
    segments: root.model.segments
    share: root.model.share
    tallyText: root.model.tallyText
    temperatureText: root.model.temperatureText
    syncText: root.model.syncText
    syncTone: root.model.syncTone
    syncIcon: root.model.syncIcon
    next: root.model.next
    stops: root.model.stops
    startText: root.model.startText
    doneAction: root.model.doneAction
    notices: root.model.notices
    emptyFact: root.model.emptyFact
    emptyNext: root.model.emptyNext
    emptyAction: root.model.emptyAction
    toastText: root.beside ? "" : root.app.lastSave.toastText
    canUndo: root.app.lastSave.canUndo

    onPaneChanged: root.model.pane = pane
    Component.onCompleted: root.model.pane = pane
    onStart: root.model.start()
    onOpenStop: stopId => root.model.openStop(stopId)
    onOpenJob: (visitId, key) => root.model.openJob(visitId, key)
    onToggleDone: root.model.toggleDone()
    onAct: noticeId => root.model.act(noticeId)
    onEmptyAct: root.model.emptyAct()
    onFind: root.app.go("find")
    onGo: screen => root.app.go(screen)
    onUndo: root.app.lastSave.undo()
    onToastGone: root.app.lastSave.toastGone()
}
