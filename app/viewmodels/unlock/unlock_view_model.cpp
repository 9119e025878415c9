#include "app/viewmodels/unlock/unlock_view_model.h"

#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/word.h"
#include "core/entry/clear_kinds.h"

namespace doorstep::app {

namespace unlock_view {

/// More names than this stand behind "Someone else".
constexpr std::size_t namesShown = 4;
constexpr int attempts = 10;

QString tries(int left)
{
    return words::counted(
        left, UnlockViewModel::tr("1 try left"), UnlockViewModel::tr("%1 tries left"));
}

QString waitText(std::chrono::milliseconds wait)
{
    const auto minutes = static_cast<int>(std::chrono::ceil<std::chrono::minutes>(wait).count());
    return words::counted(
        minutes, UnlockViewModel::tr("1 minute"), UnlockViewModel::tr("%1 minutes"));
}

} // namespace unlock_view

UnlockViewModel::UnlockViewModel(Session& session, TabletEnrolment& enrolment, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_enrolment(enrolment)
{
    connect(&m_session, &Session::stateChanged, this, [this] {
        m_person = {};
        m_error.clear();
        take(DoorLeft{});
        refreshPeople();
    });
    connect(&m_enrolment, &TabletEnrolment::changed, this, [this] {
        if (m_state.stage == UnlockStage::Opening && m_enrolment.lastError()
            && m_enrolment.state() == TabletEnrolment::State::Person) {
            m_error = words::errorSentence(*m_enrolment.lastError(), words::Doing::Joining);
            take(CodeRefused{});
        }
        refreshPeople();
    });
    refreshPeople();
}

bool UnlockViewModel::isDamaged() const
{
    return m_state.stage == UnlockStage::Damaged || m_state.stage == UnlockStage::AnewPin
        || m_state.stage == UnlockStage::AnewOpening;
}

bool UnlockViewModel::isEnrolling() const
{
    return m_session.state() == Session::State::FirstRun;
}

std::vector<UnlockViewModel::Known> UnlockViewModel::known() const
{
    std::vector<Known> all;
    if (isEnrolling()) {
        for (const auto& person : m_enrolment.people())
            all.push_back({person.staff, person.name,
                domain::fromWord<domain::Role>(QString(entry::roleWord(person.role)))});
        return all;
    }
    for (const auto& name : m_session.device().names)
        all.push_back({name.staff, name.name, domain::fromWord<domain::Role>(name.role)});
    return all;
}

void UnlockViewModel::refreshPeople()
{
    std::vector<PersonChoice> rows;
    const auto all = known();
    for (const auto& person : all) {
        if (!m_allShown && rows.size() == unlock_view::namesShown)
            break;
        rows.push_back({.personId = QString::fromLatin1(person.staff.toHex()),
            .name = person.name,
            .duty = words::roleWord(person.role),
            .initials = words::initials(person.name)});
    }
    m_people.setRows(std::move(rows));
    if (all.size() == 1 && m_person.isNull() && m_state.stage == UnlockStage::Choose)
        choosePerson(QString::fromLatin1(all.front().staff.toHex()));
    Q_EMIT changed();
}

QString UnlockViewModel::practice() const
{
    return isEnrolling() ? m_enrolment.practiceName() : m_session.device().practiceName;
}

QString UnlockViewModel::person() const
{
    return m_person.isNull() ? QString() : QString::fromLatin1(m_person.toHex());
}

QString UnlockViewModel::callName() const
{
    for (const auto& person : known())
        if (person.staff == m_person)
            return words::callName(person.name);
    return {};
}

QString UnlockViewModel::prompt() const
{
    switch (m_state.stage) {
    case UnlockStage::Choose:
    case UnlockStage::Damaged:
        return {};
    case UnlockStage::Pin:
    case UnlockStage::Opening:
    case UnlockStage::AnewPin:
    case UnlockStage::AnewOpening:
        return tr("PIN for %1").arg(callName());
    case UnlockStage::StaffCode:
        return tr("Staff code for %1, 8 digits from the desk").arg(callName());
    case UnlockStage::NewPin:
        return tr("Choose a PIN, 6 digits");
    case UnlockStage::RepeatPin:
        return tr("The same PIN again");
    }
    return {};
}

int UnlockViewModel::places() const
{
    const int places = placesOf(m_state.stage);
    return places > 0 ? places : PinPlaces;
}

QString UnlockViewModel::stage() const
{
    switch (m_state.stage) {
    case UnlockStage::StaffCode:
        return QStringLiteral("staffCode");
    case UnlockStage::NewPin:
        return QStringLiteral("newPin");
    case UnlockStage::RepeatPin:
        return QStringLiteral("repeatPin");
    case UnlockStage::Damaged:
        return QStringLiteral("damaged");
    case UnlockStage::AnewPin:
    case UnlockStage::AnewOpening:
        return QStringLiteral("anewPin");
    case UnlockStage::Choose:
    case UnlockStage::Pin:
    case UnlockStage::Opening:
        break;
    }
    return QStringLiteral("pin");
}

QString UnlockViewModel::othersText() const
{
    const auto all = known().size();
    if (m_allShown || all <= unlock_view::namesShown)
        return {};
    return words::counted(
        static_cast<int>(all - unlock_view::namesShown), tr("1 more person"), tr("%1 more people"));
}

QString UnlockViewModel::busyText() const
{
    if (m_state.stage == UnlockStage::AnewOpening)
        return tr("Making new records, step 1 of 1");
    if (m_state.stage != UnlockStage::Opening)
        return {};
    return isEnrolling() ? tr("Making this device's store, step 1 of 1")
                         : tr("Opening the records of this device");
}

QString UnlockViewModel::helpText() const
{
    return m_state.stage == UnlockStage::Pin ? tr("Forgotten PIN") : QString();
}

void UnlockViewModel::choosePerson(const QString& personId)
{
    const auto staff = StaffId::fromHex(personId.toLatin1());
    if (!staff || m_state.stage == UnlockStage::Opening)
        return;
    m_person = *staff;
    m_error.clear();
    m_hint.clear();
    const bool withPin = !isEnrolling() && m_session.hasPin(m_person);
    if (!isEnrolling() && !withPin) {
        m_error = tr("%1 has no PIN on this device yet. Ask the coordinator to enrol it again for "
                     "%1.")
                      .arg(callName());
        take(DoorLeft{});
        return;
    }
    take(PersonChosen{withPin});
    if (withPin)
        askAttempts();
    else
        m_hint = tr("The code works once. A lost code is made anew at the desk.");
    Q_EMIT changed();
}

void UnlockViewModel::showOthers()
{
    m_allShown = true;
    refreshPeople();
}

void UnlockViewModel::digit(const QString& figure)
{
    if (figure.size() != 1 || !figure[0].isDigit() || placesOf(m_state.stage) == 0
        || m_state.filled >= placesOf(m_state.stage))
        return;
    m_error.clear();
    m_digits.append(static_cast<unsigned char>('0' + figure[0].digitValue()));
    take(DigitEntered{});
}

void UnlockViewModel::erase()
{
    if (m_state.filled > 0 && !m_digits.isEmpty())
        m_digits.removeLast();
    take(DigitErased{});
}

void UnlockViewModel::help()
{
    m_hint = tr("A senior person at the practice opens a new PIN for you. No record is lost.");
    Q_EMIT changed();
}

void UnlockViewModel::getRecords()
{
    m_error.clear();
    take(AnewChosen{});
    askAttempts();
}

void UnlockViewModel::leaveDamaged()
{
    m_error.clear();
    if (m_state.stage == UnlockStage::AnewPin)
        return take(AnewStopped{});
    if (m_state.stage != UnlockStage::Damaged)
        return;
    m_person = {};
    take(DoorLeft{});
    refreshPeople();
}

void UnlockViewModel::take(const UnlockEvent& event)
{
    const UnlockMove move = step(m_state, event);
    m_state = move.state;
    perform(move.effect);
    Q_EMIT changed();
}

void UnlockViewModel::perform(UnlockEffect effect)
{
    switch (effect) {
    case UnlockEffect::None:
        return;
    case UnlockEffect::Forget:
        forget();
        return;
    case UnlockEffect::TryPin:
        tryPin();
        return;
    case UnlockEffect::KeepCode:
        m_code = std::exchange(m_digits, SecretBytes());
        m_hint = tr("Not a birthday, not 123456. Only you know it.");
        return;
    case UnlockEffect::KeepPin:
        m_newPin = std::exchange(m_digits, SecretBytes());
        return;
    case UnlockEffect::Compare:
        compare();
        return;
    case UnlockEffect::BeginAnew:
        beginAnew();
        return;
    }
}

void UnlockViewModel::forget()
{
    m_digits.clear();
    m_code.clear();
    m_newPin.clear();
}

void UnlockViewModel::tryPin()
{
    const StaffId staff = m_person;
    m_session.unlock(staff, std::exchange(m_digits, SecretBytes()))
        .then(this, [this](const Status& status) {
            if (!status)
                refused(status.error());
        });
}

void UnlockViewModel::beginAnew()
{
    m_session.beginAnew(m_person, std::exchange(m_digits, SecretBytes()))
        .then(this, [this](const Status& status) {
            if (!status)
                refused(status.error());
        });
}

void UnlockViewModel::compare()
{
    const bool same = m_digits.equals(m_newPin);
    m_digits.clear();
    if (!same) {
        m_newPin.clear();
        m_error = tr("The two PINs differ. Choose one again.");
        take(PinsDiffer{});
        return;
    }
    take(PinsAgree{});
    m_enrolment.choosePerson(
        m_person, std::exchange(m_code, SecretBytes()), std::exchange(m_newPin, SecretBytes()));
}

void UnlockViewModel::refused(const Error& error)
{
    const UnlockEvent back
        = m_state.stage == UnlockStage::AnewOpening ? UnlockEvent(AnewRefused{}) : PinRefused{};
    if (error.code == ErrorCode::Corrupt && m_session.mayBeginAnew()) {
        take(DamageFound{});
        return;
    }
    if (error.code == ErrorCode::WrongSecret) {
        m_session.lockout(m_person).then(this, [this, back](Result<store::LockoutState> state) {
            const int left = state ? unlock_view::attempts - state->fails : 0;
            m_error
                = tr("That PIN is not right. %1. No record is lost.").arg(unlock_view::tries(left));
            if (state && state->wait.count() > 0)
                m_error
                    += QLatin1Char(' ') + tr("Wait %1.").arg(unlock_view::waitText(state->wait));
            take(back);
        });
        return;
    }
    m_error = error.code == ErrorCode::Locked
        ? tr("Too many tries. Wait, or ask a senior person. No record is lost.")
        : words::errorSentence(error, words::Doing::Unlocking);
    take(back);
    askAttempts();
}

void UnlockViewModel::askAttempts()
{
    m_session.lockout(m_person).then(this, [this](Result<store::LockoutState> state) {
        if (!state)
            return;
        if (state->closed)
            m_error = tr("Closed after %1 wrong PINs. A senior person can reopen it. No record is "
                         "lost.")
                          .arg(unlock_view::attempts);
        else if (state->wait.count() > 0)
            m_error = tr("Wait %1 before the next try. No record is lost.")
                          .arg(unlock_view::waitText(state->wait));
        m_hint = tr("%1. A forgotten PIN loses no record.")
                     .arg(unlock_view::tries(unlock_view::attempts - state->fails));
        Q_EMIT changed();
    });
}

} // namespace doorstep::app
