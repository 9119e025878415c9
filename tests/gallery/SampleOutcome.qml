import Doorstep.Visit
import "Sample.js" as Sample

OutcomeSheet {
    open: true
    outcomes: Sample.outcomes
    outcome: "notIn"
    reasonsHeading: "Why?"
    reasons: []
    reason: ""
    offersCard: true
    cardLeft: true
    cardDetail: "Large print card, as Mabel prefers"
    retryHeading: "Try again"
    retries: Sample.retries
    days: Sample.days
    retry: "2026-11-26"
    noteLabel: ""
    note: ""
    fact: "The unused dose stays in the box: 12 left."
    saveText: "Save: not in, try Thu 26 Nov"
    saveReady: true
}
