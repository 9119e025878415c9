import QtQuick
import Doorstep.Style
import Doorstep.Layout

// At large text: what the band has no room for, first in the scrolling page. `patient`: see PatientTop.
VStack {
    id: root

    required property var patient // a view-model or value object with PatientTop's members

    visible: Style.large

    AppText {
        visible: text !== ""
        role: AppText.Label
        text: root.patient.address
    }
    AppText {
        visible: text !== ""
        role: AppText.Label
        text: root.patient.identity
        color: Style.ink2
    }
}
