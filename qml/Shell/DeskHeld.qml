import QtQuick
import Doorstep.App
import Doorstep.Desk

// What is held, bound to its view-model: nothing but names on both sides.
HoldsPage {
    id: root

    required property AppViewModel app
    readonly property HoldsViewModel model: app.desk.holds

    objectName: "screen:held"
    rows: root.model.rows
    count: root.model.count
    countText: root.model.countText
    decisions: root.model.decisions
    decisionCount: root.model.decisionCount
    deciding: root.model.deciding
    about: root.model.about
    heading: root.model.heading
    sentence: root.model.sentence
    who: root.model.who
    tone: root.model.tone
    values: root.model.values
    chosen: root.model.chosen
    decision: root.model.decision
    saveText: root.model.saveText
    saveReady: root.model.saveReady
    busy: app.lastSave.busy

    onDecide: holdId => root.model.decide(holdId)
    onChoose: value => root.model.choose(value)
    onDecisionEdited: text => root.model.editDecision(text)
    onSave: root.model.save()
}
