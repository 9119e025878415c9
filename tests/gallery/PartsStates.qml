pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Controls

GalleryPage {
    page: "parts"

    GalleryState {
        name: "buttons"
        Component {
            AppPage {
                PrimaryButton { text: "Save" }
                PrimaryButton { text: "Choose an arm to save"; ready: false }
                PrimaryButton { busy: true; busyText: "Sending 2 of 3"; progress: 0.66 }
                PrimaryButton { text: "Start stop 8"; iconName: "arrowRight"; iconAfter: true }
                SecondaryButton { text: "Scan another batch"; iconName: "scan" }
                QuietButton { text: "Show 7 done" }
                LabelledField { name: "a"; label: "Telephone"; value: "07700 900 412" }
                LabelledField { name: "b"; label: "Systolic, mmHg"; value: "412"; error: "412 is too high. Enter 40 to 300." }
                TagFlow {
                    tags: [{ text: "Given", iconName: "check", tone: "ok" }, { text: "Due", iconName: "clock", tone: "warn" },
                        { text: "Allergy", iconName: "warning", tone: "stop" }, { text: "Hearing", iconName: "ear", tone: "adj" }, { text: "x" }]
                }
                Flow {
                    spacing: 8
                    Chip { text: "Flu due"; chosen: true }
                    Chip { text: "BP due" }
                }
                CheckRow { text: "Anaphylaxis pack"; detail: "Expires 31 May 2027"; ticked: true }
                CheckRow { text: "Sharps bin" }
                SwitchRow { text: "Card left"; detail: "Large print card, as Mabel prefers"; on: true }
                SwitchRow { text: "Reduce motion" }
            }
        }
    }
    GalleryState {
        name: "cards"
        Component {
            AppPage {
                StopCard {
                    name: "x"
                    heading: "Do not give this batch"
                    body: "FX7K198 expired on 31 Oct 2026. Put it aside and scan another."
                    actionText: "Scan another batch"
                    actionIcon: "scan"
                }
                WarningCard {
                    name: "y"
                    heading: "Not the usual vaccine"
                    body: "aTIV is usually for people aged 50 and over. Rosa Lind is 47."
                    who: "Dr Osei can lift this."
                    actionText: "Give with a reason"
                    actionIcon: "pencil"
                }
                Toast { text: "Saved on this device"; canUndo: true }
                EmptyState { fact: "All 18 visits are done"; nextStep: "Next: count the box and close the round."; iconTone: "ok"; actionText: "Close the round" }
                News2Card { score: "2"; heading: "NEWS2 so far, not a total"; missing: "Missing: breathing rate"; points: "Pulse 1, temperature 1, the rest 0" }
                News2Card { score: "5"; heading: "NEWS2 5, medium"; missing: ""; points: "Pulse 1"; nextStep: "Ring the duty doctor within an hour"; tone: "warn" }
            }
        }
    }
    GalleryState {
        name: "icons"
        Component {
            AppPage {
                Flow {
                    spacing: 12
                    Repeater {
                        model: ["arrowRight", "arrowUp", "arrowDown", "backspace", "box", "building", "calendar", "camera", "car", "chart", "check", "chevronDown", "chevronLeft", "chevronRight", "chevronUp", "clipboard", "clock", "cross", "device", "door", "ear", "eye", "fingerprint", "flag", "grip", "heart", "house", "info", "key", "leaf", "list", "lock", "menu", "minus", "no", "noSignal", "pause", "pencil", "people", "person", "pin", "plus", "pulse", "scan", "search", "settings", "shield", "sync", "syringe", "thermometer", "tray", "undo", "upload", "warning"]
                        delegate: Column {
                            id: cell
                            required property string modelData
                            width: 84
                            AppIcon { name: cell.modelData; size: 40 }
                            AppText { role: AppText.Small; width: parent.width; text: cell.modelData }
                        }
                    }
                }
            }
        }
    }
}
