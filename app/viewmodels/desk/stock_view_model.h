#pragma once

#include "app/runtime/practice_act.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

struct StockItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, batchId)
    DOORSTEP_FIELD(QString, product)
    DOORSTEP_FIELD(QString, batch)
    DOORSTEP_FIELD(QString, stock)
    DOORSTEP_FIELD(QString, icon)
    DOORSTEP_FIELD(QString, tone)
    bool operator==(const StockItem&) const = default;
};
struct AuthorityItem {
    Q_GADGET
    DOORSTEP_FIELD(QString, authorityId)
    DOORSTEP_FIELD(QString, title)
    DOORSTEP_FIELD(QString, under)
    DOORSTEP_FIELD(QString, standing) ///< "In force", "Not in force"
    DOORSTEP_FIELD(QString, tone)
    bool operator==(const AuthorityItem&) const = default;
};

/// Deliveries in the fridge and the authorities under which they are given; beside them a delivery
/// or an authority being recorded. GUI thread.
class StockViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of DeskViewModel")
    Q_PROPERTY(QAbstractItemModel* batches READ batches CONSTANT)
    Q_PROPERTY(QAbstractItemModel* authorities READ authorities CONSTANT)
    Q_PROPERTY(int batchCount READ batchCount NOTIFY changed)
    Q_PROPERTY(int authorityCount READ authorityCount NOTIFY changed)
    Q_PROPERTY(QString shown READ shown NOTIFY changed)
    Q_PROPERTY(QString primaryText READ primaryText NOTIFY changed)
    Q_PROPERTY(QString secondaryText READ secondaryText NOTIFY changed)
    Q_PROPERTY(QString errorField READ errorField NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QVariantList products READ products CONSTANT)
    Q_PROPERTY(QString product READ product NOTIFY changed)
    Q_PROPERTY(QString batchNumber READ batchNumber NOTIFY changed)
    Q_PROPERTY(QString expires READ expires NOTIFY changed)
    Q_PROPERTY(QString doses READ doses NOTIFY changed)
    Q_PROPERTY(QVariantList programmes READ programmes CONSTANT)
    Q_PROPERTY(QString programme READ programme NOTIFY changed)
    Q_PROPERTY(QVariantList kinds READ kinds CONSTANT)
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString version READ version NOTIFY changed)
    Q_PROPERTY(QString validFrom READ validFrom NOTIFY changed)
    Q_PROPERTY(QString validTo READ validTo NOTIFY changed)
    Q_PROPERTY(QString authorisedBy READ authorisedBy NOTIFY changed)
public:
    StockViewModel(RoundInHand& round, LastSave& saves, QObject* parent);

    [[nodiscard]] QAbstractItemModel* batches() { return &m_batches; }
    [[nodiscard]] QAbstractItemModel* authorities() { return &m_authorities; }
    [[nodiscard]] int batchCount() const { return m_batches.count(); }
    [[nodiscard]] int authorityCount() const { return m_authorities.count(); }
    [[nodiscard]] QString shown() const; ///< "" (nothing), delivery, authority
    [[nodiscard]] QString primaryText() const;
    [[nodiscard]] QString secondaryText() const;
    /// The first field that keeps the form from being saved: product, batchNumber, expires, doses,
    /// title, version, validFrom, validTo, authorisedBy; "form" for the whole. And what to enter.
    [[nodiscard]] QString errorField() const { return m_errorField; }
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] QVariantList products() const;
    [[nodiscard]] QString product() const { return m_batch.product; }
    [[nodiscard]] QString batchNumber() const { return m_batch.batchNumber; }
    [[nodiscard]] QString expires() const { return m_expires; }
    [[nodiscard]] QString doses() const { return m_doses; }
    [[nodiscard]] QVariantList programmes() const;
    [[nodiscard]] QString programme() const { return m_authority.programme; }
    [[nodiscard]] QVariantList kinds() const;
    [[nodiscard]] QString kind() const { return domain::word(m_authority.kind); }
    [[nodiscard]] QString title() const { return m_authority.title; }
    [[nodiscard]] QString version() const { return m_authority.version; }
    [[nodiscard]] QString validFrom() const { return m_validFrom; }
    [[nodiscard]] QString validTo() const { return m_validTo; }
    [[nodiscard]] QString authorisedBy() const { return m_authority.authorisedBy; }

    void readAgain();

    Q_INVOKABLE void startDelivery();
    Q_INVOKABLE void startAuthority();
    /// Does what primaryText says. A PSD names everybody who is due on the register; a PGD and the
    /// protocol name nobody.
    Q_INVOKABLE void primary();
    Q_INVOKABLE void secondary(); ///< leaves the form; what was typed stays for the next time
    Q_INVOKABLE void chooseProduct(const QString& productId);
    Q_INVOKABLE void editBatchNumber(const QString& text);
    Q_INVOKABLE void editExpires(const QString& text);
    Q_INVOKABLE void editDoses(const QString& text);
    Q_INVOKABLE void chooseProgramme(const QString& packId);
    Q_INVOKABLE void chooseKind(const QString& word);
    Q_INVOKABLE void editTitle(const QString& text);
    Q_INVOKABLE void editVersion(const QString& text);
    Q_INVOKABLE void editValidFrom(const QString& text);
    Q_INVOKABLE void editValidTo(const QString& text);
    Q_INVOKABLE void editAuthorisedBy(const QString& text);

Q_SIGNALS:
    void changed();

private:
    struct Reading;
    struct Gap {
        QString field; ///< empty: none
        QString text;
    };
    enum class Shown { Nothing, Delivery, Authority };
    [[nodiscard]] const clinical::ProgrammePack* packOfProduct() const;
    [[nodiscard]] const clinical::ProgrammePack* packOfAuthority() const;
    [[nodiscard]] Gap deliveryGap() const;
    [[nodiscard]] Gap authorityGap() const;
    bool stopAt(const Gap& gap); ///< true when there is one
    void edited();
    void receive();
    void recordAuthority();
    void record(const QList<PatientId>& named);

    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<StockItem> m_batches;
    RowListModel<AuthorityItem> m_authorities;
    std::optional<PracticeScope> m_scopes;
    NewBatch m_batch;
    NewAuthority m_authority;
    QString m_expires;
    QString m_doses;
    QString m_validFrom;
    QString m_validTo;
    QString m_errorField;
    QString m_errorText;
    Shown m_shown = Shown::Nothing;
    bool m_asking = false; ///< who is due, before a PSD is recorded
};

} // namespace doorstep::app
