import QtQuick
import Doorstep.Gallery
import "SampleHolds.js" as Holds

GalleryPage {
    page: "deskHeldEntries"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeldEntries {
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
                page: SampleHeldEntries {
                    anchors.fill: parent
                    rows: RowsModel { rows: Holds.sentOpened }
                    deciding: "s1"
                    device: "Tablet 3F2A"
                    who: "Dev Harroway, 14:06 today"
                    why: "It was sent after Tablet 3F2A was taken out of use."
                    lines: Holds.sentLines
                    ways: Holds.sentWays
                }
            }
        }
    }

    GalleryState {
        name: "ready"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeldEntries {
                    anchors.fill: parent
                    rows: RowsModel { rows: Holds.sentOpened }
                    deciding: "s1"
                    device: "Tablet 3F2A"
                    who: "Dev Harroway, 14:06 today"
                    why: "It was sent after Tablet 3F2A was taken out of use."
                    lines: Holds.sentLines
                    ways: Holds.sentWays
                    way: "in"
                    reasons: Holds.sentReasons
                    reason: "writer confirms"
                    saveText: "Let it in"
                    saveReady: true
                }
            }
        }
    }

    GalleryState {
        name: "leaveOut"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeldEntries {
                    anchors.fill: parent
                    rows: RowsModel { rows: Holds.sentOpened }
                    deciding: "s1"
                    device: "Tablet 3F2A"
                    who: "Dev Harroway, 14:06 today"
                    why: "It was sent after Tablet 3F2A was taken out of use."
                    lines: Holds.sentLines
                    ways: Holds.sentWays
                    way: "out"
                    reasons: Holds.sentReasonsOut
                    saveText: "Say why"
                }
            }
        }
    }

    GalleryState {
        name: "twins"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeldEntries {
                    anchors.fill: parent
                    deciding: "s4"
                    device: "Tablet 3F2A"
                    who: "Somebody not known here, 13:20 today"
                    why: "It came under the number of a record that was here first."
                    obstacle: "What was here first stays. This one can be left out; it is kept."
                    lines: Holds.sentTwins
                    ways: Holds.sentWays.slice(1)
                }
            }
        }
    }

    GalleryState {
        name: "somebodyElse"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeldEntries {
                    anchors.fill: parent
                    rows: RowsModel { rows: Holds.sentOpened }
                    deciding: "s1"
                    device: "Tablet 3F2A"
                    who: "Dev Harroway, 14:06 today"
                    why: "It was sent after Tablet 3F2A was taken out of use."
                    lines: Holds.sentLines
                    ways: Holds.sentWays
                    saveText: "Must decide: coordinator, practice manager, nurse or GP"
                }
            }
        }
    }

    GalleryState {
        name: "decided"
        Component {
            DeskStage {
                section: "held"
                page: SampleHeldEntries {
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
                page: SampleHeldEntries {
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
