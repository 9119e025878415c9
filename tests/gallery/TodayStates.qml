import QtQuick
import Doorstep.Gallery
import "Sample.js" as Sample
import "SampleAlerts.js" as Alerts

GalleryPage {
    page: "today"

    GalleryState {
        name: "full"
        sizes: "phone"
        Component {
            SampleToday {}
        }
    }
    GalleryState {
        name: "pane"
        sizes: "tablet"
        Component {
            SampleToday {
                pane: true
                width: 400
                stops: RowsModel { rows: Sample.paneStops }
            }
        }
    }
    GalleryState {
        name: "stuck"
        Component {
            SampleToday {
                syncText: "Sync stopped, 3 records only here"
                syncTone: "warn"
                syncIcon: "warning"
            }
        }
    }
    GalleryState {
        name: "alerts"
        Component {
            SampleToday {
                notices: [Alerts.dosesToday, Alerts.reassignedToday]
                next: Sample.nextStopTwoDoses
            }
        }
    }
    GalleryState {
        name: "done"
        Component {
            SampleToday {
                next: null
                stops: RowsModel { rows: Sample.doneStops }
                startText: "Close the round"
                doneText: "18 of 18 visits done"
                doneAction: "Hide done"
                emptyFact: "All 18 visits are done"
                emptyIcon: "check"
                emptyTone: "ok"
                emptyNext: "Next: count the box and close the round."
                segments: Sample.segments.map(each => each === "other" ? "other" : "given")
                tallyText: "16 given, 1 not in, 1 refused"
            }
        }
    }
    GalleryState {
        name: "showdone"
        sizes: "phone"
        Component {
            SampleToday {
                stops: RowsModel { rows: Sample.doneStops }
                doneAction: "Hide done"
            }
        }
    }
    GalleryState {
        name: "empty"
        Component {
            SampleToday {
                next: null
                stops: RowsModel { rows: [] }
                startText: ""
                doneAction: ""
                roundName: "Tue 24 Nov 2026"
                roundWhen: "Bronwen Achebe"
                doneText: "No visits"
                dosesText: ""
                segments: []
                tallyText: ""
                temperatureText: ""
                syncText: "All records are at the practice"
                syncTone: "ok"
                syncIcon: "shield"
                emptyFact: "No round for you today."
                emptyNext: "Ask the coordinator, or find a patient."
                emptyAction: "Find a patient"
            }
        }
    }
    GalleryState {
        name: "firstsync"
        Component {
            SampleToday {
                next: null
                stops: RowsModel { rows: [] }
                startText: ""
                doneAction: ""
                roundName: "Today"
                roundWhen: ""
                doneText: ""
                dosesText: ""
                segments: []
                tallyText: ""
                temperatureText: ""
                syncText: "No records made here yet"
                syncTone: "brand"
                syncIcon: "device"
                emptyFact: "Your round is not here yet"
                emptyNext: "The records come from the practice when it is reached. Only then this page knows your day."
                emptyAction: "Get them now"
            }
        }
    }
    GalleryState {
        name: "late"
        sizes: "phone"
        Component {
            SampleToday {
                syncText: "12 records on this device only, the oldest for 26 hours"
                syncTone: "warn"
                notices: [Sample.unsigned]
            }
        }
    }
    GalleryState {
        name: "putback"
        sizes: "phone"
        Component {
            SampleToday {
                notices: [Sample.putBack]
            }
        }
    }
    GalleryState {
        name: "leaseends"
        sizes: "phone"
        Component {
            SampleToday {
                notices: [Sample.leaseEnds]
            }
        }
    }
    GalleryState {
        name: "long"
        Component {
            SampleToday {
                next: Sample.nextLong
                startText: "Start stop 18"
                roundName: "Upper Marlport and Harbour Road North round"
                toastText: "Flu vaccine saved on this device"
                canUndo: true
            }
        }
    }
    GalleryState {
        name: "menu"
        Component {
            SampleToday {
                menuOpen: true
            }
        }
    }
}
