import QtQuick
import Doorstep.App
import Doorstep.Today

// The home of an ended lease bound to its view-model: nothing but names on both sides.
CapturePage {
    id: root

    required property AppViewModel app
    readonly property CaptureViewModel model: app.capture

    objectName: "screen:capture"
    notice: root.model.notice
    mayWrite: root.model.mayWrite
    visits: root.model.visits
    hasVisits: root.model.hasVisits
    family: root.model.family
    given: root.model.given
    born: root.model.born
    nhsNumber: root.model.nhsNumber
    note: root.model.text
    error: root.model.error
    ready: root.model.ready
    waitingText: root.model.waitingText
    toastText: root.app.lastSave.toastText

    onAct: root.model.tryNow()
    onEdited: (field, text) => root.model.edit(field, text)
    onSave: root.model.save()
    onOpenVisit: visitId => root.model.openVisit(visitId)
    onLock: root.app.go("unlock")
    onToastGone: root.app.lastSave.toastGone()
}
