pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The jobs of this visit. Roles: jobKey, title, fact, iconName, tagText, tagIcon, tagTone, next, done,
// canUndo. Signals: open(jobKey), undo(jobKey).
VStack {
    id: root

    required property var jobs // list model with the roles above

    signal open(string jobKey)
    signal undo(string jobKey)

    spacing: Style.gap8

    Repeater {
        model: root.jobs
        delegate: JobCard {
            required property string jobKey
            objectName: "job:" + jobKey
            onClicked: root.open(jobKey)
            onUndo: root.undo(jobKey)

            required title
            required fact
            required iconName
            required tagText
            required tagIcon
            required tagTone
            required next
            required done
            required canUndo
        }
    }
}
