import QtQuick
import QtTest
import Doorstep.Style

// A test of one page at phone size: mounts it, finds what is on it by name, taps as a finger does.
TestCase {
    id: root

    property var page: null // any page: its own properties and signals are used
    property var heard: [] // what the page's signals said, in order: strings

    width: 412
    height: 915
    visible: true
    when: windowShown

    function init() {
        Style.reduceMotion = true;
        Style.textScale = 1.0;
        heard = [];
    }
    function cleanup() {
        if (page)
            page.destroy();
        page = null;
        wait(0);
    }
    function mount(component) {
        page = component.createObject(root, { width: root.width, height: root.height });
        verify(page !== null, component.errorString());
        waitForRendering(page, 200);
        wait(30);
        return page;
    }
    function hear(signalName) {
        page[signalName].connect((first, second) => {
            heard.push([signalName, first, second].filter(each => each !== undefined).join(" "));
        });
    }
    function find(name, from) {
        const item = from ?? page;
        if (!item.visible)
            return null;
        if (item.objectName === name)
            return item;
        for (let i = 0; i < item.children.length; ++i) {
            const found = find(name, item.children[i]);
            if (found)
                return found;
        }
        return null;
    }
    function centre(item) {
        return item.mapToItem(root, item.width / 2, item.height / 2);
    }
    // A finger on what is on screen: fails when the thing is missing or not in view.
    function tap(name) {
        const item = find(name);
        verify(item !== null, name + " is not on the page");
        const spot = centre(item);
        verify(spot.y > 0 && spot.y < root.height, name + " is not in view, at " + spot.y);
        const touch = touchEvent(root);
        touch.press(0, root, spot.x, spot.y).commit();
        touch.release(0, root, spot.x, spot.y).commit();
        wait(20);
    }
    // A mouse on something that may need scrolling to.
    function click(name) {
        const item = find(name);
        verify(item !== null, name + " is not on the page");
        page.scroll.show(item);
        wait(20);
        mouseClick(item);
        wait(0);
    }
}
