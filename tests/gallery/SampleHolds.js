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
    { entryId: "e1", text: "aTIV (Seqirus), FX7K231, 24 Nov 2026 at 10:52, left upper arm", who: "Bronwen Achebe, 10:52 today", current: true },
    { entryId: "e2", text: "aTIV (Seqirus), FX7K198, 24 Nov 2026 at 10:42, right upper arm", who: "Dev Harroway, 10:42 today", current: true }
];
const phones = [
    { entryId: "e3", text: "01632 960 114, ring twice, then the daughter answers", who: "Wilhelmina Featherstonehaugh-Wolstenholme, 16:20, 23 Nov 2026", current: true },
    { entryId: "e4", text: "01632 960 411", who: "Dev Harroway, 10:42 today", current: false }
];
const doseChoices = [
    { value: "both", text: "Both were given", detail: "Both stay on record. Say who saw the patient's record and who was told." },
    { value: "wrong:e1", text: "Not given: aTIV (Seqirus), FX7K231, 24 Nov 2026 at 10:52, left upper arm", detail: "It is marked as entered in error, with its dose out of the box. It stays in the history." },
    { value: "wrong:e2", text: "Not given: aTIV (Seqirus), FX7K198, 24 Nov 2026 at 10:42, right upper arm", detail: "It is marked as entered in error, with its dose out of the box. It stays in the history." }
];
const phoneChoices = [
    { value: "stands:e3", text: "Right: 01632 960 114, ring twice, then the daughter answers", detail: "It shows from now on, on every device. The other stays in the history." },
    { value: "stands:e4", text: "Right: 01632 960 411", detail: "It shows from now on, on every device. The other stays in the history." },
    { value: "both", text: "Both are right", detail: "Both go on showing, side by side." }
];
const boxSides = [
    { entryId: "e5", text: "Closed: nothing missing", who: "Dev Harroway, 14:20 today", current: true },
    { entryId: "e6", text: "1 dose given, aTIV (Seqirus) FX7K231, after the box was closed", who: "Bronwen Achebe, 14:41 today", current: true },
    { entryId: "", text: "The records: 10 loaded, 9 given, 0 wasted, 2 returned. Not accounted for: -1", who: "", current: true }
];
const boxChoices = [
    { value: "both", text: "Counted again and looked into", detail: "The records stay as they are. Say what was found." }
];

// What devices sent that are not in use.
const sent = [
    { saveId: "s1", device: "Tablet 3F2A", title: "Flu vaccine given to Mabel Thistlewood, 14:05 today, and 3 more", who: "Dev Harroway, 14:06 today", why: "", selected: false },
    { saveId: "s2", device: "Tablet 3F2A", title: "Visit ended: not in, Wilhelmina Aleksandra Featherstonehaugh-Wolstenholme", who: "Wilhelmina Featherstonehaugh-Wolstenholme, 14:40 today", why: "", selected: false },
    { saveId: "s3", device: "Desk 77C1", title: "Rights, keys or decisions", who: "Somebody not known here, 09:12 on 21 Nov 2026", why: "", selected: false }
];
const sentDecided = [
    { saveId: "s9", heading: "Observations, Albert Quill", about: "Tablet 3F2A, Dev Harroway, 13:20 today", stands: "Left out of the records, and kept", decision: "It is recorded here already", who: "Priya Nandra, 15:02 today" }
];
const sentOpened = sent.map(row => Object.assign({}, row, { selected: row.saveId === "s1" }));
const sentLines = [
    { text: "Flu vaccine given to Mabel Thistlewood, 14:05 today", detail: "Batch FX7K231", iconName: "syringe" },
    { text: "Visit ended: vaccine given, Mabel Thistlewood", detail: "", iconName: "door" },
    { text: "Note, Mabel Thistlewood", detail: "The neighbour at number 5 has the key. She asks to be rung before half past nine, and not on Thursdays.", iconName: "pencil" },
    { text: "Dose out of the box", detail: "", iconName: "box" }
];
const sentTwins = [
    { text: "Note, Albert Quill", detail: "Here first: Dev Harroway, 13:20 today. Dog in the garden", iconName: "pencil" },
    { text: "What it says cannot be opened here", detail: "Came later: Somebody not known here, 13:20 today", iconName: "no" }
];
const sentWays = [
    { value: "in", text: "Let it in", detail: "It joins the records under its writer's name and time." },
    { value: "out", text: "Leave it out", detail: "It is in no record, and is kept and listed under Decided." }
];
const sentReasons = [
    { value: "writer confirms", text: "The writer confirms it" },
    { value: "on paper", text: "It is on paper or in another record" }
];
const sentReasonsOut = [
    { value: "not done", text: "The writer says it was not done" },
    { value: "recorded again", text: "It is recorded here already" },
    { value: "nobody knows", text: "Nobody can say whether it is true" }
];
