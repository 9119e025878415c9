#include "tests/viewmodels/desk_fixture.h"

#include "app/runtime/desk_reads.h"
#include "core/store/patient_store.h"
#include "sync/client/practice_founding.h"

namespace doorstep::test {

namespace desk_making {

constexpr auto fluPack = "flu-2026-27";

void save(store::Store& store, Result<ledger::Act> act)
{
    QVERIFY2(act, act ? "" : act.error().detail.constData());
    const auto saved = store.save(*act);
    QVERIFY2(saved, saved ? "" : saved.error().detail.constData());
}

client::NewPractice newPractice(const QString& folder, MemoryVault& vault)
{
    client::NewPractice fresh;
    fresh.claim = crypto::randomSecret();
    fresh.address.authority = "127.0.0.1:9"; // discard: nothing answers
    fresh.role = entry::DeviceRole::Desk;
    fresh.personName = QStringLiteral("Priya Nandra");
    fresh.personRole = entry::StaffRole::Coordinator;
    fresh.pin = SecretBytes::copyOf(PracticeOnDisk::Pin);
    fresh.secretKind = store::SecretKind::Pin;
    fresh.files = store::StoreFiles{folder};
    fresh.deviceSecretId = store::DeviceSecretId{{9}};
    fresh.deviceSecret = makeSecret(vault, store::deviceSecretName(fresh.deviceSecretId));
    fresh.bootTime = [] {
        const StandingBootClock boot;
        return store::BootTime{boot.bootId(), boot.elapsedMs()};
    };
    return fresh;
}

} // namespace desk_making

DeskPractice::DeskPractice()
    : mint(clock)
{
    const sync::ClaimAnswer server{mint.next<PracticeId>(), QStringLiteral("Willow Lane Surgery"),
        crypto::makeSignKeyPair().publicKey, {}, {}};
    auto founded = client::foundPractice(
        desk_making::newPractice(folder.filePath(QStringLiteral("store")), vault), server,
        [](const auto&) { return Status(); }, clock, mint);
    QVERIFY2(founded, founded ? "" : founded.error().detail.constData());
    priya = founded->created.staff;
    store::Store& store = *founded->store;
    makeStock(store);
    makeTablet(store);
    importPatients(store);
    QVERIFY(store.checkpoint());
    made = true;
}

void DeskPractice::makeStock(store::Store& store)
{
    const auto scopes = app::readScopes(store.connection());
    QVERIFY(scopes);
    const auto person = [&](const QString& name, domain::Role role, const QString& registration) {
        auto made = app::personAct(mint, *scopes,
            {.staff = {},
                .name = name,
                .role = role,
                .profession = {},
                .registration = registration});
        const StaffId id = made ? made->staff : StaffId();
        desk_making::save(store, made ? Result<ledger::Act>(std::move(made->act)) : made.error());
        return id;
    };
    bronwen = person(
        QStringLiteral("Bronwen Achebe"), domain::Role::Nurse, QStringLiteral("NMC 00A0000E"));
    dev = person(QStringLiteral("Dev Harroway"), domain::Role::Hca, {});
    const auto packs = clinical::shippedProgrammePacks();
    QVERIFY(packs);
    const auto pack = std::find_if(packs->begin(), packs->end(),
        [](const auto& each) { return each.id == QLatin1String(desk_making::fluPack); });
    QVERIFY(pack != packs->end());
    const auto delivery = [&](const QString& number, QDate expires, int doses) {
        auto made = app::batchAct(mint, *scopes, *pack,
            {.programme = pack->id,
                .product = QStringLiteral("ativ"),
                .batchNumber = number,
                .expires = expires,
                .doses = doses,
                .gtin = {},
                .supplier = QStringLiteral("Test supply"),
                .receivedOn = QDate(2026, 9, 20)});
        const BatchId id = made ? made->batch : BatchId();
        desk_making::save(store, made ? Result<ledger::Act>(std::move(made->act)) : made.error());
        return id;
    };
    batch = delivery(QStringLiteral("FX7K231"), QDate(2027, 5, 31), 20);
    expired = delivery(QStringLiteral("FX7K198"), QDate(2026, 10, 31), 5);
    auto direction = app::authorityAct(mint, *scopes,
        {.kind = domain::AuthorityKind::Pgd,
            .title = QStringLiteral("PGD flu"),
            .version = QStringLiteral("3.1"),
            .programme = pack->id,
            .productCodes = {pack->productById(u"ativ")->dmd},
            .validFrom = QDate(2026, 9, 1),
            .validTo = QDate(2027, 3, 31),
            .prescriber = {},
            .authorisedBy = QStringLiteral("Dr A. Osei"),
            .patients = {},
            .documentHash = QByteArray(32, 'x')});
    QVERIFY(direction);
    pgd = direction->authority;
    desk_making::save(store, std::move(direction->act));
}

void DeskPractice::makeTablet(store::Store& store)
{
    const auto keys = client::openDeskKeys(store);
    QVERIFY2(keys, keys ? "" : keys.error().detail.constData());
    const auto scopes = app::readScopes(store.connection());
    QVERIFY(scopes);
    tablet = mint.next<DeviceId>();
    entry::DeviceCertificate certificate{tablet, entry::DeviceRole::Tablet,
        crypto::makeSignKeyPair().publicKey, crypto::makeBoxKeyPair().publicKey,
        clock.now().plusMs(90LL * 86'400'000), {}};
    entry::certify(certificate, store.identity().practice, keys->practiceSign);
    const auto saved = store.saveClear(scopes->practice, {certificate});
    QVERIFY2(saved, saved ? "" : saved.error().detail.constData());
}

QByteArray DeskPractice::list()
{
    return "NHS Number,Surname,Forename,Date of "
           "Birth,Sex,Address,Town,Postcode,Registers,Allergies,Adjustments,Last flu,Last flu "
           "place\n"
           "999 012 3454,Thistlewood,Mabel,14/03/1942,F,\"Flat 2, 14 Gull Terrace\",Marlport,ZZ99 "
           "3VZ,Housebound,penicillin,\"Hard of hearing in the left ear: stand on her right\",,\n"
           "999 000 0018,Thistlewood,Arthur,01/02/1939,M,\"Flat 2, 14 Gull Terrace\",Marlport,ZZ99 "
           "3VZ,Housebound,,,,\n"
           "999 000 0026,Bracken,Olive,05/05/1935,F,3 Tern Close,Marlport,ZZ99 "
           "3VZ,Housebound,,,02/10/2026,Quay Pharmacy\n"
           "999 000 0034,Fernley,Kofi,09/01/1986,M,40 Mill Rise,Marlport,ZZ99 3VZ,Housebound,,,,\n"
           "999 000 0042,Oakshott,Pearl,07/07/1940,F,6 Mill Rise,Marlport,ZZ99 3VZ,Housebound,,,,\n"
           "999 000 0050,Quill,Albert,02/02/1944,M,5 Tern Close,Marlport,ZZ99 3VZ,Housebound,,,,\n"
           "999 000 0069,Varley,Edna,11/11/1936,F,11 Tern Close,Marlport,ZZ99 3VZ,Housebound,,,,\n"
           "999 000 0077,Amberly,Joyce,21/06/1949,F,2 Anchor Row,Marlport,ZZ99 3VZ,Housebound,,,,\n"
           "999 000 0085,Tidewell,Ron,30/08/1953,M,19 Quay Street,Marlport,ZZ99 "
           "3VZ,Housebound,,,,\n"
           "999 000 0093,Larke,Winifred,17/01/1932,F,1 Quay Street,Marlport,ZZ99 "
           "3VZ,Housebound,,,,\n"
           "999 000 0107,Penhale,Harold,04/04/1941,M,8 Anchor Row,Marlport,ZZ99 "
           "3VZ,Housebound,,,,\n"
           "999 000 0115,Fenwick,Iris,23/12/1947,F,14 Tern Close,Marlport,ZZ99 "
           "3VZ,Housebound,,,,\n";
}

void DeskPractice::importPatients(store::Store& store)
{
    const QDate today(2026, 11, 24);
    const auto scopes = app::readScopes(store.connection());
    const auto preview = exchange::previewPatientList(list(), {}, {.today = today});
    QCOMPARE(preview.accepted(), 12);
    auto made = app::importAct(mint, *scopes, preview,
        {.by = {priya, clock.now(), today},
            .source = QStringLiteral("housebound"),
            .fileHash = crypto::hash({list()}).toBytes(),
            .mapping = {},
            .registerWord = {}},
        app::storeLookups(store.connection()));
    QVERIFY2(made, made ? "" : made.error().detail.constData());
    import = made->import;
    desk_making::save(store, std::move(made->act));
}

DeskFixture::DeskFixture(DeskPractice& made)
    : RunningApp(made.folder.filePath(QStringLiteral("store")), made.clock, made.vault)
    , practice(made)
{
}

bool DeskFixture::enterSection(const QString& section)
{
    if (!enter(practice.priya))
        return false;
    desk()->show(section);
    return settled();
}

QString DeskFixture::patientWith(const QString& nhsNumber)
{
    const auto found = readNow<std::vector<domain::PatientRow>>([&](store::Connection& connection) {
        return store::PatientStore(connection).byNhsNumber(nhsNumber);
    });
    return found.empty() ? QString() : QString::fromLatin1(found.front().patient.toHex());
}

int rowWith(QAbstractItemModel* model, const char* role, const QVariant& value)
{
    for (int row = 0; row < model->rowCount(); ++row)
        if (roleOf(model, row, role) == value)
            return row;
    return -1;
}

} // namespace doorstep::test
