import QtQuick
import Doorstep.Gallery

GalleryPage {
    page: "damaged"

    GalleryState {
        name: "told"
        Component {
            SampleDamaged {}
        }
    }
    GalleryState {
        name: "pin"
        Component {
            SampleDamaged {
                stage: "anewPin"
                filled: 3
            }
        }
    }
    GalleryState {
        name: "wrong"
        Component {
            SampleDamaged {
                stage: "anewPin"
                error: "That PIN is not right. 8 tries left. No record is lost."
            }
        }
    }
    GalleryState {
        name: "busy"
        Component {
            SampleDamaged {
                stage: "anewPin"
                filled: 6
                busyText: "Making new records, step 1 of 1"
            }
        }
    }
}
