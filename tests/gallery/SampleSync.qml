import Doorstep.Gallery
import Doorstep.Round
import "Sample.js" as Sample

SyncPage {
    headline: "3 on this device only"
    body: "Locked and saved here. They send themselves when there is signal."
    reachedText: "Practice last reached at 08:52 today"
    steps: Sample.steps
    totalText: "Made here this round"
    total: "44"
    recordsHeading: "On this device only"
    records: RowsModel { rows: Sample.records }
    sendText: "Try to send 3 now"
    notices: []
}
