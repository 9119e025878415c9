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
                testSteps: [{ iconName: "check", tone: "ok", lead: "The practice's server was found", tail: ", 0.0 s" }, { iconName: "check", tone: "ok", lead: "It can be reached from here", tail: ", 0.1 s" }, { iconName: "info", tone: "warn", lead: "Something else answered in its place", tail: "" }]
                testText: "This is usually a Wi-Fi that wants you to sign in first. Nothing was sent to it. Sign in to it in the browser, or use mobile data, then test again."
                testTone: "warn"
            }
        }
    }
}
