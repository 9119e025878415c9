import Doorstep.Gallery
import Doorstep.Today
import "Sample.js" as Sample

TodayPage {
    roundName: "Harbour round"
    roundWhen: "Tue 24 Nov 2026 · with Dev, car 2"
    doneText: "7 of 18 visits done"
    dosesText: "12 doses in box"
    segments: Sample.segments
    share: 0.39
    tallyText: "6 given, 1 not in, 11 to go"
    temperatureText: "4.6 °C at 10:15"
    syncText: "3 records on this device only"
    syncTone: "brand"
    syncIcon: "device"
    next: Sample.nextStop
    stops: RowsModel { rows: Sample.stops }
    startText: "Start stop 8"
    doneAction: "Show 7 done"
}
