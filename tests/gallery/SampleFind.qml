import Doorstep.Gallery
import Doorstep.Today
import "Sample.js" as Sample

FindPage {
    query: "th"
    results: RowsModel { rows: Sample.found }
    countText: "3 people"
    emptyFact: ""
    emptyNext: ""
    addText: "Add a patient"
}
