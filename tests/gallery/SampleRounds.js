.pragma library
// An invented round being planned.

const due = [
    ["p1", "QUILL, Albert, 82", "5 Tern Close · not in 24 Nov 2026", "65 or over", true],
    ["p2", "VARLEY, Edna, 90", "11 Tern Close", "65 or over", true],
    ["p3", "AMBERLY, Joyce, 77", "2 Anchor Row", "65 or over", true],
    ["p4", "MENSAH-REED, Kofi, 68", "40 Mill Rise · refused 2 Oct 2025", "65 or over", false],
    ["p5", "OAKSHOTT, Pearl, 86", "6 Mill Rise", "65 or over", true],
    ["p6", "FEATHERSTONEHAUGH-WOLSTENHOLME, Wilhelmina Aleksandra, 91", "The Old Coastguard Cottages, Upper Harbour Road · on Harbour round, Wed 25 Nov", "65 or over", false],
    ["p7", "TIDEWELL, Ron, 73", "19 Quay Street · in hospital 20 Nov 2026", "65 or over", false],
    ["p8", "LARKE, Winifred, 94", "1 Quay Street", "65 or over", true]
].map(row => ({ patientId: row[0], name: row[1], under: row[2], reason: row[3], chosen: row[4] }));
const stops = [
    ["1", "09:10", "LARKE, Winifred", "1 Quay Street", "15 min", "Flu, BP"],
    ["2", "09:35", "Sandpiper, 5", "LD home, Quay Street", "75 min", "Flu 5, BP 2"],
    ["3", "11:00", "OAKSHOTT, Pearl", "6 Mill Rise", "15 min", "Flu"],
    ["4", "11:25", "Amberly, 2", "2 Anchor Row", "30 min", "Flu 2"],
    ["5", "12:05", "VARLEY, Edna", "11 Tern Close", "15 min", "BP"],
    ["6", "12:30", "QUILL, Albert", "5 Tern Close", "15 min", "Flu, Observations"],
    ["7", "12:55", "Featherstonehaugh-Wolstenholme, 3", "The Old Coastguard Cottages, Upper Harbour Road", "45 min", "Flu 3, COVID-19 3, BP 3, Observations 1"]
].map((row, index) => ({ stopId: String(index), number: row[0], time: row[1], name: row[2], place: row[3], minutes: row[4], work: row[5], selected: index === 2 }));
const programmes = [{ value: "flu-2026-27", text: "Flu 2026/27" }];
const twoProgrammes = programmes.concat([{ value: "covid-2026", text: "COVID-19 autumn 2026" }]);
const jobs = [["vaccinate:flu-2026-27", "Flu vaccine 2026/27", "13 of 14"], ["observe:bp", "Blood pressure", "3 of 14"], ["observe", "Observations", "0 of 14"]];
const forAll = jobs.map(row => ({ value: row[0], text: row[1], detail: row[2], chosen: false }));
const jobsOf = chosen => jobs.map(row => ({ value: row[0], text: row[1], detail: "", chosen: chosen.includes(row[0]) }));
const atStop = [{ patientId: "p5", name: "OAKSHOTT, Pearl", jobs: jobsOf(["vaccinate:flu-2026-27"]) }];
const atLongStop = [["p11", "FEATHERSTONEHAUGH-WOLSTENHOLME, Wilhelmina Aleksandra"], ["p12", "FEATHERSTONEHAUGH-WOLSTENHOLME, Maximilian"]]
    .map(row => ({ patientId: row[0], name: row[1], jobs: jobsOf(["observe:bp"]) }));
const load = [
    { batchId: "b1", product: "aTIV (Seqirus)", batch: "FX7K231, expires 31 May 2027", stock: "60 in the fridge", doses: "12" },
    { batchId: "b2", product: "TIVc (Seqirus)", batch: "LM402C, expires 30 Apr 2027", stock: "8 in the fridge", doses: "3" }
];
const filters = [{ value: "due", text: "Due, 38" }, { value: "chosen", text: "Chosen, 14" }, { value: "all", text: "All, 52" }];
const noFilters = [{ value: "due", text: "Due, 0" }, { value: "chosen", text: "Chosen, 0" }, { value: "all", text: "All, 0" }];
const tablets = [{ value: "t1", text: "tablet 5F3A", detail: "", chosen: true }, { value: "t2", text: "tablet 09C1", detail: "", chosen: false }];
const team = [
    { value: "s1", text: "Bronwen Achebe", detail: "nurse", chosen: true },
    { value: "s2", text: "Dev Harroway", detail: "healthcare-assistant", chosen: true },
    { value: "s3", text: "Wilhelmina Featherstonehaugh-Wolstenholme", detail: "nurse", chosen: false }
];
const checks = [
    { text: "Bronwen: PGD flu v3.1", iconName: "check", tone: "ok" },
    { text: "Dev: no signed authority for 3 of 14", iconName: "warning", tone: "warn" },
    { text: "Doses for everybody", iconName: "check", tone: "ok" }
];
const missing = [
    { text: "Choose who is visited", iconName: "warning", tone: "stop" },
    { text: "Choose who goes", iconName: "warning", tone: "stop" },
    { text: "Choose the tablet", iconName: "warning", tone: "stop" },
    { text: "Load the box", iconName: "warning", tone: "stop" }
];
const days = ["Tue 24 Nov", "Wed 25 Nov", "Thu 26 Nov", "Fri 27 Nov", "Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec", "Thu 3 Dec", "Fri 4 Dec", "Mon 7 Dec"].map((text, index) => ({ value: "2026-11-" + (24 + index), text: text }));
