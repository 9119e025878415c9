import Doorstep.Gallery
import Doorstep.Desk
import "SampleDesk.js" as Desk

// The desk around a sample page, as the shell shows it.
DeskView {
    id: root

    property string section: "followUps"

    practice: "Harbour Lane Surgery"
    personName: "Priya Nandra"
    personDuty: "Coordinator"
    personInitials: "PN"
    sections: RowsModel { rows: Desk.rail(root.section) }
}
