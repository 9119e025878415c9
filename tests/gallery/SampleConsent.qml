import Doorstep.Vaccinate

ConsentSheet {
    open: true
    givers: [{ value: "patient", text: "Mabel agrees", detail: "She has capacity for this decision" }, { value: "attorney", text: "An attorney or deputy agrees", detail: "Health and welfare, seen and valid" }, { value: "interests", text: "Best interests", detail: "She cannot decide this today" }]
    giver: "attorney"
    nameLabel: "Name of the attorney or deputy"
    giverName: ""
    nameError: "Enter the name of the person who agrees."
    basisLabel: "What you saw"
    basis: ""
    saveText: "Enter a name to save"
    saveReady: false
}
