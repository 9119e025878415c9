import QtQuick
import Doorstep.Gallery

GalleryPage {
    page: "deskStock"

    GalleryState {
        name: "full"
        Component {
            DeskStage {
                section: "stock"
                page: SampleStock {
                    anchors.fill: parent
                }
            }
        }
    }

    GalleryState {
        name: "delivery"
        Component {
            DeskStage {
                section: "stock"
                page: SampleStock {
                    anchors.fill: parent
                    shown: "delivery"; product: "ativ"; batchNumber: "FX7K198"; expires: "31/10/2026"; doses: "20"
                    primaryText: "Put FX7K198 in the fridge"; secondaryText: "Leave this form"
                    errorField: "expires"; errorText: "FX7K198 expired on 31 Oct 2026. Do not take it in."
                }
            }
        }
    }

    GalleryState {
        name: "authority"
        Component {
            DeskStage {
                section: "stock"
                page: SampleStock {
                    anchors.fill: parent
                    shown: "authority"; authorityTitle: "Inactivated influenza vaccine"; version: "3.1"
                    validFrom: "1 Sep 2026"; authorisedBy: "Dr A. Osei"; kind: "psd"
                    primaryText: "Record the PSD for everybody due"; secondaryText: "Leave this form"
                }
            }
        }
    }

    GalleryState {
        name: "error"
        Component {
            DeskStage {
                section: "stock"
                page: SampleStock {
                    anchors.fill: parent
                    shown: "authority"; kind: "psd"; primaryText: "Record the PSD for everybody due"; secondaryText: "Leave this form"
                    errorField: "form"; errorText: "Nobody is due, so there is nobody to name."
                }
            }
        }
    }

    GalleryState {
        name: "empty"
        Component {
            DeskStage {
                section: "stock"
                page: SampleStock {
                    anchors.fill: parent
                    batches: RowsModel { rows: [] }
                    authorities: RowsModel { rows: [] }
                    batchCount: 0; authorityCount: 0
                }
            }
        }
    }
}
