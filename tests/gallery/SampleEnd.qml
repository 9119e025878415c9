import Doorstep.Gallery
import Doorstep.Round
import "Sample.js" as Sample

EndOfRoundPage {
    roundName: "Harbour round"
    roundWhen: "Tue 24 Nov 2026"
    openVisits: []
    lines: RowsModel { rows: Sample.balanced }
    differs: false
    difference: ""
    differenceError: ""
    temperatureText: "5.2 °C at 14:40, never above 8 °C"
    temperatureTone: "ok"
    temperature: ""
    temperatureError: ""
    syncText: "All 44 records are at the practice"
    syncTone: "ok"
    syncIcon: "shield"
    backSafely: true
    notices: []
    closeText: "Close Harbour round"
    ready: true
}
