import QtQuick
import QtTest
import Doorstep.Gallery

PageCase {
    name: "Observe"

    Component { id: observe; SampleObserve {} }

    function test_padKeys_tapped_sendDigits() {
        mount(observe);
        for (const name of ["digit", "point", "erase", "notTaken", "device", "advance"])
            hear(name);
        for (const key of ["padKey1", "padKey0", "padPoint", "padDelete", "padNotTaken", "padDevice", "padAdvance"])
            tap(key);
        compare(heard, ["digit 1", "digit 0", "point", "erase", "notTaken", "device", "advance"]);
    }
    function test_hardwareKeyboard_worksTheSame() {
        mount(observe);
        for (const name of ["digit", "point", "erase", "advance", "back"])
            hear(name);
        for (const key of [Qt.Key_1, Qt.Key_4, Qt.Key_2, Qt.Key_Period, Qt.Key_Backspace, Qt.Key_Return, Qt.Key_Escape])
            keyClick(key);
        compare(heard, ["digit 1", "digit 4", "digit 2", "point", "erase", "advance", "back"]);
    }
    function test_tile_tapped_choosesIt() {
        mount(observe);
        hear("chooseTile");
        hear("changePosture");
        tap("tile:resp");
        tap("tile:sys");
        tap("observePosture");
        compare(heard, ["chooseTile resp", "chooseTile sys", "changePosture"]);
    }
    function test_wordValue_boxesTakeThePadsPlace() {
        mount(observe);
        page.activeKey = "acvpu";
        page.choices = [{ value: "A", text: "Alert" }, { value: "V", text: "Voice" }];
        wait(50);
        hear("chooseWord");
        hear("advance");
        verify(find("padKey1") === null);
        tap("word:V");
        tap("wordAdvance");
        compare(heard, ["chooseWord V", "advance"]);
    }
    function test_missingForNews2_saysMissing_notACompleteScore() {
        mount(observe);
        compare(find("tile:resp").shown, "Missing");
        compare(find("news2").tone, "neutral");
    }
    function test_wide_padStandsBesideTheValues() {
        mount(observe);
        page.width = 880;
        page.height = 800;
        wait(80);
        verify(find("padKey1").mapToItem(page, 0, 0).x > find("tile:resp").mapToItem(page, 0, 0).x + 200);
    }
}
