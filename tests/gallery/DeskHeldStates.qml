import QtQuick
import Doorstep.Gallery
import "SampleHolds.js" as Holds

GalleryPage {
    page: "deskHeld"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeld {
                    anchors.fill: parent
                }
            }
        }
    }

    GalleryState {
        name: "deciding"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeld {
                    anchors.fill: parent
                    rows: RowsModel { rows: Holds.opened }
                    deciding: "h1"
                    about: "THISTLEWOOD, Mabel"
                    heading: "Two doses"
                    sentence: "Two doses of one vaccine are on record. Both are kept. Find out what was given."
                    who: "Bronwen Achebe, practice nurse"
                    tone: "stop"
                    values: Holds.doses
                    choices: Holds.doseChoices
                }
            }
        }
    }

    GalleryState {
        name: "ready"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeld {
                    anchors.fill: parent
                    rows: RowsModel { rows: Holds.opened }
                    deciding: "h1"
                    about: "THISTLEWOOD, Mabel"
                    heading: "Two doses"
                    sentence: "Two doses of one vaccine are on record. Both are kept. Find out what was given."
                    who: "Bronwen Achebe, practice nurse"
                    tone: "stop"
                    values: Holds.doses
                    choices: Holds.doseChoices
                    chosen: "wrong:e2"
                    decision: "Rang Dev: he typed the batch of the box before. One dose was given."
                    saveText: "Save the decision"
                    saveReady: true
                }
            }
        }
    }

    GalleryState {
        name: "busy"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeld {
                    anchors.fill: parent
                    rows: RowsModel { rows: Holds.opened }
                    deciding: "h1"
                    about: "THISTLEWOOD, Mabel"
                    heading: "Two doses"
                    sentence: "Two doses of one vaccine are on record. Both are kept. Find out what was given."
                    who: "Bronwen Achebe, practice nurse"
                    tone: "stop"
                    values: Holds.doses
                    choices: Holds.doseChoices
                    chosen: "both"
                    decision: "Two doses were given."
                    saveReady: true
                    busy: true
                }
            }
        }
    }

    GalleryState {
        name: "longText"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeld {
                    anchors.fill: parent
                    deciding: "h2"
                    about: "FEATHERSTONEHAUGH-WOLSTENHOLME, Wilhelmina Aleksandra"
                    heading: "Two values: phone"
                    sentence: "Two people wrote it without seeing each other's. Both are kept. Choose which stands."
                    who: "Priya Nandra, coordinator"
                    values: Holds.phones
                    choices: Holds.phoneChoices
                }
            }
        }
    }

    GalleryState {
        name: "box"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeld {
                    anchors.fill: parent
                    deciding: "h4"
                    about: "box 2, Harbour round, 24 Nov 2026"
                    heading: "Box changed after closing"
                    sentence: "Doses moved after the box was closed, or the count does not fit the records. Count it again."
                    who: "Priya Nandra, coordinator"
                    tone: "warn"
                    values: Holds.boxSides
                    choices: Holds.boxChoices
                }
            }
        }
    }

    GalleryState {
        name: "somebodyElse"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeld {
                    anchors.fill: parent
                    rows: RowsModel { rows: Holds.opened }
                    deciding: "h1"
                    about: "THISTLEWOOD, Mabel"
                    heading: "Two doses"
                    sentence: "Two doses of one vaccine are on record. Both are kept. Find out what was given."
                    who: "Bronwen Achebe, practice nurse"
                    tone: "stop"
                    values: Holds.doses
                    choices: Holds.doseChoices
                    saveText: "Must decide: Bronwen Achebe, practice nurse"
                }
            }
        }
    }

    GalleryState {
        name: "decided"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeld {
                    anchors.fill: parent
                    currentPanel: "decided"
                }
            }
        }
    }

    GalleryState {
        name: "empty"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeld {
                    anchors.fill: parent
                    rows: RowsModel { rows: [] }
                    count: 0
                    countText: "0 wait for a decision"
                    decisions: RowsModel { rows: [] }
                    decisionCount: 0
                }
            }
        }
    }
}
