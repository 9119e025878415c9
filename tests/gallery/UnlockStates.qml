import QtQuick
import Doorstep.Gallery
import "Sample.js" as Sample

GalleryPage {
    page: "unlock"

    GalleryState {
        name: "full"
        Component {
            SampleUnlock {}
        }
    }
    GalleryState {
        name: "choose"
        Component {
            SampleUnlock {
                person: ""
                filled: 0
            }
        }
    }
    GalleryState {
        name: "error"
        Component {
            SampleUnlock {
                filled: 0
                error: "That PIN is not right. 8 tries left. No record is lost."
            }
        }
    }
    GalleryState {
        name: "busy"
        Component {
            SampleUnlock {
                filled: 6
                busyText: "Opening 42 of 180"
                progress: 0.23
            }
        }
    }
    GalleryState {
        name: "many"
        Component {
            SampleUnlock {
                people: RowsModel { rows: Sample.manyPeople }
                othersText: ""
                helpText: "Forgotten PIN"
            }
        }
    }
    GalleryState {
        name: "staffcode"
        Component {
            SampleUnlock {
                filled: 2
                prompt: "One-time code for Bronwen, from the practice"
                hint: "It works once. After it you choose your own PIN."
                biometricText: ""
            }
        }
    }
}
