import QtQuick
import Doorstep.App
import Doorstep.Unlock

// First run bound to its view-model: nothing but names on both sides.
EnrolPage {
    id: root

    required property AppViewModel app
    readonly property EnrolViewModel model: app.enrol

    objectName: "screen:enrol"
    stage: root.model.stage
    ticket: root.model.ticket
    digits: root.model.digits
    error: root.model.error
    ready: root.model.ready
    practice: root.model.practice
    busyText: root.model.busyText
    canScan: false

    onTicketEdited: text => root.model.editTicket(text)
    onJoin: root.model.join()
    onCancel: root.model.cancel()
}
