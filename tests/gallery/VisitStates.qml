import QtQuick
import Doorstep.Gallery
import "Sample.js" as Sample
import "SampleAlerts.js" as Alerts

GalleryPage {
    page: "visit"

    GalleryState {
        name: "full"
        Component {
            SampleVisit {}
        }
    }
    GalleryState {
        name: "household"
        Component {
            SampleVisit {
                members: [{ visitId: "v8a", text: "Mabel, 3 jobs", chosen: true }, { visitId: "v8b", text: "Arthur, 1 job", chosen: false }]
                keyCode: "4071"
            }
        }
    }
    GalleryState {
        name: "done"
        Component {
            SampleVisit {
                jobs: RowsModel { rows: Sample.jobsDone }
                jobsFact: "3 of 3 jobs done"
                primaryText: "Save visit"
                toastText: "Saved on this device"
                canUndo: true
                added: [{ iconName: "flag", text: "Repeat BP, Dev, Tue 1 Dec", stage: "device", receipt: "On this device only" }]
            }
        }
    }
    GalleryState {
        name: "long"
        Component {
            SampleVisit {
                patient: Sample.longName
                helpsHeading: "What helps Wilhelmina Aleksandra"
                jobs: RowsModel { rows: Sample.jobsLong }
                primaryText: "Give adjuvanted influenza vaccine, second dose"
                notices: [Sample.unsigned]
            }
        }
    }
    GalleryState {
        name: "alerts"
        Component {
            SampleVisit {
                notices: [Alerts.doses, Alerts.reassigned]
                ways: Alerts.twoWays
                keyCode: "4071, or 4117"
                jobs: RowsModel { rows: Alerts.jobs }
                jobsFact: "1 of 2 jobs done"
                primaryText: "Take blood pressure"
            }
        }
    }
    GalleryState {
        name: "unknown"
        Component {
            SampleVisit {
                patient: Sample.unknownAllergies
                helps: []
                ways: []
                keySafe: ""
                jobs: RowsModel { rows: [] }
                jobsFact: "No jobs planned"
                primaryText: "Save visit"
            }
        }
    }
    GalleryState {
        name: "none"
        sizes: "phone"
        Component {
            SampleVisit {
                patient: Sample.noAllergies
                helpsHeading: "What helps Harold"
            }
        }
    }
    GalleryState {
        name: "outcome"
        Component {
            SampleVisit {
                modal: true
                overlay: SampleOutcome {}
            }
        }
    }
    GalleryState {
        name: "outcomeempty"
        sizes: "phone"
        Component {
            SampleVisit {
                modal: true
                overlay: SampleOutcome {
                    outcome: ""
                    offersCard: false
                    retries: []
                    fact: ""
                    saveText: "Choose what happened to save"
                    saveReady: false
                }
            }
        }
    }
    GalleryState {
        name: "refused"
        Component {
            SampleVisit {
                modal: true
                overlay: SampleOutcome {
                    outcome: "refused"
                    offersCard: false
                    reasons: Sample.refusals
                    reason: "doubt"
                    retryHeading: "Ask again"
                    saveText: "Save: refused, worried about side effects"
                }
            }
        }
    }
    GalleryState {
        name: "followup"
        Component {
            SampleVisit {
                modal: true
                overlay: SampleFollowUp {}
            }
        }
    }
}
