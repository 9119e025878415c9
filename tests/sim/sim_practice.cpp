#include "tests/sim/sim_practice.h"

#include "sync/client/practice_founding.h"
#include "sync/client/tablet_enrolment.h"
#include "tests/sim/sim_disk.h"

#include <QDir>
#include <QDirIterator>

namespace doorstep::sim {

using namespace Qt::StringLiterals;

namespace practice_detail {

constexpr quint64 MintSeed = 2; ///< even: nothing is cut while a practice is founded
constexpr qint64 YearMs = 365LL * 86'400'000;
const QString PracticeName = u"Willow Lane Surgery"_s;

store::BootTime bootTime()
{
    return {{1}, 60'000};
}

/// A tablet whose desk and person did all that enrolment asks of them; what the ceremony exchanges
/// is given from hand to hand.
class Joining {
public:
    Joining(store::Store& desk, const Clock& clock, IdMint& mint)
        : m_desk(desk)
        , m_clock(clock)
        , m_mint(mint)
    {
    }
    Result<Belongings> join(const QString& name, const QString& folder)
    {
        DOORSTEP_TRY(root, client::readPracticeRoot(m_desk.connection()));
        DOORSTEP_TRY(keys, client::openDeskKeys(m_desk));
        Belongings own;
        own.name = name;
        own.files = {folder};
        own.staff = m_mint.next<StaffId>();
        own.staffSeed = crypto::randomSecret();
        own.deviceSecret = crypto::randomSecret();
        DOORSTEP_TRY(enrolment, enrol(root, keys, own.staff));
        DOORSTEP_CHECK(certify(root, keys, enrolment, own));
        DOORSTEP_TRY(master,
            store::createStore(own.files,
                client::newStoreFrom(enrolment, store::DeviceSecretId{{9}}), own.deviceSecret,
                bootTime, {}));
        own.masterKey = std::move(master);
        DOORSTEP_TRY(opened,
            store::Store::open(own.files, {own.staff, own.masterKey.clone(), own.staffSeed.clone()},
                client::newStoreFrom(enrolment, store::DeviceSecretId{{9}}).identity, m_clock,
                m_mint));
        DOORSTEP_CHECK(client::takeUp(*opened, enrolment));
        return own;
    }

private:
    Result<client::Enrolment> enrol(
        const client::PracticeRoot& root, const client::DeskKeys& keys, StaffId staff)
    {
        const store::DeviceIdentity& desk = m_desk.identity();
        client::Enrolment made;
        made.signSeed = crypto::randomSecret();
        made.signKey = crypto::signKeyPairFromSeed(made.signSeed);
        made.boxKey = crypto::makeBoxKeyPair();
        made.reply.practice = desk.practice;
        made.reply.practiceName = desk.practiceName;
        made.reply.practiceSignKey = desk.practiceSign;
        made.reply.server = root.server;
        made.reply.recoveryKey = root.recoveryKey;
        made.reply.scopes = root.scopes;
        made.reply.staff = {{staff, u"Bea Testcase"_s, entry::StaffRole::Nurse}};
        made.reply.device = {m_mint.next<DeviceId>(), entry::DeviceRole::Tablet,
            made.signKey.publicKey, made.boxKey.publicKey, m_clock.now().plusMs(YearMs), {}};
        entry::certify(made.reply.device, desk.practice, keys.practiceSign);
        for (const entry::EpochKey& key : keys.epochs) {
            if (key.keyClass != entry::KeyClass::Care)
                continue;
            DOORSTEP_TRY(wrapped, crypto::sealTo(made.boxKey.publicKey, key.key.view()));
            made.reply.keyring.push_back({key.keyClass, key.epoch, wrapped});
        }
        return made;
    }

    Status certify(const client::PracticeRoot& root, const client::DeskKeys& keys,
        const client::Enrolment& enrolment, const Belongings& own)
    {
        entry::StaffCertificate person{own.staff, enrolment.reply.device.device,
            crypto::signKeyPairFromSeed(own.staffSeed).publicKey, entry::StaffRole::Nurse,
            m_clock.now().plusMs(YearMs), {}};
        entry::certify(person, m_desk.identity().practice, keys.practiceSign);
        DOORSTEP_TRY(
            saved, m_desk.saveClear(root.scopes.practice, {enrolment.reply.device, person}));
        Q_UNUSED(saved)
        return {};
    }

    store::Store& m_desk;
    const Clock& m_clock;
    IdMint& m_mint;
};

/// The certificates go up and come down, so that a life begins with devices that know each other.
Status syncOnce(std::vector<Belongings>& devices, SimServer& server, test::FakeClock& clock)
{
    constexpr qint64 Enough = 60'000;
    Dice dice(1);
    SimCount count;
    SimNetwork network(clock, dice, count);
    network.setPerfect();
    network.connectTo(&server);
    for (const Belongings& belongings : devices) {
        SimDevice device(belongings.inFolder(belongings.files.folder), clock, network, MintSeed);
        DOORSTEP_CHECK(device.open());
        device.startSync();
        network.passUntil(clock.now().plusMs(Enough));
        const auto report = device.takeReport();
        if (!report || !*report)
            return Error{ErrorCode::Internal, "first sync of " + belongings.name.toUtf8()};
        DOORSTEP_CHECK(device.store().checkpoint());
    }
    return {};
}

} // namespace practice_detail

Result<FoundedPractice> FoundedPractice::found(const QString& folder, int tablets)
{
    using namespace practice_detail;
    test::FakeClock clock;
    IdMint mint(clock, 1);
    FoundedPractice practice{folder, {}, {}, clock.now()};
    QDir().mkpath(practice.serverFolder());
    DOORSTEP_TRY(server, SimServer::open(practice.serverFolder(), clock));
    DOORSTEP_TRY(claim, server->newPractice(PracticeName));
    client::NewPractice made;
    made.claim = std::move(claim.secret);
    made.address = {SimServer::Authority, claim.answer.pinNow, claim.answer.pinNext};
    made.role = entry::DeviceRole::Desk;
    made.personName = u"Carol Testcase"_s;
    made.personRole = entry::StaffRole::Coordinator;
    made.pin = SecretBytes::copyOf("correct horse battery");
    made.files = {folder + u"/desk"_s};
    made.deviceSecret = crypto::randomSecret();
    made.bootTime = bootTime;
    const SecretBytes deviceSecret = made.deviceSecret.clone();
    DOORSTEP_TRY(founded,
        client::foundPractice(
            std::move(made), claim.answer, [](const auto&) { return Status(); }, clock, mint));
    DOORSTEP_CHECK(server->takePractice(founded.takeRequest));
    DOORSTEP_TRY(root, client::readPracticeRoot(founded.store->connection()));
    practice.scopes = root.scopes;
    const store::StaffKeys& keys = founded.store->keys();
    practice.devices.push_back({u"desk"_s, {folder + u"/desk"_s}, deviceSecret.clone(),
        keys.masterKey.clone(), keys.staff, keys.signSeed.clone()});
    Joining joining(*founded.store, clock, mint);
    for (int i = 1; i <= tablets; ++i) {
        const QString name = u"tablet%1"_s.arg(i);
        DOORSTEP_TRY(tablet, joining.join(name, folder + u'/' + name));
        practice.devices.push_back(std::move(tablet));
    }
    founded.store.reset();
    DOORSTEP_CHECK(syncOnce(practice.devices, *server, clock));
    practice.foundedAt = clock.now();
    return practice;
}

FoundedPractice FoundedPractice::copyTo(const QString& other) const
{
    copyFolder(folder, other);
    FoundedPractice copy{other, scopes, {}, foundedAt};
    for (const Belongings& device : devices)
        copy.devices.push_back(device.inFolder(other + u'/' + device.name));
    return copy;
}

void copyFolder(const QString& from, const QString& to)
{
    flushSimDisk(from);
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString copy = to + file.mid(from.size());
        QDir().mkpath(QFileInfo(copy).path());
        QFile::copy(file, copy);
    }
}

} // namespace doorstep::sim
