#include "sync/client/staff_certification.h"

#include "core/store/setting_store.h"
#include "core/store/trust_store.h"
#include "sync/client/enrol_binding.h"
#include "sync/client/staff_invitations.h"

#include <QPromise>
#include <algorithm>

namespace doorstep::client {

namespace {

constexpr auto StaffPath = "/staff/1";
constexpr qint64 StaffCertificateMs = 2LL * 365 * 86'400'000;
/// One under each person; without a person what an earlier version kept.
const QByteArray AskSettings("sync.staffAsk");

QByteArray askSetting(StaffId staff)
{
    return AskSettings + '.' + staff.toHex();
}

SecretBytes freshCode()
{
    constexpr quint64 Codes = 100'000'000;
    quint64 number = 0;
    crypto::fillRandom(&number, sizeof number);
    number %= Codes;
    SecretBytes code(8);
    for (std::size_t i = code.size(); i > 0; --i) {
        code.data()[i - 1] = static_cast<unsigned char>('0' + number % 10);
        number /= 10;
    }
    return code;
}

bool isFor(const OpenInvitation& open, StaffId staff, DeviceId device)
{
    return open.invitation.staff == staff && open.invitation.device == device;
}

/// One request against the open invitations, with what a desk needs to judge it.
class StaffJudge {
public:
    StaffJudge(store::Store& store, DeskKeys keys, Instant now)
        : m_store(store)
        , m_keys(std::move(keys))
        , m_now(now)
    {
    }

    /// True when the request is right; counts a wrong code against its invitation, once.
    Result<bool> isRight(OpenInvitation& open, const sync::StaffAsk& ask) const
    {
        const auto isAsked = [&ask](const entry::EpochKey& each) {
            return each.keyClass == entry::KeyClass::Care && each.epoch == ask.careEpoch;
        };
        const QByteArray mac = ask.mac.toBytes();
        if (open.judged == mac || std::ranges::none_of(m_keys.epochs, isAsked))
            return false;
        const store::DeviceIdentity& identity = m_store.identity();
        DOORSTEP_TRY(code,
            crypto::openSealedSecret(
                {identity.boxPublic, identity.boxSecret.clone()}, open.sealedCode));
        const auto fits = [&](const entry::EpochKey& each) {
            return isAsked(each)
                && isMac(ask.mac,
                    sync::staffRequestMac(
                        each.key, code, identity.practice, ask.staff, ask.device, ask.staffKey));
        };
        if (std::ranges::any_of(m_keys.epochs, fits))
            return true;
        ++open.wrongCodes;
        open.judged = mac;
        return false;
    }

    /// Whatever its code: whoever is revoked gets no certificate, and a certified key needs none.
    Result<bool> isSettled(const sync::StaffAsk& ask) const
    {
        store::TrustStore trust(m_store.connection());
        DOORSTEP_TRY(staffRevoked, trust.isRevoked(ask.staff));
        DOORSTEP_TRY(deviceRevoked, trust.isRevoked(ask.device));
        DOORSTEP_TRY(keys, trust.keysFor(ask.staff, ask.device));
        return staffRevoked || deviceRevoked || std::ranges::find(keys, ask.staffKey) != keys.end();
    }

    bool isOpen(const OpenInvitation& open) const
    {
        return m_now < open.invitation.expires && open.wrongCodes < MaxWrongCodes;
    }

    entry::StaffCertificate certificate(const OpenInvitation& open, const sync::StaffAsk& ask) const
    {
        entry::StaffCertificate made{ask.staff, ask.device, ask.staffKey, open.invitation.role,
            m_now.plusMs(StaffCertificateMs), {}};
        entry::certify(made, m_store.identity().practice, m_keys.practiceSign);
        return made;
    }

private:
    store::Store& m_store;
    DeskKeys m_keys;
    Instant m_now;
};

Status saveCertificates(
    store::Store& store, const std::vector<entry::StaffCertificate>& certificates)
{
    if (certificates.empty())
        return {};
    DOORSTEP_TRY(root, readPracticeRoot(store.connection()));
    const std::vector<entry::ClearBody> bodies(certificates.begin(), certificates.end());
    DOORSTEP_TRY(saved, store.saveClear(root.scopes.practice, bodies));
    Q_UNUSED(saved)
    return {};
}

template <typename Outcome> struct Promised {
    QPromise<Outcome> promise;
    void finish(Outcome outcome)
    {
        promise.addResult(std::move(outcome));
        promise.finish();
    }
};

} // namespace

Result<SecretBytes> inviteStaff(store::Store& store, const StaffInvitation& invitation)
{
    DOORSTEP_TRY(invitations, readInvitations(store.connection()));
    std::erase_if(invitations, [&](const OpenInvitation& open) {
        return isFor(open, invitation.staff, invitation.device);
    });
    if (invitations.size() >= MaxInvitations)
        return Error{ErrorCode::LimitExceeded, "too many open staff invitations"};
    SecretBytes code = freshCode();
    DOORSTEP_TRY(sealed, crypto::sealTo(store.identity().boxPublic, code.view()));
    invitations.push_back({invitation, sealed, 0, {}});
    DOORSTEP_CHECK(writeInvitations(store.connection(), invitations));
    return code;
}

Result<sync::StaffAsk> makeStaffAsk(store::Store& store, StaffId staff,
    const crypto::SignPublicKey& staffKey, const SecretBytes& code)
{
    DOORSTEP_TRY(care, store.newestEpochKey(entry::KeyClass::Care));
    const store::DeviceIdentity& identity = store.identity();
    return sync::StaffAsk{staff, identity.device, staffKey, care.epoch,
        sync::staffRequestMac(care.key, code, identity.practice, staff, identity.device, staffKey)};
}

Status keepStaffAsk(store::Connection& connection, const sync::StaffAsk& ask)
{
    return store::SettingStore(connection)
        .put(askSetting(ask.staff), sync::encodeStaffRequest(ask));
}

Result<std::vector<sync::StaffAsk>> keptStaffAsks(store::Connection& connection)
{
    DOORSTEP_TRY(values, store::SettingStore(connection).under(AskSettings));
    std::vector<sync::StaffAsk> asks;
    for (const QByteArray& value : values) {
        const auto request = sync::decodeStaffRequest(value);
        if (const auto* ask = request ? std::get_if<sync::StaffAsk>(&*request) : nullptr)
            asks.push_back(*ask);
    }
    return asks;
}

Status dropStaffAsk(store::Connection& connection, const sync::StaffAsk& ask)
{
    store::SettingStore settings(connection);
    const QByteArray sent = sync::encodeStaffRequest(ask);
    for (const QByteArray& name : {askSetting(ask.staff), AskSettings}) {
        DOORSTEP_TRY(kept, settings.find(name));
        if (kept && *kept == sent)
            DOORSTEP_CHECK(settings.put(name, {}));
    }
    return {};
}

QFuture<Status> askForCertificate(
    std::shared_ptr<SignedExchange> exchange, const sync::StaffAsk& ask)
{
    auto promised = std::make_shared<Promised<Status>>();
    promised->promise.start();
    exchange->post(
        StaffPath, sync::encodeStaffRequest(ask), [promised](const Result<SignedAnswer>& answer) {
            promised->finish(answer ? Status() : Status(answer.error()));
        });
    return promised->promise.future();
}

Result<StaffVerdict> judgeStaffRequests(
    store::Store& store, const std::vector<sync::StaffAsk>& waiting, Instant now)
{
    DOORSTEP_TRY(keys, openDeskKeys(store));
    const StaffJudge judge(store, std::move(keys), now);
    DOORSTEP_TRY(invitations, readInvitations(store.connection()));
    StaffVerdict verdict;
    for (const sync::StaffAsk& ask : waiting) {
        DOORSTEP_TRY(settled, judge.isSettled(ask));
        if (settled) {
            verdict.dismissed.push_back({ask.device, ask.staffKey});
            continue;
        }
        const auto open = std::find_if(invitations.begin(), invitations.end(),
            [&](const OpenInvitation& each) { return isFor(each, ask.staff, ask.device); });
        if (open == invitations.end())
            continue;
        bool right = false;
        if (judge.isOpen(*open)) {
            DOORSTEP_TRY(fits, judge.isRight(*open, ask));
            right = fits;
        }
        if (right)
            verdict.certified.push_back(judge.certificate(*open, ask));
        if (right || !judge.isOpen(*open))
            invitations.erase(open);
    }
    // Certificates first: after a kill in between, the same request is judged right once more.
    DOORSTEP_CHECK(saveCertificates(store, verdict.certified));
    DOORSTEP_CHECK(writeInvitations(store.connection(), invitations));
    return verdict;
}

QFuture<Result<int>> certifyWaitingStaff(
    std::shared_ptr<SignedExchange> exchange, StorePort& store, const Clock& clock)
{
    auto promised = std::make_shared<Promised<Result<int>>>();
    promised->promise.start();
    const auto judged = [exchange, promised](const Result<StaffVerdict>& verdict) {
        if (!verdict)
            return promised->finish(verdict.error());
        for (const sync::StaffDismiss& dismiss : verdict->dismissed)
            exchange->post(
                StaffPath, sync::encodeStaffRequest(dismiss), [](const Result<SignedAnswer>&) {});
        promised->finish(static_cast<int>(verdict->certified.size()));
    };
    exchange->post(StaffPath, sync::encodeStaffRequest(sync::StaffList()),
        [promised, judged, &store, &clock](const Result<SignedAnswer>& answer) {
            if (!answer)
                return promised->finish(answer.error());
            const auto list = sync::decodeStaffAnswer(answer->body);
            if (!list)
                return promised->finish(list.error());
            askStore(
                store,
                [waiting = list->waiting, now = clock.now()](
                    store::Store& opened) { return judgeStaffRequests(opened, waiting, now); },
                judged);
        });
    return promised->promise.future();
}

} // namespace doorstep::client
