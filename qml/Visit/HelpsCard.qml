pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Controls

// People before tasks: what helps this person, written as what to do. The only purple of a page.
// `helps`: list of {iconName, lead, strong}.
Card {
    id: root

    required property string heading // "What helps Mabel"
    required property var helps // list, as above

    tone: "adj"
    visible: helps.length > 0

    AppText {
        role: AppText.Head
        text: root.heading
        color: Style.adjInk
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Repeater {
        model: root.helps
        delegate: IconLine {
            required property var modelData // one of helps, as above
            iconName: modelData.iconName
            lead: modelData.lead
            strong: modelData.strong ?? ""
            color: Style.adjInk
            iconColor: Style.adj
        }
    }
}
