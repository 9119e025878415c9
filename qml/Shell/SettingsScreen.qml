import QtQuick
import Doorstep.App
import Doorstep.Settings

// Settings bound to its view-model: nothing but names on both sides.
SettingsPage {
    id: root

    required property AppViewModel app
    readonly property SettingsViewModel model: app.settings
    readonly property StaffCodeViewModel staff: app.staffCode

    objectName: "screen:settings"
    scale: root.model.scale
    theme: root.model.theme
    reduceMotion: root.model.reduceMotion
    languages: root.model.languages
    language: root.model.language
    facts: root.model.facts
    testSteps: root.model.testSteps
    testText: root.model.testText
    testTone: root.model.testTone
    testing: root.model.testing
    log: root.model.log
    logShown: root.model.logShown
    codeShown: root.model.codeShown
    code: root.model.code
    codeReady: root.model.codeReady
    codeResult: root.model.codeResult
    codeTone: root.model.codeTone
    staffText: root.staff.text
    staffCode: root.staff.code
    staffReady: root.staff.ready
    staffResult: root.staff.result
    staffTone: root.staff.tone
    offersPin: false

    onChooseScale: value => root.model.chooseScale(value)
    onChooseTheme: value => root.model.chooseTheme(value)
    onToggleMotion: root.model.toggleMotion()
    onTest: root.model.test()
    onToggleLog: root.model.toggleLog()
    onToggleCode: root.model.toggleCode()
    onCodeEdited: text => root.model.editCode(text)
    onUseCode: root.model.useCode()
    onStaffCodeEdited: text => root.staff.edit(text)
    onUseStaffCode: root.staff.use()
    onLock: root.model.lock()
    onBack: root.app.back()
}
