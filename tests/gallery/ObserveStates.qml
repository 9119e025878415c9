import QtQuick
import Doorstep.Gallery
import "Sample.js" as Sample

GalleryPage {
    page: "observe"

    GalleryState {
        name: "full"
        Component {
            SampleObserve {}
        }
    }
    GalleryState {
        name: "empty"
        Component {
            SampleObserve {
                activeKey: "sys"
                systolic: ({ key: "sys", label: "Systolic", value: "", unit: "mmHg", status: "empty" })
                diastolic: ({ key: "dia", label: "Diastolic", value: "", unit: "mmHg", status: "empty" })
                tiles: RowsModel { rows: Sample.emptyTiles }
                score: ""
                lastStrong: ""
            }
        }
    }
    GalleryState {
        name: "save"
        Component {
            SampleObserve {
                diastolic: ({ key: "dia", label: "Diastolic", value: "84", unit: "mmHg", status: "entered" })
                tiles: RowsModel { rows: Sample.fullTiles }
                score: "5"
                scoreHeading: "NEWS2 5, medium"
                scoreMissing: ""
                scorePoints: "Breathing 2, pulse 1, temperature 1, SpO2 1"
                scoreNext: "Ring the duty doctor within 1 hour"
                scoreTone: "warn"
                advanceText: "Save set of 12"
                advanceSaves: true
            }
        }
    }
    GalleryState {
        name: "error"
        Component {
            SampleObserve {
                activeKey: "sys"
                systolic: ({ key: "sys", label: "Systolic", value: "412", unit: "mmHg", status: "implausible" })
                diastolic: ({ key: "dia", label: "Diastolic", value: "", unit: "mmHg", status: "empty" })
                message: "412 is too high for systolic. Enter 40 to 300."
                messageTone: "stop"
                advanceReady: false
            }
        }
    }
    GalleryState {
        name: "words"
        Component {
            SampleObserve {
                activeKey: "acvpu"
                choices: [{ value: "A", text: "Alert" }, { value: "C", text: "New confusion" }, { value: "V", text: "Voice" }, { value: "P", text: "Pain" }, { value: "U", text: "Unresponsive" }]
                choice: "A"
            }
        }
    }
    GalleryState {
        name: "nottaken"
        Component {
            SampleObserve {
                modal: true
                overlay: SampleReason {
                    title: "Why was breathing rate not taken?"
                    explanation: ""
                    reasons: [{ value: "declined", text: "Declined" }, { value: "not-needed", text: "Not needed today" }, { value: "could-not", text: "Could not be taken" }, { value: "no-device", text: "No device" }, { value: "distress", text: "Would distress" }]
                    reason: ""
                    wordsLabel: ""
                    saveText: ""
                }
            }
        }
    }
}
