import QtQuick
import Doorstep.Gallery
import Doorstep.Unlock
import "Sample.js" as Sample

GalleryPage {
    page: "capture"

    GalleryState {
        name: "empty"
        Component {
            SampleCapture {}
        }
    }
    GalleryState {
        name: "full"
        Component {
            SampleCapture {
                visits: RowsModel { rows: Sample.begunVisits }
                hasVisits: true
                family: "Thistlewood"
                given: "Mabel"
                born: "14 3 1942"
                nhsNumber: "999 012 3454"
                note: "Flu, aTIV, batch FX7K231, left arm, 0.5 ml at 10:42. No reaction after 15 minutes. Her daughter was there."
                ready: true
            }
        }
    }
    GalleryState {
        name: "error"
        Component {
            SampleCapture {
                family: "Thistlewood"
                given: "Mabel"
                born: "31 2 1942"
                note: "Flu, aTIV, batch FX7K231."
                error: "Enter a date of birth like 14 Mar 1942 or 14/3/1942, or leave it empty."
                ready: true
            }
        }
    }
    GalleryState {
        name: "revoked"
        Component {
            SampleCapture {
                notice: Sample.takenAway
            }
        }
    }
    GalleryState {
        name: "sendonly"
        Component {
            SampleCapture {
                notice: Sample.sendOnly
                mayWrite: false
                waitingText: "3 records on this device only"
            }
        }
    }
    GalleryState {
        name: "wiping"
        Component {
            TroublePage {
                title: "This device is being wiped"
                heading: "Its keys and records are destroyed"
                body: "The practice ordered it at 09:12 today. What was not sent yet stays here, sealed for the practice. It ends by itself; if this page stays, restart the device."
                actionText: "Try again"
            }
        }
    }
    GalleryState {
        name: "wiped"
        Component {
            TroublePage {
                title: "This device was wiped"
                heading: "No patient's record is left on it"
                body: "The practice ordered it at 09:12 today. The keys and the records are destroyed. 3 records were not sent yet. They are still here, sealed: only the practice can open them. They are sent where there is signal. To use the device again, set it up with a new ticket from the desk."
                actionText: "Set it up again"
            }
        }
    }
}
