import QtQuick
import Doorstep.Controls

// A save that failed: said where nobody misses it, and everything typed is still behind it.
Sheet {
    id: root

    required property string error

    name: "saveTrouble"
    title: qsTr("This was not saved")
    open: error !== ""
    bar.primaryText: qsTr("Go back to it")

    IconLine {
        objectName: "saveTroubleText"
        iconName: "warning"
        lead: root.error
    }
}
