.pragma library
// Invented people of a list being imported, and the imports before it.

const lines = [
    { line: "2", name: "THISTLEWOOD, Mabel", facts: "Born 14 Mar 1942, NHS 999 012 3454", findings: "", verdict: "Ready", verdictIcon: "check", tone: "ok" },
    { line: "3", name: "THISTLEWOOD, Arthur", facts: "Born 1 Feb 1939, NHS 999 000 0018", findings: "", verdict: "Ready", verdictIcon: "check", tone: "ok" },
    { line: "4", name: "BRACKEN, Olive", facts: "Born 5 May 1935, NHS 999 000 0026", findings: "The postcode looks unusual. It is kept. (ZZ9 93VZ)", verdict: "Look", verdictIcon: "warning", tone: "warn" },
    { line: "5", name: "FEATHERSTONEHAUGH-WOLSTENHOLME, Wilhelmina Aleksandra", facts: "Born 9 Jan 1958, no NHS number", findings: "There is no NHS number. A person must decide.", verdict: "Held", verdictIcon: "pause", tone: "warn" },
    { line: "6", name: "OAKSHOTT, Pearl", facts: "Born 7 Jul 1940", findings: "The NHS number does not check. One digit is wrong. (9990000043)", verdict: "Left out", verdictIcon: "no", tone: "stop" },
    { line: "7", name: "QUILL, Albert", facts: "Born 2 Feb 1944, NHS 999 000 0050", findings: "", verdict: "Ready", verdictIcon: "check", tone: "ok" },
    { line: "8", name: "", facts: "Born 11 Nov 1936, NHS 999 000 0069", findings: "There is no name.", verdict: "Left out", verdictIcon: "no", tone: "stop" },
    { line: "9", name: "AMBERLY, Joyce", facts: "Born 21 Jun 1949, NHS 999 000 0077", findings: "", verdict: "Ready", verdictIcon: "check", tone: "ok" },
    { line: "10", name: "TIDEWELL, Ron", facts: "Born 30 Aug 1953, NHS 999 000 0085", findings: "", verdict: "Ready", verdictIcon: "check", tone: "ok" }
];
const filters = [{ value: "", text: "All, 9" }, { value: "accept", text: "Ready, 5" }, { value: "warn", text: "Look, 1" }, { value: "hold", text: "Held, 1" }, { value: "reject", text: "Left out, 2" }];
const registers = [{ value: "housebound", text: "Housebound" }, { value: "carehome", text: "Care home" }, { value: "ld", text: "Learning disability" }, { value: "smi", text: "Severe mental illness" }, { value: "dementia", text: "Dementia" }];
const columns = [
    { index: 0, header: "NHS Number", meaning: "0", meaningText: "NHS number" },
    { index: 1, header: "Surname", meaning: "1", meaningText: "Family name" },
    { index: 2, header: "Forename", meaning: "2", meaningText: "First name" },
    { index: 3, header: "DOB", meaning: "5", meaningText: "Date of birth" },
    { index: 4, header: "Usual place of residence as recorded at last review", meaning: "7", meaningText: "Address" },
    { index: 5, header: "Postcode", meaning: "10", meaningText: "Postcode" },
    { index: 6, header: "Clinical risk", meaning: "30", meaningText: "Not read" }
];
const meanings = [{ value: "0", text: "NHS number" }, { value: "1", text: "Family name" }, { value: "2", text: "First name" }, { value: "3", text: "Name" }, { value: "5", text: "Date of birth" }, { value: "6", text: "Gender" }, { value: "7", text: "Address" }, { value: "9", text: "Town" }, { value: "10", text: "Postcode" }, { value: "12", text: "Phone" }, { value: "18", text: "Registers" }, { value: "19", text: "Risk groups" }, { value: "20", text: "Allergies" }, { value: "22", text: "Adjustments" }, { value: "25", text: "Last flu vaccine" }, { value: "30", text: "Not read" }];
const history = [
    { importId: "i3", title: "Housebound, 08:12 today", under: "2 added, 1 changed, 35 unchanged, 1 set aside", canUndo: true },
    { importId: "i2", title: "Housebound, 09:40, 2 Oct 2026", under: "36 added, 0 changed, 0 unchanged, 2 set aside", canUndo: true },
    { importId: "i1", title: "Learning disability register from the clinical system, 16:02, 28 Sep 2026", under: "9 added, 0 changed, 0 unchanged, 0 set aside · undone", canUndo: false }
];
