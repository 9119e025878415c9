#pragma once

#include "app/runtime/enrolment.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

/// First run: a ticket, six digits to compare. Person and PIN follow on the unlock page. GUI
/// thread.
class EnrolViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString stage READ stage NOTIFY changed)
    Q_PROPERTY(QString ticket READ ticket NOTIFY changed)
    Q_PROPERTY(QString digits READ digits NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(bool ready READ ready NOTIFY changed)
    Q_PROPERTY(QString practice READ practice NOTIFY changed)
    Q_PROPERTY(QString busyText READ busyText NOTIFY changed)
public:
    explicit EnrolViewModel(TabletEnrolment& enrolment, QObject* parent = nullptr);

    [[nodiscard]] QString stage() const; ///< ticket, joining, compare, refused
    [[nodiscard]] QString ticket() const { return m_ticket; }
    [[nodiscard]] QString digits() const; ///< "482 915"
    [[nodiscard]] QString error() const;
    [[nodiscard]] bool ready() const;
    [[nodiscard]] QString practice() const;
    [[nodiscard]] QString busyText() const;
    /// True once the desk accepted: the unlock page goes on with person, code and PIN.
    [[nodiscard]] bool isAccepted() const;

    Q_INVOKABLE void editTicket(const QString& text);
    Q_INVOKABLE void join();
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();

private:
    TabletEnrolment& m_enrolment;
    QString m_ticket;
};

} // namespace doorstep::app
