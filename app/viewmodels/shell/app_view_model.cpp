#include "app/viewmodels/shell/app_view_model.h"

#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/words.h"

#include <QHash>

namespace doorstep::app {

AppViewModel::AppViewModel(
    Session& session, SyncDriver& sync, TabletEnrolment& enrolment, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
    , m_round(session)
    , m_saves(session)
    , m_records(m_round, sync)
    , m_hand(m_round)
    , m_audit(session)
    , m_checks(session)
    , m_unlock(session, enrolment)
    , m_enrol(enrolment)
    , m_today(m_round, m_hand, m_records)
    , m_visit(m_hand, m_saves)
    , m_vaccinate(m_hand, m_saves)
    , m_observe(m_hand, m_saves)
    , m_outcome(m_hand, m_saves)
    , m_followUp(m_hand, m_saves)
    , m_find(m_records, m_saves)
    , m_beforeYouGo(m_round, m_saves)
    , m_endOfRound(m_records, m_saves)
    , m_where(m_records)
    , m_settings(m_records)
    , m_staffCode(session, sync)
    , m_desk(m_records, m_saves, nullptr)
    , m_capture(m_records, m_saves)
{
    connect(&m_session, &Session::stateChanged, this, &AppViewModel::settle);
    connect(&m_session, &Session::readingChanged, this, &AppViewModel::readingMoved);
    connect(&m_sync, &SyncDriver::stateChanged, this, [this] {
        if (m_session.wiped())
            Q_EMIT screenChanged(); // how much is left to be sent
    });
    connect(&m_sync, &SyncDriver::synced, &m_checks, &DeskChecks::lookAgain);
    connect(&m_capture, &CaptureViewModel::visitWanted, this, &AppViewModel::showVisit);
    connect(&m_enrol, &EnrolViewModel::changed, this, &AppViewModel::settle);
    connect(&m_unlock, &UnlockViewModel::changed, this, [this] {
        if (m_session.state() == Session::State::Locked
            && m_unlock.isDamaged() != (m_screen == Screen::Damaged))
            settle();
    });
    connect(&m_today, &TodayViewModel::visitWanted, this, &AppViewModel::showVisit);
    connect(&m_today, &TodayViewModel::jobWanted, this,
        [this](const QString& visitId, const QString& jobKey) {
            showVisit(visitId, true);
            m_visit.openJob(jobKey);
        });
    connect(
        &m_today, &TodayViewModel::beforeYouGoWanted, this, [this] { show(Screen::BeforeYouGo); });
    connect(
        &m_today, &TodayViewModel::endOfRoundWanted, this, [this] { show(Screen::EndOfRound); });
    connect(&m_today, &TodayViewModel::findWanted, this, &AppViewModel::showFind);
    connect(&m_find, &FindViewModel::visitWanted, this, &AppViewModel::showVisit);
    connect(&m_beforeYouGo, &BeforeYouGoViewModel::begun, this, &AppViewModel::home);
    connect(&m_endOfRound, &EndOfRoundViewModel::closed, this, &AppViewModel::home);
    connect(&m_hand, &VisitInHand::opened, this, [this] {
        if (const PatientFile* file = m_hand.patient())
            m_audit.viewed(file->patient.patient.as<AggregateId>());
    });
    connect(m_desk.patients(), &RegisterViewModel::recordOpened, this,
        [this](PatientId patient) { m_audit.viewed(patient.as<AggregateId>()); });
    connectVisit();
    settle();
}

AppViewModel::~AppViewModel()
{
    m_session.end();
}

void AppViewModel::connectVisit()
{
    const auto outcome = [this] {
        show(Screen::Visit);
        m_outcome.show();
    };
    const auto authorities = [this] { show(Screen::BeforeYouGo); };
    connect(&m_visit, &VisitViewModel::vaccinateWanted, this, [this](const QString& programme) {
        m_vaccinate.show(programme);
        show(Screen::Vaccinate);
    });
    connect(&m_visit, &VisitViewModel::observeWanted, this, [this](const QString& jobKey) {
        m_observe.show(jobKey);
        show(Screen::Observe);
    });
    connect(&m_visit, &VisitViewModel::outcomeWanted, this, outcome);
    connect(&m_visit, &VisitViewModel::authoritiesWanted, this, authorities);
    connect(&m_visit, &VisitViewModel::left, this,
        [this] { m_round.whenCurrent([this] { leaveVisit(); }); });
    connect(&m_vaccinate, &VaccinateViewModel::outcomeWanted, this, outcome);
    connect(&m_vaccinate, &VaccinateViewModel::authoritiesWanted, this, authorities);
    connect(&m_vaccinate, &VaccinateViewModel::findWanted, this, &AppViewModel::showFind);
    // Only once the round knows of the save: a quick thumb meets the next door, not this one.
    const auto saved
        = [this](bool ended) { m_round.whenCurrent([this, ended] { visitSaved(ended); }); };
    connect(&m_vaccinate, &VaccinateViewModel::saved, this, saved);
    connect(&m_observe, &ObserveViewModel::saved, this, saved);
    connect(&m_outcome, &OutcomeViewModel::saved, this, [saved] { saved(true); });
}

void AppViewModel::settle()
{
    switch (m_session.state()) {
    case Session::State::Starting:
        m_screen = Screen::Starting;
        break;
    case Session::State::FirstRun:
        m_screen = m_enrol.isAccepted() ? Screen::Unlock : Screen::Enrol;
        break;
    case Session::State::KeystoreMissing:
    case Session::State::KeystoreLocked:
    case Session::State::RecoverKeys:
    case Session::State::RecoverStore:
    case Session::State::NewerStore:
    case Session::State::Wiping:
    case Session::State::Wiped:
        m_hand.close();
        m_screen = Screen::Trouble;
        break;
    case Session::State::Locked:
        m_hand.close();
        m_screen = m_unlock.isDamaged() ? Screen::Damaged : Screen::Unlock;
        break;
    case Session::State::Open:
        if (m_screen < Screen::Today)
            m_screen = homeScreen();
        Q_EMIT screenChanged();
        return;
    }
    m_behind.clear();
    Q_EMIT screenChanged();
}

void AppViewModel::show(Screen screen)
{
    if (m_session.state() != Session::State::Open || screen == m_screen)
        return;
    const bool isOfVisit = screen >= Screen::Visit && screen <= Screen::Note;
    if (!isReading() && !isOfVisit && screen != Screen::Settings)
        return; // the visit under way, and nothing else
    // Coming back to a page further behind is going back, not on.
    const auto earlier = std::find(m_behind.begin(), m_behind.end(), screen);
    if (earlier != m_behind.end())
        m_behind.erase(earlier, m_behind.end());
    else
        m_behind.push_back(m_screen);
    m_screen = screen;
    Q_EMIT screenChanged();
}

bool AppViewModel::isReading() const
{
    return m_session.reading().right == client::ReadingRight::Full;
}

AppViewModel::Screen AppViewModel::homeScreen() const
{
    if (!isReading())
        return Screen::Capture;
    return isDesk() ? Screen::Desk : Screen::Today;
}

/// The lease ended, or was renewed. Nobody is sent away from a visit they have begun.
void AppViewModel::readingMoved()
{
    m_round.whenCurrent([this] {
        if (m_session.state() != Session::State::Open)
            return;
        if (isReading() && m_screen != Screen::Capture) {
            Q_EMIT screenChanged();
            return;
        }
        if (!isReading() && m_hand.visit()) {
            if (m_screen < Screen::Visit || m_screen > Screen::Note)
                m_screen = Screen::Visit;
            // What was behind it is not to be read.
            m_behind = {Screen::Capture};
            if (m_screen != Screen::Visit)
                m_behind.push_back(Screen::Visit);
            Q_EMIT screenChanged();
            return;
        }
        m_hand.close();
        home();
    });
}

void AppViewModel::home()
{
    m_behind.clear();
    m_screen = homeScreen();
    Q_EMIT screenChanged();
}

void AppViewModel::back()
{
    if (m_outcome.isOpen() || m_followUp.isOpen()) {
        m_outcome.close();
        m_followUp.close();
        return;
    }
    if (m_behind.empty())
        return;
    const Screen from = m_screen;
    m_screen = m_behind.back();
    m_behind.pop_back();
    if (from == Screen::Visit)
        m_hand.close();
    Q_EMIT screenChanged();
}

void AppViewModel::go(const QString& page)
{
    static const QHash<QString, Screen> pages{{QStringLiteral("today"), Screen::Today},
        {QStringLiteral("beforeYouGo"), Screen::BeforeYouGo},
        {QStringLiteral("endOfRound"), Screen::EndOfRound}, {QStringLiteral("sync"), Screen::Sync},
        {QStringLiteral("settings"), Screen::Settings}, {QStringLiteral("note"), Screen::Note},
        {QStringLiteral("visit"), Screen::Visit}};
    if (page == QLatin1String("unlock"))
        m_session.lock();
    else if (page == QLatin1String("find"))
        showFind();
    else if (const auto found = pages.find(page); found != pages.end())
        show(*found);
}

void AppViewModel::showVisit(const QString& visitId, bool started)
{
    m_visit.show(visitId, started);
    show(Screen::Visit);
}

void AppViewModel::showFind()
{
    m_find.startAnew();
    show(Screen::Find);
}

void AppViewModel::leaveVisit()
{
    m_hand.close();
    home();
}

void AppViewModel::visitSaved(bool ended)
{
    if (!ended) {
        show(Screen::Visit);
        return;
    }
    // The next person at the same door comes before the next door.
    for (const VisitId id : m_hand.household()) {
        const auto* visit = m_round.file().visit(id);
        if (id != m_hand.visitId() && visit && !hasEnded(*visit)) {
            showVisit(QString::fromLatin1(id.toHex()), true);
            return;
        }
    }
    m_hand.close();
    home();
}

void AppViewModel::startAgain()
{
    if (m_session.state() == Session::State::Wiped)
        m_session.setUpAgain();
    else
        m_session.start();
}

QString AppViewModel::personDuty() const
{
    return words::roleWord(m_session.person().role);
}

QString AppViewModel::personInitials() const
{
    return words::initials(m_session.person().name);
}

std::optional<words::WipeWords> AppViewModel::wipeWords() const
{
    if (!m_session.wiped())
        return {};
    return words::wipeWords(*m_session.wiped(), m_sync.spooled(), m_round.today());
}

QString AppViewModel::troubleTitle() const
{
    const auto wipe = wipeWords();
    return wipe ? wipe->title : tr("This device cannot open its records");
}

QString AppViewModel::troubleAction() const
{
    const auto wipe = wipeWords();
    return wipe ? wipe->action : tr("Try again");
}

QString AppViewModel::troubleHeading() const
{
    if (const auto wipe = wipeWords())
        return wipe->heading;
    switch (m_session.state()) {
    case Session::State::KeystoreMissing:
        return tr("The key ring does not answer");
    case Session::State::KeystoreLocked:
        return tr("The key ring is locked");
    case Session::State::RecoverKeys:
        return tr("The key of this device is gone");
    case Session::State::RecoverStore:
        return tr("A file of this device is damaged");
    case Session::State::NewerStore:
        return tr("Doorstep is too old for these records");
    case Session::State::Starting:
    case Session::State::FirstRun:
    case Session::State::Wiping:
    case Session::State::Wiped:
    case Session::State::Locked:
    case Session::State::Open:
        break;
    }
    return {};
}

QString AppViewModel::troubleBody() const
{
    if (const auto wipe = wipeWords())
        return wipe->body;
    switch (m_session.state()) {
    case Session::State::KeystoreMissing:
        return tr("This device keeps the key to its records in the system's key ring, and the key "
                  "ring does not answer. The records are here, locked and whole. Restart this "
                  "device, then try again. If it says the same again, ring the practice.");
    case Session::State::KeystoreLocked:
        return tr("The key to the records is in the system's key ring, and that is locked. The "
                  "records are here and whole. Unlock the key ring, then try again.");
    case Session::State::RecoverKeys:
        return tr("The records are here, locked and whole, and the key to them is not in the "
                  "system's key ring any more. Ring the practice: two of the three recovery cards "
                  "open them. Do not set this device up again.");
    case Session::State::RecoverStore:
        return tr("The records cannot be opened, and nothing was deleted or changed. Ring the "
                  "practice: two of the three recovery cards open them. Do not set this device "
                  "up again.");
    case Session::State::NewerStore:
        return tr("A newer Doorstep wrote the records on this device. They are whole and nothing "
                  "was changed. Update Doorstep on this device, then try again.");
    case Session::State::Starting:
    case Session::State::FirstRun:
    case Session::State::Wiping:
    case Session::State::Wiped:
    case Session::State::Locked:
    case Session::State::Open:
        break;
    }
    return {};
}

} // namespace doorstep::app
