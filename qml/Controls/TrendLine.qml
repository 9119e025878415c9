import QtQuick
import QtQuick.Shapes
import Doorstep.Style

// The last readings as a small line, newest at the right with a dot. Beside its numbers, never alone.
// `points`: 0 to 1 from low to high, oldest first.
Item {
    id: root

    required property list<real> points

    function at(index: int): point {
        const step = points.length > 1 ? (width - 8) / (points.length - 1) : 0;
        return Qt.point(4 + index * step, 4 + (1 - points[index]) * (height - 8));
    }

    implicitWidth: 64
    implicitHeight: 24
    visible: points.length > 1
    Accessible.ignored: true

    Shape {
        anchors.fill: parent
        ShapePath {
            strokeColor: Style.ink2
            strokeWidth: 2
            fillColor: "transparent"
            joinStyle: ShapePath.RoundJoin
            PathPolyline {
                path: Array.from(root.points, (value, index) => root.at(index))
            }
        }
    }
    Rectangle {
        readonly property point spot: root.points.length > 0 ? root.at(root.points.length - 1) : Qt.point(0, 0)
        x: spot.x - 4
        y: spot.y - 4
        width: 8
        height: 8
        radius: 4
        color: Style.brand
    }
}
