#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/visit/last_save.h"
#include "app/viewmodels/visit/outcome_step.h"
#include "app/viewmodels/visit/visit_in_hand.h"

namespace doorstep::app {

/// The sheet "What happened?". GUI thread.
class OutcomeViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QVariantList outcomes READ outcomes CONSTANT)
    Q_PROPERTY(QString outcome READ outcome NOTIFY changed)
    Q_PROPERTY(QString reasonsHeading READ reasonsHeading NOTIFY changed)
    Q_PROPERTY(QVariantList reasons READ reasons NOTIFY changed)
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
    Q_PROPERTY(bool offersCard READ offersCard NOTIFY changed)
    Q_PROPERTY(bool cardLeft READ cardLeft NOTIFY changed)
    Q_PROPERTY(QString cardDetail READ cardDetail NOTIFY changed)
    Q_PROPERTY(QString retryHeading READ retryHeading NOTIFY changed)
    Q_PROPERTY(QVariantList retries READ retries NOTIFY changed)
    Q_PROPERTY(QVariantList days READ days NOTIFY changed)
    Q_PROPERTY(QString retry READ retry NOTIFY changed)
    Q_PROPERTY(QString noteLabel READ noteLabel NOTIFY changed)
    Q_PROPERTY(QString note READ note NOTIFY changed)
    Q_PROPERTY(QString fact READ fact NOTIFY changed)
    Q_PROPERTY(QString saveText READ saveText NOTIFY changed)
    Q_PROPERTY(bool saveReady READ saveReady NOTIFY changed)
public:
    OutcomeViewModel(VisitInHand& hand, LastSave& saves, QObject* parent = nullptr);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QVariantList outcomes() const;
    [[nodiscard]] QString outcome() const { return domain::word(m_state.outcome); }
    [[nodiscard]] QString reasonsHeading() const;
    [[nodiscard]] QVariantList reasons() const;
    [[nodiscard]] QString reason() const { return m_state.reason; }
    [[nodiscard]] bool offersCard() const;
    [[nodiscard]] bool cardLeft() const { return m_state.cardLeft; }
    [[nodiscard]] QString cardDetail() const;
    [[nodiscard]] QString retryHeading() const;
    [[nodiscard]] QVariantList retries() const;
    [[nodiscard]] QVariantList days() const;
    [[nodiscard]] QString retry() const;
    [[nodiscard]] QString noteLabel() const;
    [[nodiscard]] QString note() const { return m_state.note; }
    [[nodiscard]] QString fact() const;
    [[nodiscard]] QString saveText() const;
    [[nodiscard]] bool saveReady() const;

    Q_INVOKABLE void show();
    Q_INVOKABLE void close(); ///< keeps what was chosen
    Q_INVOKABLE void chooseOutcome(const QString& value);
    Q_INVOKABLE void chooseReason(const QString& value);
    Q_INVOKABLE void toggleCard();
    Q_INVOKABLE void chooseRetry(const QString& value);
    Q_INVOKABLE void editNote(const QString& text);
    Q_INVOKABLE void save();

Q_SIGNALS:
    void changed();
    void saved();

private:
    void take(const OutcomeEvent& event);
    [[nodiscard]] QDate nextRound() const;
    [[nodiscard]] QStringList undoneVaccines() const;

    VisitInHand& m_hand;
    LastSave& m_saves;
    OutcomeState m_state;
    bool m_open = false;
};

} // namespace doorstep::app
