.pragma library
// Invented rounds, outcomes and exports for the pictures and page tests of the desk.

const rounds = [
    { roundId: "r1", name: "Harbour round", day: "Tue 24 Nov 2026", selected: true },
    { roundId: "r2", name: "Mill Rise and the far side of the river", day: "Mon 23 Nov 2026", selected: false },
    { roundId: "r3", name: "Sandpiper Lodge", day: "Thu 19 Nov 2026", selected: false }
];
const outcomes = [
    { visitId: "v1", name: "Mabel Thistlewood", when: "10:52 today", outcome: "Given", icon: "check", tone: "ok", detail: "", next: "", ended: true },
    { visitId: "v2", name: "Kofi Mensah-Reed", when: "11:20 today", outcome: "Refused", icon: "no", tone: "warn", detail: "Worried about side effects · Wants the GP to ring first", next: "", ended: true },
    { visitId: "v3", name: "Wilhelmina Aleksandra Featherstonehaugh-Wolstenholme", when: "11:41 today", outcome: "Not in", icon: "door", tone: "warn", detail: "Card left · Neighbour at 12 says she is at the day centre on Tuesdays", next: "Try again Thu 26 Nov", ended: true },
    { visitId: "v4", name: "Olive Bracken", when: "12:05 today", outcome: "Already had it", icon: "check", tone: "warn", detail: "At a pharmacy", next: "", ended: true },
    { visitId: "v5", name: "Harold Penhale", when: "Not ended", outcome: "Not ended", icon: "info", tone: "neutral", detail: "", next: "", ended: false }
];
const presets = [
    { value: "today", text: "Today" },
    { value: "week", text: "Last 7 days" },
    { value: "month", text: "Last 31 days" }
];
const kinds = [
    { iconName: "list", lead: "SystmOne vaccinations, ", strong: "CSV", tail: "" },
    { iconName: "list", lead: "All visits for a spreadsheet, ", strong: "CSV", tail: "" },
    { iconName: "upload", lead: "One bundle a visit, ", strong: "FHIR JSON", tail: "" },
    { iconName: "upload", lead: "Immunizations, one a line, ", strong: "FHIR NDJSON", tail: "" },
    { iconName: "clipboard", lead: "A sheet for each round, ", strong: "PDF", tail: "" }
];
const files = ["systmone-vaccinations-20261118-20261124.csv", "visits-20261118-20261124.csv",
    "fhir-bundles-20261118-20261124.json", "fhir-immunizations-20261118-20261124.ndjson", "round-20261124-5f3a91c0.pdf"];
const history = [
    { title: "FHIR, 16:20 today", under: "42 records" },
    { title: "CSV, 16:20 today", under: "42 records" },
    { title: "PDF, 16:20 today", under: "7 records" },
    { title: "CSV, 15:02 on 20 Nov 2026", under: "31 records" }
];
