.pragma library
// Invented records that disagree.

const rows = [
    { holdId: "h1", heading: "Two doses", about: "THISTLEWOOD, Mabel", sentence: "", who: "Bronwen Achebe, practice nurse", tone: "stop", selected: false },
    { holdId: "h2", heading: "Two values: phone", about: "FEATHERSTONEHAUGH-WOLSTENHOLME, Wilhelmina Aleksandra", sentence: "", who: "Priya Nandra, coordinator", tone: "warn", selected: false },
    { holdId: "h3", heading: "Two endings", about: "QUILL, Albert", sentence: "", who: "Priya Nandra, coordinator", tone: "warn", selected: false }
];
const decisions = [
    { holdId: "h8", heading: "Two doses", about: "OAKSHOTT, Pearl", stands: "Stands: aTIV (Seqirus), FX7K231, 23 Nov 2026", decision: "Rang the pharmacy: one dose was given.", who: "Bronwen Achebe, 09:12 today" },
    { holdId: "h9", heading: "Two values: phone", about: "FEATHERSTONEHAUGH-WOLSTENHOLME, Wilhelmina Aleksandra", stands: "All were kept as they were", decision: "Both numbers reach her: the first is the daughter's.", who: "Wilhelmina Featherstonehaugh-Wolstenholme, 16:20, 23 Nov 2026" }
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
