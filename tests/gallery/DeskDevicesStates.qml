import QtQuick
import Doorstep.Gallery
import "SampleJoin.js" as Join

GalleryPage {
    page: "deskDevices"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                }
            }
        }
    }

    GalleryState {
        name: "inviting"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    shown: "invitation"; stage: "inviting"
                    stageText: "Scan this with the tablet, or type it there. It works once, for ten minutes."
                    ticket: Join.ticket; ticketModules: Join.modules
                    primaryText: "Waiting for the tablet"; primaryReady: false; secondaryText: "Stop inviting"
                }
            }
        }
    }

    GalleryState {
        name: "comparing"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    shown: "invitation"; stage: "comparing"
                    stageText: "Type the six digits that the tablet shows."
                    tabletName: "Tablet of the round, Samsung Tab Active"; tabletFact: "Keeps its secret in a hardware keystore"
                    digits: "418 20"; digitsError: "These are not the tablet's digits. Look again. If they differ, stop."
                    primaryText: "Type the six digits"; primaryReady: false; secondaryText: "Stop inviting"
                }
            }
        }
    }

    GalleryState {
        name: "busy"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    shown: "invitation"; stage: "waiting"; busy: true
                    stageText: "Waiting for the practice server to answer."
                    primaryText: "Waiting for the tablet"; primaryReady: false; secondaryText: "Stop inviting"
                }
            }
        }
    }

    GalleryState {
        name: "error"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    shown: "invitation"; secondaryText: "Close"; primaryText: "Invite again"
                    error: "The practice cannot be reached. Nothing was handed out. Try again."
                }
            }
        }
    }

    GalleryState {
        name: "person"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    shown: "person"; personName: "Bronwen Achebe"; personFact: "Practice nurse, NMC 00A0000E"
                    people: RowsModel { rows: Join.people }
                }
            }
        }
    }

    GalleryState {
        name: "code"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    shown: "person"; personName: "Bronwen Achebe"; personFact: "Practice nurse, NMC 00A0000E"
                    people: RowsModel { rows: Join.people }
                    code: "4829 1057"; codeFor: "Bronwen Achebe, on Tablet 5F3A"
                    primaryText: "I have handed over the code"
                }
            }
        }
    }

    GalleryState {
        name: "personOut"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    shown: "person"; personName: "Bronwen Achebe"; personFact: "Practice nurse, NMC 00A0000E"
                    people: RowsModel { rows: Join.people }
                    personChosen: "out"
                    primaryText: "Take Bronwen Achebe out of use"; secondaryText: "Leave it as it is"
                }
            }
        }
    }

    GalleryState {
        name: "personWasTakenOut"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    shown: "person"; personName: "Bronwen Achebe"; personFact: "Practice nurse, NMC 00A0000E"; personTakesCodes: false
                    people: RowsModel { rows: Join.people.map(each => Object.assign({}, each, each.staffId === "s2" ? { duty: "Practice nurse, out of use" } : {})) }
                    personStanding: "Out of use: no device lets them in. What they wrote stays."; personChoices: []
                }
            }
        }
    }

    GalleryState {
        name: "removal"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    devices: RowsModel { rows: Join.devices.map(each => Object.assign({ selected: each.deviceId === "d2" }, each)) }
                    shown: "device"; deviceName: "Tablet 5F3A"; deviceFact: "Certified to 24 Nov 2028, renewed by itself"
                    deviceStanding: "Is it lost, or has somebody left with it? Choose what is to become of it. It cannot be undone: if the device turns up, it is invited anew."
                    removalChoices: Join.removals; removalChosen: "wipeAfter"
                    primaryText: "Wipe Tablet 5F3A once it has sent"; secondaryText: "Leave it as it is"
                }
            }
        }
    }

    GalleryState {
        name: "removed"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    devices: RowsModel { rows: Join.devices.map(each => Object.assign({ selected: each.deviceId === "d3" }, each)) }
                    shown: "device"; deviceName: "Tablet 77B1"; deviceFact: "Out of use. Wipe ordered 23 Nov 2026"
                    deviceStanding: "It destroys its keys and records when it is next heard of. What it had not sent stays on it, sealed, and is sent when it can be."
                    secondaryText: "Close"
                }
            }
        }
    }

    GalleryState {
        name: "newPerson"
        Component {
            DeskStage {
                section: "devices"
                page: SampleDevices {
                    anchors.fill: parent
                    shown: "newPerson"; newName: "Wilhelmina Featherstonehaugh"; newRole: "nurse"
                    primaryText: "Enter the registration number"; primaryReady: false; secondaryText: "Do not add"
                }
            }
        }
    }
}
