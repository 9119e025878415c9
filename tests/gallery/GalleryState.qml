import QtQml

// One state of a page: how it is made. `sizes` "" means phone and tablet, else the one named.
QtObject {
    required property string name
    property string sizes
    default required property Component component
}
