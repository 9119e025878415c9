import QtQuick
import Doorstep.App
import Doorstep.Desk

// Follow-ups bound to their view-model: nothing but names on both sides.
FollowUpsPage {
    id: root

    required property AppViewModel app
    readonly property FollowUpsViewModel model: app.desk.followUps

    objectName: "screen:followUps"
    rows: root.model.rows
    countText: root.model.countText
    count: root.model.count
    selectedName: root.model.selectedName
    selectedTask: root.model.selectedTask
    result: root.model.result
    doneText: root.model.doneText
    doneReady: root.model.doneReady

    onSelect: followUpId => root.model.select(followUpId)
    onResultEdited: text => root.model.editResult(text)
    onDone: root.model.done()
}
