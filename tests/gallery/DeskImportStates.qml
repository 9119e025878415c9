import QtQuick
import Doorstep.Gallery

GalleryPage {
    page: "deskImport"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "import"
                page: SampleImport {
                    anchors.fill: parent
                }
            }
        }
    }

    GalleryState {
        name: "empty"
        Component {
            DeskStage {
                section: "import"
                page: SampleImport {
                    anchors.fill: parent
                    history: RowsModel { rows: [] }
                }
            }
        }
    }

    GalleryState {
        name: "error"
        Component {
            DeskStage {
                section: "import"
                page: SampleImport {
                    anchors.fill: parent
                    path: "/home/priya/Documents/lists/housebound-november.xlsx"; pathError: "This is no CSV file. Save the list as CSV and choose that. (spreadsheet)"
                }
            }
        }
    }

    GalleryState {
        name: "busy"
        Component {
            DeskStage {
                section: "import"
                page: SampleImport {
                    anchors.fill: parent
                    path: "/home/priya/Documents/lists/housebound-november.csv"; busy: true
                }
            }
        }
    }

    GalleryState {
        name: "preview"
        Component {
            DeskStage {
                section: "import"
                page: SampleImport {
                    anchors.fill: parent
                    stage: "preview"
                }
            }
        }
    }

    GalleryState {
        name: "warned"
        Component {
            DeskStage {
                section: "import"
                page: SampleImport {
                    anchors.fill: parent
                    stage: "preview"; fileTone: "warn"; fileText: "Read as Windows text. Look at names with accents. Some columns are not read. (Clinical risk)"
                    error: "This device is full. Nothing was imported. Remove other files from this device, then try again."
                }
            }
        }
    }

    GalleryState {
        name: "refused"
        Component {
            DeskStage {
                section: "import"
                page: SampleImport {
                    anchors.fill: parent
                    stage: "preview"; fileTone: "stop"; fileText: "A column is missing. (date of birth)"; lines: RowsModel { rows: [] }
                    filters: []; sumText: "0 rows: 0 to import, 0 held for a person, 0 left out"; importText: "Nothing can be imported"; importReady: false
                }
            }
        }
    }

    GalleryState {
        name: "meaning"
        Component {
            DeskStage {
                section: "import"
                page: SampleImport {
                    anchors.fill: parent
                    stage: "preview"; changing: 4
                }
            }
        }
    }

    GalleryState {
        name: "done"
        Component {
            DeskStage {
                section: "import"
                page: SampleImport {
                    anchors.fill: parent
                    stage: "done"; doneCanUndo: true; doneText: "6 added, 0 changed, 0 unchanged. 1 set aside for a person."
                }
            }
        }
    }
}
