#include "tests/bench/app/bench_tablet.h"

#include "app/runtime/desk_reads.h"
#include "app/runtime/plan_act.h"
#include "core/synthetic/synthetic_practice.h"

#include <QElapsedTimer>
#include <QSet>
#include <cstdlib>

namespace doorstep::bench {

namespace {

constexpr auto FluPack = "flu-2026-27";
constexpr auto Product = "ativ";
constexpr auto BatchNumber = "FX7K231";
const app::PracticeScope Scopes{ScopeId({1}), ScopeId({2})};

QDate expiry()
{
    return {2027, 5, 31};
}

SecretBytes newSecret(test::MemoryVault& vault, const QString& name)
{
    SecretBytes made;
    QEventLoop loop;
    vault.create(name, [&](Result<SecretBytes> secret) {
        made = must(std::move(secret));
        loop.quit();
    });
    loop.exec();
    return made;
}

clinical::ProgrammePack fluPack()
{
    for (auto& pack : must(clinical::shippedProgrammePacks()))
        if (pack.id == QLatin1String(FluPack))
            return std::move(pack);
    stop("no flu pack");
}

app::MeasuredOne measured(clinical::ObservationKind kind, const char* text)
{
    return {.kind = kind, .value = clinical::Decimal::parse(QString::fromLatin1(text))};
}

} // namespace

void stop(const QByteArray& what)
{
    qFatal("bench_app: %s", what.constData());
    std::abort();
}

BenchTablet::BenchTablet(const QString& folder, const Size& size)
    : files{folder}
    , mint(clock)
    , nurse(mint.next<StaffId>())
    , pack(fluPack())
{
    const auto store = makeStore();
    makePractice(*store);
    importPatients(*store, size.patients);
    planRound(*store, size.visits);
    must(store->checkpoint());
}

std::unique_ptr<store::Store> BenchTablet::makeStore()
{
    const store::DeviceSecretId secretId{{9}};
    const SecretBytes secret = newSecret(vault, store::deviceSecretName(secretId));
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
    fresh.identity.practiceSign = crypto::makeSignKeyPair().publicKey;
    fresh.identity.names = {{nurse, QStringLiteral("Bronwen Achebe"), QStringLiteral("nurse")}};
    fresh.identity.pinAllowed = true;
    fresh.recoveryKey = crypto::makeBoxKeyPair().publicKey;
    fresh.deviceSecretId = secretId;
    const auto times = [this] {
        return store::BootTime{bootClock.bootId(), bootClock.elapsedMs()};
    };
    const auto master = must(store::createStore(files, fresh, secret, times, {}));
    auto door = must(store::Unlock::open(files, secret.clone(), times));
    must(door.putStaff({nurse, master.clone(), crypto::randomSecret()}, SecretBytes::copyOf(Pin),
        store::SecretKind::Pin));
    auto store = must(store::Store::open(files, must(door.tryPin(nurse, SecretBytes::copyOf(Pin))),
        must(store::readDeviceIdentity(files, secret)), clock, mint));
    must(store->putEpochKey({entry::KeyClass::Care, 1, crypto::randomSecret()}));
    must(store->putEpochKey({entry::KeyClass::Desk, 1, crypto::randomSecret()}));
    return store;
}

void BenchTablet::makePractice(store::Store& store)
{
    (void)must(store.save(must(app::personAct(mint, Scopes,
                                   {.staff = nurse,
                                       .name = QStringLiteral("Bronwen Achebe"),
                                       .role = domain::Role::Nurse,
                                       .profession = {},
                                       .registration = QStringLiteral("NMC 00A0000E")}))
                              .act));
    auto delivery = must(app::batchAct(mint, Scopes, pack,
        {.programme = pack.id,
            .product = QLatin1String(Product),
            .batchNumber = QLatin1String(BatchNumber),
            .expires = expiry(),
            .doses = 400,
            .gtin = {},
            .supplier = QStringLiteral("Test supply"),
            .receivedOn = QDate(2026, 9, 20)}));
    batch = delivery.batch;
    (void)must(store.save(delivery.act));
    auto direction = must(app::authorityAct(mint, Scopes,
        {.kind = domain::AuthorityKind::Pgd,
            .title = QStringLiteral("PGD flu"),
            .version = QStringLiteral("3.1"),
            .programme = pack.id,
            .productCodes = {pack.productById(QString::fromLatin1(Product))->dmd},
            .validFrom = QDate(2026, 9, 1),
            .validTo = QDate(2027, 3, 31),
            .prescriber = {},
            .authorisedBy = QStringLiteral("Dr A. Osei"),
            .patients = {},
            .documentHash = QByteArray(32, 'x')}));
    authority = direction.authority;
    (void)must(store.save(direction.act));
}

void BenchTablet::importPatients(store::Store& store, int count)
{
    const auto practice
        = synthetic::makeSyntheticPractice({.seed = 2026, .patients = count, .today = today()});
    const QByteArray list = synthetic::syntheticCsv(practice);
    QElapsedTimer timer;
    timer.start();
    const auto preview = exchange::previewPatientList(list, {}, {.today = today()});
    (void)must(store.save(must(app::importAct(mint, Scopes, preview,
                                   {.by = by(),
                                       .source = QStringLiteral("whole list"),
                                       .fileHash = crypto::hash({list}).toBytes(),
                                       .mapping = {},
                                       .registerWord = {}},
                                   app::storeLookups(store.connection())))
                              .act));
    importMs = double(timer.nsecsElapsed()) / 1e6;
    listed = preview.accepted();
    for (const auto& patient : practice.patients)
        names << patient.family << patient.given;
}

void BenchTablet::planRound(store::Store& store, int count)
{
    app::RoundPlan plan{.by = by(),
        .round = {},
        .name = QStringLiteral("Harbour round"),
        .day = today(),
        .leavesAt = QTime(8, 0),
        .team = {nurse},
        .programmes = {pack.id},
        .visits = {},
        .device = store.identity().device};
    const auto people = must(
        app::readDue(store.connection(), {.pack = &pack, .on = today(), .registerWord = {}}));
    QSet<HouseholdId> doors;
    for (const auto& due : people) {
        const bool another = !doors.contains(due.patient.household);
        if (!another || plan.visits.size() >= std::size_t(count))
            continue;
        doors.insert(due.patient.household);
        plan.visits.push_back({mint.next<VisitId>(), due.patient,
            {QStringLiteral("vaccinate:") + pack.id, QStringLiteral("observe")}, {}, {}, {}});
    }
    if (plan.visits.size() < std::size_t(count))
        stop("too few doors in the list");
    plan.visits = app::inVisitingOrder(
        std::move(plan.visits), plan.leavesAt, {.minutesEach = 1, .minutesBetween = 1});
    for (const auto& visit : plan.visits) {
        patients.push_back(visit.patient.patient);
        visits.push_back(visit.visit);
    }
    auto planned = must(app::roundAct(mint, Scopes, plan));
    round = planned.round;
    const auto& product = *pack.productById(QString::fromLatin1(Product));
    box = must(app::addBox(planned, mint, by(), QStringLiteral("box 2"),
        {{batch, pack.id, product.id, product.name, product.dmd, QLatin1String(BatchNumber),
            expiry(), count}}));
    (void)must(store.save(planned.act));
}

app::VisitSave BenchTablet::fullVisit(std::size_t index) const
{
    using Kind = clinical::ObservationKind;
    const auto& product = *pack.productById(QString::fromLatin1(Product));
    app::GivenDose dose{.programme = pack.id,
        .product = product.id,
        .productName = product.name,
        .productCode = product.dmd,
        .box = box,
        .batch = batch,
        .batchNumber = QLatin1String(BatchNumber),
        .expires = expiry(),
        .doseMicrolitres = 500,
        .site = pack.sites.front().id,
        .route = product.route,
        .authority = authority,
        .authorityKind = domain::AuthorityKind::Pgd,
        .consent = app::GivenConsent{.by = domain::ConsentBy::Patient},
        .identityCheckedBy = QStringLiteral("patient"),
        .place = QStringLiteral("home")};
    for (const auto& question : pack.preScreen)
        dose.asked.push_back({.question = question.id, .answer = domain::Answer::No});
    return {.by = by(),
        .patient = patients[index],
        .visit = visits[index],
        .round = round,
        .doses = {dose},
        .observations = app::ObservationSet{.values
            = {measured(Kind::Systolic, "142"), measured(Kind::Diastolic, "84"),
                measured(Kind::Pulse, "76"), measured(Kind::Temperature, "36.8"),
                measured(Kind::RespiratoryRate, "16"), measured(Kind::OxygenSaturation, "97")},
            .onOxygen = false,
            .consciousness = clinical::Acvpu::Alert},
        .outcome = app::VisitOutcome{.outcome = domain::Outcome::Given}};
}

OpenTablet::OpenTablet(BenchTablet& tablet)
    : session({tablet.clock, tablet.bootClock, tablet.vault, tablet.files})
    , m_nurse(tablet.nurse)
{
    session.setIdleLock(15);
}

void OpenTablet::enter()
{
    session.start();
    waitFor(session, &app::Session::stateChanged,
        [this] { return session.state() != app::Session::State::Starting; });
    if (session.state() != app::Session::State::Locked)
        stop("the tablet did not come up locked");
    Status opened;
    QEventLoop loop;
    session.unlock(m_nurse, SecretBytes::copyOf(BenchTablet::Pin)).then(&loop, [&](Status status) {
        opened = std::move(status);
        loop.quit();
    });
    loop.exec();
    must(opened);
}

} // namespace doorstep::bench
