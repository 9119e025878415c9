import QtQuick
import Doorstep.Gallery
import "SamplePaper.js" as Paper

GalleryPage {
    page: "deskExport"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "export"
                page: SampleExport {
                    anchors.fill: parent
                }
            }
        }
    }

    GalleryState {
        name: "done"
        Component {
            DeskStage {
                section: "export"
                page: SampleExport {
                    anchors.fill: parent
                    preset: "week"; daysText: "18 Nov 2026 to 24 Nov 2026"; folder: "/home/priya/Documents/Exports"
                    exportText: "Export 18 Nov 2026 to 24 Nov 2026"; exportReady: true; currentPanel: "done"
                    doneText: "14 visits exported. The files are not encrypted: keep them safe."; files: Paper.files
                }
            }
        }
    }

    GalleryState {
        name: "busy"
        Component {
            DeskStage {
                section: "export"
                page: SampleExport {
                    anchors.fill: parent
                    folder: "/home/priya/Documents/Exports"; exportText: "Export 24 Nov 2026"; busy: true
                }
            }
        }
    }

    GalleryState {
        name: "error"
        Component {
            DeskStage {
                section: "export"
                page: SampleExport {
                    anchors.fill: parent
                    folder: "/media/stick"; folderError: "There is no folder /media/stick. Nothing was written. Enter another."
                    error: "No visit ended in those days. Choose other days."
                }
            }
        }
    }

    GalleryState {
        name: "empty"
        Component {
            DeskStage {
                section: "export"
                page: SampleExport {
                    anchors.fill: parent
                    history: RowsModel { rows: [] }
                    historyCount: 0
                    currentPanel: "done"
                }
            }
        }
    }
}
