import Doorstep.Gallery
import "SamplePaper.js" as Paper
import Doorstep.Desk

OutcomesPage {
    rounds: RowsModel { rows: Paper.rounds }
    hasRounds: true
    roundName: "Harbour round"
    rows: RowsModel { rows: Paper.outcomes }
    count: 5
    sumText: "5 visits: 1 done, 3 not given, 1 not ended"
    onlyNotGiven: false
    folder: ""
    folderError: ""
    sheetText: "Enter a folder for the sheet"
    sheetReady: false
    sheetDone: ""
    sheetError: ""
}
