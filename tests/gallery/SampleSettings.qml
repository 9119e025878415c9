import Doorstep.Settings
import "Sample.js" as Sample

SettingsPage {
    scale: "100"
    theme: "system"
    reduceMotion: false
    languages: [{ value: "en", text: "English" }]
    language: "en"
    facts: Sample.facts
    testText: "Reached the practice in 0.4 s at 10:42"
    testTone: "ok"
    testing: false
    log: ["10:42 sent 0, received 2", "10:37 the practice cannot be reached", "10:32 sent 3, received 0"]
    logShown: false
}
