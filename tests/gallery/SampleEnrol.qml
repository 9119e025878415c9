import Doorstep.Unlock

EnrolPage {
    stage: "ticket"
    ticket: ""
    digits: ""
    error: ""
    ready: false
    practice: "Harbour Lane Surgery"
}
