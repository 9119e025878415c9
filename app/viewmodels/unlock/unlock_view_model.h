#pragma once

#include "app/runtime/enrolment.h"
#include "app/runtime/session.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/unlock/unlock_words.h"

#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

struct PersonChoice {
    Q_GADGET
    DOORSTEP_FIELD(QString, personId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, duty)
    DOORSTEP_FIELD(QString, initials)
    bool operator==(const PersonChoice&) const = default;
};

/// The door: choose your name, then the PIN; on a new tablet a staff code and a PIN of your own.
/// Who has no PIN here yet, or forgot it, chooses one, and somebody who has one lets them in with
/// theirs (let_in.h). Digits go straight into SecretBytes and come out nowhere; what was typed and
/// left is wiped after two minutes. GUI thread.
class UnlockViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString practice READ practice NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* people READ people CONSTANT)
    Q_PROPERTY(QString person READ person NOTIFY changed)
    Q_PROPERTY(QString prompt READ prompt NOTIFY changed)
    Q_PROPERTY(int filled READ filled NOTIFY changed)
    Q_PROPERTY(int places READ places NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    Q_PROPERTY(QString stage READ stage NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QString othersText READ othersText NOTIFY changed)
    Q_PROPERTY(QString busyText READ busyText NOTIFY changed)
    Q_PROPERTY(QString helpText READ helpText NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString about READ about NOTIFY changed)
    Q_PROPERTY(QString leaveText READ leaveText NOTIFY changed)
    Q_PROPERTY(bool asksDigits READ asksDigits NOTIFY changed)
public:
    UnlockViewModel(Session& session, TabletEnrolment& enrolment, QObject* parent = nullptr);

    [[nodiscard]] QString practice() const;
    [[nodiscard]] QAbstractItemModel* people() { return &m_people; }
    [[nodiscard]] QString person() const;
    [[nodiscard]] QString prompt() const;
    [[nodiscard]] int filled() const { return m_state.filled; }
    [[nodiscard]] int places() const;
    [[nodiscard]] QString hint() const { return m_hint; }
    [[nodiscard]] QString stage() const;
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QString othersText() const;
    [[nodiscard]] QString busyText() const;
    [[nodiscard]] QString helpText() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString about() const;
    [[nodiscard]] QString leaveText() const;
    [[nodiscard]] bool asksDigits() const { return placesOf(m_state.stage) > 0; }

    Q_INVOKABLE void choosePerson(const QString& personId);
    Q_INVOKABLE void showOthers();
    Q_INVOKABLE void digit(const QString& figure);
    Q_INVOKABLE void erase();
    Q_INVOKABLE void help(); ///< what helpText() offers
    Q_INVOKABLE void leave(); ///< back to the names; what was typed is wiped
    /// The records are damaged: start them anew. The PIN is asked for once more first.
    Q_INVOKABLE void getRecords();
    Q_INVOKABLE void leaveDamaged();
    [[nodiscard]] bool isDamaged() const;

Q_SIGNALS:
    void changed();

private:
    struct Known {
        StaffId staff;
        QString name;
        domain::Role role = domain::Role::Unknown;
    };
    [[nodiscard]] bool isEnrolling() const;
    [[nodiscard]] std::vector<Known> known() const;
    [[nodiscard]] words::DoorNames names() const;
    [[nodiscard]] bool isAskingVoucher() const;
    /// Who could let the person in; `replaces`: in the place of a PIN that is there.
    [[nodiscard]] std::vector<Known> vouchers(bool replaces) const;
    void refreshPeople();
    void take(const UnlockEvent& event);
    void perform(UnlockEffect effect);
    void tryPin();
    void beginAnew();
    void compare();
    void letIn();
    void meet(StaffId staff);
    void meetVoucher(StaffId staff);
    void refused(const Error& error);
    void letInRefused(const Error& error);
    void askAttempts(StaffId staff);
    void forget();

    Session& m_session;
    TabletEnrolment& m_enrolment;
    RowListModel<PersonChoice> m_people;
    UnlockState m_state;
    StaffId m_person;
    StaffId m_voucher;
    bool m_replaces = false; ///< the person has a PIN here that is to be replaced
    SecretBytes m_digits;
    SecretBytes m_code;
    SecretBytes m_newPin;
    QString m_hint;
    QString m_error;
    bool m_allShown = false;
    QTimer m_unattended;
};

} // namespace doorstep::app
