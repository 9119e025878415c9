#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QString>

namespace doorstep::server {

/// Writes a file only its owner can read: created 0600, synced, then renamed into place, so there
/// is never half of one. Io or DiskFull.
[[nodiscard]] Status writePrivateFile(const QString& path, QByteArrayView bytes);
/// Puts `from` in the place of `to`, in the same folder, and syncs the folder. Io.
[[nodiscard]] Status movePrivateFile(const QString& from, const QString& to);
/// Cuts the file to its first `offset` bytes (it has at least those, or is made when that is 0),
/// writes `bytes` behind them and syncs it, and the folder of a new one. What a failure leaves
/// behind `offset` counts for nothing. Io or DiskFull.
[[nodiscard]] Status extendPrivateFile(const QString& path, qint64 offset, QByteArrayView bytes);
/// Untrusted when the group or others may read or write it; LimitExceeded above `most` bytes.
[[nodiscard]] Result<QByteArray> readPrivateFile(const QString& path, qint64 most);

/// Syncs a file or directory written by somebody else.
[[nodiscard]] Status syncPath(const QString& path);

} // namespace doorstep::server
