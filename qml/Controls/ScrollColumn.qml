import QtQuick
import Doorstep.Style
import Doorstep.Layout

// One column, one level of scroll, ends 24 dp above the bar. Keyboard focus is always scrolled into view.
// Children are as wide as the column. `maxWidth` centres a narrow column on a wide pane.
Flickable {
    id: root

    property real margin: Style.gap16
    property real topMarginOf: 0
    property real spacing: Style.gap8
    property real maxWidth: 100000
    default property alias content: column.data
    readonly property real columnHeight: column.implicitHeight
    property Item shown: null // stays in view while the page settles, until anything else moves the column
    property bool showing: false

    function show(item: Item): void {
        root.shown = item;
        root.showing = true;
        root.moveTo(item.mapToItem(column, 0, 0).y, item.height);
        root.showing = false;
    }
    function moveTo(top: real, high: real): void {
        if (top < contentY)
            contentY = Math.max(0, top - Style.gap24);
        else if (top + high > contentY + height)
            contentY = Math.min(Math.max(0, contentHeight - height), top + high - height + Style.gap24);
    }
    function showAgain(): void {
        if (root.shown)
            root.show(root.shown);
    }
    function holds(item: Item): bool {
        for (let each = item; each; each = each.parent) {
            if (each === column)
                return true;
        }
        return false;
    }

    clip: true
    contentWidth: width
    contentHeight: column.implicitHeight + topMarginOf + Style.gap24
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    onHeightChanged: root.showAgain()
    onContentHeightChanged: root.showAgain()
    onContentYChanged: root.shown = root.showing ? root.shown : null

    VStack {
        id: column
        x: (root.width - width) / 2
        y: root.topMarginOf
        width: Math.min(root.width - root.margin * 2, root.maxWidth)
        spacing: root.spacing
    }
    Connections {
        target: root.Window.window
        function onActiveFocusItemChanged() {
            if (root.holds(root.Window.activeFocusItem))
                root.show(root.Window.activeFocusItem);
        }
    }
    ScrollMark { view: root }
}
