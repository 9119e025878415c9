import QtQuick
import Doorstep.Gallery
import "Sample.js" as Sample

GalleryPage {
    page: "unlock"

    GalleryState {
        name: "full"
        Component {
            SampleUnlock {}
        }
    }
    GalleryState {
        name: "choose"
        Component {
            SampleUnlock {
                person: ""
                filled: 0
            }
        }
    }
    GalleryState {
        name: "error"
        Component {
            SampleUnlock {
                filled: 0
                error: "That PIN is not right. 8 tries left. No record is lost."
            }
        }
    }
    GalleryState {
        name: "busy"
        Component {
            SampleUnlock {
                filled: 6
                busyText: "Opening 42 of 180"
                progress: 0.23
            }
        }
    }
    GalleryState {
        name: "many"
        Component {
            SampleUnlock {
                people: RowsModel { rows: Sample.manyPeople }
                othersText: ""
                helpText: "Forgotten PIN"
            }
        }
    }
    GalleryState {
        name: "staffcode"
        Component {
            SampleUnlock {
                filled: 2
                prompt: "Staff code for Bronwen, 8 digits from the desk"
                places: 8
                hint: "The code works once. A lost code is made anew at the desk."
                helpText: "I have no code yet"
                leaveText: "Stop, and go back to the names"
                biometricText: ""
            }
        }
    }
    GalleryState {
        name: "nocode"
        sizes: "phone"
        Component {
            SampleUnlock {
                stage: "newPin"
                filled: 0
                prompt: "Choose a PIN, 6 digits"
                hint: "Your records are kept and marked identity to confirm until you type a code in Settings. Choose a PIN that only you know."
                leaveText: "Stop, and go back to the names"
                biometricText: ""
            }
        }
    }
    GalleryState {
        name: "choosevoucher"
        Component {
            SampleUnlock {
                stage: "chooseVoucher"
                title: "Who lets Bronwen in?"
                about: "A nurse, a GP or a coordinator with a PIN on this device types theirs. Bronwen's old PIN then ends. No record is lost."
                people: RowsModel { rows: Sample.manyPeople.slice(2, 4) }
                person: ""
                filled: 0
                hint: ""
                othersText: ""
                leaveText: "Stop, and go back to the names"
                asksDigits: false
                biometricText: ""
            }
        }
    }
    GalleryState {
        name: "voucherpin"
        Component {
            SampleUnlock {
                stage: "voucherPin"
                title: "Dev lets Bronwen in"
                about: "Somebody with a PIN on this device types theirs. What Bronwen then writes is signed as Bronwen's own."
                people: RowsModel { rows: Sample.people.slice(1) }
                person: "p2"
                prompt: "Dev's own PIN"
                filled: 0
                error: "That is not Dev's PIN. 8 tries left. Nothing has changed."
                othersText: ""
                leaveText: "Stop, and go back to the names"
                biometricText: ""
            }
        }
    }
    GalleryState {
        name: "notconfirmed"
        sizes: "phone"
        Component {
            SampleUnlock {
                stage: "chooseVoucher"
                title: "Who lets Bronwen in?"
                about: "A nurse, a GP or a coordinator with a PIN on this device types theirs. Bronwen's old PIN then ends. No record is lost."
                people: RowsModel { rows: Sample.manyPeople.slice(2, 4) }
                person: ""
                filled: 0
                error: "The practice has not confirmed Anneliese on this device as a nurse, a GP or a coordinator. Bronwen's PIN stays as it was. Choose somebody else."
                othersText: ""
                leaveText: "Stop, and go back to the names"
                asksDigits: false
                biometricText: ""
            }
        }
    }
    GalleryState {
        name: "nobody"
        sizes: "phone"
        Component {
            SampleUnlock {
                person: ""
                filled: 0
                error: "Nobody else has a PIN on this device, so nobody can let Bronwen in. Ask the practice: it sets the device up anew with a ticket. What was not sent stays here, sealed, until its recovery cards open it."
                asksDigits: false
                biometricText: ""
            }
        }
    }
}
