import QtQuick
import QtTest
import Doorstep.Controls
import Doorstep.Desk

// Rows come and go under a search that is being typed: the field keeps the keys.
PageCase {
    id: root
    name: "DeskList"

    ListModel { id: found }
    Component {
        id: searched
        FocusScope {
            DeskList {
                model: found
                above: LabelledField { name: "query"; label: "Name"; value: "" }
                delegate: ListRow {
                    required property string who
                    objectName: "row:" + who
                    title: who
                    width: ListView.view.width
                }
            }
        }
    }

    function test_rowsComeAndGo_theSearchFieldKeepsTheFocus() {
        found.clear();
        ["Mabel", "Arthur", "Pearl"].forEach(who => found.append({ who: who }));
        mount(searched);
        tap("query");
        const field = find("query");
        verify(field.activeFocus);
        const changes = [() => found.remove(0), () => found.insert(0, { who: "Olive" }), () => found.remove(0, 3), () => found.append({ who: "Kofi" }), () => found.move(0, 0, 1)];
        changes.forEach((change, index) => {
            change();
            wait(30);
            verify(field.activeFocus, "the field lost the focus at change " + index);
        });
        keyClick(Qt.Key_X);
        compare(field.text, "x");
    }
}
