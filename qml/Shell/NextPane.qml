import QtQuick
import Doorstep.App
import Doorstep.Controls
import Doorstep.Today

// The right pane of a tablet while no patient is open: the next stop, large, and the one solid button.
AppPage {
    id: root

    required property AppViewModel app
    readonly property TodayViewModel model: app.today
    readonly property var next: model.next // null or the next stop: see NextStopCard

    objectName: "screen:next"
    maxWidth: 640

    NextStopCard {
        visible: root.next !== null && root.next !== undefined
        label: root.next?.label ?? ""
        window: root.next?.window ?? ""
        address: root.next?.address ?? ""
        household: root.next?.household ?? ""
        people: root.next?.people ?? []
        tags: root.next?.tags ?? []
        onOpenJob: (visitId, key) => root.model.openJob(visitId, key)
    }
    fixedBottom: BottomBar {
        name: "next"
        width: root.width
        visible: root.model.startText !== ""
        height: visible ? implicitHeight : 0
        primaryText: root.model.startText
        primaryIcon: "arrowRight"
        primaryIconAfter: true
        onPrimary: root.model.start()
    }
}
