#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <functional>
#include <vector>

namespace doorstep::store {

/// Files that must survive a power cut, at the level of bytes.

/// Temporary file beside it, fsync, rename, fsync of the folder: the old or the new content, whole.
[[nodiscard]] Status writeFileWhole(const QString& path, QByteArrayView bytes);
/// The same for what need not be in memory at once: `produce` calls `write` for each part.
using WritePart = std::function<Status(QByteArrayView)>;
[[nodiscard]] Status writeFileInParts(
    const QString& path, const std::function<Status(const WritePart&)>& produce);
/// Makes new and renamed files in a folder durable.
[[nodiscard]] Status syncFolder(const QString& folder);
/// Writes noise over the file in place, so that its own blocks go where the disk allows it, and
/// deletes it. One that cannot be written over (a full disk) is deleted all the same, and the error
/// told. Ok when there is no such file.
[[nodiscard]] Status shredFile(const QString& path);
/// NotFound, LimitExceeded (checked before reading) or Io.
[[nodiscard]] Result<QByteArray> readFileWhole(const QString& path, qint64 maxBytes);

/// A file of framed lines that only grows: `len u32le | content | crc32c u32le`, crc over length
/// and content. A line is acknowledged only after fsync; a torn tail is cut when the file is
/// opened, a line that failed half-way is cut at once. One thread at a time.
class AppendFile {
public:
    /// One save is one line: the list of a whole practice, imported in one act, is about 20 MiB.
    static constexpr quint32 MaxLine = 64 * 1024 * 1024;

    /// Opens or creates (0600), cuts a torn tail and calls `line` for each whole line, in order.
    [[nodiscard]] static Result<AppendFile> open(
        const QString& path, const std::function<void(QByteArrayView)>& line);
    /// Reads without changing anything. `torn` is true when bytes remain after the last whole line.
    [[nodiscard]] static Result<bool> read(
        const QString& path, const std::function<void(QByteArrayView)>& line);

    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&& other) noexcept;
    ~AppendFile();

    /// Durable when ok; nothing of it remains when not (DiskFull, Io).
    [[nodiscard]] Status append(QByteArrayView content);
    /// Back to an earlier size(): takes back lines whose act failed elsewhere. When even that fails
    /// the file is closed and refuses every later append, so nothing can follow a broken line.
    [[nodiscard]] Status cutTo(qint64 size);
    /// Rewrites the file with the lines for which `keep` is true: whole old or whole new file.
    [[nodiscard]] Status keepOnly(const std::function<bool(QByteArrayView)>& keep);
    [[nodiscard]] Status replaceWith(const std::vector<QByteArray>& lines);
    [[nodiscard]] qint64 size() const { return m_size; }

private:
    AppendFile(QString path, int descriptor, qint64 size);
    [[nodiscard]] Status replace(const QByteArray& bytes);

    QString m_path;
    int m_descriptor = -1;
    qint64 m_size = 0;
};

} // namespace doorstep::store
