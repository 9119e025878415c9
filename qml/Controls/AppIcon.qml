import QtQuick
import QtQuick.Shapes
import Doorstep.Style
import "IconPaths.js" as IconPaths

// A line icon from IconPaths.js in one colour. Decoration for a word beside it: never focusable, never
// named for screen readers; the part that carries the word is.
Item {
    id: root

    required property string name
    property int size: 24
    property color color: Style.ink
    property real stroke: name === "check" ? 3 : 2

    implicitWidth: Math.round(size * Math.min(Style.textScale, 1.5))
    implicitHeight: implicitWidth
    Accessible.ignored: true

    Shape {
        width: 24
        height: 24
        scale: root.width / 24
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: root.color
            strokeWidth: root.stroke
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg {
                path: IconPaths.path(root.name)
            }
        }
    }
}
