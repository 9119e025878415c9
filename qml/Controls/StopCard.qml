import QtQuick

// Cannot go on: red, what, why, who can lift it and the safe way on. Signal: act().
NoticeCard {
    tone: "stop"
    iconName: "no"
}
