#include "app/viewmodels/unlock/unlock_view_model.h"

#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"
#include "core/domain/word.h"
#include "core/entry/clear_kinds.h"

#include <algorithm>

namespace doorstep::app {

namespace unlock_view {

/// More names than this stand behind "Someone else".
constexpr std::size_t namesShown = 4;
/// A code and a new PIN that nobody goes on with are wiped.
constexpr auto unattendedTime = std::chrono::minutes(2);

} // namespace unlock_view

UnlockViewModel::UnlockViewModel(Session& session, TabletEnrolment& enrolment, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_enrolment(enrolment)
{
    m_unattended.setSingleShot(true);
    m_unattended.setInterval(unlock_view::unattendedTime);
    connect(&m_unattended, &QTimer::timeout, this, &UnlockViewModel::leave);
    connect(&m_session, &Session::stateChanged, this, [this] {
        m_error.clear();
        leave();
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
    std::stable_partition(
        all.begin(), all.end(), [this](const Known& each) { return m_session.hasPin(each.staff); });
    return all;
}

void UnlockViewModel::refreshPeople()
{
    std::vector<PersonChoice> rows;
    const auto all = isAskingVoucher() ? vouchers(m_replaces) : known();
    for (const auto& person : all) {
        if (!m_allShown && !isAskingVoucher() && rows.size() == unlock_view::namesShown)
            break;
        rows.push_back({.personId = QString::fromLatin1(person.staff.toHex()),
            .name = person.name,
            .duty = words::roleWord(person.role),
            .initials = words::initials(person.name)});
    }
    m_people.setRows(std::move(rows));
    const auto withPin = std::ranges::count_if(
        all, [this](const Known& each) { return m_session.hasPin(each.staff); });
    const bool isClear = all.size() == 1 || (!isEnrolling() && withPin == 1);
    if (isClear && m_person.isNull() && m_state.stage == UnlockStage::Choose && m_error.isEmpty())
        choosePerson(QString::fromLatin1(all.front().staff.toHex()));
    Q_EMIT changed();
}

QString UnlockViewModel::practice() const
{
    return isEnrolling() ? m_enrolment.practiceName() : m_session.device().practiceName;
}

QString UnlockViewModel::person() const
{
    const StaffId shown = isAskingVoucher() ? m_voucher : m_person;
    return shown.isNull() ? QString() : QString::fromLatin1(shown.toHex());
}

words::DoorNames UnlockViewModel::names() const
{
    words::DoorNames names;
    names.replaces = m_replaces;
    for (const auto& each : known()) {
        if (each.staff == m_person)
            names.person = words::callName(each.name);
        if (each.staff == m_voucher)
            names.voucher = words::callName(each.name);
    }
    return names;
}

QString UnlockViewModel::prompt() const
{
    return words::doorPrompt(m_state.stage, names());
}

QString UnlockViewModel::title() const
{
    return words::doorTitle(m_state.stage, names());
}

QString UnlockViewModel::about() const
{
    return isAskingVoucher() ? words::doorAbout(names()) : QString();
}

int UnlockViewModel::places() const
{
    const int places = placesOf(m_state.stage);
    return places > 0 ? places : PinPlaces;
}

QString UnlockViewModel::stage() const
{
    return words::doorStage(m_state.stage);
}

QString UnlockViewModel::othersText() const
{
    const auto all = known().size();
    if (m_allShown || isAskingVoucher() || all <= unlock_view::namesShown)
        return {};
    return words::counted(
        static_cast<int>(all - unlock_view::namesShown), tr("1 more person"), tr("%1 more people"));
}

QString UnlockViewModel::busyText() const
{
    if (m_state.stage == UnlockStage::AnewOpening)
        return tr("Making new records, step 1 of 1");
    if (m_state.stage != UnlockStage::Opening && m_state.stage != UnlockStage::LettingIn)
        return {};
    return isEnrolling() ? tr("Making this device's store, step 1 of 1")
                         : tr("Opening the records of this device");
}

QString UnlockViewModel::helpText() const
{
    if (m_state.stage == UnlockStage::StaffCode)
        return tr("I have no code yet");
    return m_state.stage == UnlockStage::Pin ? tr("Forgotten PIN") : QString();
}

void UnlockViewModel::choosePerson(const QString& personId)
{
    const auto staff = StaffId::fromHex(personId.toLatin1());
    if (!staff || m_state.stage == UnlockStage::Opening || m_state.stage == UnlockStage::LettingIn)
        return;
    m_error.clear();
    m_hint.clear();
    if (isAskingVoucher())
        meetVoucher(*staff);
    else
        meet(*staff);
}

void UnlockViewModel::meet(StaffId staff)
{
    m_person = staff;
    m_voucher = {};
    m_replaces = false;
    const bool withPin = !isEnrolling() && m_session.hasPin(m_person);
    if (!isEnrolling() && !withPin && vouchers(false).empty()) {
        m_error = words::nobodyLetsIn(names(), false);
        m_person = {};
        take(DoorLeft{});
        return;
    }
    m_hint = withPin ? QString() : words::codeHint(names());
    take(PersonChosen{withPin});
    if (withPin)
        askAttempts(m_person);
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

void UnlockViewModel::getRecords()
{
    m_error.clear();
    take(AnewChosen{});
    askAttempts(m_person);
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
    leaveText().isEmpty() ? m_unattended.stop() : m_unattended.start();
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
    case UnlockEffect::ForgetDigits:
        m_digits.clear();
        return;
    case UnlockEffect::TryPin:
        tryPin();
        return;
    case UnlockEffect::LetIn:
        letIn();
        return;
    case UnlockEffect::KeepCode:
        m_code = std::exchange(m_digits, SecretBytes());
        m_hint = words::newPinHint(true);
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
    if (!isEnrolling()) {
        m_hint.clear();
        take(VoucherNeeded{});
        return refreshPeople();
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
        m_session.lockout(m_person).then(
            this, [this, back](const Result<store::LockoutState>& state) {
                m_error = words::wrongPin({}, state ? *state : store::LockoutState());
                take(back);
            });
        return;
    }
    m_error = error.code == ErrorCode::Locked
        ? tr("Too many tries for now. No record is lost.")
        : words::errorSentence(error, words::Doing::Unlocking);
    take(back);
    askAttempts(m_person);
}

void UnlockViewModel::askAttempts(StaffId staff)
{
    m_session.lockout(staff).then(this, [this, staff](const Result<store::LockoutState>& state) {
        const auto stage = m_state.stage;
        const bool isAsked = stage == UnlockStage::Pin || stage == UnlockStage::AnewPin
            || stage == UnlockStage::VoucherPin;
        if (!state || !isAsked || staff != (isAskingVoucher() ? m_voucher : m_person))
            return;
        const bool mayBeReopened = !isAskingVoucher() && !vouchers(true).empty();
        if (const QString locked = words::lockedOut(*state, mayBeReopened); !locked.isEmpty())
            m_error = locked;
        m_hint = tr("%1. A forgotten PIN loses no record.").arg(words::triesLeft(*state));
        Q_EMIT changed();
    });
}

} // namespace doorstep::app
