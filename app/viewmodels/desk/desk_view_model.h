#pragma once

#include "app/viewmodels/desk/devices_view_model.h"
#include "app/viewmodels/desk/export_view_model.h"
#include "app/viewmodels/desk/follow_ups_view_model.h"
#include "app/viewmodels/desk/held_entries_view_model.h"
#include "app/viewmodels/desk/holds_view_model.h"
#include "app/viewmodels/desk/import_view_model.h"
#include "app/viewmodels/desk/outcomes_view_model.h"
#include "app/viewmodels/desk/plan_view_model.h"
#include "app/viewmodels/desk/register_view_model.h"
#include "app/viewmodels/desk/stock_view_model.h"
#include "app/viewmodels/desk/uptake_view_model.h"

namespace doorstep::app {

/// One line of the rail.
struct RailRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, section)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(QString, count) ///< "" for none
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const RailRow&) const = default;
};

/// The coordinator's desk: which section, with the view-model of each. What is shown is read again
/// when the store changed. GUI thread.
class DeskViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of AppViewModel")
    Q_PROPERTY(QString practice READ practice NOTIFY changed)
    Q_PROPERTY(QString section READ section NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* rail READ rail CONSTANT)
    Q_PROPERTY(QVariantList notices READ notices NOTIFY changed)
    Q_PROPERTY(QString waitingCount READ waitingCount NOTIFY changed)
    Q_PROPERTY(doorstep::app::PlanViewModel* plan READ plan CONSTANT)
    Q_PROPERTY(doorstep::app::RegisterViewModel* patients READ patients CONSTANT)
    Q_PROPERTY(doorstep::app::ImportViewModel* lists READ lists CONSTANT)
    Q_PROPERTY(doorstep::app::FollowUpsViewModel* followUps READ followUps CONSTANT)
    Q_PROPERTY(doorstep::app::HoldsViewModel* holds READ holds CONSTANT)
    Q_PROPERTY(doorstep::app::HeldEntriesViewModel* heldEntries READ heldEntries CONSTANT)
    Q_PROPERTY(doorstep::app::OutcomesViewModel* outcomes READ outcomes CONSTANT)
    Q_PROPERTY(doorstep::app::UptakeViewModel* uptake READ uptake CONSTANT)
    Q_PROPERTY(doorstep::app::StockViewModel* stock READ stock CONSTANT)
    Q_PROPERTY(doorstep::app::ExportViewModel* exports READ exports CONSTANT)
    Q_PROPERTY(doorstep::app::DevicesViewModel* devices READ devices CONSTANT)
public:
    DeskViewModel(RecordsInHand& records, LastSave& saves, QObject* parent);

    [[nodiscard]] QString practice() const;
    [[nodiscard]] QString section() const { return m_section; }
    [[nodiscard]] QAbstractItemModel* rail() { return &m_rail; }
    /// What is wrong with where the records are, above every section.
    [[nodiscard]] QVariantList notices() const;
    /// Own records that have not reached the practice's server; "" for none.
    [[nodiscard]] QString waitingCount() const;
    [[nodiscard]] PlanViewModel* plan() { return &m_plan; }
    [[nodiscard]] RegisterViewModel* patients() { return &m_patients; }
    [[nodiscard]] ImportViewModel* lists() { return &m_lists; }
    [[nodiscard]] FollowUpsViewModel* followUps() { return &m_followUps; }
    [[nodiscard]] HoldsViewModel* holds() { return &m_holds; }
    [[nodiscard]] HeldEntriesViewModel* heldEntries() { return &m_heldEntries; }
    [[nodiscard]] OutcomesViewModel* outcomes() { return &m_outcomes; }
    [[nodiscard]] UptakeViewModel* uptake() { return &m_uptake; }
    [[nodiscard]] StockViewModel* stock() { return &m_stock; }
    [[nodiscard]] ExportViewModel* exports() { return &m_exports; }
    [[nodiscard]] DevicesViewModel* devices() { return &m_devices; }

    /// plan, register, followUps, held, outcomes, uptake, stock, import, export, devices
    Q_INVOKABLE void show(const QString& section);
    Q_INVOKABLE void act(const QString& noticeId);

Q_SIGNALS:
    void changed();

private:
    void readAgain();
    void forget();
    void showRail();

    RecordsInHand& m_records;
    RoundInHand& m_round;
    RowListModel<RailRow> m_rail;
    PlanViewModel m_plan;
    RegisterViewModel m_patients;
    ImportViewModel m_lists;
    FollowUpsViewModel m_followUps;
    HoldsViewModel m_holds;
    HeldEntriesViewModel m_heldEntries;
    ExportFolder m_folder;
    OutcomesViewModel m_outcomes;
    UptakeViewModel m_uptake;
    StockViewModel m_stock;
    ExportViewModel m_exports;
    DevicesViewModel m_devices;
    QString m_section = QStringLiteral("plan");
};

} // namespace doorstep::app
