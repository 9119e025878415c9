import QtQuick
import Doorstep.Style
import Doorstep.Layout

// The bar at the thumb: one solid button, at most one outlined at its left. Words wrap and the bar grows.
// Signals: primary(), secondary(). The page's objectName prefixes the buttons: "<name>Primary".
Rectangle {
    id: root

    required property string name
    property string primaryText
    property string primaryIcon
    property bool primaryIconAfter: false
    property bool primaryReady: true
    property bool busy: false
    property string busyText
    property real progress: 0
    property string secondaryText
    property string secondaryIcon
    property bool stacked: true // icon over word in the secondary, as on a phone
    property real maxWidth: width
    property string note // one line above the buttons, such as the running sum

    // At large text or on a small phone, long words get a row each instead of being broken.
    // On a wide pane the solid button stands under the right column.
    readonly property bool wide: column.width >= Style.twoColumnsFrom - Style.gap48 && primaryText !== ""
    readonly property int longest: Style.large ? 20 : column.width < Style.narrow ? 30 : 1000
    readonly property bool piled: !wide && secondaryText !== "" && primaryText.length > longest

    signal primary()
    signal secondary()

    color: Style.surface
    implicitHeight: column.implicitHeight + Style.gap12 * 2 + Math.max(Style.gap16, Style.insetBottom)

    Rectangle {
        width: parent.width
        height: Style.hairline
        color: Style.edge
    }
    VStack {
        id: column
        x: (root.width - width) / 2
        y: Style.gap12
        width: Math.min(root.width, root.maxWidth) - Style.gap16 * 2
        spacing: Style.gap8

        AppText {
            visible: root.note !== ""
            text: root.note
            role: AppText.Label
            color: Style.ink2
        }
        CellGrid {
            visible: root.piled
            columns: 1
            spacing: Style.gap8
            children: root.piled ? [primaryButton, secondaryButton] : []
        }
        HStack {
            visible: !root.piled
            spacing: Style.gap12
            children: root.piled ? [] : [secondaryButton, filler, primaryButton]
        }
    }
    Item {
        id: filler
        visible: root.wide
        implicitHeight: 1
        Stack.fill: true
    }
    SecondaryButton {
        id: secondaryButton
        objectName: root.name + "Secondary"
        visible: root.secondaryText !== ""
        text: root.secondaryText
        iconName: Style.large ? "" : root.secondaryIcon
        stacked: root.stacked && !Style.large
        implicitHeight: Math.max(Style.targetVisit, implicitContentHeight + topPadding + bottomPadding)
        implicitWidth: Math.max(root.wide ? 240 : 72, implicitContentWidth + leftPadding + rightPadding)
        Stack.fill: root.primaryText === ""
        Stack.stretch: true
        Stack.most: 0.42
        onClicked: root.secondary()
    }
    PrimaryButton {
        id: primaryButton
        objectName: root.name + "Primary"
        visible: root.primaryText !== ""
        text: root.primaryText
        iconName: Style.large ? "" : root.primaryIcon
        iconAfter: root.primaryIconAfter
        ready: root.primaryReady
        busy: root.busy
        busyText: root.busyText
        progress: root.progress
        implicitWidth: root.wide ? (column.width - Style.gap16) / 2 : implicitContentWidth + leftPadding + rightPadding
        Stack.stretch: true
        Stack.fill: !root.wide
        onClicked: root.primary()
    }
}
