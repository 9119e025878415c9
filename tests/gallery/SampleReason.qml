import Doorstep.Controls

ReasonSheet {
    open: true
    title: "Give with a reason"
    explanation: "aTIV is usually for people aged 50 and over. Rosa Lind is 47. The reason is recorded."
    reasons: [{ value: "only", text: "Only vaccine in the box" }, { value: "gp", text: "The GP asked for it" }, { value: "patient", text: "She asked for it" }]
    reason: "gp"
    words: ""
    saveText: "Give, the GP asked for it"
    saveReady: true
}
