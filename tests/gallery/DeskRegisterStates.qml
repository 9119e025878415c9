import QtQuick
import Doorstep.Gallery
import "Sample.js" as Sample
import "SampleRecords.js" as Records

GalleryPage {
    page: "deskRegister"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "register"
                page: SampleRegister {
                    anchors.fill: parent
                }
            }
        }
    }

    GalleryState {
        name: "firstSync"
        Component {
            DeskStage {
                section: "register"
                waitingCount: "3"
                notices: [Sample.firstSync, Sample.stuck]
                page: SampleRegister {
                    anchors.fill: parent
                    rows: RowsModel { rows: [] }
                    countText: "Nobody"
                    registers: []
                    emptyFact: "The patients are not here yet"
                    emptyNext: "Not all records have come from the practice. Look again when they have."
                }
            }
        }
    }
    GalleryState {
        name: "stuck"
        Component {
            DeskStage {
                section: "register"
                waitingCount: "3"
                notices: [Sample.stuck]
                page: SampleRegister {
                    anchors.fill: parent
                }
            }
        }
    }
    GalleryState {
        name: "open"
        Component {
            DeskStage {
                section: "register"
                page: SampleRegister {
                    anchors.fill: parent
                    rows: RowsModel { rows: Records.opened }
                    hasPatient: true
                }
            }
        }
    }

    GalleryState {
        name: "joined"
        Component {
            DeskStage {
                section: "register"
                page: SampleRegister {
                    anchors.fill: parent
                    rows: RowsModel { rows: Records.opened }
                    hasPatient: true
                    helps: Sample.helpsJoined
                    mayTakeApart: true
                }
            }
        }
    }

    GalleryState {
        name: "empty"
        Component {
            DeskStage {
                section: "register"
                page: SampleRegister {
                    anchors.fill: parent
                    rows: RowsModel { rows: [] }
                    registers: []
                    countText: "0 people"
                    emptyFact: "No patients yet"
                    emptyNext: "Import the housebound list to begin."
                }
            }
        }
    }

    GalleryState {
        name: "notFound"
        Component {
            DeskStage {
                section: "register"
                page: SampleRegister {
                    anchors.fill: parent
                    rows: RowsModel { rows: [] }
                    query: "Thist"
                    countText: "0 people"
                    emptyFact: "No one matches 'Thist'"
                    emptyNext: "Check the spelling, or another register."
                }
            }
        }
    }

    GalleryState {
        name: "longText"
        Component {
            DeskStage {
                section: "register"
                page: SampleRegister {
                    anchors.fill: parent
                    hasPatient: true
                    patient: Sample.longName
                }
            }
        }
    }

    GalleryState {
        name: "nothingRecorded"
        Component {
            DeskStage {
                section: "register"
                page: SampleRegister {
                    anchors.fill: parent
                    hasPatient: true
                    patient: Sample.unknownAllergies
                    helps: []
                    record: []
                }
            }
        }
    }
}
