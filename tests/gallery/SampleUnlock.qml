import Doorstep.Gallery
import Doorstep.Unlock
import "Sample.js" as Sample

UnlockPage {
    practice: "Harbour Lane Surgery · tablet 2"
    people: RowsModel { rows: Sample.people }
    person: "p1"
    prompt: "PIN for Bronwen"
    filled: 3
    hint: "9 tries left. A forgotten PIN loses no record."
    othersText: "6 more people"
    biometricText: "Fingerprint"
    helpText: ""
}
