import Doorstep.Gallery
import Doorstep.Vaccinate
import "Sample.js" as Sample

VaccinatePage {
    patient: Sample.mabel
    helps: "Stand on her right, she hears better there"
    phase: "ask"
    askHeading: "Check with Mabel"
    identity: "She is Mabel Thistlewood, born 14 Mar 1942"
    questionsLead: "None of these:"
    questions: Sample.questions
    consentAsk: "She agrees to the flu vaccine today"
    clearText: "No to all, and Mabel agrees"
    differentText: "Yes to any, or unsure"
    checkedHeading: "Checked at 10:42"
    checkedLines: [{ text: "Name and date of birth", tone: "ok" }, { text: "No to all 5 questions", tone: "ok" }]
    consent: "Mabel agrees and has capacity"
    askNotices: []
    doses: RowsModel { rows: [Sample.fluDose] }
    offers: []
    authorityLead: "PGD flu v3.1"
    authorityTail: " valid to 31 Mar 2027, signed by you"
    authorityNotices: []
    saveText: "Check with Mabel to save"
    saveReady: false
}
