#include "app/viewmodels/desk/devices_view_model.h"

#include "app/runtime/desk_reads.h"
#include "app/viewmodels/desk/plan_board.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/authority.h"
#include "core/store/person_store.h"
#include "core/store/trust_store.h"

#include <algorithm>
#include <memory>
#include <qrencode.h>

namespace doorstep::app {

using Stage = client::DeskEnrolment::Stage;

struct DevicesViewModel::Reading {
    std::vector<DeviceItem> devices;
    std::vector<domain::PersonRow> people;
    std::optional<PracticeScope> scopes;
};

namespace devices_view {

QString kindText(entry::DeviceRole role)
{
    switch (role) {
    case entry::DeviceRole::Tablet:
        return DevicesViewModel::tr("Tablet");
    case entry::DeviceRole::Desk:
        return DevicesViewModel::tr("Desk");
    case entry::DeviceRole::Ctl:
        return DevicesViewModel::tr("Program without a screen");
    }
    return {};
}

Result<std::vector<DeviceItem>> readDevices(store::Connection& connection)
{
    store::TrustStore trust(connection);
    DOORSTEP_TRY(devices, trust.devices());
    std::vector<DeviceItem> items;
    for (const auto& device : devices) {
        DOORSTEP_TRY(revoked, trust.isRevoked(device.device));
        const QString name = QStringLiteral("%1 %2").arg(
            kindText(device.role), QString::fromLatin1(device.device.toHex().right(4)).toUpper());
        items.push_back({.deviceId = QString::fromLatin1(device.device.toHex()),
            .name = name,
            .under = revoked ? DevicesViewModel::tr("Revoked: it can neither send nor read")
                             : DevicesViewModel::tr("Certified to %1")
                                   .arg(words::date(words::localDay(device.notAfter))),
            .revoked = revoked});
    }
    return items;
}

} // namespace devices_view

QStringList qrModules(const QByteArray& text)
{
    if (text.isEmpty())
        return {};
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> symbol(
        QRcode_encodeString(text.constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    if (!symbol)
        return {};
    QStringList rows;
    for (int y = 0; y < symbol->width; ++y) {
        QString row;
        for (int x = 0; x < symbol->width; ++x)
            row += symbol->data[y * symbol->width + x] & 1 ? u'1' : u'0';
        rows.push_back(row);
    }
    return rows;
}

DevicesViewModel::DevicesViewModel(
    RoundInHand& round, SyncDriver& sync, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_saves(saves)
    , m_enrolment(round.session(), sync)
{
    connect(&m_enrolment, &app::DeskEnrolment::changed, this, [this] {
        if (m_enrolment.stage() == Stage::Done)
            readAgain();
        Q_EMIT changed();
    });
    connect(&m_saves, &LastSave::changed, this, &DevicesViewModel::changed);
}

void DevicesViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open) {
        m_code.clear();
        m_digits.clear();
        Q_EMIT changed();
        return;
    }
    m_round.session()
        .read([](store::Connection& connection) -> Result<std::shared_ptr<Reading>> {
            auto reading = std::make_shared<Reading>();
            DOORSTEP_TRY(devices, devices_view::readDevices(connection));
            reading->devices = std::move(devices);
            DOORSTEP_TRY(people, store::PersonStore(connection).all());
            reading->people = std::move(people);
            if (const auto scopes = readScopes(connection))
                reading->scopes = *scopes;
            return reading;
        })
        .then(this, [this](Result<std::shared_ptr<Reading>> reading) {
            if (!reading)
                return;
            m_devices.setRows(std::move((*reading)->devices));
            m_persons = std::move((*reading)->people);
            m_scopes = (*reading)->scopes;
            std::vector<StaffItem> rows;
            for (const auto& person : m_persons)
                rows.push_back({.staffId = QString::fromLatin1(person.staff.toHex()),
                    .name = person.name,
                    .duty = words::roleWord(person.role),
                    .initials = words::initials(person.name),
                    .left = person.hasLeft});
            m_people.setRows(std::move(rows));
            Q_EMIT changed();
        });
}

QString DevicesViewModel::stage() const
{
    const auto stage = m_enrolment.stage();
    if (!stage)
        return QStringLiteral("idle");
    switch (*stage) {
    case Stage::Opening:
    case Stage::Challenging:
        return QStringLiteral("waiting");
    case Stage::Inviting:
        return QStringLiteral("inviting");
    case Stage::Comparing:
        return QStringLiteral("comparing");
    case Stage::Accepting:
    case Stage::Collecting:
        return QStringLiteral("accepting");
    case Stage::Done:
        return QStringLiteral("done");
    case Stage::Failed:
        return QStringLiteral("idle");
    }
    return QStringLiteral("idle");
}

QString DevicesViewModel::stageText() const
{
    const QString now = stage();
    if (now == QLatin1String("inviting"))
        return tr("Scan this with the tablet, or type it there. It works once, for ten minutes.");
    if (now == QLatin1String("comparing"))
        return tr("Type the six digits that the tablet shows.");
    if (now == QLatin1String("accepting"))
        return tr("Accepted. The tablet is fetching its keys.");
    if (now == QLatin1String("done"))
        return tr("The tablet has joined. Give each person a staff code for it.");
    if (now == QLatin1String("waiting"))
        return tr("Talking to the practice server.");
    return {};
}

QString DevicesViewModel::ticket() const
{
    return QString::fromLatin1(m_enrolment.codeText());
}

QStringList DevicesViewModel::ticketModules() const
{
    return qrModules(m_enrolment.codeText());
}

QString DevicesViewModel::tabletName() const
{
    return m_enrolment.details() ? m_enrolment.details()->deviceName : QString();
}

QString DevicesViewModel::tabletFact() const
{
    return m_enrolment.details()
        ? tr("Keeps its secret in a %1 keystore").arg(m_enrolment.details()->keystoreLevel)
        : QString();
}

bool DevicesViewModel::acceptReady() const
{
    return stage() == QLatin1String("comparing") && m_digits.size() == 6;
}

QString DevicesViewModel::error() const
{
    return m_enrolment.lastError()
        ? words::errorSentence(*m_enrolment.lastError(), words::Doing::Joining)
        : QString();
}

QVariantList DevicesViewModel::roles() const
{
    std::vector<Choice> choices;
    for (const auto role : {domain::Role::Nurse, domain::Role::Hca, domain::Role::Gp,
             domain::Role::Coordinator, domain::Role::Visitor, domain::Role::Manager})
        choices.push_back({.value = domain::word(role), .text = words::roleWord(role)});
    return toVariants(choices);
}

bool DevicesViewModel::newReady() const
{
    const auto profession = clinical::professionFromWord(usualProfession(m_new.role));
    const bool registered = profession && clinical::mayWorkUnderPgd(*profession);
    return m_scopes && !m_new.name.trimmed().isEmpty() && m_new.role != domain::Role::Unknown
        && (!registered || !m_new.registration.trimmed().isEmpty()) && !m_saves.busy();
}

QString DevicesViewModel::newText() const
{
    if (m_new.name.trimmed().isEmpty())
        return tr("Enter the name");
    if (m_new.role == domain::Role::Unknown)
        return tr("Choose what they are");
    return newReady() ? tr("Add %1").arg(words::callName(m_new.name))
                      : tr("Enter the registration number");
}

void DevicesViewModel::invite()
{
    app::DeskEnrolment::Invitation invitation;
    for (const auto& person : m_persons) {
        const auto role = entry::staffRoleFromWord(domain::word(person.role));
        if (!person.hasLeft && role)
            invitation.staff.push_back({person.staff, person.name, *role});
    }
    m_digits.clear();
    m_digitsError.clear();
    m_enrolment.invite(invitation);
}

void DevicesViewModel::drop()
{
    m_digits.clear();
    m_enrolment.drop();
    Q_EMIT changed();
}

void DevicesViewModel::editDigits(const QString& text)
{
    m_digits.clear();
    for (const QChar c : text)
        if (c.isDigit() && m_digits.size() < 6)
            m_digits += c;
    m_digitsError.clear();
    Q_EMIT changed();
}

void DevicesViewModel::accept()
{
    if (!acceptReady())
        return;
    const Status typed = m_enrolment.typeDigits(m_digits.toLatin1());
    m_digits.clear();
    if (!typed)
        m_digitsError = typed.error().code == ErrorCode::WrongSecret
            ? tr("These are not the tablet's digits. Look again. If they differ, stop.")
            : words::errorSentence(typed.error(), words::Doing::Joining);
    Q_EMIT changed();
}

void DevicesViewModel::makeCode(const QString& staffId, const QString& deviceId)
{
    const auto staff = StaffId::fromHex(staffId.toLatin1());
    const auto device = DeviceId::fromHex(deviceId.toLatin1());
    const auto person = std::find_if(m_persons.begin(), m_persons.end(),
        [&](const auto& each) { return staff && each.staff == *staff; });
    if (!device || person == m_persons.end())
        return;
    const auto role = entry::staffRoleFromWord(domain::word(person->role));
    if (!role)
        return;
    m_enrolment.staffCode(*staff, *device, *role)
        .then(this, [this, name = person->name](Result<QByteArray> code) {
            m_codeFor = code ? name : QString();
            m_code = code ? QString::fromLatin1(code->left(4) + ' ' + code->mid(4)) : QString();
            Q_EMIT changed();
        });
}

void DevicesViewModel::codeSeen()
{
    m_code.clear();
    m_codeFor.clear();
    Q_EMIT changed();
}

void DevicesViewModel::editNewName(const QString& text)
{
    m_new.name = text;
    Q_EMIT changed();
}

void DevicesViewModel::chooseNewRole(const QString& word)
{
    m_new.role = domain::fromWord<domain::Role>(word);
    Q_EMIT changed();
}

void DevicesViewModel::editNewRegistration(const QString& text)
{
    m_new.registration = text;
    Q_EMIT changed();
}

void DevicesViewModel::addPerson()
{
    if (!newReady())
        return;
    auto made = personAct(m_round.session().mint(), *m_scopes, m_new);
    if (!made) {
        m_saves.save(made.error());
        return;
    }
    m_saves.save(std::move(made->act), [this] {
        m_new = {};
        readAgain();
    });
}

} // namespace doorstep::app
