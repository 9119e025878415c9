import Doorstep.Gallery
import Doorstep.Vaccinate

BatchSheet {
    open: true
    batches: RowsModel {
        rows: [{ batchId: "b1", title: "FX7K231, flu aTIV", under: "Expires 31 May 2027 · 12 left", tags: [], selected: true },
            { batchId: "b2", title: "LM402C, flu TIVc", under: "Expires 30 Apr 2027 · 3 left", tags: [{ text: "Not the usual vaccine", iconName: "warning", tone: "warn" }], selected: false }]
    }
    typed: ""
    typedError: ""
}
