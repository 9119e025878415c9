import QtQuick
import Doorstep.Style

// A thin mark at the right edge while there is more than fits: a page that goes on must look it.
Rectangle {
    id: root

    required property Flickable view
    readonly property real whole: view.contentHeight + view.topMargin + view.bottomMargin
    readonly property real share: whole > 0 ? view.height / whole : 1

    parent: view
    visible: share < 0.999
    width: 4
    radius: 2
    color: Style.edge
    opacity: 0.6
    x: view.width - width - 2
    height: Math.max(32, view.height * share)
    y: (view.contentY - view.originY + view.topMargin) / Math.max(1, whole - view.height) * (view.height - height)
}
