import Doorstep.Gallery
import Doorstep.Round
import "Sample.js" as Sample

BeforeYouGoPage {
    roundName: "Harbour round"
    roundWhen: "Tue 24 Nov 2026"
    loadHeading: "Box 2: 15 doses"
    loads: RowsModel { rows: Sample.loadsOk }
    temperatureText: "4.1 °C at 08:00"
    temperatureTone: "ok"
    temperature: ""
    temperatureError: ""
    kit: RowsModel { rows: Sample.kit }
    authorities: Sample.authorities
    notices: []
    beginText: "Tick the BP cuff to go"
    ready: false
}
