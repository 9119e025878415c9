import Doorstep.Today

AddPatientSheet {
    open: true
    family: "Thistle"
    given: ""
    born: ""
    nhsNumber: ""
    error: "Enter a given name and a date of birth, so that the practice can match them."
}
