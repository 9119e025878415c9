import Doorstep.Settings
import "Sample.js" as Sample

SettingsPage {
    scale: "100"
    theme: "system"
    reduceMotion: false
    languages: [{ value: "en", text: "English" }]
    language: "en"
    facts: Sample.facts
    testSteps: [{ iconName: "check", tone: "ok", lead: "The practice's server was found", tail: ", 0.0 s" }, { iconName: "check", tone: "ok", lead: "It can be reached from here", tail: ", 0.1 s" }, { iconName: "check", tone: "ok", lead: "It is the practice's own server", tail: ", 0.2 s" }, { iconName: "check", tone: "ok", lead: "It takes records from this device", tail: ", 0.4 s" }]
    testText: "The practice was reached at 10:42."
    testTone: "ok"
    testing: false
    log: ["10:42 sent 0, received 2", "10:37 the practice cannot be reached", "10:32 sent 3, received 0"]
    logShown: false
    codeShown: false
    code: ""
    codeReady: false
    codeResult: ""
    codeTone: "ok"
    staffText: ""
    staffCode: ""
    staffReady: false
    staffResult: ""
    staffTone: "ok"
}
