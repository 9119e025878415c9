import QtQuick
import Doorstep.Style
import Doorstep.Layout
import "Spoken.js" as Spoken

// NEWS2 beside its words, never a coloured number alone. Incomplete: neutral, "so far, not a total", with
// what is missing. Complete: tone by `tone`, its band in words and the practice's own next step.
Rectangle {
    id: root

    required property string score // "2", "–"
    required property string heading // "NEWS2 so far, not a total", "NEWS2 5, medium"
    required property string missing // "Missing: breathing rate"
    required property string points // "Pulse 1, temperature 1, the rest 0"
    property string nextStep
    property string tone: "neutral" // only for a complete score
    readonly property bool toned: tone !== "neutral"

    implicitHeight: row.implicitHeight + Style.gap12 * 2
    radius: Style.radiusCard
    color: toned ? Style.tint(tone) : Style.surface
    border.width: Style.edgeWidth
    border.color: Style.toneEdge(tone)
    Accessible.role: Accessible.StaticText
    Accessible.name: Spoken.list([heading, score, missing, points, nextStep])

    HStack {
        id: row
        x: Style.gap16
        y: Style.gap12
        width: root.width - Style.gap16 * 2
        spacing: Style.gap16
        AppText {
            role: AppText.NumXl
            text: root.score
            color: Style.toneInk(root.tone)
        }
        VStack {
            Stack.fill: true
            spacing: 2
            AppText {
                role: AppText.BodyBold
                text: root.heading
                color: Style.toneInk(root.tone)
            }
            IconLine {
                visible: root.missing !== ""
                iconName: "warning"
                strong: root.missing
                role: AppText.Label
                color: Style.warnInk
                iconColor: Style.warnInk
                spacing: Style.gap8
            }
            AppText {
                visible: root.points !== ""
                role: AppText.Label
                text: root.points
                color: root.toned ? Style.toneInk(root.tone) : Style.ink2
            }
            IconLine {
                visible: root.nextStep !== ""
                iconName: "flag"
                strong: root.nextStep
                role: AppText.Label
                color: Style.toneInk(root.tone)
                iconColor: Style.toneInk(root.tone)
                spacing: Style.gap8
            }
        }
    }
}
