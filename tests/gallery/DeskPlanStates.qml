import QtQuick
import Doorstep.Gallery
import "SampleRounds.js" as Rounds

GalleryPage {
    page: "deskPlan"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                }
            }
        }
    }

    GalleryState {
        name: "empty"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                    due: RowsModel { rows: [] }
                    stops: RowsModel { rows: [] }
                    stopCount: 0; load: RowsModel { rows: [] }
                    tablets: []; team: []; filters: Rounds.noFilters
                    chooseAllText: ""; emptyFact: "Nobody is on the housebound register."; teamText: "Choose who goes"; checks: Rounds.missing
                    canUndoMove: false; sum: "0 stops, 0 patients, 0 doses"; canGo: "4 things are missing."; loadSum: "Needed 0, spare 0"; sendText: "Send to a tablet"; sendReady: false; gap: "due"
                }
            }
        }
    }

    GalleryState {
        name: "busy"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                    busy: true
                }
            }
        }
    }

    GalleryState {
        name: "sent"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                    stops: RowsModel { rows: [] }
                    stopCount: 0; canUndoMove: false; sendReady: false; gap: "due"; checks: Rounds.missing
                    sum: "0 stops, 0 patients, 0 doses"; canGo: "4 things are missing."; sendText: "Send to a tablet"
                    sentText: "Round of Thu 26 Nov is on its way to tablet 5F3A. It arrives with the tablet's next sync."
                }
            }
        }
    }

    GalleryState {
        name: "stops"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                    currentPanel: "stops"
                }
            }
        }
    }

    GalleryState {
        name: "jobs"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                    jobsOpen: true
                }
            }
        }
    }

    GalleryState {
        name: "jobsLong"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                    jobsOpen: true; stopTitle: "Stop 7: Featherstonehaugh-Wolstenholme, 2"; atStop: Rounds.atLongStop; programmes: Rounds.twoProgrammes
                }
            }
        }
    }

    GalleryState {
        name: "programmes"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                    programmes: Rounds.twoProgrammes; loadSum: "Flu: Needed 14, spare 1. COVID-19: Needed 6, 2 short"
                }
            }
        }
    }

    GalleryState {
        name: "round"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                    detailsOpen: true
                }
            }
        }
    }

    GalleryState {
        name: "error"
        Component {
            DeskStage {
                section: "plan"
                page: SamplePlan {
                    anchors.fill: parent
                    detailsOpen: true; leavesAt: "quarter past"; leavesAtError: "Enter a time like 09:00."; sendReady: false; gap: "round"
                }
            }
        }
    }
}
