import QtQuick

GalleryPage {
    page: "enrol"

    GalleryState {
        name: "ticket"
        Component {
            SampleEnrol {}
        }
    }
    GalleryState {
        name: "typed"
        Component {
            SampleEnrol {
                ticket: "DS1: MFRGG ZDFMZ TWQ2L KNNWG 23TPO BYXE3 DJOJ4 HEYLB"
                ready: true
            }
        }
    }
    GalleryState {
        name: "busy"
        Component {
            SampleEnrol {
                stage: "joining"
                ready: true
                busyText: "Reaching the practice, try 1 of 3"
            }
        }
    }
    GalleryState {
        name: "compare"
        Component {
            SampleEnrol {
                stage: "compare"
                ready: true
                digits: "482 915"
            }
        }
    }
    GalleryState {
        name: "error"
        Component {
            SampleEnrol {
                stage: "refused"
                error: "The ticket ran out at 08:40. Ask the practice for a new one. Nothing was stored."
            }
        }
    }
}
