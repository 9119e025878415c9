import QtQuick
import Doorstep.Gallery
import "Sample.js" as Sample

GalleryPage {
    page: "sync"

    GalleryState {
        name: "full"
        Component {
            SampleSync {}
        }
    }
    GalleryState {
        name: "busy"
        Component {
            SampleSync {
                busy: true
                busyText: "Sending 2 of 3"
                progress: 0.66
            }
        }
    }
    GalleryState {
        name: "error"
        Component {
            SampleSync {
                notices: [Sample.unreachable, Sample.heldTwice]
            }
        }
    }
    GalleryState {
        name: "troubles"
        Component {
            SampleSync {
                notices: [Sample.clockAhead, Sample.tooOld, Sample.deviceFull]
            }
        }
    }
    GalleryState {
        name: "unread"
        Component {
            SampleSync {
                headline: "What waits here could not be read"
                body: "This device did not write or read. No record is changed. Try again."
                reachedText: ""
                records: RowsModel { rows: [] }
                sendText: "Look for news now"
            }
        }
    }
    GalleryState {
        name: "putback"
        Component {
            SampleSync {
                notices: [Sample.putBack]
            }
        }
    }
    GalleryState {
        name: "notshown"
        Component {
            SampleSync {
                notices: [Sample.closed, Sample.newer, Sample.practiceBusy]
            }
        }
    }
    GalleryState {
        name: "photos"
        Component {
            SampleSync {
                headline: "Only photos wait here"
                body: "Every record made on this device has reached the practice."
                reachedText: "Practice last reached at 16:20 today"
                photosText: "2 photos still on this device"
                steps: Sample.stepsHome
                records: RowsModel { rows: [] }
                sendText: "Look for news now"
            }
        }
    }
    GalleryState {
        name: "leaseends"
        Component {
            SampleSync {
                notices: [Sample.leaseEnds]
            }
        }
    }
    GalleryState {
        name: "home"
        Component {
            SampleSync {
                headline: "All 44 are at the practice"
                body: "Nothing waits on this device."
                reachedText: "Practice last reached at 16:20 today"
                steps: Sample.stepsHome
                records: RowsModel { rows: [] }
                sendText: ""
            }
        }
    }
}
