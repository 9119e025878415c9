import Doorstep.Visit
import "Sample.js" as Sample

FollowUpSheet {
    open: true
    tasks: [{ value: "bp", text: "Repeat BP" }, { value: "bloods", text: "Blood test" }, { value: "call", text: "Telephone call" }, { value: "gp", text: "GP to review" }, { value: "social", text: "Social care" }]
    task: "bp"
    owners: [{ value: "me", text: "Me" }, { value: "dev", text: "Dev Harroway" }, { value: "duty", text: "Duty doctor" }, { value: "coord", text: "Priya Nandra" }]
    owner: "dev"
    dues: [{ value: "week", text: "1 week", detail: "Tue 1 Dec" }, { value: "month", text: "4 weeks", detail: "Tue 22 Dec" }, { value: "pick", text: "Pick", detail: "a date" }]
    days: Sample.days
    due: "week"
    note: ""
    saveText: "Save: repeat BP, Dev, Tue 1 Dec"
    saveReady: true
}
