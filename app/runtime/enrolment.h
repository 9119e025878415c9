#pragma once

#include "app/runtime/sync_driver.h"
#include "sync/client/enrolment_run.h"

#include <QObject>

namespace doorstep::app {

/// A new tablet from a ticket to an unlocked store: ticket, six digits, person, staff code, PIN.
/// Nothing is on disk before the PIN is chosen; then keystore secret, store, practice keys and the
/// person's slot are made in one go. GUI thread.
class TabletEnrolment final : public QObject {
    Q_OBJECT
public:
    enum class State { Ticket, Contacting, Comparing, Person, Making, Done };
    Q_ENUM(State)

    explicit TabletEnrolment(Session& session, SyncDriver& sync, QObject* parent = nullptr);
    ~TabletEnrolment() override;

    [[nodiscard]] State state() const { return m_state; }
    /// While Comparing: read them to the desk.
    [[nodiscard]] QString digits() const { return m_digits; }
    [[nodiscard]] QString practiceName() const;
    /// While Contacting or Comparing: how many attempts in a row had no answer.
    [[nodiscard]] int unanswered() const { return m_unanswered; }
    /// From Person on.
    [[nodiscard]] std::vector<sync::EnrolStaff> people() const;
    [[nodiscard]] bool pinAllowed() const;
    /// Why the last step did not work; the state says where to go on.
    [[nodiscard]] const std::optional<Error>& lastError() const { return m_lastError; }

    void submitTicket(const QByteArray& text, const QString& deviceName);
    /// `code`: eight digits from the desk, or empty: typed later; `pin`: chosen now. Ends in Done
    /// with the session Open.
    void choosePerson(StaffId staff, SecretBytes code, SecretBytes pin);
    void startAgain();

Q_SIGNALS:
    void changed();

private:
    struct FirstPerson;
    void settle(State state);
    void fail(Error error, State state);
    void accepted(std::shared_ptr<client::Enrolment> enrolment);
    void makeStore(SecretBytes deviceSecret);
    void enter();
    void askForCertificate();

    Session& m_session;
    SyncDriver& m_sync;
    State m_state = State::Ticket;
    QString m_digits;
    int m_unanswered = 0;
    std::optional<Error> m_lastError;
    std::unique_ptr<client::HttpsTransport> m_transport;
    std::unique_ptr<client::TabletEnrolmentRun> m_run;
    std::shared_ptr<client::Enrolment> m_enrolment;
    std::shared_ptr<FirstPerson> m_person;
};

/// The desk's side: one invitation at a time. GUI thread; the session must be Open.
class DeskEnrolment final : public QObject {
    Q_OBJECT
public:
    explicit DeskEnrolment(Session& session, SyncDriver& sync, QObject* parent = nullptr);
    ~DeskEnrolment() override;

    struct Invitation {
        entry::DeviceRole role = entry::DeviceRole::Tablet;
        std::vector<sync::EnrolStaff> staff;
        bool pinAllowed = true;
        std::chrono::milliseconds life = sync::limits::TicketLife; ///< never longer
    };
    void invite(const Invitation& invitation);
    void drop();
    /// WrongSecret: let the person look again. The tablet then collects its keys by itself.
    [[nodiscard]] Status typeDigits(QByteArrayView digits);

    [[nodiscard]] std::optional<client::DeskEnrolment::Stage> stage() const { return m_stage; }
    /// While Inviting: the QR's text, for the encoder and for typing.
    [[nodiscard]] QByteArray codeText() const { return m_codeText; }
    [[nodiscard]] const std::optional<sync::EnrolDetails>& details() const { return m_details; }
    /// Once the digits were right: the new device.
    [[nodiscard]] const std::optional<DeviceId>& device() const { return m_device; }
    [[nodiscard]] const std::optional<Error>& lastError() const { return m_lastError; }

    /// A one-time code for a person on a device: shown once, to be handed over.
    [[nodiscard]] QFuture<Result<QByteArray>> staffCode(
        StaffId staff, DeviceId device, entry::StaffRole role);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool isUnderWay() const;
    void take(const client::DeskEnrolment& machine);
    void finish(const Status& status);

    Session& m_session;
    SyncDriver& m_sync;
    std::unique_ptr<client::DeskEnrolmentRun> m_run;
    std::optional<client::DeskEnrolment::Stage> m_stage;
    QByteArray m_codeText;
    std::optional<sync::EnrolDetails> m_details;
    std::optional<DeviceId> m_device;
    std::optional<Error> m_lastError;
};

} // namespace doorstep::app
