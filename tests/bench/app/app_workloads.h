#pragma once

#include "tests/bench/app/bench_tablet.h"
#include "tests/bench/app/figures.h"

namespace doorstep::bench {

/// From process start to the first frame, and to the first screen that takes a touch, of the
/// shipped app without a store. Started `rounds` times after the files are warm.
[[nodiscard]] std::vector<Figure> firstFrame(const QString& folder, int rounds);

/// A finger drags the whole list of a round through the real shell; each frame is timed from
/// before its synchronisation to after its rendering.
[[nodiscard]] std::vector<Figure> scrollToday(BenchTablet& tablet, int frames);

/// Names of patients of the list, a letter at a time from the second on, from the keystroke to the
/// rows shown.
[[nodiscard]] std::vector<Figure> findByName(BenchTablet& tablet, int names);

/// A day of work, each save timed until it is durable: the full visits, then all of it.
/// `firstEntry` is told for sendDay().
[[nodiscard]] std::vector<Figure> saveVisits(BenchTablet& tablet, EntryId& firstEntry);

/// The list of the whole practice in one act, and the round with all its doors read again, as after
/// every save.
[[nodiscard]] std::vector<Figure> wholeLists(BenchTablet& tablet, int times);

/// That day as sync sends it: bytes of a request with its signed header fields, an entry.
[[nodiscard]] std::vector<Figure> sendDay(BenchTablet& tablet, EntryId firstEntry);

} // namespace doorstep::bench
