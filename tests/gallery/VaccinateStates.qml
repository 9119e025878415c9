import QtQuick
import Doorstep.Gallery
import "Sample.js" as Sample
import "SampleAlerts.js" as Alerts

GalleryPage {
    page: "vaccinate"

    GalleryState {
        name: "ask"
        Component {
            SampleVaccinate {}
        }
    }
    GalleryState {
        name: "checked"
        Component {
            SampleVaccinate {
                phase: "checked"
                saveText: "Choose an arm to save"
            }
        }
    }
    GalleryState {
        name: "ready"
        Component {
            SampleVaccinate {
                phase: "checked"
                doses: RowsModel { rows: [Object.assign({}, Sample.fluDose, { site: "left" })] }
                saveText: "Save flu vaccine, left arm"
                saveReady: true
            }
        }
    }
    GalleryState {
        name: "twodoses"
        Component {
            SampleVaccinate {
                phase: "checked"
                askNotices: [Alerts.doses]
                saveText: "Stopped: two doses"
            }
        }
    }
    GalleryState {
        name: "each"
        Component {
            SampleVaccinate {
                phase: "each"
                questions: Sample.answered
                askNotices: [Sample.thinner]
                saveText: "Answer 1 more question to save"
            }
        }
    }
    GalleryState {
        name: "two"
        Component {
            SampleVaccinate {
                phase: "checked"
                doses: RowsModel { rows: [Sample.fluDose, Sample.covidDose] }
                saveText: "Choose two arms to save"
            }
        }
    }
    GalleryState {
        name: "offer"
        sizes: "phone"
        Component {
            SampleVaccinate {
                phase: "checked"
                offers: [{ value: "covid", text: "Add COVID-19" }, { value: "rsv", text: "Add RSV" }]
                saveText: "Choose an arm to save"
            }
        }
    }
    GalleryState {
        name: "expired"
        Component {
            SampleVaccinate {
                phase: "checked"
                doses: RowsModel { rows: [Object.assign({}, Sample.fluDose, { batch: "Batch FX7K198", batchFact: "Expired 31 Oct 2026", notices: [Sample.expired] })] }
                saveText: "Scan another batch to save"
            }
        }
    }
    GalleryState {
        name: "double"
        Component {
            SampleVaccinate {
                askNotices: [Sample.double_]
                authorityLead: ""
                authorityNotices: [Sample.unsigned]
                saveText: "Not to be given today"
            }
        }
    }
    GalleryState {
        name: "long"
        sizes: "phone"
        Component {
            SampleVaccinate {
                patient: Sample.longName
                phase: "checked"
                consent: "Wilhelmina Aleksandra agrees and has capacity"
                saveText: "Choose an arm to save"
            }
        }
    }
    GalleryState {
        name: "consent"
        Component {
            SampleVaccinate {
                modal: true
                phase: "checked"
                overlay: SampleConsent {}
            }
        }
    }
    GalleryState {
        name: "batch"
        Component {
            SampleVaccinate {
                modal: true
                phase: "checked"
                overlay: SampleBatch {}
            }
        }
    }
    GalleryState {
        name: "reason"
        sizes: "phone"
        Component {
            SampleVaccinate {
                modal: true
                phase: "checked"
                overlay: SampleReason {}
            }
        }
    }
}
