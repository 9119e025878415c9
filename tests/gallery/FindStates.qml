import QtQuick
import Doorstep.Gallery

GalleryPage {
    page: "find"

    GalleryState {
        name: "full"
        Component {
            SampleFind {}
        }
    }
    GalleryState {
        name: "start"
        Component {
            SampleFind {
                query: ""
                results: RowsModel { rows: [] }
                countText: "Type two letters to search 180 people on this device."
            }
        }
    }
    GalleryState {
        name: "empty"
        Component {
            SampleFind {
                query: "Thist"
                results: RowsModel { rows: [] }
                countText: ""
                emptyFact: "No one called 'Thist' is on this device."
                emptyNext: "Check the spelling, or add a patient."
            }
        }
    }
    GalleryState {
        name: "add"
        Component {
            SampleFind {
                modal: true
                overlay: SampleAddPatient {}
            }
        }
    }
}
