import Doorstep.Unlock

DamagedPage {
    stage: "damaged"
    prompt: "PIN for Bronwen"
    hint: "10 tries left. A forgotten PIN loses no record."
    error: ""
    filled: 0
    places: 6
    busyText: ""
}
