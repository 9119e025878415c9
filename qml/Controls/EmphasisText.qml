import QtQuick

// One running sentence with its last or first words in bold: `lead` plain, `strong` bold, `tail` plain.
// The three are shown as typed: markup in them is escaped.
AppText {
    id: root

    property string lead
    property string strong
    property string tail

    function escaped(words: string): string {
        return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    }

    textFormat: Text.StyledText
    text: escaped(lead) + (strong === "" ? "" : "<b>" + escaped(strong) + "</b>") + escaped(tail)
    Accessible.role: Accessible.StaticText
    Accessible.name: lead + strong + tail
}
