#include "app/runtime/enrolment.h"

#include "core/clinical/programme_pack.h"
#include "sync/client/staff_certification.h"

namespace doorstep::app {

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr qint64 deviceYears = 2;

QString levelWord(platform::KeystoreLevel level)
{
    switch (level) {
    case platform::KeystoreLevel::Hardware:
        return QStringLiteral("hardware");
    case platform::KeystoreLevel::Software:
        return QStringLiteral("software");
    case platform::KeystoreLevel::None:
        break;
    }
    return QStringLiteral("none");
}

} // namespace

/// The first person of a new tablet, between the two screens and the disk. Wiped when done.
struct TabletEnrolment::FirstPerson {
    StaffId staff;
    SecretBytes code;
    SecretBytes pin;
    SecretBytes signSeed;
    store::DeviceSecretId secretId;
};

TabletEnrolment::TabletEnrolment(Session& session, SyncDriver& sync, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
{
}

TabletEnrolment::~TabletEnrolment() = default;

QString TabletEnrolment::practiceName() const
{
    return m_enrolment ? m_enrolment->reply.practiceName : QString();
}

std::vector<sync::EnrolStaff> TabletEnrolment::people() const
{
    return m_enrolment ? m_enrolment->reply.staff : std::vector<sync::EnrolStaff>();
}

bool TabletEnrolment::pinAllowed() const
{
    return m_enrolment && m_enrolment->reply.pinAllowed;
}

void TabletEnrolment::submitTicket(const QByteArray& text, const QString& deviceName)
{
    auto code = sync::decodeTicketCode(text.trimmed(), m_session.clock().now());
    if (!code)
        return fail(code.error(), State::Ticket);
    m_lastError.reset();
    m_transport = std::make_unique<client::HttpsTransport>(client::addressOf(*code));
    m_run = std::make_unique<client::TabletEnrolmentRun>(*m_transport, m_session.clock(), *code,
        sync::EnrolDetails{deviceName, sync::AppVersion{1}, levelWord(m_session.keystoreLevel())});
    m_run->onDigits([this](const QByteArray& digits) {
        m_digits = QString::fromLatin1(digits);
        settle(State::Comparing);
    });
    m_unanswered = 0;
    m_run->onSilence([this](int unanswered) {
        m_unanswered = unanswered;
        Q_EMIT changed();
    });
    settle(State::Contacting);
    m_run->start().then(this, [this](Result<std::shared_ptr<client::Enrolment>> enrolment) {
        if (!enrolment)
            return fail(enrolment.error(), State::Ticket);
        m_enrolment = *enrolment;
        settle(State::Person);
    });
}

void TabletEnrolment::choosePerson(StaffId staff, SecretBytes code, SecretBytes pin)
{
    if (m_state != State::Person)
        return;
    m_person = std::make_shared<FirstPerson>(
        FirstPerson{staff, std::move(code), std::move(pin), crypto::randomSecret(),
            *store::DeviceSecretId::fromBytes(crypto::randomBytes(store::DeviceSecretId::Size))});
    m_lastError.reset();
    settle(State::Making);
    m_session.keyVault().create(
        store::deviceSecretName(m_person->secretId), [this](Result<SecretBytes> secret) {
            if (!secret)
                return fail(secret.error(), State::Person);
            makeStore(std::move(*secret));
        });
}

void TabletEnrolment::makeStore(SecretBytes deviceSecret)
{
    auto secret = std::make_shared<SecretBytes>(std::move(deviceSecret));
    auto work = [secret, person = m_person, enrolment = m_enrolment, files = m_session.files(),
                    boot = m_session.bootTimes(), &clock = m_session.clock(),
                    &mint = m_session.mint()]() -> Status {
        const auto furnish
            = [&](const store::StoreFiles& draft, const SecretBytes& master) -> Status {
            DOORSTEP_TRY(door, store::Unlock::open(draft, secret->clone(), boot));
            DOORSTEP_CHECK(door.putStaff({person->staff, master.clone(), person->signSeed.clone()},
                person->pin, store::SecretKind::Pin));
            DOORSTEP_TRY(identity, store::readDeviceIdentity(draft, *secret));
            DOORSTEP_TRY(opened,
                store::Store::open(draft, {person->staff, master.clone(), person->signSeed.clone()},
                    std::move(identity), clock, mint));
            return client::takeUp(*opened, *enrolment);
        };
        const auto fresh = client::newStoreFrom(*enrolment, person->secretId);
        DOORSTEP_TRY(made, store::createStore(files, fresh, *secret, boot, furnish));
        Q_UNUSED(made)
        return {};
    };
    m_session.storage()
        .run(StorageThread::Urgency::Save, std::move(work))
        .then(this, [this](const Status& made) {
            if (!made)
                return fail(made.error(), State::Person);
            enter();
        });
}

void TabletEnrolment::enter()
{
    connect(
        &m_session, &Session::stateChanged, this,
        [this] {
            if (m_session.state() != Session::State::Locked || !m_person)
                return;
            m_session.unlock(m_person->staff, m_person->pin.clone())
                .then(this, [this](const Status& unlocked) {
                    if (!unlocked)
                        return fail(unlocked.error(), State::Done);
                    askForCertificate();
                });
        },
        Qt::QueuedConnection);
    m_session.start();
}

void TabletEnrolment::askForCertificate()
{
    disconnect(&m_session, nullptr, this, nullptr);
    auto person = std::exchange(m_person, nullptr);
    m_session
        .withStore(StorageThread::Urgency::Save,
            [person](store::Store& store) -> Result<sync::StaffAsk> {
                if (person->code.isEmpty())
                    return Error{ErrorCode::NotFound, "no code yet"};
                const auto key = crypto::signKeyPairFromSeed(person->signSeed).publicKey;
                return client::makeStaffAsk(store, person->staff, key, person->code);
            })
        .then(this, [this](Result<sync::StaffAsk> ask) {
            if (ask)
                m_sync.askForCertificate(*ask);
            else if (ask.error().detail != "no code yet")
                m_lastError = ask.error();
            m_run.reset();
            m_transport.reset();
            settle(State::Done);
        });
}

void TabletEnrolment::startAgain()
{
    m_run.reset();
    m_transport.reset();
    m_enrolment.reset();
    m_person.reset();
    m_digits.clear();
    m_lastError.reset();
    settle(State::Ticket);
}

void TabletEnrolment::settle(State state)
{
    m_state = state;
    Q_EMIT changed();
}

void TabletEnrolment::fail(Error error, State state)
{
    m_lastError = std::move(error);
    settle(state);
}

DeskEnrolment::DeskEnrolment(Session& session, SyncDriver& sync, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
{
    connect(&m_session, &Session::locking, this, [this] {
        drop();
        Q_EMIT changed();
    });
    // The run speaks over the driver's transport.
    connect(&m_sync, &SyncDriver::wayEnding, this, [this] {
        if (!isUnderWay())
            return;
        drop();
        m_stage = client::DeskEnrolment::Stage::Failed;
        m_lastError = Error::transient(ErrorCode::Unreachable, "the server is found elsewhere now");
        Q_EMIT changed();
    });
}

DeskEnrolment::~DeskEnrolment() = default;

void DeskEnrolment::invite(const Invitation& invitation)
{
    drop();
    m_lastError.reset();
    m_device.reset();
    if (!m_sync.transport() || !m_sync.address()) {
        m_lastError = Error::transient(ErrorCode::Unreachable, "no practice server yet");
        Q_EMIT changed();
        return;
    }
    m_stage = client::DeskEnrolment::Stage::Opening;
    Q_EMIT changed();
    m_session.identity().then(this, [this, invitation](Result<store::DeviceIdentity> identity) {
        if (m_stage != client::DeskEnrolment::Stage::Opening)
            return; // stopped, or locked, meanwhile
        if (!identity) {
            finish(identity.error());
            return;
        }
        if (!m_sync.transport() || !m_sync.address()) {
            finish(Error::transient(ErrorCode::Unreachable, "no practice server now"));
            return;
        }
        const Instant now = m_session.clock().now();
        client::EnrolInvitation asked{invitation.role, invitation.staff, identity->practiceName,
            invitation.pinAllowed, now.plusMs(deviceYears * 365 * dayMs), invitation.life};
        m_run = std::make_unique<client::DeskEnrolmentRun>(
            client::DeskEnrolmentRun::Parts{*m_sync.transport(), m_sync.storePort(),
                m_session.clock(), m_session.mint(), client::DeviceSigner::of(*identity),
                *m_sync.address()},
            std::move(asked));
        m_run->onStage([this](const client::DeskEnrolment& machine) { take(machine); });
        m_run->start().then(this, [this](const Status& status) { finish(status); });
    });
}

void DeskEnrolment::take(const client::DeskEnrolment& machine)
{
    m_stage = machine.stage();
    m_details = machine.details();
    m_device = machine.device();
    m_codeText.clear();
    if (auto code = machine.codeText(); code && m_stage == client::DeskEnrolment::Stage::Inviting)
        m_codeText = code->view().toByteArray();
    Q_EMIT changed();
}

bool DeskEnrolment::isUnderWay() const
{
    using Stage = client::DeskEnrolment::Stage;
    return m_stage && *m_stage != Stage::Done && *m_stage != Stage::Failed;
}

void DeskEnrolment::finish(const Status& status)
{
    m_lastError = status ? std::nullopt : std::optional(status.error());
    if (!status)
        m_stage = client::DeskEnrolment::Stage::Failed;
    m_codeText.clear();
    m_sync.syncNow();
    Q_EMIT changed();
}

Status DeskEnrolment::typeDigits(QByteArrayView digits)
{
    if (!m_run)
        return Error{ErrorCode::NotFound, "nobody is being enrolled"};
    return m_run->typeDigits(digits);
}

void DeskEnrolment::drop()
{
    if (m_run)
        m_run->drop();
    m_run.reset();
    m_stage.reset();
    m_details.reset();
    m_codeText.clear();
}

QFuture<Result<QByteArray>> DeskEnrolment::staffCode(
    StaffId staff, DeviceId device, entry::StaffRole role)
{
    using std::chrono::milliseconds;
    const Instant expires
        = m_session.clock().now().plusMs(milliseconds(sync::limits::StaffCodeLife).count());
    return m_session.withStore(
        StorageThread::Urgency::Save, [=](store::Store& store) -> Result<QByteArray> {
            DOORSTEP_TRY(code, client::inviteStaff(store, {staff, device, role, expires}));
            return code.view().toByteArray();
        });
}

} // namespace doorstep::app
