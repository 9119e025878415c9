import QtQuick
import QtQuick.Templates as T
import Doorstep.Style

// The base of everything tappable: one target of at least 48 dp, reached by touch, mouse, Tab, Space
// and Enter, named for screen readers by `text`. Give every use an objectName: the tour taps by it.
// Signals: clicked(). Children draw the look from `down`, `hovered` and `visualFocus`.
T.AbstractButton {
    id: root

    implicitWidth: Math.max(Style.target, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Style.target, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: text

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
}
