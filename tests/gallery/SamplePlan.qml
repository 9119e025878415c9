import Doorstep.Gallery
import "SampleRounds.js" as Rounds
import Doorstep.Desk

PlanPage {
    roundName: "Round of Thu 26 Nov"
    day: "2026-11-26"
    dayText: "Thu 26 Nov 2026"
    days: Rounds.days
    leavesAt: "09:00"
    leavesAtError: ""
    team: Rounds.team
    teamText: "Bronwen and Dev"
    programmes: Rounds.programmes
    programme: "flu-2026-27"
    query: ""
    filters: Rounds.filters
    filter: "due"
    chooseAllText: "Choose 10 due"
    emptyFact: ""
    due: RowsModel { rows: Rounds.due }
    stops: RowsModel { rows: Rounds.stops }
    stopCount: 7
    backBy: "Back by 13:50"
    stopTitle: "Stop 3: OAKSHOTT, Pearl"
    atStop: Rounds.atStop
    forAll: Rounds.forAll
    canMoveUp: true
    canMoveDown: true
    canUndoMove: true
    load: RowsModel { rows: Rounds.load }
    loadSum: "Needed 14, spare 1"
    tablets: Rounds.tablets
    checks: Rounds.checks
    sum: "7 stops, 14 patients, 15 doses"
    canGo: "Can go with 1 warning."
    sendText: "Send to tablet 5F3A"
    sendReady: true
    busy: false
    gap: ""
    sentText: ""
}
