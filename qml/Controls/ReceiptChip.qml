import QtQuick

// How far a record has travelled, the same icon and words everywhere. `stage`: "device", "practice",
// "safe", "exported" or "held"; `text` is the view-model's sentence ("3 records on this device only").
Tag {
    id: root

    required property string stage

    iconName: stage === "device" ? "device" : stage === "practice" ? "building" : stage === "safe" ? "shield" : stage === "exported" ? "upload" : "pause"
    tone: stage === "device" ? "brand" : stage === "held" ? "warn" : stage === "practice" ? "neutral" : "ok"
}
