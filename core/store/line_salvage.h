#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QString>
#include <functional>
#include <vector>

namespace doorstep::store {

/// A stretch of a file of lines (append_file.h) that holds no whole line.
struct DamagedStretch {
    qint64 at = 0; ///< byte of the file
    qint64 bytes = 0;
    bool atEnd = false; ///< nothing follows: damage, or what a power cut left
};

/// Reads every whole line of a file however damaged it is, and changes nothing: AppendFile ends at
/// the first line that does not fit, which is right for a power cut and too little for a recovery.
/// Behind damage the next line is looked for byte by byte. `mayBegin` says from a line's first
/// content bytes (at least `headBytes`) whether it can be one; without its help random bytes would
/// be summed up for hours. A line that follows another may be shorter than that. NotFound, Io.
struct LineShape {
    qsizetype headBytes = 0;
    std::function<bool(QByteArrayView head)> mayBegin;
};
[[nodiscard]] Result<std::vector<DamagedStretch>> salvageLines(const QString& path,
    const LineShape& shape, const std::function<void(QByteArrayView line)>& line);

/// For a file that is about to be opened for appending, which cuts it at the first line that does
/// not fit: when whole lines follow the damage, the file is kept as `<path>.damaged` (an earlier
/// one stays) and rewritten with its whole lines. A torn tail alone is no damage. DiskFull, Io:
/// nothing was changed.
[[nodiscard]] Status mendLines(const QString& path, const LineShape& shape);

/// A line of the outbox begins with its sequence, one of the spool with incarnation and counter:
/// both are numbers far below 2^32.
[[nodiscard]] LineShape outboxLines();
[[nodiscard]] LineShape spoolLines();

} // namespace doorstep::store
