#pragma once

#include "app/runtime/enrolment.h"
#include "app/runtime/practice_act.h"
#include "app/viewmodels/desk/device_removal.h"
#include "app/viewmodels/desk/person_removal.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

struct StaffItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, staffId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, duty)
    DOORSTEP_FIELD(QString, initials)
    DOORSTEP_FIELD(bool, hasLeft)
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const StaffItem&) const = default;
};

/// Devices and people: invite a tablet, type its six digits, hand out staff codes, add a person.
/// One of these is shown at a time beside the two lists. GUI thread.
class DevicesViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QAbstractItemModel* devices READ devices CONSTANT)
    Q_PROPERTY(QAbstractItemModel* people READ people CONSTANT)
    Q_PROPERTY(QString shown READ shown NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString primaryText READ primaryText NOTIFY changed)
    Q_PROPERTY(bool primaryReady READ primaryReady NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString secondaryText READ secondaryText NOTIFY changed)
    Q_PROPERTY(QString stage READ stage NOTIFY changed)
    Q_PROPERTY(QString stageText READ stageText NOTIFY changed)
    Q_PROPERTY(QString ticket READ ticket NOTIFY changed)
    Q_PROPERTY(QStringList ticketModules READ ticketModules NOTIFY changed)
    Q_PROPERTY(QString tabletName READ tabletName NOTIFY changed)
    Q_PROPERTY(QString tabletFact READ tabletFact NOTIFY changed)
    Q_PROPERTY(QString digits READ digits NOTIFY changed)
    Q_PROPERTY(QString digitsError READ digitsError NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QString personName READ personName NOTIFY changed)
    Q_PROPERTY(QString personFact READ personFact NOTIFY changed)
    Q_PROPERTY(bool personTakesCodes READ personTakesCodes NOTIFY changed)
    Q_PROPERTY(QString codeFor READ codeFor NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString codeError READ codeError NOTIFY changed)
    Q_PROPERTY(QString newName READ newName NOTIFY changed)
    Q_PROPERTY(QString newRole READ newRole NOTIFY changed)
    Q_PROPERTY(QString newRegistration READ newRegistration NOTIFY changed)
    Q_PROPERTY(QVariantList roles READ roles CONSTANT)
    Q_PROPERTY(doorstep::app::DeviceRemoval* removal READ removal CONSTANT)
    Q_PROPERTY(doorstep::app::PersonRemoval* personRemoval READ personRemoval CONSTANT)
public:
    DevicesViewModel(RoundInHand& round, SyncDriver& sync, LastSave& saves, QObject* parent);

    [[nodiscard]] QAbstractItemModel* devices() { return &m_devices; }
    [[nodiscard]] QAbstractItemModel* people() { return &m_people; }
    /// What stands beside the lists: "" (nothing), invitation, person, newPerson, device.
    [[nodiscard]] QString shown() const;
    [[nodiscard]] QString countText() const;
    /// The one solid button and what is at its left, for what is shown.
    [[nodiscard]] QString primaryText() const;
    [[nodiscard]] bool primaryReady() const;
    [[nodiscard]] bool busy() const;
    [[nodiscard]] QString secondaryText() const;
    [[nodiscard]] QString stage() const; ///< idle, inviting, waiting, comparing, accepting, done
    [[nodiscard]] QString stageText() const;
    [[nodiscard]] QString ticket() const;
    /// The ticket as a QR symbol: rows of "1" (dark) and "0", without the quiet zone.
    [[nodiscard]] QStringList ticketModules() const;
    [[nodiscard]] QString tabletName() const;
    [[nodiscard]] QString tabletFact() const;
    [[nodiscard]] QString digits() const { return m_digits; }
    [[nodiscard]] QString digitsError() const { return m_digitsError; }
    [[nodiscard]] QString error() const;
    /// How an invitation ended; `isAccepted`: the right digits had been typed before.
    [[nodiscard]] static QString endText(const Error& error, bool isAccepted);
    [[nodiscard]] QString personName() const;
    [[nodiscard]] QString personFact() const;
    [[nodiscard]] bool personTakesCodes() const;
    [[nodiscard]] QString codeError() const { return m_codeError; }
    [[nodiscard]] QString codeFor() const { return m_codeFor; } ///< who, on which device
    [[nodiscard]] QString code() const { return m_code; } ///< shown once, to be handed over
    [[nodiscard]] QString newName() const { return m_new.name; }
    [[nodiscard]] QString newRole() const { return domain::word(m_new.role); }
    [[nodiscard]] QString newRegistration() const { return m_new.registration; }
    [[nodiscard]] QVariantList roles() const;
    [[nodiscard]] DeviceRemoval* removal() { return &m_removal; }
    [[nodiscard]] PersonRemoval* personRemoval() { return &m_personRemoval; }

    void readAgain();

    /// Does what primaryText says; secondary() stops or closes what is shown.
    Q_INVOKABLE void primary();
    Q_INVOKABLE void secondary();
    Q_INVOKABLE void editDigits(const QString& text);
    Q_INVOKABLE void choosePerson(const QString& staffId);
    Q_INVOKABLE void chooseDevice(const QString& deviceId);
    Q_INVOKABLE void startNewPerson();
    Q_INVOKABLE void makeCode(const QString& deviceId); ///< for the person chosen
    Q_INVOKABLE void editNewName(const QString& text);
    Q_INVOKABLE void chooseNewRole(const QString& word);
    Q_INVOKABLE void editNewRegistration(const QString& text);

Q_SIGNALS:
    void changed();

private:
    struct Reading;
    enum class Shown { Nothing, Invitation, Person, NewPerson, Device };

    [[nodiscard]] QString figures() const; ///< of what was typed
    [[nodiscard]] const domain::PersonRow* person() const;
    [[nodiscard]] bool newReady() const;
    [[nodiscard]] QString newText() const;
    void show(Shown shown);
    void showPeople();
    void showPerson();
    [[nodiscard]] bool isOut(const domain::PersonRow& person) const;
    [[nodiscard]] bool removes() const; ///< somebody, or a device: what it comes to is said here
    void showDevices(std::vector<DeviceItem> items);
    [[nodiscard]] bool leaveInvitation();
    void invite();
    void accept();
    void addPerson();

    RoundInHand& m_round;
    LastSave& m_saves;
    DeskEnrolment m_enrolment;
    DeviceRemoval m_removal;
    PersonRemoval m_personRemoval;
    RowListModel<DeviceItem> m_devices;
    RowListModel<StaffItem> m_people;
    std::vector<domain::PersonRow> m_persons;
    PeopleOnDevices m_onDevices;
    std::optional<PracticeScope> m_scopes;
    Shown m_shown = Shown::Nothing;
    StaffId m_chosen;
    NewPerson m_new;
    QString m_digits; ///< as typed
    QString m_digitsError;
    QString m_codeFor;
    QString m_code;
    QString m_codeError;
};

} // namespace doorstep::app
