import QtQuick
import Doorstep.Style

// All text of the app. `role` gives size, weight and line height; text wraps and is never elided.
// Plain text only: a name with "<" in it is shown, not read as markup (EmphasisText does inline bold).
Text {
    id: root

    enum Role { Display, Title, Head, Body, BodyBold, Label, LabelBold, Small, SmallBold, Value, Num, NumXl }

    property int role: AppText.Body

    font: Style.faces[root.role]
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round(Style.lineHeights[root.role] * Style.textScale)
    color: Style.ink
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
