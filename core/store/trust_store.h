#pragma once

#include "core/entry/clear_kinds.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

struct GrantRow {
    DeviceId device;
    ScopeId scope;
    Instant from;
    Instant to; ///< exclusive
    std::optional<Instant> revokedFrom;
};

/// A sign of life that is due.
struct LoneRow {
    AggregateId opaque;
    Instant by;
    DeviceId device;
    StaffId staff;
};

/// Whom the practice trusts, as its clear entries say: certificates, revocations, grants. Rows are
/// written by Store only, after the practice's signature or the writer's role was checked.
class TrustStore {
public:
    explicit TrustStore(Connection& connection)
        : m_connection(connection)
    {
    }
    /// Every key this person was ever certified for on this device: a forgotten PIN makes a new
    /// one and leaves the old entries standing.
    [[nodiscard]] Result<std::vector<crypto::SignPublicKey>> keysFor(
        StaffId staff, DeviceId device);
    [[nodiscard]] Result<std::optional<entry::DeviceCertificate>> device(DeviceId device);
    [[nodiscard]] Result<std::vector<entry::DeviceCertificate>> devices();
    [[nodiscard]] Result<std::vector<entry::StaffCertificate>> staffOn(DeviceId device);
    [[nodiscard]] Result<std::vector<entry::ServerCertificate>> servers();
    /// Of a device or a person.
    template <typename IdType> [[nodiscard]] Result<bool> isRevoked(IdType id)
    {
        return isRevokedId(id.template as<AggregateId>());
    }
    [[nodiscard]] Result<std::vector<GrantRow>> grantsOf(DeviceId device);
    [[nodiscard]] Result<std::vector<GrantRow>> grantsOn(ScopeId scope);
    /// Signs of life due at or before `moment`.
    [[nodiscard]] Result<std::vector<LoneRow>> loneDue(Instant moment);
    /// The practice's newest order about its server's keys that is near (entry::isSerialNear);
    /// nothing before the first. All orders are kept: which of them are near changes with the day,
    /// and one far ahead must hide none.
    [[nodiscard]] Result<std::optional<entry::PinsOrdered>> pins(quint64 inForce, Instant now);

    // For Store.
    /// New, or a later certificate of the same keys, as the server takes them: an earlier one that
    /// comes later changes nothing.
    [[nodiscard]] Status put(const entry::DeviceCertificate& certificate);
    [[nodiscard]] Status put(const entry::StaffCertificate& certificate);
    [[nodiscard]] Status put(const entry::ServerCertificate& certificate);
    /// Of two with the same serial the same one stays, whichever came first.
    [[nodiscard]] Status put(const entry::PinsOrdered& order);
    [[nodiscard]] Status putRevoked(AggregateId id);
    /// The grant of one entry as it now stands.
    [[nodiscard]] Status putGrant(EntryId entry, const GrantRow& grant);
    [[nodiscard]] Status putLone(const entry::LoneExpected& expected, const entry::Header& header);

private:
    [[nodiscard]] Result<bool> isRevokedId(AggregateId id);

    Connection& m_connection;
};

} // namespace doorstep::store
