#include "tests/viewmodels/app_fixture.h"

#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/store/entry_store.h"
#include "core/store/hold_store.h"
#include "core/store/setting_store.h"
#include "sync/client/practice_root.h"

#include <QDir>
#include <QEventLoop>

namespace doorstep::test {

namespace {

constexpr auto fluPack = "flu-2026-27";
constexpr auto ativ = "37547211000001103";

app::PracticeScope scopes()
{
    return {ScopeId({1}), ScopeId({2})};
}

void copyFolder(const QString& from, const QString& to)
{
    QDir().mkpath(to);
    for (const QFileInfo& file : QDir(from).entryInfoList(QDir::Files))
        QFile::copy(file.filePath(), to + QLatin1Char('/') + file.fileName());
}

} // namespace

SecretBytes makeSecret(MemoryVault& vault, const QString& name)
{
    SecretBytes made;
    QEventLoop loop;
    vault.create(name, [&](Result<SecretBytes> secret) {
        if (secret)
            made = std::move(*secret);
        loop.quit();
    });
    loop.exec();
    return made;
}

PracticeOnDisk::PracticeOnDisk()
    : mint(clock)
    , bronwen(mint.next<StaffId>())
    , dev(mint.next<StaffId>())
    , mabel(mint.next<PatientId>())
    , arthur(mint.next<PatientId>())
    , olive(mint.next<PatientId>())
    , kofi(mint.next<PatientId>())
    , stranger(mint.next<PatientId>())
    , mabelVisit(mint.next<VisitId>())
    , arthurVisit(mint.next<VisitId>())
    , oliveVisit(mint.next<VisitId>())
    , kofiVisit(mint.next<VisitId>())
{
    const store::DeviceSecretId secretId{{9}};
    const SecretBytes secret = makeSecret(vault, store::deviceSecretName(secretId));
    const auto sign = crypto::makeSignKeyPair();
    const auto box = crypto::makeBoxKeyPair();
    store::NewStore fresh;
    fresh.identity.practice = mint.next<PracticeId>();
    fresh.identity.practiceName = QStringLiteral("Willow Lane Surgery");
    fresh.identity.device = mint.next<DeviceId>();
    fresh.identity.deviceRole = QStringLiteral("tablet");
    fresh.identity.signSeed = SecretBytes::copyOf(sign.secretKey.view().first(32));
    fresh.identity.boxSecret = box.secretKey.clone();
    fresh.identity.boxPublic = box.publicKey;
    fresh.identity.practiceSign = practiceSign.publicKey;
    fresh.identity.serverSign = serverSign.publicKey;
    fresh.identity.names = {{bronwen, QStringLiteral("Bronwen Achebe"), QStringLiteral("nurse")},
        {dev, QStringLiteral("Dev Harroway"), QStringLiteral("hca")}};
    fresh.identity.pinAllowed = true;
    fresh.recoveryKey = crypto::makeBoxKeyPair().publicKey;
    fresh.deviceSecretId = secretId;
    const store::StoreFiles files{folder.filePath(QStringLiteral("store"))};
    StandingBootClock boot;
    const auto times = [&boot] { return store::BootTime{boot.bootId(), boot.elapsedMs()}; };
    auto master = store::createStore(files, fresh, secret, times, {});
    QVERIFY(master);
    auto door = store::Unlock::open(files, secret.clone(), times);
    QVERIFY(door);
    for (const StaffId staff : {bronwen, dev}) {
        const store::StaffKeys keys{staff, master->clone(), crypto::randomSecret()};
        QVERIFY(door->putStaff(keys, SecretBytes::copyOf(Pin), store::SecretKind::Pin));
    }
    auto keys = door->tryPin(bronwen, SecretBytes::copyOf(Pin));
    QVERIFY(keys);
    auto identity = store::readDeviceIdentity(files, secret);
    QVERIFY(identity);
    auto store = store::Store::open(files, std::move(*keys), std::move(*identity), clock, mint);
    QVERIFY(store);
    QVERIFY((*store)->putEpochKey({entry::KeyClass::Care, 1, crypto::randomSecret()}));
    client::PracticeRoot root;
    root.scopes = {scopes().practice, scopes().desk, ScopeId({3})};
    QVERIFY(client::writePracticeRoot((*store)->connection(), root));
    // As after a first sync, which brought all of this.
    QVERIFY(
        store::SettingStore((*store)->connection()).putInteger("ui.lastReached", clock.now().ms));
    makePeople(**store);
    makePatients(**store);
    makeRound(**store);
    QVERIFY((*store)->checkpoint());
    made = true;
}

void PracticeOnDisk::save(store::Store& store, Result<ledger::Act> act)
{
    QVERIFY2(act, act ? "" : act.error().detail.constData());
    const auto saved = store.save(*act);
    QVERIFY2(saved, saved ? "" : saved.error().detail.constData());
}

void PracticeOnDisk::makePeople(store::Store& store)
{
    const auto person = [&](const app::NewPerson& who) {
        auto made = app::personAct(mint, scopes(), who);
        QVERIFY(made);
        save(store, std::move(made->act));
    };
    person({.staff = bronwen,
        .name = QStringLiteral("Bronwen Achebe"),
        .role = domain::Role::Nurse,
        .profession = {},
        .registration = QStringLiteral("NMC 00A0000E")});
    person({.staff = dev,
        .name = QStringLiteral("Dev Harroway"),
        .role = domain::Role::Hca,
        .profession = {},
        .registration = {}});
    app::NewAuthority direction{.kind = domain::AuthorityKind::Pgd,
        .title = QStringLiteral("PGD flu"),
        .version = QStringLiteral("3.1"),
        .programme = QString::fromLatin1(fluPack),
        .productCodes = {QString::fromLatin1(ativ)},
        .validFrom = QDate(2026, 9, 1),
        .validTo = QDate(2027, 3, 31),
        .prescriber = {},
        .authorisedBy = QStringLiteral("Dr A. Osei"),
        .patients = {},
        .documentHash = QByteArray(32, 'x')};
    auto group = app::authorityAct(mint, scopes(), direction);
    QVERIFY(group);
    pgd = group->authority;
    save(store, std::move(group->act));
    direction.kind = domain::AuthorityKind::Psd;
    direction.title = QStringLiteral("PSD flu");
    direction.version = QStringLiteral("1");
    direction.prescriber = QStringLiteral("Dr A. Osei");
    direction.patients = {arthur};
    auto specific = app::authorityAct(mint, scopes(), direction);
    QVERIFY(specific);
    psd = specific->authority;
    save(store, std::move(specific->act));
    save(store,
        app::signAuthorityAct(mint,
            {.by = {bronwen, clock.now(), QDate(2026, 11, 24)},
                .authority = pgd,
                .scope = scopes().practice,
                .version = QStringLiteral("3.1"),
                .nameAsSigned = QStringLiteral("Bronwen Achebe"),
                .readToTheEnd = true}));
}

void PracticeOnDisk::makePatients(store::Store& store)
{
    const auto household = mint.next<HouseholdId>();
    const auto patient = [&](PatientId id, const QString& given, const QString& family, QDate born,
                             const QString& number, const QString& line, HouseholdId home) {
        ledger::Act act(mint);
        ledger::PatientRecorded fields;
        fields.given = given;
        fields.family = family;
        fields.born = born;
        fields.gender = domain::Gender::Female;
        fields.nhsNumber = number;
        fields.address = ledger::Address{.line = line,
            .town = QStringLiteral("Marlport"),
            .postcode = QStringLiteral("ZZ99 3VZ"),
            .area = {},
            .mapX = {},
            .mapY = {}};
        fields.registers = QStringList{QStringLiteral("housebound")};
        if (!home.isNull())
            fields.household = home;
        const auto scope = id.as<ScopeId>();
        act.add(scope, id.as<AggregateId>(), fields);
        if (id == mabel) {
            act.add(scope, id.as<AggregateId>(),
                ledger::AlertAdded{.alertKind = domain::AlertKind::Allergy,
                    .text = QStringLiteral("penicillin"),
                    .code = {},
                    .reaction = QStringLiteral("rash"),
                    .severe = false});
            act.add(scope, id.as<AggregateId>(),
                ledger::AdjustmentAdded{.code = {},
                    .text = QStringLiteral("Hard of hearing in the left ear: stand on her right")});
        }
        if (id == olive) {
            ledger::VaccinationRecorded had;
            had.status = domain::VaccinationStatus::Given;
            had.programme = QString::fromLatin1(fluPack);
            had.productCode = QString::fromLatin1(ativ);
            had.occurredOn = QDate(2026, 10, 2);
            had.source = domain::VaccinationSource::Elsewhere;
            had.place = QStringLiteral("Quay Pharmacy");
            act.add(scope, id.as<AggregateId>(), had);
        }
        save(store, std::move(act));
    };
    const QString flat = QStringLiteral("Flat 2, 14 Gull Terrace");
    patient(mabel, QStringLiteral("Mabel"), QStringLiteral("Thistlewood"), QDate(1942, 3, 14),
        QStringLiteral("9990123454"), flat, household);
    patient(arthur, QStringLiteral("Arthur"), QStringLiteral("Thistlewood"), QDate(1939, 2, 1),
        QStringLiteral("9990000018"), flat, household);
    patient(olive, QStringLiteral("Olive"), QStringLiteral("Bracken"), QDate(1935, 5, 5),
        QStringLiteral("9990000026"), QStringLiteral("3 Tern Close"), {});
    patient(kofi, QStringLiteral("Kofi"), QStringLiteral("Fernley"), QDate(1958, 1, 9),
        QStringLiteral("9990000034"), QStringLiteral("40 Mill Rise"), {});
    patient(stranger, QStringLiteral("Pearl"), QStringLiteral("Oakshott"), QDate(1940, 7, 7),
        QStringLiteral("9990000042"), QStringLiteral("6 Mill Rise"), {});
}

void PracticeOnDisk::makeRound(store::Store& store)
{
    const QDate today(2026, 11, 24);
    const app::ActBy by{bronwen, clock.now(), today};
    const auto packs = clinical::shippedProgrammePacks();
    QVERIFY(packs);
    const auto pack = std::find_if(packs->begin(), packs->end(),
        [](const auto& each) { return each.id == QLatin1String(fluPack); });
    QVERIFY(pack != packs->end());
    const auto delivery = [&](const QString& number, QDate expires) {
        auto made = app::batchAct(mint, scopes(), *pack,
            {.programme = pack->id,
                .product = QStringLiteral("ativ"),
                .batchNumber = number,
                .expires = expires,
                .doses = 20,
                .gtin = {},
                .supplier = QStringLiteral("Test supply"),
                .receivedOn = QDate(2026, 9, 20)});
        const BatchId id = made ? made->batch : BatchId();
        save(store, made ? Result<ledger::Act>(std::move(made->act)) : made.error());
        return id;
    };
    batch = delivery(QStringLiteral("FX7K231"), QDate(2027, 5, 31));
    expired = delivery(QStringLiteral("FX7K198"), QDate(2026, 10, 31));

    const QString flu = QStringLiteral("vaccinate:flu-2026-27");
    app::RoundPlan plan{.by = by,
        .round = {},
        .name = QStringLiteral("Harbour round"),
        .day = today,
        .leavesAt = QTime(9, 0),
        .team = {bronwen, dev},
        .programmes = {pack->id},
        .visits = {},
        .device = mint.next<DeviceId>()};
    const auto visit = [&](VisitId id, PatientId patient, QStringList jobs) {
        domain::PatientRow row;
        row.patient = patient;
        plan.visits.push_back({id, row, std::move(jobs), QTime(9, 15), QTime(9, 45), {}});
    };
    visit(mabelVisit, mabel, {flu, QStringLiteral("observe:bp")});
    visit(arthurVisit, arthur, {flu});
    visit(oliveVisit, olive, {flu});
    visit(kofiVisit, kofi, {QStringLiteral("observe")});
    auto planned = app::roundAct(mint, scopes(), plan);
    QVERIFY2(planned, planned ? "" : planned.error().detail.constData());
    round = planned->round;
    save(store, std::move(planned->act));

    const auto content = [&](BatchId id, const QString& number, QDate expires, int doses) {
        return app::LoadedBatch{id, pack->id, QStringLiteral("ativ"),
            QStringLiteral("aTIV (Seqirus)"), QString::fromLatin1(ativ), number, expires, doses};
    };
    // As it was when loaded on a day when both were in date.
    auto load = app::loadBoxAct(mint,
        {.by = {bronwen, clock.now(), QDate(2026, 10, 30)},
            .box = {},
            .round = round,
            .name = QStringLiteral("box 2"),
            .contents = {content(batch, QStringLiteral("FX7K231"), QDate(2027, 5, 31), 4),
                content(expired, QStringLiteral("FX7K198"), QDate(2026, 10, 31), 2)}});
    QVERIFY(load);
    box = load->box;
    save(store, std::move(load->act));
}

RunningApp::RunningApp(const QString& store, const FakeClock& clock, MemoryVault& vault, Mark mark)
{
    if (mark == Mark::Forgotten)
        vault.forgetMarks();
    const store::StoreFiles files{folder.filePath(QStringLiteral("store"))};
    copyFolder(store, files.folder);
    session = std::make_unique<app::Session>(app::Session::Parts{clock, bootClock, vault, files});
    sync = std::make_unique<app::SyncDriver>(*session);
    enrolment = std::make_unique<app::TabletEnrolment>(*session, *sync);
    app = std::make_unique<app::AppViewModel>(*session, *sync, *enrolment);
    session->start();
}

RunningApp::~RunningApp() = default;

AppFixture::AppFixture(PracticeOnDisk& made)
    : RunningApp(made.folder.filePath(QStringLiteral("store")), made.clock, made.vault)
    , practice(made)
{
}

WrittenElsewhere::WrittenElsewhere(const QString& store, MemoryVault& vault, const FakeClock& clock)
    : m_vault(vault)
    , m_clock(clock)
    , m_mint(clock)
{
    copyFolder(store, this->store());
}

bool WrittenElsewhere::save(StaffId staff, Result<ledger::Act> act, Knowing knowing)
{
    const store::StoreFiles files{store()};
    const StandingBootClock boot;
    const auto times = [&boot] { return store::BootTime{boot.bootId(), boot.elapsedMs()}; };
    const QByteArray kept = m_vault.kept(store::deviceSecretName(store::DeviceSecretId{{9}}));
    auto door = store::Unlock::open(files, SecretBytes::copyOf(kept), times);
    if (!act || !door)
        return false;
    auto keys = door->tryPin(staff, SecretBytes::copyOf(PracticeOnDisk::Pin));
    auto identity = store::readDeviceIdentity(files, SecretBytes::copyOf(kept));
    if (!keys || !identity)
        return false;
    auto opened
        = store::Store::open(files, std::move(*keys), std::move(*identity), m_clock, m_mint);
    if (!opened)
        return false;
    store::HoldStore heads((*opened)->connection());
    if (knowing == Knowing::WhatStands)
        act->nameBasis([&heads](AggregateId aggregate, const QString& field) {
            const auto head = heads.fieldHead(aggregate, field);
            return head ? *head : EntryId();
        });
    return (*opened)->save(*act).ok() && (*opened)->checkpoint().ok();
}

void RunningApp::typePin(const char* pin)
{
    for (const char* figure = pin; *figure; ++figure)
        app->unlock()->digit(QString(QLatin1Char(*figure)));
}

bool RunningApp::enter(StaffId staff)
{
    const auto until
        = [](const std::function<bool()>& condition) { return QTest::qWaitFor(condition, 20'000); };
    if (!until([&] { return session->state() == app::Session::State::Locked; }))
        return false;
    app->unlock()->choosePerson(QString::fromLatin1(staff.toHex()));
    typePin(PracticeOnDisk::Pin);
    return until([&] { return session->state() == app::Session::State::Open; }) && settled();
}

bool RunningApp::settled()
{
    // A read queued now runs after every save queued before; then one turn for the reading.
    bool done = false;
    const auto ask = [&] {
        done = false;
        session->read([](store::Connection&) -> Result<bool> { return true; })
            .then(session.get(), [&done](Result<bool>) { done = true; });
        return QTest::qWaitFor([&] { return done; }, 20'000);
    };
    for (int turn = 0; turn < 4; ++turn) {
        if (!ask())
            return false;
        QTest::qWait(0);
    }
    return !app->lastSave()->busy();
}

bool RunningApp::leaveAndEnter(StaffId staff)
{
    session->lock();
    return enter(staff);
}

QStringList RunningApp::kindsOf(AggregateId aggregate)
{
    const auto rows
        = readNow<std::vector<store::EntryRow>>([aggregate](store::Connection& connection) {
              return store::EntryStore(connection).ofAggregate(aggregate);
          });
    QStringList kinds;
    for (const auto& row : rows)
        kinds.push_back(QString::fromLatin1(row.kind));
    return kinds;
}

QString hexOf(VisitId id)
{
    return QString::fromLatin1(id.toHex());
}

QVariant roleOf(QAbstractItemModel* model, int row, const char* role)
{
    return model->data(model->index(row, 0), model->roleNames().key(role, -1));
}

QStringList headingsOf(const QVariantList& notices)
{
    QStringList all;
    for (const QVariant& notice : notices)
        all.push_back(notice.value<app::Notice>().heading);
    return all;
}

QStringList bodiesOf(const QVariantList& notices)
{
    QStringList all;
    for (const QVariant& notice : notices)
        all.push_back(notice.value<app::Notice>().body);
    return all;
}

} // namespace doorstep::test
