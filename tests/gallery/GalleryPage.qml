import QtQml

// One page and the states it is shown in.
QtObject {
    required property string page
    default property list<GalleryState> states
}
