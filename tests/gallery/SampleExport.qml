import Doorstep.Gallery
import "SamplePaper.js" as Paper
import Doorstep.Desk

ExportPage {
    presets: Paper.presets
    preset: "today"
    daysText: "Tue 24 Nov 2026"
    kinds: Paper.kinds
    folder: ""
    folderError: ""
    exportText: "Enter a folder to export"
    exportReady: false
    busy: false
    doneText: ""
    files: []
    error: ""
    history: RowsModel { rows: Paper.history }
    historyCount: 4
}
