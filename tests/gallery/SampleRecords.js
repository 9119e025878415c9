.pragma library
// Invented people of a practice and one record.

const registers = [{ value: "", text: "All, 412" }, { value: "housebound", text: "Housebound, 52" }, { value: "learning-disability", text: "LD, 9" }, { value: "care-home", text: "Care home, 61" }, { value: "palliative", text: "Palliative, 4" }];
const housebound = { text: "Housebound", iconName: "", tone: "neutral" };
const rows = [
    { patientId: "p1", name: "THISTLEWOOD, Mabel, 84", born: "14 Mar 1942", nhsNumber: "999 012 3454", place: "Flat 2, 14 Gull Terrace, ZZ99 3VZ", tags: [housebound], selected: false },
    { patientId: "p2", name: "THISTLEWOOD, Arthur, 87", born: "1 Feb 1939", nhsNumber: "999 000 0018", place: "Flat 2, 14 Gull Terrace, ZZ99 3VZ", tags: [housebound], selected: false },
    { patientId: "p3", name: "FEATHERSTONEHAUGH-WOLSTENHOLME, Wilhelmina Aleksandra, 90", born: "29 Feb 1936", nhsNumber: "999 103 8867", place: "The Old Lighthouse Keeper's Cottage, 114b Upper Marlport Harbour Road North", tags: [housebound, { text: "Palliative", iconName: "", tone: "neutral" }, { text: "LD", iconName: "", tone: "neutral" }], selected: false },
    { patientId: "p4", name: "BRACKEN, Olive, 91", born: "5 May 1935", nhsNumber: "999 000 0026", place: "3 Tern Close, ZZ99 3VZ", tags: [], selected: false },
    { patientId: "p5", name: "PENHALE, Harold, 79", born: "30 Jun 1947", nhsNumber: "999 071 5526", place: "8 Anchor Row, ZZ99 3VZ", tags: [housebound], selected: false }
];
const opened = rows.map(row => Object.assign({}, row, { selected: row.patientId === "p1" }));
const record = [
    { iconName: "flag", when: "30 Nov 2026", text: "To do: Repeat blood pressure: 168/94 at the visit" },
    { iconName: "pulse", when: "24 Nov 2026", text: "168/94 mmHg" },
    { iconName: "pencil", when: "24 Nov 2026", text: "Steps at the back door are slippery. Use the front. Iris will be there from 14:00 and has the key; ring her before you leave the practice." },
    { iconName: "syringe", when: "2 Oct 2026", text: "Flu vaccine 2026/27 given, batch FX7K198" },
    { iconName: "syringe", when: "14 Oct 2025", text: "Flu given, elsewhere: Quay Pharmacy" }
];
