import Doorstep.Round

ReadingSheet {
    open: true
    title: "PGD flu v3.1"
    lines: [{ iconName: "calendar", lead: "Valid ", strong: "1 Sep 2026 to 31 Mar 2027" },
        { iconName: "shield", lead: "Authorised by ", strong: "Dr Anneliese Osei" },
        { iconName: "syringe", lead: "Covers product ", strong: "aTIV 0.5 ml, into muscle" },
        { iconName: "clipboard", lead: "Document fingerprint ", strong: "9f31a2c4" }]
    readToTheEnd: true
}
