#pragma once

#include "sync/protocol/blob_messages.h"
#include "sync/server/sql.h"

#include <optional>
#include <vector>

namespace doorstep::server {

struct Blob {
    PracticeId practice;
    sync::BlobName name;
    ScopeId scope; ///< whose readers may have it
    DeviceId device; ///< that began it: whose allowance it counts against
    qint64 length = 0;
    qint64 received = 0; ///< durable, from the start
    bool done = false; ///< whole, durable and under the right hash
};

struct BlobCounts {
    qint64 done = 0;
    qint64 open = 0;
};

/// Table blob: what is known of the files that blob_files.h keeps.
class BlobStore {
public:
    explicit BlobStore(Sql& sql)
        : m_sql(sql)
    {
    }
    [[nodiscard]] Result<std::optional<Blob>> find(PracticeId practice, const sync::BlobName& name);
    [[nodiscard]] Status begin(const Blob& blob, Instant now);
    /// Its `received` and `done`.
    [[nodiscard]] Status save(const Blob& blob, Instant now);
    /// Forgets one that has not moved since; false: it is whole, or has moved.
    [[nodiscard]] Result<bool> drop(const Blob& blob, Instant since);

    [[nodiscard]] Result<qint64> openOf(PracticeId practice, DeviceId device);
    [[nodiscard]] Result<qint64> bytesBegun(PracticeId practice, DeviceId device, Instant since);
    /// Begun and not moved since.
    [[nodiscard]] Result<std::vector<Blob>> abandoned(Instant since, int most);
    /// Whole ones of all practices.
    [[nodiscard]] Result<std::vector<Blob>> allDone();
    [[nodiscard]] Result<BlobCounts> counts(PracticeId practice);

private:
    [[nodiscard]] Result<qint64> number(Result<Rows> rows) const;
    Sql& m_sql;
};

} // namespace doorstep::server
