import QtQuick
import Doorstep.Gallery

GalleryPage {
    page: "deskOutcomes"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "outcomes"
                page: SampleOutcomes {
                    anchors.fill: parent
                }
            }
        }
    }

    GalleryState {
        name: "visits"
        Component {
            DeskStage {
                section: "outcomes"
                page: SampleOutcomes {
                    anchors.fill: parent
                    currentPanel: "visits"
                }
            }
        }
    }

    GalleryState {
        name: "saved"
        Component {
            DeskStage {
                section: "outcomes"
                page: SampleOutcomes {
                    anchors.fill: parent
                    folder: "/home/priya/Documents/Rounds"; sheetText: "Save the round sheet as PDF"; sheetReady: true
                    currentPanel: "paper"
                    sheetDone: "Saved as round-20261124-5f3a91c0.pdf. It is not encrypted: keep it safe."
                }
            }
        }
    }

    GalleryState {
        name: "error"
        Component {
            DeskStage {
                section: "outcomes"
                page: SampleOutcomes {
                    anchors.fill: parent
                    folder: "/media/stick"; folderError: "There is no folder /media/stick. Nothing was written. Enter another."
                    sheetText: "Save the round sheet as PDF"; sheetReady: true
                    currentPanel: "paper"
                    sheetError: "The program made a mistake. No file was made. Tell the practice."
                }
            }
        }
    }

    GalleryState {
        name: "nothingLeft"
        Component {
            DeskStage {
                section: "outcomes"
                page: SampleOutcomes {
                    anchors.fill: parent
                    rows: RowsModel { rows: [] }
                    count: 0; onlyNotGiven: true; currentPanel: "visits"
                }
            }
        }
    }

    GalleryState {
        name: "empty"
        Component {
            DeskStage {
                section: "outcomes"
                page: SampleOutcomes {
                    anchors.fill: parent
                    rounds: RowsModel { rows: [] }
                    rows: RowsModel { rows: [] }
                    hasRounds: false; roundName: ""; count: 0; sheetText: "Choose a round"
                }
            }
        }
    }
}
