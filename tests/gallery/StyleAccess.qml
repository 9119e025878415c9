import QtQml
import Doorstep.Style

// Hands the style singleton to C++, which sets theme and text scale for each picture.
QtObject {
    readonly property QtObject style: Style
}
