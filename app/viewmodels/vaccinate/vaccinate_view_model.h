#pragma once

#include "app/viewmodels/vaccinate/batch_view_model.h"
#include "app/viewmodels/vaccinate/consent_view_model.h"
#include "app/viewmodels/vaccinate/vaccinate_board.h"
#include "app/viewmodels/visit/last_save.h"
#include "app/viewmodels/visit/visit_in_hand.h"

namespace doorstep::app {

/// Vaccinate: one page from the question to the needle. It keeps the state and the draft; what is
/// said and what may be saved is vaccinateBoard's. GUI thread.
class VaccinateViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(doorstep::app::PatientTop patient READ patient NOTIFY changed)
    Q_PROPERTY(QString helps READ helps NOTIFY changed)
    Q_PROPERTY(QString phase READ phase NOTIFY changed)
    Q_PROPERTY(QString askHeading READ askHeading NOTIFY changed)
    Q_PROPERTY(QString identity READ identity NOTIFY changed)
    Q_PROPERTY(QString questionsLead READ questionsLead NOTIFY changed)
    Q_PROPERTY(QVariantList questions READ questions NOTIFY changed)
    Q_PROPERTY(QString consentAsk READ consentAsk NOTIFY changed)
    Q_PROPERTY(QString clearText READ clearText NOTIFY changed)
    Q_PROPERTY(QString differentText READ differentText NOTIFY changed)
    Q_PROPERTY(QString checkedHeading READ checkedHeading NOTIFY changed)
    Q_PROPERTY(QVariantList checkedLines READ checkedLines NOTIFY changed)
    Q_PROPERTY(QString consent READ consent NOTIFY changed)
    Q_PROPERTY(QVariantList askNotices READ askNotices NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* doses READ doses CONSTANT)
    Q_PROPERTY(QVariantList offers READ offers NOTIFY changed)
    Q_PROPERTY(QString authorityLead READ authorityLead NOTIFY changed)
    Q_PROPERTY(QString authorityTail READ authorityTail NOTIFY changed)
    Q_PROPERTY(QVariantList authorityNotices READ authorityNotices NOTIFY changed)
    Q_PROPERTY(QString saveText READ saveText NOTIFY changed)
    Q_PROPERTY(bool saveReady READ saveReady NOTIFY changed)
    Q_PROPERTY(doorstep::app::ConsentViewModel* consentSheet READ consentSheet CONSTANT)
    Q_PROPERTY(doorstep::app::BatchViewModel* batchSheet READ batchSheet CONSTANT)
    Q_PROPERTY(bool reasonOpen READ reasonOpen NOTIFY changed)
    Q_PROPERTY(QString reasonHeading READ reasonHeading NOTIFY changed)
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
public:
    VaccinateViewModel(VisitInHand& hand, LastSave& saves, QObject* parent = nullptr);

    [[nodiscard]] PatientTop patient() const { return m_hand.top(); }
    [[nodiscard]] QString helps() const;
    [[nodiscard]] QString phase() const;
    [[nodiscard]] QString askHeading() const { return m_board.askHeading; }
    [[nodiscard]] QString identity() const { return m_board.identity; }
    [[nodiscard]] QString questionsLead() const { return m_board.questionsLead; }
    [[nodiscard]] QVariantList questions() const { return toVariants(m_board.questions); }
    [[nodiscard]] QString consentAsk() const { return m_board.consentAsk; }
    [[nodiscard]] QString clearText() const { return m_board.clearText; }
    [[nodiscard]] QString differentText() const { return m_board.differentText; }
    [[nodiscard]] QString checkedHeading() const { return m_board.checkedHeading; }
    [[nodiscard]] QVariantList checkedLines() const { return toVariants(m_board.checkedLines); }
    [[nodiscard]] QString consent() const { return m_board.consent; }
    [[nodiscard]] QVariantList askNotices() const { return toVariants(m_board.askNotices); }
    [[nodiscard]] QAbstractItemModel* doses() { return &m_doses; }
    [[nodiscard]] QVariantList offers() const { return toVariants(m_board.offers); }
    [[nodiscard]] QString authorityLead() const { return m_board.authorityLead; }
    [[nodiscard]] QString authorityTail() const { return m_board.authorityTail; }
    [[nodiscard]] QVariantList authorityNotices() const
    {
        return toVariants(m_board.authorityNotices);
    }
    [[nodiscard]] QString saveText() const { return m_board.saveText; }
    [[nodiscard]] bool saveReady() const { return m_board.saveReady && !m_saves.busy(); }
    [[nodiscard]] ConsentViewModel* consentSheet() { return &m_consent; }
    [[nodiscard]] BatchViewModel* batchSheet() { return &m_batch; }
    [[nodiscard]] bool reasonOpen() const { return !m_reasonFor.isEmpty(); }
    [[nodiscard]] QString reasonHeading() const;
    [[nodiscard]] QString reason() const { return m_reason; }

    /// Opens the page for one vaccine of the visit in hand.
    Q_INVOKABLE void show(const QString& programme);
    Q_INVOKABLE void allClear();
    Q_INVOKABLE void different();
    Q_INVOKABLE void answer(const QString& questionId, const QString& value);
    Q_INVOKABLE void changeAnswers();
    Q_INVOKABLE void changeConsent();
    Q_INVOKABLE void changeVaccine(const QString& doseId);
    Q_INVOKABLE void chooseSite(const QString& doseId, const QString& value);
    Q_INVOKABLE void removeDose(const QString& doseId);
    Q_INVOKABLE void addDose(const QString& programme);
    Q_INVOKABLE void act(const QString& noticeId);
    Q_INVOKABLE void editReason(const QString& text);
    Q_INVOKABLE void saveReason();
    Q_INVOKABLE void closeReason();
    Q_INVOKABLE void save();

Q_SIGNALS:
    void changed();
    void outcomeWanted();
    void authoritiesWanted();
    void findWanted();
    void saved(bool visitEnded);

private:
    void take(const VaccinateEvent& event);
    void refresh();
    [[nodiscard]] QStringList offered() const;
    [[nodiscard]] bool isStop(const QString& noticeId) const;
    [[nodiscard]] QString doseWithNotice(const QString& noticeId) const;

    VisitInHand& m_hand;
    LastSave& m_saves;
    ConsentViewModel m_consent;
    BatchViewModel m_batch;
    RowListModel<DoseRow> m_doses;
    VaccinateState m_state;
    VaccinateBoard m_board;
    QString m_wanted; ///< asked for before the draft was back
    QString m_reasonFor;
    QString m_reason;
};

} // namespace doorstep::app
