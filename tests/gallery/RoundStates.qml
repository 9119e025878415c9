import QtQuick
import Doorstep.Gallery
import "Sample.js" as Sample

GalleryPage {
    page: "round"

    GalleryState {
        name: "before"
        Component {
            SampleBefore {}
        }
    }
    GalleryState {
        name: "beforeshort"
        sizes: "phone"
        Component {
            SampleBefore {
                loads: RowsModel { rows: Sample.loads }
                temperature: "41"
                temperatureError: "41 is too high for a cool box. Enter 0 to 25."
                notices: [Sample.unsigned]
                beginText: "Count Flu TIVc again to go"
            }
        }
    }
    GalleryState {
        name: "end"
        Component {
            SampleEnd {}
        }
    }
    GalleryState {
        name: "endshort"
        Component {
            SampleEnd {
                lines: RowsModel { rows: Sample.balance }
                differs: true
                notices: [Sample.short]
                syncText: "3 records on this device only"
                syncTone: "brand"
                syncIcon: "device"
                backSafely: false
                openVisits: [{ visitId: "v9", name: "Olive Bracken", text: "No outcome yet" }]
                closeText: "Close one visit to finish"
                ready: false
            }
        }
    }
    GalleryState {
        name: "kit"
        Component {
            SampleBefore {
                modal: true
                overlay: SampleKit {}
            }
        }
    }
    GalleryState {
        name: "reading"
        Component {
            SampleBefore {
                modal: true
                overlay: SampleReading {}
            }
        }
    }
}
