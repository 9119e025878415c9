#pragma once

#include "sync/server/blob_files.h"
#include "sync/server/caller.h"
#include "sync/server/http_server.h"
#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"

#include <array>
#include <mutex>

namespace doorstep::server {

/// `/blob/<name>`: takes a blob step by step and gives it to devices that may read its scope. The
/// server knows name, length and that scope, which the first device to begin the blob states in its
/// signed request: it cannot read the entry that names the blob. Steps are appended where the last
/// one ended; with the last byte the hash is compared in the same request, and there is no step
/// after. An offset counts only once its bytes are synced and its row is committed. Thread-safe.
class BlobService {
public:
    BlobService(LogThread& log, const ServerKey& key, const BlobFiles& files)
        : m_log(log)
        , m_key(key)
        , m_files(files)
    {
    }
    /// PATCH. Any device of the practice, also one that may only upload.
    [[nodiscard]] Reply take(const Caller& caller, const HttpRequest& request);
    /// GET. A blob that is not whole, not there, or not for this device reads the same.
    [[nodiscard]] Reply give(const Caller& caller, const HttpRequest& request);
    /// Drops what was begun and not moved for limits::UnfinishedBlobLife. At any time.
    [[nodiscard]] Status dropAbandoned(Instant now);

private:
    /// The row as it stands before a step.
    struct Begun {
        Blob blob;
        bool isNew = false;
        std::optional<sync::Refusal> refusal;
    };
    [[nodiscard]] Result<Begun> begin(
        Log& log, const Caller& caller, const sync::BlobName& name, const sync::BlobStep& step);
    [[nodiscard]] Reply takeStep(
        const Caller& caller, const sync::BlobName& name, const sync::BlobStep& step);
    [[nodiscard]] Status meetFile(const Caller& caller, Begun& begun);
    [[nodiscard]] Reply append(const Caller& caller, Blob blob, const sync::BlobStep& step);
    [[nodiscard]] Reply finish(const Caller& caller, Blob blob);
    [[nodiscard]] Status save(const Caller& caller, const Blob& blob, const char* event = nullptr);
    [[nodiscard]] std::mutex& lockOf(const sync::BlobName& name);

    LogThread& m_log;
    const ServerKey& m_key;
    const BlobFiles& m_files;
    std::array<std::mutex, 16> m_locks; ///< by name: one step of a blob at a time
};

} // namespace doorstep::server
