import Doorstep.Gallery
import "Sample.js" as Sample
import "SampleRecords.js" as Records
import Doorstep.Desk

RegisterPage {
    query: ""
    registers: Records.registers
    registerWord: "housebound"
    rows: RowsModel { rows: Records.rows }
    countText: "52 people"
    emptyFact: ""
    emptyNext: ""
    hasPatient: false
    patient: Sample.mabel
    helps: Sample.helps
    record: Records.record
    mayTakeApart: false
}
