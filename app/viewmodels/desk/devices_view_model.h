#pragma once

#include "app/runtime/enrolment.h"
#include "app/runtime/practice_act.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

struct DeviceItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, deviceId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, under) ///< until when its certificate stands
    DOORSTEP_FIELD(bool, revoked)
    bool operator==(const DeviceItem&) const = default;
};
struct StaffItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, staffId)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, duty)
    DOORSTEP_FIELD(QString, initials)
    DOORSTEP_FIELD(bool, left)
    bool operator==(const StaffItem&) const = default;
};

/// Devices and people: invite a tablet, type its six digits, hand out staff codes. GUI thread.
class DevicesViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QAbstractItemModel* devices READ devices CONSTANT)
    Q_PROPERTY(QAbstractItemModel* people READ people CONSTANT)
    Q_PROPERTY(QString stage READ stage NOTIFY changed)
    Q_PROPERTY(QString stageText READ stageText NOTIFY changed)
    Q_PROPERTY(QString ticket READ ticket NOTIFY changed)
    Q_PROPERTY(QStringList ticketModules READ ticketModules NOTIFY changed)
    Q_PROPERTY(QString tabletName READ tabletName NOTIFY changed)
    Q_PROPERTY(QString tabletFact READ tabletFact NOTIFY changed)
    Q_PROPERTY(QString digits READ digits NOTIFY changed)
    Q_PROPERTY(QString digitsError READ digitsError NOTIFY changed)
    Q_PROPERTY(bool acceptReady READ acceptReady NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QString codeFor READ codeFor NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString newName READ newName NOTIFY changed)
    Q_PROPERTY(QString newRole READ newRole NOTIFY changed)
    Q_PROPERTY(QString newRegistration READ newRegistration NOTIFY changed)
    Q_PROPERTY(QVariantList roles READ roles CONSTANT)
    Q_PROPERTY(QString newText READ newText NOTIFY changed)
    Q_PROPERTY(bool newReady READ newReady NOTIFY changed)
public:
    DevicesViewModel(RoundInHand& round, SyncDriver& sync, LastSave& saves, QObject* parent);

    [[nodiscard]] QAbstractItemModel* devices() { return &m_devices; }
    [[nodiscard]] QAbstractItemModel* people() { return &m_people; }
    [[nodiscard]] QString stage() const; ///< idle, inviting, waiting, comparing, accepting, done
    [[nodiscard]] QString stageText() const;
    [[nodiscard]] QString ticket() const;
    /// The ticket as a QR symbol: rows of "1" (dark) and "0", without the quiet zone.
    [[nodiscard]] QStringList ticketModules() const;
    [[nodiscard]] QString tabletName() const;
    [[nodiscard]] QString tabletFact() const;
    [[nodiscard]] QString digits() const { return m_digits; }
    [[nodiscard]] QString digitsError() const { return m_digitsError; }
    [[nodiscard]] bool acceptReady() const;
    [[nodiscard]] QString error() const;
    [[nodiscard]] QString codeFor() const { return m_codeFor; }
    [[nodiscard]] QString code() const { return m_code; } ///< shown once, to be handed over
    [[nodiscard]] QString newName() const { return m_new.name; }
    [[nodiscard]] QString newRole() const { return domain::word(m_new.role); }
    [[nodiscard]] QString newRegistration() const { return m_new.registration; }
    [[nodiscard]] QVariantList roles() const;
    [[nodiscard]] QString newText() const;
    [[nodiscard]] bool newReady() const;

    void readAgain();

    Q_INVOKABLE void invite();
    Q_INVOKABLE void drop();
    Q_INVOKABLE void editDigits(const QString& text);
    Q_INVOKABLE void accept();
    Q_INVOKABLE void makeCode(const QString& staffId, const QString& deviceId);
    Q_INVOKABLE void codeSeen();
    Q_INVOKABLE void editNewName(const QString& text);
    Q_INVOKABLE void chooseNewRole(const QString& word);
    Q_INVOKABLE void editNewRegistration(const QString& text);
    Q_INVOKABLE void addPerson();

Q_SIGNALS:
    void changed();

private:
    struct Reading;

    RoundInHand& m_round;
    LastSave& m_saves;
    DeskEnrolment m_enrolment;
    RowListModel<DeviceItem> m_devices;
    RowListModel<StaffItem> m_people;
    std::vector<domain::PersonRow> m_persons;
    std::optional<PracticeScope> m_scopes;
    NewPerson m_new;
    QString m_digits;
    QString m_digitsError;
    QString m_codeFor;
    QString m_code;
};

/// The modules of a QR symbol (error correction M), row by row; empty when the text does not fit.
[[nodiscard]] QStringList qrModules(const QByteArray& text);

} // namespace doorstep::app
