import QtQuick
import Doorstep.App
import Doorstep.Desk

// The desk bound to its view-model; each section is a screen file of its own.
DeskView {
    id: root

    required property AppViewModel app
    readonly property DeskViewModel model: app.desk

    readonly property var files: ({ // section to file: QML has no typed map
            plan: "DeskPlan",
            register: "DeskRegister",
            held: "DeskHeld",
            followUps: "DeskFollowUps",
            devices: "DeskDevices",
            import: "DeskImport",
            outcomes: "DeskOutcomes",
            uptake: "DeskUptake",
            stock: "DeskStock",
            export: "DeskExport"
        })

    objectName: "screen:desk"
    practice: root.model.practice
    personName: root.app.personName
    personDuty: root.app.personDuty
    personInitials: root.app.personInitials
    sections: root.model.rail
    waitingCount: root.model.waitingCount
    notices: root.model.notices
    toastText: root.app.lastSave.toastText
    canUndo: root.app.lastSave.canUndo
    page: ScreenLoader {
        anchors.fill: parent
        app: root.app
        file: root.files[root.model.section] ?? ""
    }

    onAct: noticeId => root.model.act(noticeId)
    onShow: section => root.model.show(section)
    onGo: screen => root.app.go(screen)
    onUndo: root.app.lastSave.undo()
    onToastGone: root.app.lastSave.toastGone()
}
