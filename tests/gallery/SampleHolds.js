.pragma library
// Invented records that disagree.

const rows = [
    { holdId: "h1", heading: "Two doses", about: "THISTLEWOOD, Mabel", sentence: "", who: "Practice nurse", tone: "stop", selected: false },
    { holdId: "h2", heading: "Two values: phone", about: "FEATHERSTONEHAUGH-WOLSTENHOLME, Wilhelmina Aleksandra", sentence: "", who: "Coordinator", tone: "warn", selected: false },
    { holdId: "h3", heading: "Two endings", about: "QUILL, Albert", sentence: "", who: "Coordinator", tone: "warn", selected: false }
];
const opened = rows.map(row => Object.assign({}, row, { selected: row.holdId === "h1" }));
const doses = [
    { entryId: "e1", text: "aTIV (Seqirus), FX7K231, 24 Nov 2026", who: "Bronwen Achebe, 10:52 today", current: true },
    { entryId: "e2", text: "aTIV (Seqirus), FX7K198, 24 Nov 2026", who: "Dev Harroway, 10:42 today", current: true }
];
const phones = [
    { entryId: "e3", text: "01632 960 114, ring twice, then the daughter answers", who: "Wilhelmina Featherstonehaugh-Wolstenholme, 16:20, 23 Nov 2026", current: true },
    { entryId: "e4", text: "01632 960 411", who: "Dev Harroway, 10:42 today", current: false }
];
