import Doorstep.Gallery
import Doorstep.Visit
import "Sample.js" as Sample

VisitPage {
    patient: Sample.mabel
    members: []
    helpsHeading: "What helps Mabel"
    helps: Sample.helps
    ways: Sample.ways
    keySafe: "Key safe left of the door."
    keyCode: ""
    jobs: RowsModel { rows: Sample.jobs }
    jobsFact: "0 of 3 jobs done"
    notices: []
    added: []
    primaryText: "Give flu vaccine"
    primaryReady: true
}
