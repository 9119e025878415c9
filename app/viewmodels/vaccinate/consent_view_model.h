#pragma once

#include "app/runtime/visit_act.h"
#include "app/viewmodels/parts/values.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

/// The sheet "Who agrees?": the patient, somebody with authority, or best interests. GUI thread.
class ConsentViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of VaccinateViewModel")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QVariantList givers READ givers NOTIFY changed)
    Q_PROPERTY(QString giver READ giver NOTIFY changed)
    Q_PROPERTY(QString nameLabel READ nameLabel NOTIFY changed)
    Q_PROPERTY(QString giverName READ giverName NOTIFY changed)
    Q_PROPERTY(QString nameError READ nameError NOTIFY changed)
    Q_PROPERTY(QString basisLabel READ basisLabel NOTIFY changed)
    Q_PROPERTY(QString basis READ basis NOTIFY changed)
    Q_PROPERTY(QString saveText READ saveText NOTIFY changed)
    Q_PROPERTY(bool saveReady READ saveReady NOTIFY changed)
public:
    explicit ConsentViewModel(QObject* parent)
        : QObject(parent)
    {
    }

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QVariantList givers() const;
    [[nodiscard]] QString giver() const { return domain::word(m_consent.by); }
    [[nodiscard]] QString nameLabel() const;
    [[nodiscard]] QString giverName() const { return m_consent.name; }
    [[nodiscard]] QString nameError() const { return m_nameError; }
    [[nodiscard]] QString basisLabel() const;
    [[nodiscard]] QString basis() const { return m_consent.relation; }
    [[nodiscard]] QString saveText() const;
    [[nodiscard]] bool saveReady() const;

    void show(const QString& patientName, const std::optional<GivenConsent>& consent);
    Q_INVOKABLE void chooseGiver(const QString& value);
    Q_INVOKABLE void editName(const QString& text);
    Q_INVOKABLE void editBasis(const QString& text);
    Q_INVOKABLE void save();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();
    void recorded(const doorstep::app::GivenConsent& consent);

private:
    [[nodiscard]] bool needsName() const;

    GivenConsent m_consent;
    QString m_patient;
    QString m_nameError;
    bool m_open = false;
};

} // namespace doorstep::app
