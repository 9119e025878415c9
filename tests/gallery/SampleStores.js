.pragma library
// Invented batches, authorities and registers for the pictures and page tests of the desk.

const batches = [
    { batchId: "b1", product: "aTIV (Seqirus)", batch: "FX7K231, expires 31 May 2027", stock: "86 of 120 in the fridge", icon: "box", tone: "ok" },
    { batchId: "b2", product: "Cell-based trivalent (TIVc)", batch: "LM402C, expires 30 Apr 2027", stock: "0 of 20 in the fridge", icon: "box", tone: "neutral" },
    { batchId: "b3", product: "aTIV (Seqirus)", batch: "FX7K198, expires 31 Oct 2026", stock: "Expired, 5 left", icon: "no", tone: "stop" }
];
const authorities = [
    { authorityId: "a1", title: "PGD: Inactivated influenza vaccine v3.1", under: "1 Sep 2026 to 31 Mar 2027, signed by 2", standing: "In force", tone: "ok" },
    { authorityId: "a2", title: "PSD: Housebound flu, November list v1", under: "20 Nov 2026 to 31 Dec 2026, names 38", standing: "In force", tone: "ok" },
    { authorityId: "a3", title: "PGD: Inactivated influenza vaccine v2.0", under: "1 Sep 2025 to 31 Mar 2026, signed by 3", standing: "Not in force", tone: "stop" }
];
const products = [
    { value: "ativ", text: "aTIV (Seqirus)", detail: "Flu 2026/27" },
    { value: "tivc", text: "Cell-based trivalent (TIVc)", detail: "Flu 2026/27" },
    { value: "tivr", text: "Recombinant trivalent (TIVr)", detail: "Flu 2026/27" },
    { value: "laiv", text: "Nasal spray (LAIV)", detail: "Flu 2026/27" }
];
const programmes = [{ value: "flu-2026-27", text: "Flu 2026/27" }];
const kinds = [
    { value: "pgd", text: "PGD" },
    { value: "psd", text: "PSD" },
    { value: "national-protocol", text: "National protocol" }
];
const uptake = [
    { label: "Everybody", everybody: 212, ours: 84, elsewhere: 31, refused: 9, due: 76, notEligible: 12, percent: "58 %" },
    { label: "Housebound", everybody: 38, ours: 14, elsewhere: 3, refused: 2, due: 17, notEligible: 2, percent: "47 %" },
    { label: "Learning disability", everybody: 9, ours: 9, elsewhere: 0, refused: 0, due: 0, notEligible: 0, percent: "100 %" },
    { label: "Residents of Sandpiper Lodge and the sheltered flats behind it", everybody: 3, ours: 0, elsewhere: 0, refused: 0, due: 0, notEligible: 3, percent: "–" }
];
