import QtQuick

GalleryPage {
    page: "note"

    GalleryState {
        name: "full"
        Component {
            SampleNote {}
        }
    }
    GalleryState {
        name: "empty"
        sizes: "phone"
        Component {
            SampleNote {
                note: ""
                keptText: ""
                saveText: "Write a note to save"
                saveReady: false
            }
        }
    }
}
