import QtQuick
import Doorstep.App
import Doorstep.Unlock

// The store cannot be opened now, or was wiped, bound to the root view-model. Nothing is deleted here.
TroublePage {
    id: root

    required property AppViewModel app

    objectName: "screen:trouble"
    title: root.app.troubleTitle
    heading: root.app.troubleHeading
    body: root.app.troubleBody
    actionText: root.app.troubleAction

    onAct: root.app.startAgain()
}
