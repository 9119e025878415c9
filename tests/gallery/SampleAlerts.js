.pragma library
// Invented records that disagree, as a visit and Today say them.

const sides = "Do not give Mabel another. Ring the practice now: somebody there must know today.\n1. aTIV (Seqirus), FX7K231, 24 Nov 2026 at 10:52, left upper arm (Bronwen Achebe, 10:52 today)\n2. aTIV (Seqirus), FX7K198, 24 Nov 2026 at 10:42, right upper arm (Dev Harroway, 10:42 today)";
const doses = { noticeId: "held:h1", kind: "stop", heading: "Two doses", body: sides, who: "Decides: Bronwen Achebe, practice nurse" };
const dosesToday = { noticeId: "visit:v8a", kind: "stop", heading: "Mabel Thistlewood: Two doses", body: sides, who: "Decides: Bronwen Achebe, practice nurse", actionText: "Open the visit", actionIcon: "arrowRight" };
const reassigned = { noticeId: "reassigned:v8a", kind: "warn", heading: "Recorded by Dev Harroway after reassignment", body: "Given, 10:42 today. The visit had moved to Bronwen Achebe and Dev did not know. It counts: do not do it twice.", who: "" };
const reassignedToday = Object.assign({}, reassigned, { noticeId: "visit:v8a:reassigned", heading: "Mabel Thistlewood: Recorded by Dev Harroway after reassignment", actionText: "Open the visit", actionIcon: "arrowRight" });
const twoWays = [
    { iconName: "warning", lead: "Two key codes are on record. Show both, and try both.", strong: "" },
    { iconName: "device", lead: "", strong: "01632 960 114", tail: ", recorded by Priya Nandra, 16:20, 23 Nov 2026" },
    { iconName: "device", lead: "", strong: "01632 960 411", tail: ", also recorded by Dev Harroway, 10:42 today" }
];
const jobs = [
    { jobKey: "vaccinate:flu", title: "Flu vaccine 2026/27", fact: "Given 10:52, left arm", iconName: "syringe", tagText: "Two doses on record", tagIcon: "no", tagTone: "stop", next: false, done: true, canUndo: true },
    { jobKey: "observe:bp", title: "Blood pressure", fact: "Last 148/82 mmHg, 2 Nov 2026", iconName: "pulse", tagText: "Due", tagIcon: "clock", tagTone: "warn", next: true, done: false, canUndo: false }
];
