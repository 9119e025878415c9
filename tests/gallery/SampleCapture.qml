import Doorstep.Gallery
import Doorstep.Today
import "Sample.js" as Sample

CapturePage {
    notice: Sample.leaseOver
    mayWrite: true
    visits: RowsModel { rows: [] }
    hasVisits: false
    family: ""
    given: ""
    born: ""
    nhsNumber: ""
    note: ""
    error: ""
    ready: false
    waitingText: "2 records on this device only"
}
