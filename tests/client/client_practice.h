#pragma once

#include "sync/client/certificate_renewal.h"
#include "sync/client/enrolment_run.h"
#include "sync/client/practice_creation.h"
#include "sync/client/staff_certification.h"
#include "sync/client/wipe_order.h"
#include "tests/client/client_device.h"

#include <QDir>
#include <QDirIterator>
#include <QTimer>

namespace doorstep::test {

/// What is at `to` goes; whatever it was, the copy is `from` and nothing else.
inline void copyFolder(const QString& from, const QString& to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString copy = to + file.mid(from.size());
        QDir().mkpath(QFileInfo(copy).path());
        if (!QFile::copy(file, copy))
            qFatal("no room for a copy");
    }
}

/// The devices of one practice and the ceremonies between them. Where their server runs, and how a
/// claim code is had from it, is for the derived class to say.
class ClientPractice {
public:
    ClientPractice() = default;
    virtual ~ClientPractice() = default;
    ClientPractice(const ClientPractice&) = delete;
    ClientPractice& operator=(const ClientPractice&) = delete;

    [[nodiscard]] virtual client::ServerAddress address() const = 0;

    [[nodiscard]] client::NewPractice newPractice(const QString& name)
    {
        client::NewPractice made;
        made.claim = claimCode();
        made.address = address();
        made.personName = QStringLiteral("Carol Testcase");
        made.pin = SecretBytes::copyOf("correct horse battery");
        made.files = {folder.filePath(name)};
        made.deviceSecret = crypto::randomSecret();
        made.bootTime = boot.reader();
        return made;
    }
    /// The desk that claimed the practice, its first entries not yet pushed.
    [[nodiscard]] std::unique_ptr<ClientDevice> claimDesk()
    {
        auto desk = makeDevice(QStringLiteral("desk"));
        auto practice = newPractice(QStringLiteral("desk"));
        desk->deviceSecret = practice.deviceSecret.clone();
        const auto pin = practice.pin.clone();
        client::PracticeCreation creation(*desk->transport, clock, mint);
        const auto created = waitFor(creation.create(std::move(practice), [this](const auto& made) {
            for (std::size_t i = 0; i < made.size(); ++i)
                cards[i] = made[i].text.view().toByteArray();
            return Status();
        }));
        if (!created)
            qFatal("claim: %s", created.error().detail.constData());
        auto door = store::Unlock::open(desk->files, desk->deviceSecret.clone(), boot.reader());
        auto keys = door->tryPin(created->staff, pin);
        desk->staff = created->staff;
        desk->masterKey = keys->masterKey.clone();
        desk->staffSeed = keys->signSeed.clone();
        if (const auto opened = desk->reopen(); !opened)
            qFatal("desk: %s", opened.error().detail.constData());
        return desk;
    }

    /// A new device accepted by `desk`; its person not yet certified.
    [[nodiscard]] std::unique_ptr<ClientDevice> enrol(
        ClientDevice& desk, const QString& name, entry::DeviceRole role = entry::DeviceRole::Tablet)
    {
        auto device = makeDevice(name);
        const auto enrolment = runEnrolment(desk, *device->transport, role);
        if (!enrolment)
            qFatal("enrol: %s", enrolment.error().detail.constData());
        device->staff = (*enrolment)->reply.staff.front().staff;
        device->staffSeed = crypto::randomSecret();
        device->deviceSecret = crypto::randomSecret();
        const auto fresh = client::newStoreFrom(**enrolment, secretId);
        device->masterKey = std::move(
            *store::createStore(device->files, fresh, device->deviceSecret, boot.reader(), {}));
        if (!device->reopen() || !client::takeUp(*device->store, **enrolment))
            qFatal("the new device's store");
        return device;
    }
    /// The whole ceremony, digits typed as shown.
    [[nodiscard]] Result<std::shared_ptr<client::Enrolment>> runEnrolment(
        ClientDevice& desk, client::Transport& tablet, entry::DeviceRole role)
    {
        using namespace std::chrono_literals;
        constexpr auto Poll = 50ms;
        // The server refills its allowances by this clock: standing still, it would answer nobody
        // once a slow disk had let sixty polls pass. Each poll stands for a second.
        QTimer pace;
        QObject::connect(&pace, &QTimer::timeout, [this] { clock.advanceMs(1000); });
        pace.start(Poll);
        client::EnrolInvitation invitation{role,
            {{mint.next<StaffId>(), QStringLiteral("Bea Testcase"), entry::StaffRole::Nurse}},
            QStringLiteral("Willow Lane Surgery"), true,
            clock.now().plusMs(client::CertificateLifeMs)};
        client::DeskEnrolmentRun deskRun(
            {*desk.transport, *desk.port, clock, mint, desk.signer(), address()}, invitation, Poll);
        std::unique_ptr<client::TabletEnrolmentRun> tabletRun;
        std::optional<QFuture<Result<std::shared_ptr<client::Enrolment>>>> result;
        QByteArray digits;
        deskRun.onStage([&](const client::DeskEnrolment& machine) {
            if (machine.stage() == client::DeskEnrolment::Stage::Inviting) {
                const auto text = machine.codeText();
                const auto code = sync::decodeTicketCode(text->view(), clock.now());
                tabletRun = std::make_unique<client::TabletEnrolmentRun>(tablet, clock, *code,
                    sync::EnrolDetails{QStringLiteral("Tablet 3"), ThisApp, QStringLiteral("tpm")},
                    Poll);
                tabletRun->onDigits([&](const QByteArray& shown) { digits = shown; });
                result = tabletRun->start();
            }
        });
        auto accepted = deskRun.start();
        const auto typed = [&] { return !digits.isEmpty() && deskRun.typeDigits(digits).ok(); };
        if (!QTest::qWaitFor([&] { return accepted.isFinished() || typed(); }, 30'000))
            return Error{ErrorCode::Internal, "the digits were never shown"};
        const Status done = waitFor(accepted);
        if (!done)
            return done.error();
        return waitFor(*result);
    }
    /// Staff code, request, certificate, and a sync each way.
    [[nodiscard]] bool certifyStaff(ClientDevice& desk, ClientDevice& device)
    {
        clock.advanceMs(20'000); // the server's allowance of requests refills by this clock
        const auto code = client::inviteStaff(*desk.store,
            {device.staff, device.id(), entry::StaffRole::Nurse, clock.now().plusMs(3'600'000)});
        const auto ask
            = client::makeStaffAsk(*device.store, device.staff, device.store->staffKey(), *code);
        if (!ask || !waitFor(client::askForCertificate(device.exchange(), *ask)))
            return false;
        const auto report = desk.sync();
        if (!report || !report->standing.staffWaiting)
            return false;
        const auto certified
            = waitFor(client::certifyWaitingStaff(desk.exchange(), *desk.port, clock));
        return certified && *certified == 1 && desk.sync() && device.sync();
    }
    /// Lets the device read the scope from now on for a week.
    [[nodiscard]] bool grant(ClientDevice& desk, const ClientDevice& device, ScopeId scope)
    {
        const Instant now = clock.now();
        const entry::ScopeGranted granted{
            device.id(), scope, now.plusMs(-1000), now.plusMs(7 * 86'400'000LL)};
        return desk.store->saveClear(desk.scopes().practice, {granted}).ok();
    }
    /// Takes the device's right to read away; what it still sends is held.
    [[nodiscard]] static bool revoke(ClientDevice& desk, const ClientDevice& device)
    {
        return client::revokeDevice(*desk.store, device.id(), desk.clock->now()).ok();
    }

    /// Not enrolled yet; its store is in the folder of its name.
    [[nodiscard]] std::unique_ptr<ClientDevice> makeDevice(const QString& name)
    {
        auto device = std::make_unique<ClientDevice>();
        device->files = {folder.filePath(name)};
        device->clock = &clock;
        device->mint = &mint;
        device->connectTo(address());
        return device;
    }

    std::array<QByteArray, 3> cards; ///< of the practice that claimDesk() founded
    QTemporaryDir folder;
    FakeClock clock;
    FakeBootClock boot;
    IdMint mint{clock};
    store::DeviceSecretId secretId{{9}};

protected:
    /// Of a practice that nobody has claimed yet.
    [[nodiscard]] virtual SecretBytes claimCode() = 0;
};

} // namespace doorstep::test
