#include "tests/e2e/practice.h"

#include "core/store/person_store.h"
#include "core/store/trust_store.h"
#include "core/synthetic/synthetic_practice.h"
#include "sync/client/practice_creation.h"

#include <QDirIterator>

namespace doorstep::test {

namespace founding {

constexpr int ListLength = 60;
const QString practiceName = QStringLiteral("Willow Lane Surgery");

bool failed(const char* step, const std::optional<Error>& error = {})
{
    qWarning(
        "founding the practice: %s %s", step, error ? error->detail.constData() : "did not come");
    return false;
}

Result<SecretBytes> makeSecret(MemoryVault& keystore, store::DeviceSecretId id)
{
    std::optional<Result<SecretBytes>> made;
    keystore.create(store::deviceSecretName(id),
        [&made](Result<SecretBytes> secret) { made.emplace(std::move(secret)); });
    if (!until([&made] { return made.has_value(); }))
        return Error{ErrorCode::KeystoreMissing, "no answer"};
    return std::move(*made);
}

void copyTree(const QString& from, const QString& to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString copy = to + file.mid(from.size());
        QDir().mkpath(QFileInfo(copy).path());
        QFile::copy(file, copy);
    }
}

app::PersonAct nurse(IdMint& mint, const app::PracticeScope& scopes, const QString& name)
{
    return *app::personAct(mint, scopes,
        {.staff = {},
            .name = name,
            .role = domain::Role::Nurse,
            .profession = {},
            .registration = QStringLiteral("NMC 00A0000E")});
}

} // namespace founding

bool FoundedPractice::found()
{
    Practice practice(m_folder.path(), m_belongings);
    QDir().mkpath(practice.server.directory());
    QDir().mkpath(practice.server.backupDirectory());
    if (!practice.startServer())
        return founding::failed("server");
    m_belongings.serverPort = practice.server.port();
    return claim(practice) && fillIn(practice) && importList(practice)
        && enrol(practice, practice.one, m_belongings.staff.bronwen)
        && enrol(practice, practice.two, m_belongings.staff.nia)
        && sign(practice, practice.one, m_belongings.staff.bronwen)
        && sign(practice, practice.two, m_belongings.staff.nia) && practice.desk.syncs();
}

std::unique_ptr<Practice> FoundedPractice::copyInto(const QString& folder)
{
    founding::copyTree(m_folder.path(), folder);
    auto practice = std::make_unique<Practice>(folder, m_belongings);
    QDir().mkpath(practice->server.backupDirectory());
    return practice;
}

bool FoundedPractice::claim(Practice& practice)
{
    const auto pin = crypto::Digest::fromBytes(practice.server.pin());
    auto code = sync::decodeClaimCode(practice.server.createPractice(founding::practiceName));
    if (!pin || !code)
        return founding::failed("claim code");
    client::NewPractice made;
    made.claim = std::move(*code);
    made.address = {"127.0.0.1:" + QByteArray::number(practice.server.port()), *pin, *pin};
    made.role = entry::DeviceRole::Desk;
    made.personName = QStringLiteral("Carol Testcase");
    made.personRole = entry::StaffRole::Coordinator;
    made.pin = SecretBytes::copyOf(PracticeDevice::Pin);
    made.secretKind = store::SecretKind::Pin;
    made.files = practice.desk.session.files();
    made.deviceSecretId
        = *store::DeviceSecretId::fromBytes(crypto::randomBytes(store::DeviceSecretId::Size));
    auto secret = founding::makeSecret(m_belongings.deskKeystore, made.deviceSecretId);
    if (!secret)
        return founding::failed("keystore");
    made.deviceSecret = std::move(*secret);
    made.bootTime = practice.desk.session.bootTimes();
    client::HttpsTransport transport(made.address);
    client::PracticeCreation creation(transport, practice.clock, practice.desk.session.mint());
    const auto created
        = finished(creation.create(std::move(made), [](const auto&) { return Status(); }));
    if (!created)
        return founding::failed("claim");
    m_belongings.staff.carol = created->staff;
    return practice.desk.standsLocked() && practice.desk.unlock(created->staff)
        && practice.desk.syncs();
}

bool FoundedPractice::fillIn(Practice& practice)
{
    PracticeDevice& desk = practice.desk;
    IdMint& mint = desk.session.mint();
    const auto scopes = desk.read(app::readScopes);
    auto bronwen = founding::nurse(mint, scopes, QStringLiteral("Bronwen Testcase"));
    auto nia = founding::nurse(mint, scopes, QStringLiteral("Nia Testcase"));
    m_belongings.staff.bronwen = bronwen.staff;
    m_belongings.staff.nia = nia.staff;
    const QDate today = practice.clock.now().toUtc().date();
    const auto& pack = desk.session.packs().front();
    auto batch = app::batchAct(mint, scopes, pack,
        {.programme = pack.id,
            .product = QStringLiteral("ativ"),
            .batchNumber = QStringLiteral("FX7K231"),
            .expires = today.addYears(1),
            .doses = 60,
            .gtin = {},
            .supplier = QStringLiteral("Test supply"),
            .receivedOn = today});
    auto pgd = app::authorityAct(mint, scopes,
        {.kind = domain::AuthorityKind::Pgd,
            .title = QStringLiteral("PGD flu"),
            .version = QStringLiteral("3.1"),
            .programme = pack.id,
            .productCodes = {pack.productById(u"ativ")->dmd},
            .validFrom = today.addMonths(-1),
            .validTo = today.addMonths(6),
            .prescriber = {},
            .authorisedBy = QStringLiteral("Dr A. Testcase"),
            .patients = {},
            .documentHash = QByteArray(32, 'x')});
    if (!batch || !pgd)
        return founding::failed("batch and authority");
    m_belongings.batch = batch->batch;
    m_belongings.pgd = pgd->authority;
    return desk.save(std::move(bronwen.act)) && desk.save(std::move(nia.act))
        && desk.save(std::move(batch->act)) && desk.save(std::move(pgd->act));
}

bool FoundedPractice::importList(Practice& practice)
{
    PracticeDevice& desk = practice.desk;
    const app::ActBy by = desk.by(m_belongings.staff.carol);
    const QByteArray list = synthetic::syntheticCsv(synthetic::makeSyntheticPractice(
        {.seed = 2026, .patients = founding::ListLength, .today = by.day}));
    const auto preview = exchange::previewPatientList(list, {}, {.today = by.day});
    auto made
        = desk.read([&](store::Connection& connection) -> Result<std::shared_ptr<ledger::Act>> {
              DOORSTEP_TRY(scopes, app::readScopes(connection));
              DOORSTEP_TRY(import,
                  app::importAct(desk.session.mint(), scopes, preview,
                      {by, QStringLiteral("list"), crypto::hash({list}).toBytes(), {}, {}},
                      app::storeLookups(connection)));
              return std::make_shared<ledger::Act>(std::move(import.act));
          });
    return (desk.save(std::move(*made)) && desk.syncs()) || founding::failed("import");
}

/// Ticket, six digits, staff code, PIN: as two people do it, one at the desk, one with the tablet.
bool FoundedPractice::enrol(Practice& practice, PracticeDevice& tablet, StaffId staff)
{
    app::DeskEnrolment& desk = practice.desk.asDesk;
    app::TabletEnrolment& enrolment = tablet.asTablet;
    using Stage = client::DeskEnrolment::Stage;
    using State = app::TabletEnrolment::State;
    tablet.session.start();
    const auto people = practice.desk.read(app::readPeople);
    const sync::EnrolStaff person{staff, people.value(staff).name, entry::StaffRole::Nurse};
    desk.invite({entry::DeviceRole::Tablet, {person}, true});
    if (!until([&] { return !desk.codeText().isEmpty(); }))
        return founding::failed("ticket", desk.lastError());
    enrolment.submitTicket(desk.codeText(), QStringLiteral("Tablet"));
    if (!until([&] {
            return desk.stage() == Stage::Comparing && enrolment.state() == State::Comparing;
        }))
        return founding::failed("digits", enrolment.lastError());
    if (!desk.typeDigits(enrolment.digits().toLatin1()))
        return founding::failed("digits typed");
    if (!until([&] { return desk.stage() == Stage::Done && enrolment.state() == State::Person; }))
        return founding::failed(
            "keys", desk.lastError() ? desk.lastError() : enrolment.lastError());
    const auto code = finished(desk.staffCode(staff, *desk.device(), person.role));
    if (!code)
        return founding::failed("staff code");
    enrolment.choosePerson(
        staff, SecretBytes::copyOf(*code), SecretBytes::copyOf(PracticeDevice::Pin));
    if (!until([&] { return enrolment.state() == State::Done; }) || enrolment.lastError())
        return founding::failed("the tablet's store", enrolment.lastError());
    return certify(practice, tablet);
}

/// The tablet asks with its syncs, the desk answers with one of its own.
bool FoundedPractice::certify(Practice& practice, PracticeDevice& tablet)
{
    const auto isCertified = [&tablet] {
        return !tablet
                    .read([id = tablet.id()](store::Connection& connection) {
                        return store::TrustStore(connection).staffOn(id);
                    })
                    .empty();
    };
    for (int turn = 0; turn < 5; ++turn) {
        if (!tablet.syncs() || !practice.desk.syncs() || !tablet.syncs())
            return founding::failed("sync of a new tablet");
        if (isCertified())
            return true;
    }
    return founding::failed("certificate");
}

bool FoundedPractice::sign(Practice& practice, PracticeDevice& tablet, StaffId staff)
{
    const auto scopes = practice.desk.read(app::readScopes);
    const app::AuthorityReading reading{.by = tablet.by(staff),
        .authority = m_belongings.pgd,
        .scope = scopes.practice,
        .version = QStringLiteral("3.1"),
        .nameAsSigned = tablet.session.person().name,
        .readToTheEnd = true};
    return (tablet.save(app::signAuthorityAct(tablet.session.mint(), reading)) && tablet.syncs())
        || founding::failed("signature under the PGD");
}

} // namespace doorstep::test
