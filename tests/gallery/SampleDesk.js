.pragma library
// Invented people, lists and batches for the pictures and page tests of the desk.

const sections = [
    { section: "plan", text: "Rounds", iconName: "list", count: "", selected: false },
    { section: "register", text: "Register", iconName: "people", count: "", selected: false },
    { section: "followUps", text: "Follow-ups", iconName: "flag", count: "6", selected: false },
    { section: "held", text: "Held", iconName: "pause", count: "1", selected: false },
    { section: "outcomes", text: "Outcomes", iconName: "clipboard", count: "", selected: false },
    { section: "uptake", text: "Uptake", iconName: "chart", count: "", selected: false },
    { section: "stock", text: "Stock", iconName: "box", count: "", selected: false },
    { section: "import", text: "Import", iconName: "tray", count: "", selected: false },
    { section: "export", text: "Export", iconName: "upload", count: "", selected: false },
    { section: "devices", text: "Devices", iconName: "device", count: "", selected: false }
];
const followUps = [
    { followUpId: "f1", patientName: "Mabel Thistlewood", task: "Repeat blood pressure: 168/94 at the visit", due: "Overdue, 20 Nov 2026", owner: "Dr Osei", tone: "stop", selected: false },
    { followUpId: "f2", patientName: "Kofi Mensah-Reed", task: "Refused flu: worried about side effects. Ring and talk it through", due: "Today", owner: "Bronwen Achebe", tone: "warn", selected: false },
    { followUpId: "f3", patientName: "Wilhelmina Aleksandra Featherstonehaugh-Wolstenholme", task: "Key safe code does not work. Ask the daughter for the new one before the next visit", due: "Tomorrow", owner: "Coordinator", tone: "neutral", selected: false },
    { followUpId: "f4", patientName: "Olive Bracken", task: "Ask about allergies: not recorded", due: "Thu 26 Nov", owner: "Dev Harroway", tone: "neutral", selected: false },
    { followUpId: "f5", patientName: "Harold Penhale", task: "Foot check", due: "Mon 30 Nov", owner: "Nurse", tone: "neutral", selected: false },
    { followUpId: "f6", patientName: "Ron Tidewell", task: "In hospital: ask for the discharge date", due: "Tue 1 Dec", owner: "Coordinator", tone: "neutral", selected: false }
];

function rail(section) {
    return sections.map(each => Object.assign({}, each, { selected: each.section === section }));
}
