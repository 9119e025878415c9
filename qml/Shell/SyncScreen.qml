import QtQuick
import Doorstep.App
import Doorstep.Round

// Where the records are bound to its view-model: nothing but names on both sides.
SyncPage {
    id: root

    required property AppViewModel app
    readonly property SyncViewModel model: app.sync

    objectName: "screen:sync"
    headline: root.model.headline
    body: root.model.body
    reachedText: root.model.reachedText
    photosText: root.model.photosText
    steps: root.model.steps
    totalText: root.model.totalText
    total: root.model.total
    recordsHeading: root.model.recordsHeading
    records: root.model.records
    sendText: root.model.sendText
    notices: root.model.notices
    busy: root.model.busy
    opensRecords: false
    busyText: root.model.busyText
    progress: root.model.progress

    onSend: root.model.send()
    onAct: noticeId => root.model.act(noticeId)
    onBack: root.app.back()
}
