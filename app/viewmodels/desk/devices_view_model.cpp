#include "app/viewmodels/desk/devices_view_model.h"

#include "app/runtime/desk_reads.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/authority.h"
#include "core/store/person_store.h"

#include <algorithm>
#include <memory>

namespace doorstep::app {

using Stage = client::DeskEnrolment::Stage;

struct DevicesViewModel::Reading {
    std::vector<DeviceItem> devices;
    std::vector<domain::PersonRow> people;
    PeopleOnDevices onDevices;
    std::optional<PracticeScope> scopes;
};

DevicesViewModel::DevicesViewModel(
    RoundInHand& round, SyncDriver& sync, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_saves(saves)
    , m_enrolment(round.session(), sync)
    , m_removal(round.session(), sync, this)
    , m_personRemoval(round.session(), sync, this)
{
    connect(&m_personRemoval, &PersonRemoval::changed, this, &DevicesViewModel::changed);
    connect(&m_personRemoval, &PersonRemoval::done, this, &DevicesViewModel::readAgain);
    connect(&m_removal, &DeviceRemoval::changed, this, &DevicesViewModel::changed);
    connect(&m_removal, &DeviceRemoval::done, this, &DevicesViewModel::readAgain);
    connect(&m_enrolment, &app::DeskEnrolment::changed, this, [this] {
        // One that failed after it was accepted may stand in the list too.
        const bool isOver
            = m_enrolment.stage() == Stage::Done || m_enrolment.stage() == Stage::Failed;
        if (isOver && m_enrolment.device())
            readAgain();
        Q_EMIT changed();
    });
    connect(&m_saves, &LastSave::changed, this, &DevicesViewModel::changed);
}

void DevicesViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open) {
        m_code.clear();
        m_codeFor.clear();
        m_digits.clear();
        m_chosen = {};
        m_removal.clear();
        m_personRemoval.clear();
        m_shown = Shown::Nothing;
        Q_EMIT changed();
        return;
    }
    m_round.session()
        .read([own = m_round.session().device().device](
                  store::Connection& connection) -> Result<std::shared_ptr<Reading>> {
            auto reading = std::make_shared<Reading>();
            DOORSTEP_TRY(devices, readDevices(connection, own));
            reading->devices = std::move(devices);
            DOORSTEP_TRY(people, store::PersonStore(connection).all());
            reading->people = std::move(people);
            DOORSTEP_TRY(on, readPeopleOnDevices(connection, reading->devices, reading->people));
            reading->onDevices = std::move(on);
            if (const auto scopes = readScopes(connection))
                reading->scopes = *scopes;
            return reading;
        })
        .then(this, [this](Result<std::shared_ptr<Reading>> reading) {
            if (!reading)
                return;
            showDevices(std::move((*reading)->devices));
            m_persons = std::move((*reading)->people);
            m_onDevices = std::move((*reading)->onDevices);
            m_scopes = (*reading)->scopes;
            showPeople();
            Q_EMIT changed();
        });
}

void DevicesViewModel::showPeople()
{
    std::vector<StaffItem> rows;
    for (const auto& person : m_persons)
        rows.push_back({.staffId = QString::fromLatin1(person.staff.toHex()),
            .name = person.name,
            .duty = isOut(person) ? tr("%1, out of use").arg(words::roleWord(person.role))
                : person.hasLeft  ? tr("%1, has left").arg(words::roleWord(person.role))
                                  : words::roleWord(person.role),
            .initials = words::initials(person.name),
            .hasLeft = person.hasLeft || isOut(person),
            .selected = m_shown == Shown::Person && person.staff == m_chosen});
    m_people.setRows(std::move(rows));
    showPerson();
}

void DevicesViewModel::showPerson()
{
    const auto* who = person();
    if (!who)
        return m_personRemoval.clear();
    const auto devices = m_onDevices.devices.find(who->staff);
    m_personRemoval.show({who->staff, who->name,
        devices == m_onDevices.devices.end() ? QStringList() : devices->second, isOut(*who)});
}

bool DevicesViewModel::isOut(const domain::PersonRow& person) const
{
    return m_onDevices.out.contains(person.staff);
}

bool DevicesViewModel::removes() const
{
    return m_removal.busy() || m_personRemoval.busy();
}

void DevicesViewModel::showDevices(std::vector<DeviceItem> items)
{
    const bool isShown = m_shown == Shown::Device;
    for (DeviceItem& item : items) {
        item.selected = isShown && item.deviceId == m_removal.deviceId();
        if (item.selected)
            m_removal.show(item);
    }
    m_devices.setRows(std::move(items));
}

void DevicesViewModel::show(Shown shown)
{
    m_shown = shown;
    showPeople();
    showDevices(m_devices.rows());
    Q_EMIT changed();
}

QString DevicesViewModel::shown() const
{
    switch (m_shown) {
    case Shown::Nothing:
        return {};
    case Shown::Invitation:
        return QStringLiteral("invitation");
    case Shown::Person:
        return QStringLiteral("person");
    case Shown::NewPerson:
        return QStringLiteral("newPerson");
    case Shown::Device:
        return QStringLiteral("device");
    }
    return {};
}

bool DevicesViewModel::primaryReady() const
{
    if (m_shown == Shown::NewPerson)
        return newReady();
    if (m_shown == Shown::Device && m_removal.isForIt())
        return m_removal.ready();
    if (m_shown == Shown::Person && m_personRemoval.isChosen())
        return m_personRemoval.ready();
    if (m_shown != Shown::Invitation)
        return true;
    return stage() == QLatin1String("comparing") ? figures().size() == 6
                                                 : stage() != QLatin1String("inviting");
}

bool DevicesViewModel::busy() const
{
    const QString now = stage();
    return m_shown == Shown::Invitation
        && (now == QLatin1String("waiting") || now == QLatin1String("accepting"));
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

QString DevicesViewModel::figures() const
{
    QString found;
    for (const QChar c : m_digits)
        if (c.isDigit())
            found += c;
    return found;
}

const domain::PersonRow* DevicesViewModel::person() const
{
    const auto found = std::find_if(m_persons.begin(), m_persons.end(),
        [this](const auto& each) { return each.staff == m_chosen; });
    return found == m_persons.end() ? nullptr : &*found;
}

QString DevicesViewModel::personName() const
{
    return person() ? person()->name : QString();
}

QString DevicesViewModel::personFact() const
{
    const auto* who = person();
    if (!who)
        return {};
    return who->registration.isEmpty()
        ? words::roleWord(who->role)
        : tr("%1, %2").arg(words::roleWord(who->role), who->registration);
}

bool DevicesViewModel::personTakesCodes() const
{
    return person() && !person()->hasLeft && !isOut(*person())
        && static_cast<bool>(entry::staffRoleFromWord(domain::word(person()->role)));
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

void DevicesViewModel::invite()
{
    app::DeskEnrolment::Invitation invitation;
    for (const auto& person : m_persons) {
        const auto role = entry::staffRoleFromWord(domain::word(person.role));
        if (!person.hasLeft && !isOut(person) && role)
            invitation.staff.push_back({person.staff, person.name, *role});
    }
    m_digits.clear();
    m_digitsError.clear();
    m_enrolment.invite(invitation);
    show(Shown::Invitation);
}

void DevicesViewModel::primary()
{
    switch (m_shown) {
    case Shown::Nothing:
        invite();
        return;
    case Shown::Person:
        if (m_personRemoval.isChosen()) {
            m_personRemoval.confirm();
            return;
        }
        if (m_code.isEmpty()) {
            invite();
            return;
        }
        m_code.clear();
        m_codeFor.clear();
        Q_EMIT changed();
        return;
    case Shown::NewPerson:
        addPerson();
        return;
    case Shown::Device:
        m_removal.isForIt() ? m_removal.confirm() : invite();
        return;
    case Shown::Invitation:
        break;
    }
    if (stage() == QLatin1String("comparing"))
        accept();
    else if (stage() == QLatin1String("idle"))
        invite();
    else if (stage() == QLatin1String("done"))
        secondary();
}

void DevicesViewModel::secondary()
{
    if (removes())
        return;
    if (m_shown == Shown::Person && m_personRemoval.isChosen())
        return m_personRemoval.putBack();
    if (m_shown == Shown::Invitation) {
        const bool isAccepted = stage() == QLatin1String("accepting");
        m_digits.clear();
        m_digitsError.clear();
        m_enrolment.drop();
        if (isAccepted) {
            Q_EMIT changed();
            return; // what it comes to is said here
        }
    }
    show(Shown::Nothing);
}

void DevicesViewModel::choosePerson(const QString& staffId)
{
    const auto staff = StaffId::fromHex(staffId.toLatin1());
    if (!staff || removes() || !leaveInvitation())
        return;
    if (m_chosen != *staff) {
        m_code.clear();
        m_codeFor.clear();
    }
    m_codeError.clear();
    m_chosen = *staff;
    show(Shown::Person);
}

/// False while one is under way: it is ended by its own buttons.
bool DevicesViewModel::leaveInvitation()
{
    if (m_shown != Shown::Invitation)
        return true;
    if (stage() != QLatin1String("done"))
        return false;
    m_enrolment.drop();
    return true;
}

void DevicesViewModel::chooseDevice(const QString& deviceId)
{
    const auto& devices = m_devices.rows();
    const auto item = std::find_if(devices.begin(), devices.end(),
        [&](const auto& each) { return each.deviceId == deviceId; });
    if (item == devices.end() || removes() || !leaveInvitation())
        return;
    m_removal.show(*item);
    show(Shown::Device);
}

void DevicesViewModel::startNewPerson()
{
    if (removes() || !leaveInvitation())
        return;
    show(Shown::NewPerson);
}

void DevicesViewModel::editDigits(const QString& text)
{
    m_digits = text;
    m_digitsError.clear();
    Q_EMIT changed();
}

void DevicesViewModel::accept()
{
    if (figures().size() != 6)
        return;
    const Status typed = m_enrolment.typeDigits(figures().toLatin1());
    if (typed)
        m_digits.clear();
    else
        m_digitsError = typed.error().code == ErrorCode::WrongSecret
            ? tr("These are not the tablet's digits. Look again. If they differ, stop.")
            : words::errorSentence(typed.error(), words::Doing::Inviting);
    Q_EMIT changed();
}

void DevicesViewModel::makeCode(const QString& deviceId)
{
    const auto device = DeviceId::fromHex(deviceId.toLatin1());
    const auto& devices = m_devices.rows();
    const auto item = std::find_if(devices.begin(), devices.end(),
        [&](const auto& each) { return each.deviceId == deviceId; });
    if (!device || item == devices.end() || !item->takesPeople || !personTakesCodes() || removes())
        return;
    const auto role = entry::staffRoleFromWord(domain::word(person()->role));
    m_codeError.clear();
    m_personRemoval.putBack();
    const QString whom = tr("%1, on %2").arg(person()->name, item->name);
    m_enrolment.staffCode(m_chosen, *device, *role)
        .then(this, [this, whom](Result<QByteArray> code) {
            m_codeFor = code ? whom : QString();
            m_code = code ? QString::fromLatin1(code->left(4) + ' ' + code->mid(4)) : QString();
            m_codeError
                = code ? QString() : words::errorSentence(code.error(), words::Doing::Inviting);
            Q_EMIT changed();
        });
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
        show(Shown::Nothing);
        readAgain();
    });
}

} // namespace doorstep::app
