import Doorstep.Gallery
import Doorstep.Observe
import "Sample.js" as Sample

ObservePage {
    patient: Sample.mabel
    systolic: ({ key: "sys", label: "Systolic", value: "142", unit: "mmHg", status: "entered" })
    diastolic: ({ key: "dia", label: "Diastolic", value: "8", unit: "mmHg", status: "entered" })
    activeKey: "dia"
    posture: "Left arm, sitting"
    lastStrong: "148/82"
    lastTail: " 3 Sep 2026, 152/84 12 Jun"
    trend: [0.2, 0.7, 0.5, 0.8, 0.4]
    tiles: RowsModel { rows: Sample.tiles }
    message: ""
    messageTone: "warn"
    score: "2"
    scoreHeading: "NEWS2 so far, not a total"
    scoreMissing: "Missing: breathing rate"
    scorePoints: "Pulse 1, temperature 1, the rest 0"
    scoreNext: ""
    scoreTone: "neutral"
    choices: []
    choice: ""
    advanceText: "Next"
    advanceSaves: false
    advanceReady: true
}
