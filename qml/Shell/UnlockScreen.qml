import QtQuick
import Doorstep.App
import Doorstep.Unlock

// Unlock bound to its view-model: nothing but names on both sides.
UnlockPage {
    id: root

    required property AppViewModel app
    readonly property UnlockViewModel model: app.unlock

    objectName: "screen:unlock"
    practice: root.model.practice
    people: root.model.people
    person: root.model.person
    prompt: root.model.prompt
    filled: root.model.filled
    places: root.model.places
    hint: root.model.hint
    stage: root.model.stage
    error: root.model.error
    othersText: root.model.othersText
    busyText: root.model.busyText
    helpText: root.model.helpText
    title: root.model.title
    about: root.model.about
    leaveText: root.model.leaveText
    asksDigits: root.model.asksDigits

    onChoosePerson: personId => root.model.choosePerson(personId)
    onShowOthers: root.model.showOthers()
    onDigit: figure => root.model.digit(figure)
    onErase: root.model.erase()
    onHelp: root.model.help()
    onLeave: root.model.leave()
}
