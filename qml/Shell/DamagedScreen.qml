import QtQuick
import Doorstep.App
import Doorstep.Unlock

// Damaged records bound to the door's view-model: nothing but names on both sides.
DamagedPage {
    id: root

    required property AppViewModel app
    readonly property UnlockViewModel model: app.unlock

    objectName: "screen:damaged"
    stage: root.model.stage
    prompt: root.model.prompt
    hint: root.model.hint
    error: root.model.error
    filled: root.model.filled
    places: root.model.places
    busyText: root.model.busyText

    onGetRecords: root.model.getRecords()
    onLeave: root.model.leaveDamaged()
    onDigit: figure => root.model.digit(figure)
    onErase: root.model.erase()
}
