import QtQuick
import Doorstep.Gallery

GalleryPage {
    page: "deskUptake"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "uptake"
                page: SampleUptake {
                    anchors.fill: parent
                }
            }
        }
    }

    GalleryState {
        name: "empty"
        Component {
            DeskStage {
                section: "uptake"
                page: SampleUptake {
                    anchors.fill: parent
                    everybody: 0; rows: RowsModel { rows: [] }
                }
            }
        }
    }
}
