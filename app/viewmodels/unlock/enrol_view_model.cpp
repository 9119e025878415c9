#include "app/viewmodels/unlock/enrol_view_model.h"

#include "app/viewmodels/words/error_words.h"

#include <QSysInfo>

namespace doorstep::app {

EnrolViewModel::EnrolViewModel(TabletEnrolment& enrolment, QObject* parent)
    : QObject(parent)
    , m_enrolment(enrolment)
{
    connect(&m_enrolment, &TabletEnrolment::changed, this, &EnrolViewModel::changed);
}

QString EnrolViewModel::stage() const
{
    switch (m_enrolment.state()) {
    case TabletEnrolment::State::Contacting:
        return QStringLiteral("joining");
    case TabletEnrolment::State::Comparing:
        return QStringLiteral("compare");
    case TabletEnrolment::State::Ticket:
        return m_enrolment.lastError() ? QStringLiteral("refused") : QStringLiteral("ticket");
    case TabletEnrolment::State::Person:
    case TabletEnrolment::State::Making:
    case TabletEnrolment::State::Done:
        break;
    }
    return QStringLiteral("joining");
}

QString EnrolViewModel::digits() const
{
    const QString plain = m_enrolment.digits();
    return plain.size() == 6 ? QStringLiteral("%1 %2").arg(plain.left(3), plain.mid(3)) : plain;
}

QString EnrolViewModel::error() const
{
    const auto& error = m_enrolment.lastError();
    if (!error || m_enrolment.state() != TabletEnrolment::State::Ticket)
        return {};
    if (error->code == ErrorCode::Expired)
        return tr("The ticket has run out. It works for ten minutes. Ask the desk for a new one.");
    if (error->code == ErrorCode::InvalidInput || error->code == ErrorCode::Corrupt)
        return tr("That is not a whole ticket. Check it against the desk's screen.");
    return words::errorSentence(*error, words::Doing::Joining);
}

bool EnrolViewModel::ready() const
{
    return m_ticket.trimmed().startsWith(QLatin1String("DS1:"), Qt::CaseInsensitive)
        && m_ticket.trimmed().size() > 40;
}

QString EnrolViewModel::practice() const
{
    const QString name = m_enrolment.practiceName();
    return name.isEmpty() ? tr("The practice") : name;
}

bool EnrolViewModel::isAccepted() const
{
    return m_enrolment.state() >= TabletEnrolment::State::Person;
}

void EnrolViewModel::editTicket(const QString& text)
{
    m_ticket = text;
    Q_EMIT changed();
}

void EnrolViewModel::join()
{
    if (!ready())
        return;
    // Capitals and blanks do not matter to whoever types it.
    QString plain = m_ticket.toUpper();
    plain.remove(QLatin1Char(' ')).remove(QLatin1Char('\n'));
    m_enrolment.submitTicket(plain.toLatin1(), QSysInfo::machineHostName());
}

void EnrolViewModel::cancel()
{
    m_ticket.clear();
    m_enrolment.startAgain();
    Q_EMIT changed();
}

} // namespace doorstep::app
