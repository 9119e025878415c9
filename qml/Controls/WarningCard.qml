import QtQuick

// May go on with a reason, which is recorded: amber. Signal: act().
NoticeCard {
    tone: "warn"
    iconName: "warning"
}
