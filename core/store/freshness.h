#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/store/connection.h"

#include <QString>
#include <optional>

namespace doorstep::store {

/// An older copy of a store, put back whole, is authentic in each of its pages: only something that
/// is kept elsewhere can tell. A store counts its own acts (setting::Generation), and a mark with
/// that count lies in the keystore, where no copy of the files reaches it. A store below the mark
/// is an older copy. The practice server knows too, by the counters of the device's chain.
///
/// Mark, 32 bytes as a keystore holds them, no secret: "DSGM" | 1 u32le | generation u64le |
/// device 16.

/// The name under which the mark lies in the keystore.
[[nodiscard]] QString generationMarkName(DeviceId device);
[[nodiscard]] SecretBytes generationMark(DeviceId device, qint64 generation);
/// Corrupt: not a mark, or of another device.
[[nodiscard]] Result<qint64> generationOfMark(const SecretBytes& mark, DeviceId device);

/// That an older copy was put back, until a person has read it.
struct PutBack {
    Instant noticed;
    qint64 acts = 0; ///< own acts that the copy lacks; 0: not known (the server noticed)
    bool operator==(const PutBack&) const = default;
};

/// What is known of copies put back: in the store itself.
class PutBackStore {
public:
    explicit PutBackStore(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] Result<std::optional<PutBack>> find();
    /// A second one before the first was read adds its acts to it.
    [[nodiscard]] Status note(const PutBack& seen);
    /// A person has read it.
    [[nodiscard]] Status clear();

private:
    Connection& m_connection;
};

} // namespace doorstep::store
