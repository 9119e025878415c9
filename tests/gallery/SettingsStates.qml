import QtQuick

GalleryPage {
    page: "settings"

    GalleryState {
        name: "full"
        Component {
            SampleSettings {}
        }
    }
    GalleryState {
        name: "staffCode"
        Component {
            SampleSettings {
                staffText: "The practice has not confirmed yet that it is you who works on this device. Your records are kept and sent, and are marked identity to confirm. They count once the desk has confirmed you. Type the staff code from the desk; if one was mistyped or is more than seven days old, ask the desk for a new one."
                staffCode: "4829 1507"
                staffReady: true
            }
        }
    }
    GalleryState {
        name: "log"
        sizes: "phone"
        Component {
            SampleSettings {
                logShown: true
                testing: true
            }
        }
    }
    GalleryState {
        name: "signInWiFi"
        sizes: "phone"
        Component {
            SampleSettings {
                testSteps: [{ iconName: "check", tone: "ok", lead: "The practice's server was found", tail: ", 0.0 s" }, { iconName: "check", tone: "ok", lead: "It can be reached from here", tail: ", 0.1 s" }, { iconName: "info", tone: "warn", lead: "What answered has another key than the practice's server", tail: "" }]
                testText: "Its key is not one of the practice's. Nothing was sent to it. This is usually a Wi-Fi that wants you to sign in first: sign in to it in the browser, or use mobile data, then test again. If it stays so everywhere, the practice has changed its server's keys: ask it for a connection code and enter it below."
                testTone: "warn"
            }
        }
    }
    GalleryState {
        name: "connectionCode"
        sizes: "phone"
        Component {
            SampleSettings {
                testSteps: []
                testText: ""
                codeShown: true
                code: "dsp1: AEIR CEIR CEIR"
                codeReady: true
                codeResult: "The code is not as the practice shows it (a character is wrong, missing or too many): compare the two and correct it."
                codeTone: "warn"
            }
        }
    }
    GalleryState {
        name: "codeTaken"
        sizes: "phone"
        Component {
            SampleSettings {
                testSteps: []
                testText: ""
                codeResult: "The code was taken. No record was changed. The practice is tried now."
            }
        }
    }
}
