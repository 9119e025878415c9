import QtQuick
import Doorstep.Gallery

GalleryPage {
    page: "deskFollowUps"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                page: SampleFollowUps {
                    anchors.fill: parent
                }
            }
        }
    }
    GalleryState {
        name: "chosen"
        Component {
            DeskStage {
                page: SampleFollowUps {
                    anchors.fill: parent
                    selectedName: "Kofi Mensah-Reed"
                    selectedTask: "Refused flu: worried about side effects. Ring and talk it through"
                    result: "Rang on 24 Nov. He agrees to a visit next week."
                    doneText: "Close as done"
                    doneReady: true
                }
            }
        }
    }
    GalleryState {
        name: "empty"
        Component {
            DeskStage {
                page: SampleFollowUps {
                    anchors.fill: parent
                    rows: RowsModel { rows: [] }
                    count: 0
                    countText: "0 open"
                }
            }
        }
    }
}
