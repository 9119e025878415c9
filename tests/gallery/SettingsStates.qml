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
}
