#pragma once

#include "app/runtime/audit_trail.h"
#include "app/runtime/desk_checks.h"
#include "app/viewmodels/capture/capture_view_model.h"
#include "app/viewmodels/desk/desk_view_model.h"
#include "app/viewmodels/find/find_view_model.h"
#include "app/viewmodels/observe/observe_view_model.h"
#include "app/viewmodels/round/before_you_go_view_model.h"
#include "app/viewmodels/round/end_of_round_view_model.h"
#include "app/viewmodels/settings/settings_view_model.h"
#include "app/viewmodels/settings/staff_code_view_model.h"
#include "app/viewmodels/sync/sync_view_model.h"
#include "app/viewmodels/today/today_view_model.h"
#include "app/viewmodels/unlock/enrol_view_model.h"
#include "app/viewmodels/unlock/unlock_view_model.h"
#include "app/viewmodels/vaccinate/vaccinate_view_model.h"
#include "app/viewmodels/visit/follow_up_view_model.h"
#include "app/viewmodels/visit/outcome_view_model.h"
#include "app/viewmodels/visit/visit_view_model.h"
#include "app/viewmodels/words/lease_words.h"

namespace doorstep::app {

/// The root that Main.qml is given: which screen, who is in, how it looks, and the view-model of
/// each screen. GUI thread; made once by main() after the runtime's parts and gone before them.
class AppViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by main()")
    Q_PROPERTY(Screen screen READ screen NOTIFY screenChanged)
    Q_PROPERTY(bool atDesk READ isDesk NOTIFY screenChanged)
    Q_PROPERTY(QString personName READ personName NOTIFY screenChanged)
    Q_PROPERTY(QString personDuty READ personDuty NOTIFY screenChanged)
    Q_PROPERTY(QString personInitials READ personInitials NOTIFY screenChanged)
    Q_PROPERTY(QString troubleTitle READ troubleTitle NOTIFY screenChanged)
    Q_PROPERTY(QString troubleAction READ troubleAction NOTIFY screenChanged)
    Q_PROPERTY(QString troubleHeading READ troubleHeading NOTIFY screenChanged)
    Q_PROPERTY(QString troubleBody READ troubleBody NOTIFY screenChanged)
    Q_PROPERTY(doorstep::app::UnlockViewModel* unlock READ unlock CONSTANT)
    Q_PROPERTY(doorstep::app::EnrolViewModel* enrol READ enrol CONSTANT)
    Q_PROPERTY(doorstep::app::TodayViewModel* today READ today CONSTANT)
    Q_PROPERTY(doorstep::app::VisitViewModel* visit READ visit CONSTANT)
    Q_PROPERTY(doorstep::app::VaccinateViewModel* vaccinate READ vaccinate CONSTANT)
    Q_PROPERTY(doorstep::app::ObserveViewModel* observe READ observe CONSTANT)
    Q_PROPERTY(doorstep::app::OutcomeViewModel* outcome READ outcome CONSTANT)
    Q_PROPERTY(doorstep::app::FollowUpViewModel* followUp READ followUp CONSTANT)
    Q_PROPERTY(doorstep::app::FindViewModel* find READ find CONSTANT)
    Q_PROPERTY(doorstep::app::BeforeYouGoViewModel* beforeYouGo READ beforeYouGo CONSTANT)
    Q_PROPERTY(doorstep::app::EndOfRoundViewModel* endOfRound READ endOfRound CONSTANT)
    Q_PROPERTY(doorstep::app::SyncViewModel* sync READ sync CONSTANT)
    Q_PROPERTY(doorstep::app::SettingsViewModel* settings READ settings CONSTANT)
    Q_PROPERTY(doorstep::app::StaffCodeViewModel* staffCode READ staffCode CONSTANT)
    Q_PROPERTY(doorstep::app::DeskViewModel* desk READ desk CONSTANT)
    Q_PROPERTY(doorstep::app::CaptureViewModel* capture READ capture CONSTANT)
    Q_PROPERTY(doorstep::app::LastSave* lastSave READ lastSave CONSTANT)
public:
    enum class Screen {
        Starting,
        Trouble,
        Enrol,
        Unlock,
        Damaged,
        Today,
        Visit,
        Vaccinate,
        Observe,
        Note,
        Find,
        BeforeYouGo,
        EndOfRound,
        Sync,
        Settings,
        Desk,
        Capture
    };
    Q_ENUM(Screen)

    AppViewModel(
        Session& session, SyncDriver& sync, TabletEnrolment& enrolment, QObject* parent = nullptr);
    ~AppViewModel() override; ///< ends the session: its saves are told while there is who listens

    [[nodiscard]] Screen screen() const { return m_screen; }
    [[nodiscard]] bool isDesk() const { return m_session.isDesk(); }
    [[nodiscard]] QString personName() const { return m_session.person().name; }
    [[nodiscard]] QString personDuty() const;
    [[nodiscard]] QString personInitials() const;
    [[nodiscard]] QString troubleTitle() const;
    [[nodiscard]] QString troubleAction() const;
    [[nodiscard]] QString troubleHeading() const;
    [[nodiscard]] QString troubleBody() const;
    [[nodiscard]] UnlockViewModel* unlock() { return &m_unlock; }
    [[nodiscard]] EnrolViewModel* enrol() { return &m_enrol; }
    [[nodiscard]] TodayViewModel* today() { return &m_today; }
    [[nodiscard]] VisitViewModel* visit() { return &m_visit; }
    [[nodiscard]] VaccinateViewModel* vaccinate() { return &m_vaccinate; }
    [[nodiscard]] ObserveViewModel* observe() { return &m_observe; }
    [[nodiscard]] OutcomeViewModel* outcome() { return &m_outcome; }
    [[nodiscard]] FollowUpViewModel* followUp() { return &m_followUp; }
    [[nodiscard]] FindViewModel* find() { return &m_find; }
    [[nodiscard]] BeforeYouGoViewModel* beforeYouGo() { return &m_beforeYouGo; }
    [[nodiscard]] EndOfRoundViewModel* endOfRound() { return &m_endOfRound; }
    [[nodiscard]] SyncViewModel* sync() { return &m_where; }
    [[nodiscard]] SettingsViewModel* settings() { return &m_settings; }
    [[nodiscard]] StaffCodeViewModel* staffCode() { return &m_staffCode; }
    [[nodiscard]] DeskViewModel* desk() { return &m_desk; }
    [[nodiscard]] CaptureViewModel* capture() { return &m_capture; }
    [[nodiscard]] LastSave* lastSave() { return &m_saves; }

    /// By the page's word: "beforeYouGo", "sync", "endOfRound", "settings", "find", "note";
    /// "unlock" locks.
    Q_INVOKABLE void go(const QString& page);
    Q_INVOKABLE void back();
    /// After the key ring was opened; on a wiped device sets it up as a new one.
    Q_INVOKABLE void startAgain();

Q_SIGNALS:
    void screenChanged();

private:
    void settle();
    void show(Screen screen);
    [[nodiscard]] Screen homeScreen() const;
    [[nodiscard]] bool isReading() const;
    void home();
    void readingMoved();
    void connectVisit();
    void showVisit(const QString& visitId, bool started);
    void showFind();
    void leaveVisit();
    void visitSaved(bool ended);

    [[nodiscard]] std::optional<words::WipeWords> wipeWords() const;

    Session& m_session;
    SyncDriver& m_sync;
    RoundInHand m_round;
    LastSave m_saves;
    RecordsInHand m_records;
    VisitInHand m_hand;
    AuditTrail m_audit;
    DeskChecks m_checks;
    UnlockViewModel m_unlock;
    EnrolViewModel m_enrol;
    TodayViewModel m_today;
    VisitViewModel m_visit;
    VaccinateViewModel m_vaccinate;
    ObserveViewModel m_observe;
    OutcomeViewModel m_outcome;
    FollowUpViewModel m_followUp;
    FindViewModel m_find;
    BeforeYouGoViewModel m_beforeYouGo;
    EndOfRoundViewModel m_endOfRound;
    SyncViewModel m_where;
    SettingsViewModel m_settings;
    StaffCodeViewModel m_staffCode;
    DeskViewModel m_desk;
    CaptureViewModel m_capture;
    Screen m_screen = Screen::Starting;
    std::vector<Screen> m_behind; ///< where back() leads
};

} // namespace doorstep::app
