import QtQuick
import Doorstep.App
import Doorstep.Controls
import Doorstep.Observe

// Observe bound to its view-model, with the reason for a value not taken over it.
ObservePage {
    id: root

    required property AppViewModel app
    readonly property ObserveViewModel model: app.observe

    objectName: "screen:observe"
    patient: root.model.patient
    systolic: root.model.systolic
    diastolic: root.model.diastolic
    activeKey: root.model.activeKey
    posture: root.model.posture
    lastStrong: root.model.lastStrong
    lastTail: root.model.lastTail
    trend: root.model.trend
    tiles: root.model.tiles
    message: root.model.message
    messageTone: root.model.messageTone
    score: root.model.score
    scoreHeading: root.model.scoreHeading
    scoreMissing: root.model.scoreMissing
    scorePoints: root.model.scorePoints
    scoreNext: root.model.scoreNext
    scoreTone: root.model.scoreTone
    choices: root.model.choices
    choice: root.model.choice
    advanceText: root.model.advanceText
    advanceSaves: root.model.advanceSaves
    advanceReady: root.model.advanceReady
    pointShown: root.model.pointShown
    deviceText: ""
    modal: root.model.reasonOpen

    onBack: root.app.back()
    onChooseTile: key => root.model.chooseTile(key)
    onChangePosture: root.model.changePosture()
    onDigit: figure => root.model.digit(figure)
    onPoint: root.model.point()
    onErase: root.model.erase()
    onNotTaken: root.model.notTaken()
    onAdvance: root.model.advance()
    onChooseWord: value => root.model.chooseWord(value)

    overlay: ReasonSheet {
        open: root.model.reasonOpen
        title: root.model.reasonHeading
        explanation: ""
        reasons: root.model.reasons
        reason: ""
        words: ""
        wordsLabel: ""
        saveText: ""
        saveReady: false
        onChoose: value => root.model.chooseReason(value)
        onClose: root.model.closeReason()
    }
}
