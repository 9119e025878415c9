import QtQuick
import QtQuick.Shapes

// A QR symbol, black on white in either theme, with the quiet zone of four modules that readers need. A
// module is a whole number of pixels, so its edges stay sharp. `modules`: rows of "1" (dark) and "0".
Rectangle {
    id: root

    required property var modules // list of strings, as above
    property real most: 400 // the largest it may become, dp
    readonly property int quiet: 4
    readonly property int across: modules.length + quiet * 2
    readonly property int unit: Math.max(2, Math.floor(Math.min(width, most) / across))
    readonly property int side: across * unit

    function outline(): string {
        let path = "";
        for (let y = 0; y < modules.length; ++y)
            path += bars(modules[y], y);
        return path;
    }
    function bars(row: string, y: int): string {
        let path = "";
        for (let from = row.indexOf("1"); from >= 0; from = row.indexOf("1", from)) {
            const light = row.indexOf("0", from);
            const to = light < 0 ? row.length : light;
            path += bar(from, y, to - from);
            from = to;
        }
        return path;
    }
    function bar(x: int, y: int, length: int): string {
        const left = (x + quiet) * unit;
        const above = (y + quiet) * unit;
        return "M" + left + " " + above + "h" + length * unit + "v" + unit + "h" + -length * unit + "Z";
    }

    implicitHeight: side
    color: "transparent"
    Accessible.role: Accessible.Graphic

    Rectangle {
        x: Math.round((root.width - width) / 2)
        width: root.side
        height: root.side
        color: "white"
        Shape {
            anchors.fill: parent
            ShapePath {
                strokeWidth: -1
                fillColor: "black"
                PathSvg { path: root.outline() }
            }
        }
    }
}
