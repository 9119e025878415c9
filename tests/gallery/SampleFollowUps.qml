import Doorstep.Gallery
import "SampleDesk.js" as Desk
import Doorstep.Desk

FollowUpsPage {
    rows: RowsModel { rows: Desk.followUps }
    countText: "6 open, 1 overdue"
    count: 6
    selectedName: ""
    selectedTask: ""
    result: ""
    doneText: "Say what was done"
    doneReady: false
}
