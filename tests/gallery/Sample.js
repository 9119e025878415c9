.pragma library
// Invented people, places and batches for the pictures and the page tests. NHS numbers are in the 999 range.

const mabel = {
    name: "THISTLEWOOD, Mabel (Mrs)", born: "14 Mar 1942", age: "84 y", sex: "Female", nhsNumber: "999 012 3454",
    allergyState: "known", allergies: "penicillin (rash), codeine (vomiting)", allergiesMore: "", allAllergies: "",
    address: "Flat 2, 14 Gull Terrace, Marlport", identity: "Identity checked 10:41"
};
const unknownAllergies = {
    name: "BRACKEN, Olive (Miss)", born: "2 Feb 1935", age: "91 y", sex: "Female", nhsNumber: "999 044 1207",
    allergyState: "notRecorded", allergies: "ask and record them", allergiesMore: "", allAllergies: "",
    address: "3 Tern Close, Marlport", identity: ""
};
const noAllergies = {
    name: "PENHALE, Harold (Mr)", born: "30 Jun 1947", age: "79 y", sex: "Male", nhsNumber: "999 071 5526",
    allergyState: "none", allergies: "checked 3 Sep 2026", allergiesMore: "", allAllergies: "",
    address: "8 Anchor Row, Marlport", identity: "Identity checked 13:02"
};
const longName = {
    name: "FEATHERSTONEHAUGH-WOLSTENHOLME, Wilhelmina Aleksandra (Professor)", born: "29 Feb 1936", age: "90 y",
    sex: "Female", nhsNumber: "999 103 8867", allergyState: "known",
    allergies: "trimethoprim (anaphylaxis), latex (blisters), elastoplast (rash), ibuprofen (asthma)",
    allergiesMore: "and 3 more", allAllergies: "trimethoprim (anaphylaxis), latex (blisters), elastoplast (rash), ibuprofen (asthma), egg (hives), wasp (swelling), morphine (itching)", address: "The Old Lighthouse Keeper's Cottage, 114b Upper Marlport Harbour Road North, Marlport",
    identity: "Identity checked 10:41 by Bronwen Achebe"
};

const helps = [
    { iconName: "ear", lead: "Hard of hearing in the left ear: ", strong: "stand on her right" },
    { iconName: "eye", lead: "Large print for anything you leave" },
    { iconName: "people", lead: "Daughter Iris likes to be there" }
];
const helpsJoined = [{ iconName: "people", lead: "Also recorded as ", strong: "Mabel Thistlewood, no NHS number" }].concat(helps);
const ways = [
    { iconName: "ear", lead: "Knock loudly, then wait 2 minutes" },
    { iconName: "pin", lead: "First floor, no lift" }
];
const jobs = [
    { jobKey: "flu", title: "Flu vaccine 2026/27", fact: "None given this season", iconName: "syringe", tagText: "Ready", tagIcon: "check", tagTone: "ok", next: true, done: false, canUndo: false },
    { jobKey: "bp", title: "Blood pressure", fact: "Last 148/82 mmHg, 3 Sep 2026", iconName: "pulse", tagText: "Due", tagIcon: "clock", tagTone: "warn", next: false, done: false, canUndo: false },
    { jobKey: "review", title: "Housebound review", fact: "4 of 11 answered on 3 Nov 2026", iconName: "clipboard", tagText: "Draft", tagIcon: "pencil", tagTone: "neutral", next: false, done: false, canUndo: false }
];
const jobsDone = [
    { jobKey: "flu", title: "Flu vaccine 2026/27", fact: "Given 10:52, left arm", iconName: "syringe", tagText: "", tagIcon: "", tagTone: "neutral", next: false, done: true, canUndo: true },
    { jobKey: "bp", title: "Blood pressure", fact: "142/84 mmHg at 10:55", iconName: "pulse", tagText: "", tagIcon: "", tagTone: "neutral", next: false, done: true, canUndo: false },
    { jobKey: "review", title: "Housebound review", fact: "11 of 11 answered", iconName: "clipboard", tagText: "", tagIcon: "", tagTone: "neutral", next: false, done: true, canUndo: false }
];
const jobsLong = [
    { jobKey: "flu", title: "Adjuvanted quadrivalent influenza vaccine 2026/27, second dose", fact: "First dose 12 Oct 2026 at Marlport Quay Community Pharmacy, 28 days ago", iconName: "syringe", tagText: "Authority missing", tagIcon: "warning", tagTone: "stop", next: true, done: false, canUndo: false },
    jobs[1], jobs[2]
];

const segments = ["given", "given", "given", "given", "given", "given", "other", "next", "next",
    "todo", "todo", "todo", "todo", "todo", "todo", "todo", "todo", "todo"];
const nextStop = {
    label: "Next: stop 8", window: "10:45 to 11:15", address: "Flat 2, 14 Gull Terrace",
    household: "Thistlewood household, 2 patients · 0.8 miles",
    people: [
        { visitId: "v8a", person: "Mabel, 84", jobs: [{ key: "flu", text: "Flu", iconName: "syringe", done: false }, { key: "bp", text: "BP", iconName: "pulse", done: false }, { key: "review", text: "Review", iconName: "clipboard", done: false }] },
        { visitId: "v8b", person: "Arthur, 87", jobs: [{ key: "flu", text: "Flu", iconName: "syringe", done: false }] }
    ],
    tags: [{ text: "Allergies", iconName: "warning", tone: "stop" }, { text: "Hearing", iconName: "ear", tone: "adj" }, { text: "Key safe", iconName: "key", tone: "neutral" }]
};
const nextStopTwoDoses = Object.assign({}, nextStop, { tags: [{ text: "Two doses", iconName: "no", tone: "stop" }].concat(nextStop.tags) });
const nextLong = {
    label: "Next: stop 18 of 18", window: "16:45 to 17:15, after the carer's call",
    address: "The Old Lighthouse Keeper's Cottage, 114b Upper Marlport Harbour Road North",
    household: "Featherstonehaugh-Wolstenholme household, 3 patients · 12.4 miles",
    people: [
        { visitId: "v18a", person: "Wilhelmina Aleksandra, 90", jobs: [{ key: "flu", text: "Flu", iconName: "syringe", done: true }, { key: "covid", text: "COVID-19", iconName: "syringe", done: false }, { key: "bp", text: "BP", iconName: "pulse", done: false }, { key: "review", text: "Housebound review", iconName: "clipboard", done: false }] },
        { visitId: "v18b", person: "Bartholomew, 92", jobs: [{ key: "flu", text: "Flu", iconName: "syringe", done: false }] },
        { visitId: "v18c", person: "Jo, 65", jobs: [{ key: "flu", text: "Flu", iconName: "syringe", done: false }] }
    ],
    tags: [{ text: "Allergies", iconName: "warning", tone: "stop" }, { text: "Two to visit", iconName: "people", tone: "warn" }, { text: "Hearing and sight", iconName: "ear", tone: "adj" }, { text: "Key safe", iconName: "key", tone: "neutral" }, { text: "Dog", iconName: "warning", tone: "warn" }, { text: "Steps", iconName: "pin", tone: "neutral" }]
};
const stops = [
    { stopId: "s9", number: "9", window: "11:15 to 11:45", name: "Olive Bracken, 91", place: "3 Tern Close", selected: false, tags: [{ text: "Flu", iconName: "syringe" }, { text: "BP", iconName: "pulse" }, { text: "Dog", iconName: "warning", tone: "warn" }] },
    { stopId: "s10", number: "10", window: "11:45 to 12:30", name: "Kestrel House, 4 patients", place: "LD home, 22 Mill Rise", selected: false, tags: [{ text: "Flu", iconName: "syringe" }, { text: "Easy read", iconName: "eye", tone: "adj" }] },
    { stopId: "s11", number: "11", window: "13:00 to 13:30", name: "Harold Penhale, 79", place: "8 Anchor Row", selected: false, tags: [{ text: "Flu", iconName: "syringe" }] }
];
const stopEight = { stopId: "s8", number: "8", window: "10:45 to 11:15, now", name: "Thistlewood, 2 patients", place: "Flat 2, 14 Gull Terrace", selected: true, tags: [{ text: "Flu, 2", iconName: "syringe" }, { text: "BP", iconName: "pulse" }, { text: "Allergies", iconName: "warning", tone: "stop" }, { text: "Hearing", iconName: "ear", tone: "adj" }] };
const paneStops = [stopEight].concat(stops);
const doneStops = [
    { stopId: "s6", number: "6", window: "Done 10:12", name: "Joan Pettifer, 88", place: "19 Quay Street", selected: false, tags: [{ text: "Given", iconName: "check", tone: "ok" }] },
    { stopId: "s7", number: "7", window: "Done 10:31", name: "Albert Quill, 82", place: "5 Tern Close", selected: false, tags: [{ text: "Not in, try Thu 26 Nov", iconName: "door", tone: "neutral" }] }
].concat(stops);

const questions = [
    { questionId: "unwell", text: "Fever, or unwell", question: "Does Mabel have a fever, or feel unwell?", answer: "" },
    { questionId: "reaction", text: "Bad reaction to a vaccine before", question: "Has she had a bad reaction to a vaccine before?", answer: "" },
    { questionId: "bleeding", text: "Bleeding disorder or blood thinner", question: "Does she have a bleeding disorder, or take a blood thinner?", answer: "" },
    { questionId: "since", text: "Flu vaccine since 1 Sep 2026", question: "Has she had a flu vaccine since 1 Sep 2026?", answer: "" },
    { questionId: "allergy", text: "Any allergy not shown above", question: "Does she have any allergy that is not shown above?", answer: "" }
];
const answered = questions.map((each, index) => Object.assign({}, each, { answer: index === 2 ? "yes" : index < 4 ? "no" : "" }));
const arms = [{ value: "left", text: "Left arm", detail: "Mabel's left" }, { value: "right", text: "Right arm", detail: "Mabel's right" }];
const fluDose = {
    doseId: "flu", heading: "Vaccine from box 2", product: "Flu aTIV 0.5 ml, into muscle", batch: "Batch FX7K231",
    batchFact: "Expires 31 May 2027 · 12 left", siteHeading: "Which arm?", sites: arms, site: "", notices: [], removable: false
};
const covidDose = {
    doseId: "covid", heading: "COVID-19 from box 2", product: "COVID-19 mRNA 0.3 ml, into muscle", batch: "Batch CV2207A",
    batchFact: "Use by 16:00 today · 5 left", siteHeading: "Which arm for COVID-19?", sites: arms, site: "", notices: [], removable: true
};
const expired = { noticeId: "expired", kind: "stop", heading: "Do not give this batch", body: "FX7K198 expired on 31 Oct 2026. Put it aside and scan another.", actionText: "Scan another batch", actionIcon: "scan" };
const double_ = { noticeId: "double", kind: "stop", heading: "Already vaccinated", body: "Mabel had a flu vaccine on 2 Oct 2026 at Quay Pharmacy. Do not give another.", who: "Dr Osei can lift this.", actionText: "Record as not needed", actionIcon: "check" };
const unsigned = { noticeId: "unsigned", kind: "stop", heading: "No authority", body: "You have not signed PGD flu v3.1. Read and sign it, or ask for a PSD.", actionText: "Read PGD flu v3.1", actionIcon: "clipboard" };
const thinner = { noticeId: "thinner", kind: "warn", heading: "Blood thinner", body: "Press on the arm for 2 minutes after the needle. Use a fine needle.", actionText: "Go on with a reason", actionIcon: "pencil" };

const tiles = [
    { key: "resp", label: "Breathing rate", value: "", unit: "/min", status: "missing" },
    { key: "spo2", label: "SpO2 on air", value: "96", unit: "%", status: "entered" },
    { key: "pulse", label: "Pulse", value: "94", unit: "/min", status: "entered" },
    { key: "acvpu", label: "Consciousness", value: "Alert", unit: "", status: "entered" },
    { key: "temp", label: "Temperature", value: "38.2", unit: "°C", status: "entered" },
    { key: "weight", label: "Weight", value: "", unit: "kg", status: "empty" },
    { key: "total-cholesterol", label: "Cholesterol", value: "", unit: "mmol/L", status: "empty" }
];
const emptyTiles = tiles.map(tile => Object.assign({}, tile, { value: "", status: "empty" }));
const fullTiles = tiles.map(tile => tile.key === "resp" ? Object.assign({}, tile, { value: "22", status: "entered" }) : tile.key === "weight" ? Object.assign({}, tile, { status: "notTaken" }) : tile);

const outcomes = [
    { value: "notIn", text: "Not in", iconName: "door" }, { value: "refused", text: "Refused", iconName: "no" },
    { value: "unwell", text: "Unwell", iconName: "thermometer" }, { value: "noVaccine", text: "No vaccine", iconName: "box" },
    { value: "moved", text: "Moved", iconName: "house" }, { value: "died", text: "Died", iconName: "leaf" },
    { value: "notSafe", text: "Not safe", iconName: "warning" }, { value: "other", text: "Other reason", iconName: "pencil" }
];
const retries = [{ value: "today", text: "Today", detail: "after 15:00" }, { value: "2026-11-26", text: "Thu 26 Nov", detail: "next round" }, { value: "pick", text: "Pick", detail: "a date" }];
const days = ["27", "28", "29", "30"].map(day => ({ value: "2026-11-" + day, text: day + " Nov" })).concat(["1", "2", "3", "4", "7", "8"].map(day => ({ value: "2026-12-0" + day, text: day + " Dec" })));
const refusals = [{ value: "noWish", text: "Does not want it" }, { value: "doubt", text: "Worried about side effects" }, { value: "elsewhere", text: "Having it elsewhere" }, { value: "later", text: "Not today, ask again" }];

const people = [
    { personId: "p1", name: "Bronwen Achebe", duty: "Practice nurse", initials: "BA" },
    { personId: "p2", name: "Dev Harroway", duty: "Healthcare assistant", initials: "DH" }
];
const manyPeople = people.concat([
    { personId: "p3", name: "Dr Anneliese Osei-Featherstonehaugh", duty: "General practitioner, Tuesday and Thursday", initials: "AO" },
    { personId: "p4", name: "Kofi Mensah-Reed", duty: "Paramedic", initials: "KM" },
    { personId: "p5", name: "Priya Nandra", duty: "Coordinator", initials: "PN" }
]);
const found = [
    { patientId: "f1", name: "THISTLEWOOD, Mabel", under: "14 Mar 1942 (84 y) · Flat 2, 14 Gull Terrace", tags: [{ text: "Stop 8 today", iconName: "calendar", tone: "brand" }] },
    { patientId: "f2", name: "THISTLEWOOD, Arthur", under: "9 Aug 1939 (87 y) · Flat 2, 14 Gull Terrace", tags: [{ text: "Stop 8 today", iconName: "calendar", tone: "brand" }] },
    { patientId: "f3", name: "THIRLBY, Nora", under: "22 Jan 1950 (76 y) · 31 Mill Rise", tags: [] }
];
const loads = [
    { batchId: "b1", product: "Flu aTIV", batch: "FX7K231, expires 31 May 2027", expected: "12 loaded", counted: "12", tone: "ok" },
    { batchId: "b2", product: "Flu TIVc", batch: "LM402C, expires 30 Apr 2027", expected: "3 loaded, 2 counted", counted: "2", tone: "warn" }
];
const loadsOk = loads.map(load => Object.assign({}, load, load.batchId === "b2" ? { expected: "3 loaded", counted: "3", tone: "ok" } : {}));
const kit = [
    { checkId: "ana", title: "Anaphylaxis pack", detail: "Expires 31 May 2027", ticked: true },
    { checkId: "sharps", title: "Sharps bin", detail: "", ticked: true },
    { checkId: "bp", title: "BP cuff and spare batteries", detail: "Checked 1 Nov 2026", ticked: false },
    { checkId: "cards", title: "Cards to leave, large print too", detail: "", ticked: false }
];
const authorities = [
    { text: "PGD flu v3.1, signed by you, valid to 31 Mar 2027", tone: "ok" },
    { text: "PSD COVID-19 for 5 patients, Dr Osei, 24 Nov 2026", tone: "ok" },
    { text: "PGD pneumococcal v2.0 expired on 31 Oct 2026", tone: "warn" }
];
const balance = [
    { batchId: "b1", product: "Flu aTIV", batch: "FX7K231, expires 31 May 2027", loadedText: "12 loaded", givenText: "10 given", wasted: "1", returned: "1", sumText: "12 of 12: balances", tone: "ok" },
    { batchId: "b2", product: "Flu TIVc", batch: "LM402C, expires 30 Apr 2027", loadedText: "3 loaded", givenText: "2 given", wasted: "0", returned: "0", sumText: "1 dose short", tone: "stop" }
];
const balanced = [balance[0], Object.assign({}, balance[1], { returned: "1", sumText: "3 of 3: balances", tone: "ok" })];
const short = { noticeId: "short", kind: "stop", heading: "The box is 1 dose short", body: "18 loaded, 16 given, 1 returned. Count again or give the reason.", actionText: "", actionIcon: "" };
const steps = [
    { stage: "device", text: "On this device only", count: "3" }, { stage: "practice", text: "At the practice", count: "2" },
    { stage: "safe", text: "Safe: backed up at the practice", count: "30" }, { stage: "exported", text: "In the clinical system", count: "8" },
    { stage: "held", text: "Held: Priya must decide", count: "1" }
];
const stepsHome = [
    { stage: "device", text: "On this device only", count: "0" }, { stage: "practice", text: "At the practice", count: "0" },
    { stage: "safe", text: "Safe: backed up at the practice", count: "36" }, { stage: "exported", text: "In the clinical system", count: "8" },
    { stage: "held", text: "Held: nothing", count: "0" }
];
const records = [
    { recordId: "r1", iconName: "pulse", name: "Observations, Joan Pettifer", time: "10:33" },
    { recordId: "r2", iconName: "syringe", name: "Flu vaccine, Joan Pettifer", time: "10:31" },
    { recordId: "r3", iconName: "door", name: "Not in, Albert Quill", time: "10:14" }
];
const unreachable = { noticeId: "net", kind: "warn", heading: "The practice cannot be reached", body: "3 records stay on this device and send themselves later.", actionText: "", actionIcon: "" };
const putBack = { noticeId: "put-back", kind: "warn", heading: "An older copy was put back", body: "Noticed 09:00 today on this device. 3 saves made later are not in it: those at the practice come back with the next sync, the others are lost here.", who: "Check your last visits, and tell the coordinator.", actionText: "I have checked", actionIcon: "check" };
const closed = { noticeId: "closed", kind: "warn", heading: "2 records cannot be opened yet", body: "What was written elsewhere came before the key that opens it, or before the practice said who wrote it. It is kept, and shows by itself once that is here.", who: "Look for news. If it says the same again, ask the coordinator to decide what is held.", actionText: "", actionIcon: "" };
const newer = { noticeId: "newer", kind: "warn", heading: "1 record is not shown here", body: "What another version of Doorstep made is kept here as it is; this version cannot read it.", who: "An update of Doorstep on this device shows it.", actionText: "", actionIcon: "" };
const practiceBusy = { noticeId: "sync", kind: "warn", heading: "The practice is busy", body: "It could not take records just now, and this device tries again by itself. 3 records stay on this device and send themselves later.", actionText: "", actionIcon: "" };
const stuck = { noticeId: "sync", kind: "warn", heading: "Sync does not work now", body: "This device and the practice's server do not agree, and sync stopped there. 3 records are kept on this device and can be read here.", who: "Tell the practice: its server or this device needs somebody to look at it.", actionText: "Try again now", actionIcon: "sync" };
const deviceFull = { noticeId: "sync", kind: "warn", heading: "This device is full", body: "Sync needs room on it and stopped. 3 records are kept on this device and can be read here.", who: "Remove other files from this device, then try again.", actionText: "", actionIcon: "" };
const clockAhead = { noticeId: "clock", kind: "warn", heading: "This device's clock is 12 minutes ahead of the practice's", body: "Records made here carry this device's time. They are safe, and sync goes on.", who: "Set the date and time of this device, then tell the coordinator which records were made meanwhile.", actionText: "", actionIcon: "" };
const tooOld = { noticeId: "version", kind: "warn", heading: "Update Doorstep to get what others record", body: "The practice still takes every record made here, and sends this version nothing any more.", who: "Who looks after this device can update it.", actionText: "", actionIcon: "" };
const firstSync = { noticeId: "first-sync", kind: "warn", heading: "Not all records are here yet", body: "They come from the practice when it is reached. Until then people and jobs may be missing here.", actionText: "Get them now", actionIcon: "sync" };
const leaseEnds = { noticeId: "lease", kind: "warn", heading: "Reach the practice by Tue 24 Nov, 16:20", body: "After that patients cannot be shown on this device until it has reached the practice, in case it was lost. New records can still be written, and nothing is deleted.", who: "Where there is Wi-Fi or mobile signal it does so by itself.", actionText: "Try to reach it now", actionIcon: "sync" };
const leaseOver = { noticeId: "lease", kind: "warn", heading: "Patients cannot be shown now", body: "This device has not heard from the practice for too long: showing them ended on Tue 24 Nov, 16:20, in case the device was lost. Nothing is deleted: every record is here, locked. A visit that was begun can be finished, and new records written below.", who: "Where there is Wi-Fi or mobile signal everything opens again at once.", actionText: "Try to reach it now", actionIcon: "sync" };
const takenAway = { noticeId: "lease", kind: "stop", heading: "The practice has taken this device out of use", body: "Patients are not shown on it any more. Nothing is deleted. A visit that was begun can be finished and new records written; they are sent, and the practice decides about them.", who: "Ring the practice: only it can change this.", actionText: "Try to reach it now", actionIcon: "sync" };
const sendOnly = { noticeId: "lease", kind: "stop", heading: "This device can only send now", body: "Patients are not shown and nothing new can be written. This device has not heard from the practice for too long: showing them ended on Tue 24 Nov, 16:20, in case the device was lost. Nothing is deleted: every record is here, locked.", who: "Take it to where there is Wi-Fi or mobile signal. Everything opens again once it has reached the practice.", actionText: "Try to reach it now", actionIcon: "sync" };
const begunVisits = [
    { visitId: "v1", name: "Mabel Thistlewood", under: "Flat 2, 14 Gull Terrace" },
    { visitId: "v2", name: "Kofi Fernley", under: "40 Mill Rise" }
];
const heldTwice = { noticeId: "held", kind: "warn", heading: "Held: two records of one visit", body: "Two tablets recorded this visit. Both are kept. Priya Nandra must decide.", actionText: "", actionIcon: "" };
const facts = [
    { iconName: "building", lead: "Harbour Lane Surgery, ", strong: "tablet 2" },
    { iconName: "syringe", lead: "Programme pack of 1 Oct 2026, from the Green Book and the annual flu letter" },
    { iconName: "box", lead: "4.2 MB used, ", strong: "38 patients on this device" },
    { iconName: "clock", lead: "Shows patients without the practice until ", strong: "26 Nov 2026, 09:00" },
    { iconName: "info", lead: "Doorstep 0.1.0" }
];
