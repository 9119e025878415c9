import Doorstep.Gallery
import "SampleHolds.js" as Holds
import Doorstep.Desk

HeldEntriesPage {
    rows: RowsModel { rows: Holds.sent }
    count: 3
    countText: "3 wait for a decision"
    decisions: RowsModel { rows: Holds.sentDecided }
    decisionCount: 1
    deciding: ""
    device: ""
    who: ""
    why: ""
    obstacle: ""
    lines: []
    ways: []
    way: ""
    reasons: []
    reason: ""
    decides: "coordinator, practice manager, nurse or GP"
    saveText: "Choose what becomes of it"
    saveReady: false
    busy: false
}
