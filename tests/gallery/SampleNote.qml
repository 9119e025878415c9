import Doorstep.Visit
import "Sample.js" as Sample

NotePage {
    patient: Sample.mabel
    note: "Walked to the door without the frame. Says the new tablets make her dizzy in the mornings."
    keptText: "Kept as you type, 10:43"
    saveText: "Save note"
    saveReady: true
    phrases: [{ value: "well", text: "Well after 15 minutes" }, { value: "advice", text: "Advice leaflet given" }]
}
