import QtQuick
import Doorstep.Style
import Doorstep.Layout

// The panels of a desk page side by side; when the width does not hold them all, one at a time.
// DeskPage shows the choice; a DeskPanel asks here whether it is shown.
HStack {
    id: root

    property string current // name of the panel shown alone
    property real panelWidth: 300 // what one panel needs at 100 % text
    readonly property int count: children.length
    readonly property bool together: width >= count * panelWidth * Style.textScale + (count - 1) * spacing
    readonly property real mostOfOne: width - (count - 1) * (panelWidth * Style.textScale + spacing) // the others have their room

    spacing: Style.gap16
}
