#include "sync/client/staff_invitations.h"

#include "core/entry/cbor.h"
#include "core/store/setting_store.h"

#include <QCborArray>

namespace doorstep::client {

using namespace Qt::StringLiterals;

namespace {

constexpr auto InvitationsSetting = "staff.invitations";
constexpr int MostRoleBytes = 32;
constexpr int MostSealedCode = 128;
constexpr int MacBytes = 32;

QCborMap mapOf(const OpenInvitation& open)
{
    return {{"staff"_L1, open.invitation.staff.toBytes()},
        {"device"_L1, open.invitation.device.toBytes()},
        {"role"_L1, entry::roleWord(open.invitation.role)},
        {"expires"_L1, open.invitation.expires.ms}, {"code"_L1, open.sealedCode},
        {"wrong"_L1, open.wrongCodes}, {"judged"_L1, open.judged}};
}

Result<OpenInvitation> invitationOf(const QCborMap& map)
{
    entry::CborReader in(map);
    OpenInvitation open;
    open.invitation.staff = in.fixed<StaffId>("staff"_L1);
    open.invitation.device = in.fixed<DeviceId>("device"_L1);
    open.invitation.expires = in.instant("expires"_L1);
    open.sealedCode = in.bytes("code"_L1, MostSealedCode);
    open.wrongCodes = static_cast<int>(in.integer("wrong"_L1, 0, MaxWrongCodes));
    if (in.has("judged"_L1)) // not in those that an earlier version wrote
        open.judged = in.bytes("judged"_L1, MacBytes);
    const QString role = in.text("role"_L1, MostRoleBytes);
    DOORSTEP_CHECK(in.status());
    DOORSTEP_TRY(known, entry::staffRoleFromWord(role));
    open.invitation.role = known;
    return open;
}

} // namespace

Result<std::vector<OpenInvitation>> readInvitations(store::Connection& connection)
{
    std::vector<OpenInvitation> invitations;
    DOORSTEP_TRY(bytes, store::SettingStore(connection).find(InvitationsSetting));
    if (!bytes)
        return invitations;
    DOORSTEP_TRY(map, entry::decodeCbor(*bytes));
    entry::CborReader in(map);
    const QCborArray list = in.array("list"_L1, MaxInvitations);
    DOORSTEP_CHECK(in.status());
    for (const QCborValue line : list) {
        DOORSTEP_TRY(open, invitationOf(line.toMap()));
        invitations.push_back(std::move(open));
    }
    return invitations;
}

Status writeInvitations(
    store::Connection& connection, const std::vector<OpenInvitation>& invitations)
{
    QCborArray list;
    for (const OpenInvitation& open : invitations)
        list.append(mapOf(open));
    return store::SettingStore(connection)
        .put(InvitationsSetting, entry::encodeCbor({{"list"_L1, list}}));
}

} // namespace doorstep::client
