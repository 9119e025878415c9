#include "app/viewmodels/unlock/enrol_view_model.h"

#include "app/viewmodels/words/error_words.h"

#include <QSysInfo>

namespace doorstep::app {

namespace enrol_view {

/// What happened and what next; that nothing was stored is true of all of them.
QString sentence(const Error& error)
{
    const auto said = [](const QString& happened, const QString& next) {
        return EnrolViewModel::tr("%1 Nothing is stored on this device. %2").arg(happened, next);
    };
    const QString newOne = EnrolViewModel::tr("Ask the desk for a new ticket.");
    switch (error.code) {
    case ErrorCode::Expired:
        return said(
            EnrolViewModel::tr("The ticket has run out. A ticket works for ten minutes."), newOne);
    case ErrorCode::InvalidInput:
    case ErrorCode::Corrupt:
        return said(
            EnrolViewModel::tr("The ticket is not as the desk shows it. A character is wrong, "
                               "missing or too many."),
            EnrolViewModel::tr("Compare it with the desk's screen, correct it, then join."));
    case ErrorCode::Refused:
        if (error.detail == "flagged")
            return said(EnrolViewModel::tr("Another device has used this ticket, so it does not "
                                           "work any more."),
                newOne);
        if (error.detail == "ticket")
            return said(EnrolViewModel::tr("This ticket does not work any more. It was used, it "
                                           "was stopped, or it has run out."),
                newOne);
        return said(EnrolViewModel::tr("The practice did not let this device in."), newOne);
    case ErrorCode::Untrusted:
        return said(EnrolViewModel::tr("The answer did not come from the practice that made this "
                                       "ticket."),
            newOne);
    case ErrorCode::Unsupported:
        return said(EnrolViewModel::tr("This ticket comes from a newer Doorstep."),
            EnrolViewModel::tr("Update Doorstep on this device, then join."));
    default: // what no ticket causes: the sentence every other page has
        return words::errorSentence(error, words::Doing::Joining);
    }
}

} // namespace enrol_view

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
    return enrol_view::sentence(*error);
}

QString EnrolViewModel::busyText() const
{
    const int unanswered = m_enrolment.unanswered();
    return unanswered == 0
        ? tr("Reaching the practice")
        : tr("The practice does not answer. Check the signal. Try %1").arg(unanswered + 1);
}

bool EnrolViewModel::ready() const
{
    return m_ticket.trimmed().startsWith(QLatin1String("DS1:"), Qt::CaseInsensitive)
        && m_ticket.trimmed().size() > 40;
}

QString EnrolViewModel::practice() const
{
    const QString name = m_enrolment.practiceName();
    return name.isEmpty() ? tr("the practice") : name;
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
    // Stopped while nobody answered: the ticket may still be good.
    if (m_enrolment.state() != TabletEnrolment::State::Contacting)
        m_ticket.clear();
    m_enrolment.startAgain();
    Q_EMIT changed();
}

} // namespace doorstep::app
