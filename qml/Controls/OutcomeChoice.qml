import QtQuick

// How a visit ended: two columns of 56 dp boxes, icon + word (one column at large text).
// `options` and chosen(value) as in SegmentedChoice.
SegmentedChoice {
    across: 2
}
