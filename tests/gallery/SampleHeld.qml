import Doorstep.Gallery
import "SampleHolds.js" as Holds
import Doorstep.Desk

HoldsPage {
    rows: RowsModel { rows: Holds.rows }
    count: 3
    countText: "3 wait for a decision"
    decisions: RowsModel { rows: Holds.decisions }
    decisionCount: 2
    deciding: ""
    about: ""
    heading: ""
    sentence: ""
    who: ""
    tone: ""
    values: []
    choices: []
    chosen: ""
    decision: ""
    saveText: "Choose how to decide"
    saveReady: false
    busy: false
}
