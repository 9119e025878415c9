#include "tests/fault/step_plan.h"

#include "core/store/attachment_store.h"
#include "core/store/database.h"
#include "core/store/draft_store.h"
#include "core/store/setting_store.h"
#include "core/vfs/sealed_vfs.h"
#include "sync/client/recovery_cards.h"
#include "tests/fault/crew.h"

#include <QFile>

namespace doorstep::test {

namespace steps {

template <typename T> Status statusOf(const Result<T>& result)
{
    if (!result)
        return result.error();
    return {};
}

Result<vfs::VfsKey> databaseKey(
    const store::StoreFiles& files, const SecretBytes& masterKey, bool isCopy)
{
    DOORSTEP_TRY(envelope, store::readEnvelope(files));
    auto salt = envelope.head().databaseSalt;
    if (isCopy)
        salt.front() ^= 0xff;
    return vfs::VfsKey::load(
        store::deriveFromMaster(masterKey, store::MasterKeyUse::Database), salt);
}

} // namespace steps

Status StepPlan::make()
{
    if (m_life.m_phase == Phase::Create) {
        planCreation();
        return {};
    }
    m_life.m_store = m_fixture.openNew();
    if (!m_life.m_store)
        return Error{ErrorCode::Internal, "no store", true};
    m_life.m_colleague = std::make_unique<Colleague>(m_fixture);
    DOORSTEP_CHECK(steps::statusOf(
        m_life.m_store->applyPage({m_life.m_colleague->certificates(), {}, "start", false})));
    const auto before = actOf(2, 1, 40);
    DOORSTEP_CHECK(steps::statusOf(m_life.m_store->save(before)));
    switch (m_life.m_phase) {
    case Phase::Save:
        planSaves();
        return {};
    case Phase::Sync:
        planSync();
        return {};
    case Phase::Import:
        planImport();
        return {};
    case Phase::Forget:
        planForget();
        return {};
    case Phase::Checkpoint:
        planCheckpoints();
        return {};
    case Phase::Migration:
        return planMigration();
    case Phase::Rekey:
        return planRekey();
    case Phase::Pin:
        return planPins();
    case Phase::People:
        return planPeople();
    case Phase::LostSecret:
        return planLostSecret();
    case Phase::Create:
        return {};
    }
    return {};
}

QString StepPlan::text(int length)
{
    QString made;
    while (made.size() < length)
        made += QString::number(m_life.m_random(), 36);
    return made.left(length);
}

ledger::Act StepPlan::actOf(int patients, int notes, int length)
{
    ledger::Act act(m_fixture.mint);
    for (int i = 0; i < patients; ++i) {
        const auto patient = m_fixture.mint.next<PatientId>();
        ledger::PatientRecorded recorded;
        recorded.family = QStringLiteral("Testcase");
        recorded.given = QString::number(++m_given);
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), recorded);
        for (int j = 0; j < notes; ++j) {
            ledger::NoteRecorded note;
            note.text = text(length);
            act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), note);
        }
    }
    m_ownEntries += quint64(act.drafts().size());
    return act;
}

void StepPlan::addSave(int patients, int notes, int length)
{
    add([life = &m_life, act = actOf(patients, notes, length)]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        return steps::statusOf(life->m_store->save(act));
    });
}

void StepPlan::addDraft()
{
    add([life = &m_life, content = text(60).toUtf8()]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        return store::DraftStore(life->m_store->connection())
            .put({"form", AggregateId({1}), life->m_fixture.amina, content,
                life->m_fixture.clock.now()});
    });
}

void StepPlan::addAttachment(ScopeId scope, bool isSent)
{
    const int size = 1000 + number(150'000);
    add([life = &m_life, scope, size]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        return steps::statusOf(life->m_store->attachments().add(
            {scope, scope.as<AggregateId>(), "image/jpeg", life->m_fixture.clock.now()},
            StoreLife::contentOf(size)));
    });
    if (!isSent)
        return;
    add([life = &m_life, scope]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        store::AttachmentStore& attachments = life->m_store->attachments();
        DOORSTEP_TRY(found, attachments.about(scope.as<AggregateId>()));
        for (const store::Attachment& each : found)
            DOORSTEP_CHECK(attachments.setSent(each.id));
        return {};
    });
}

void StepPlan::addPage(qint64 firstSeq, int patients)
{
    store::Page page{{}, {}, "after " + QByteArray::number(firstSeq + patients), false};
    for (int i = 0; i < patients; ++i)
        page.entries.push_back(
            m_life.m_colleague->patient(firstSeq + i, m_fixture.mint.next<PatientId>(),
                QStringLiteral("Testcase"), QStringLiteral("Other %1").arg(firstSeq + i)));
    add([life = &m_life, page]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        return steps::statusOf(life->m_store->applyPage(page));
    });
}

void StepPlan::addAcknowledgement(qint64 safeSeq)
{
    const auto count = quint32(m_ownEntries - m_acknowledged);
    store::AckRun run{m_acknowledged + 1, count, m_lastSeq};
    m_acknowledged = m_ownEntries;
    m_lastSeq += count;
    add([life = &m_life, run, safeSeq]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        DOORSTEP_TRY(outgoing, life->m_store->outgoing(0, 1, 1));
        return steps::statusOf(
            life->m_store->acknowledge({outgoing.incarnation, {run}, {}, safeSeq}));
    });
}

void StepPlan::addReopening()
{
    add([life = &m_life]() -> Status {
        life->close();
        return life->ensureOpen();
    });
}

void StepPlan::planSaves()
{
    const int count = 5 + number(4);
    for (int i = 0; i < count; ++i) {
        addDraft();
        addSave(1, number(4), 20 + number(300));
        if (i == 2)
            addAttachment(ScopeId({3}), false);
        if (number(4) == 0)
            addReopening();
    }
}

void StepPlan::planSync()
{
    for (int i = 0; i < 3; ++i) {
        addPage(10 + 10 * i, 1 + number(4));
        addSave(1, 1 + number(2), 80);
        if (i != 1)
            addAcknowledgement(i == 2 ? m_lastSeq : 0);
        if (number(3) == 0)
            addReopening();
    }
    // The server came back older than what it acknowledged; then it reported a fork.
    add([life = &m_life]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        return steps::statusOf(life->m_store->beginTimeline(store::TimelineId({1})));
    });
}

void StepPlan::planImport()
{
    // More than the outbox keeps before it is cut.
    addSave(25, 2, 3000);
    addSave(20, 3, 3000);
    addAcknowledgement(m_lastSeq + 1000);
    addSave(2, 1, 100);
}

void StepPlan::planForget()
{
    const auto patient = m_fixture.mint.next<PatientId>();
    store::Page page{{m_life.m_colleague->patient(
                         7, patient, QStringLiteral("Testcase"), QStringLiteral("Leaving"))},
        {}, "seven", false};
    add([life = &m_life, page]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        return steps::statusOf(life->m_store->applyPage(page));
    });
    addSave(1, 1, 50);
    addAttachment(ScopeId({3}), false);
    addAttachment(patient.as<ScopeId>(), true);
    add([life = &m_life, scope = patient.as<ScopeId>()]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        return steps::statusOf(life->m_store->forgetScope(scope));
    });
    addDraft();
    addPage(20, 2);
}

void StepPlan::planCheckpoints()
{
    for (int i = 0; i < 3; ++i) {
        addSave(1 + number(3), number(3), 500);
        add([life = &m_life]() -> Status {
            DOORSTEP_CHECK(life->ensureOpen());
            return life->m_store->checkpoint();
        });
        if (i == 1) {
            addReopening();
            addPage(10, 2);
        }
    }
}

Status StepPlan::planMigration()
{
    // A store whose rows an older version made: other columns, and a table that is no more.
    auto& connection = m_life.m_store->connection();
    store::SettingStore settings(connection);
    DOORSTEP_TRY(current, settings.find("store.projections"));
    QByteArray older = *current + "\nformerRow";
    older[0] = char(older[0] ^ 1);
    DOORSTEP_CHECK(connection.run(QStringLiteral("CREATE TABLE formerRow(a, b)")));
    DOORSTEP_CHECK(connection.run(QStringLiteral("ALTER TABLE patient ADD COLUMN former")));
    DOORSTEP_CHECK(connection.run(QStringLiteral("UPDATE patient SET family = 'Former'")));
    DOORSTEP_CHECK(settings.put("store.projections", older));
    addReopening();
    addSave(1, 1, 50);
    addReopening();
    return {};
}

Status StepPlan::planRekey()
{
    auto opened = m_fixture.unlock();
    DOORSTEP_CHECK(steps::statusOf(opened));
    // Cheap slots: what is tested is the order of writes, not the cost of a PIN.
    auto envelope = store::readEnvelope(m_fixture.files);
    DOORSTEP_CHECK(steps::statusOf(envelope));
    for (const StaffId staff : {m_fixture.amina, m_life.m_bo})
        DOORSTEP_CHECK(
            envelope->putStaff({staff, m_fixture.masterKey.clone(), crypto::randomSecret()},
                StoreFixture::secret("492817"), store::SecretKind::Pin, m_fixture.deviceSecret,
                StoreFixture::CheapCost));
    DOORSTEP_CHECK(store::writeEnvelope(m_fixture.files, *envelope, m_fixture.masterKey));
    addSave(1, 1, 50);
    add([life = &m_life]() -> Status {
        life->close();
        return life->makeCopy(life->m_fixture.files);
    });
    add([life = &m_life]() -> Status {
        life->close();
        // Taken again after a failure, it may have come through.
        if (const auto now = store::readEnvelope(life->m_fixture.files);
            now && now->head().deviceSecret == life->m_newSecretId)
            return {};
        DOORSTEP_TRY(unlock, life->m_fixture.unlock());
        return unlock.removeStaff(
            life->m_bo, life->m_fixture.masterKey, life->m_newSecretId, life->m_newSecret.clone());
    });
    addSave(1, 0, 50);
    return {};
}

Status StepPlan::putFirstPin()
{
    auto envelope = store::readEnvelope(m_fixture.files);
    DOORSTEP_CHECK(steps::statusOf(envelope));
    for (const char* pin : {"492817", "730264", "618405"})
        m_life.m_pins.push_back(StoreFixture::secret(pin));
    DOORSTEP_CHECK(envelope->putStaff(m_fixture.staffKeys(), m_life.m_pins[0],
        store::SecretKind::Pin, m_fixture.deviceSecret, StoreFixture::CheapCost));
    return store::writeEnvelope(m_fixture.files, *envelope, m_fixture.masterKey);
}

/// Bo gets a one-time code, comes in with it, chooses a PIN; then Amina's slot is raised to what
/// the device can do, and Bo's stays.
Status StepPlan::planPeople()
{
    DOORSTEP_CHECK(putFirstPin());
    const auto boSeed = std::make_shared<const SecretBytes>(crypto::randomSecret());
    const auto putBo = [life = &m_life, boSeed](std::size_t pin, store::SecretKind kind) -> Status {
        DOORSTEP_TRY(unlock, life->m_fixture.unlock());
        return unlock.putStaff({life->m_bo, life->m_fixture.masterKey.clone(), boSeed->clone()},
            life->m_pins[pin], kind);
    };
    add([putBo] { return putBo(1, store::SecretKind::StaffCode); });
    addSave(1, 0, 0);
    add([life = &m_life]() -> Status {
        DOORSTEP_TRY(unlock, life->m_fixture.unlock());
        return steps::statusOf(unlock.tryPin(life->m_bo, life->m_pins[1]));
    });
    add([putBo] { return putBo(2, store::SecretKind::Pin); });
    addSave(1, 0, 0);
    add([life = &m_life]() -> Status {
        const auto half = [](crypto::PwhashCost cost, const std::function<void()>& run) {
            run();
            return qint64(cost.ops) * cost.memKiB / 300; // enough for (3, 32 MiB), no more
        };
        DOORSTEP_TRY(unlock,
            store::Unlock::open(life->m_fixture.files, life->m_fixture.deviceSecret.clone(),
                life->m_fixture.boot.reader(), half));
        return steps::statusOf(unlock.tryPin(life->m_fixture.amina, life->m_pins[0]));
    });
    addSave(1, 0, 0);
    return {};
}

Status StepPlan::planLostSecret()
{
    DOORSTEP_TRY(cards, client::makeRecoveryCards(m_fixture.practice, m_fixture.recovery));
    const auto left = std::size_t(number(3));
    m_life.m_cards = {cards[(left + 1) % 3].text.clone(), cards[(left + 2) % 3].text.clone()};
    addSave(2, 1, 200);
    addPage(10, 2);
    addReopening();
    addSave(1, 2, 50);
    add([life = &m_life]() -> Status {
        DOORSTEP_CHECK(life->ensureOpen());
        return life->m_store->checkpoint();
    });
    addAcknowledgement(0);
    addSave(1, 1, 50);
    return {};
}

Status StepPlan::planPins()
{
    DOORSTEP_CHECK(putFirstPin());
    const auto tryPin = [life = &m_life](std::size_t pin, ErrorCode expected) -> Status {
        DOORSTEP_TRY(unlock, life->m_fixture.unlock());
        const auto keys = unlock.tryPin(life->m_fixture.amina, life->m_pins[pin]);
        if (keys || keys.error().code == expected)
            return {};
        return keys.error();
    };
    for (std::size_t pin = 1; pin < m_life.m_pins.size(); ++pin) {
        add([tryPin, pin] { return tryPin(pin, ErrorCode::WrongSecret); });
        add([tryPin, pin] { return tryPin(pin - 1, ErrorCode::Internal); });
        add([life = &m_life, pin]() -> Status {
            DOORSTEP_TRY(unlock, life->m_fixture.unlock());
            return unlock.putStaff(
                life->m_fixture.staffKeys(), life->m_pins[pin], store::SecretKind::Pin);
        });
        addSave(1, 0, 0);
    }
    return {};
}

/// As the program does: the store, its first person's PIN, a practice key and first rows are one
/// step.
void StepPlan::planCreation()
{
    const quint64 seed = m_life.m_random();
    m_life.m_pins.push_back(StoreFixture::secret("704923"));
    const ledger::Act first = actOf(2, 1, 40);
    const auto furnish = [life = &m_life, first](const store::StoreFiles& draft,
                             const SecretBytes& masterKey) -> Status {
        StoreFixture& fixture = life->m_fixture;
        fixture.masterKey = masterKey.clone();
        DOORSTEP_TRY(
            door, store::Unlock::open(draft, fixture.deviceSecret.clone(), fixture.boot.reader()));
        DOORSTEP_CHECK(
            door.putStaff(fixture.staffKeys(), life->m_pins.front(), store::SecretKind::Pin));
        DOORSTEP_TRY(identity, store::readDeviceIdentity(draft, fixture.deviceSecret));
        DOORSTEP_TRY(store,
            store::Store::open(
                draft, fixture.staffKeys(), std::move(identity), fixture.clock, fixture.mint));
        DOORSTEP_CHECK(store->putEpochKey(fixture.careKey));
        return steps::statusOf(store->save(first));
    };
    add([life = &m_life, seed, furnish]() -> Status {
        seedRandomness(seed); // the same master key each time, or no two runs could be compared
        return steps::statusOf(life->m_fixture.create(furnish));
    });
    addSave(2, 1, 50);
    addSave(2, 1, 50);
}

Status StoreLife::makeCopy(const store::StoreFiles& files)
{
    const QString target = files.folder + QStringLiteral("/rekeyed.db");
    QFile::remove(target);
    DOORSTEP_TRY(from, steps::databaseKey(files, m_fixture.masterKey, false));
    DOORSTEP_TRY(to, steps::databaseKey(files, m_fixture.masterKey, true));
    DOORSTEP_CHECK(vfs::copyStore(files.database(), from, target, to));
    return store::syncFolder(files.folder);
}

QByteArray StoreLife::copyFault(const QByteArray& folder, const QByteArray& rows)
{
    const auto files = filesIn(folder);
    const QString path = files.folder + QStringLiteral("/rekeyed.db");
    const auto key = steps::databaseKey(files, m_fixture.masterKey, true);
    const auto pages = vfs::verifyStore(path, *key);
    if (!pages || pages->firstBad || pages->pages == 0)
        return "the copy has a bad page or none";
    auto copy = store::Connection::open(path, *key, store::Connection::Mode::Write);
    if (!copy)
        return "the copy does not open: " + copy.error().detail;
    const auto copied = rowsOf(**copy);
    return copied && *copied == rows ? QByteArray() : "the copy holds other rows";
}

} // namespace doorstep::test
