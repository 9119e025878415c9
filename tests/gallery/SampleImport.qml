import Doorstep.Gallery
import "SampleLists.js" as Lists
import Doorstep.Desk

ImportPage {
    stage: "choose"
    path: ""
    pathError: ""
    busy: false
    error: ""
    fileName: "housebound-november.csv"
    fileText: ""
    fileTone: "ok"
    lines: RowsModel { rows: Lists.lines }
    linesFact: ""
    filters: Lists.filters
    filter: ""
    sumText: "9 rows: 6 to import, 1 held for a person, 2 left out"
    source: "Housebound"
    registers: Lists.registers
    registerWord: "housebound"
    dateOrder: "day"
    columns: Lists.columns
    columnsFact: "Read as saved with the last such list."
    meanings: Lists.meanings
    importText: "Import 6 patients"
    importReady: true
    doneText: ""
    doneCanUndo: false
    history: RowsModel { rows: Lists.history }
}
