/// What the devices page says for what is shown.
#include "app/viewmodels/desk/devices_view_model.h"

#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/words.h"

namespace doorstep::app {

QString DevicesViewModel::countText() const
{
    return tr("%1, %2").arg(words::counted(m_devices.count(), tr("1 device"), tr("%1 devices")),
        words::counted(static_cast<int>(m_persons.size()), tr("1 person"), tr("%1 people")));
}

QString DevicesViewModel::primaryText() const
{
    switch (m_shown) {
    case Shown::Nothing:
        return tr("Invite a tablet");
    case Shown::Person:
        if (m_personRemoval.isChosen())
            return m_personRemoval.primaryText();
        return m_code.isEmpty() ? tr("Invite a tablet") : tr("I have handed over the code");
    case Shown::NewPerson:
        return newText();
    case Shown::Device:
        return m_removal.isForIt() ? m_removal.primaryText() : tr("Invite a tablet");
    case Shown::Invitation:
        break;
    }
    const QString now = stage();
    if (now == QLatin1String("comparing"))
        return figures().size() == 6 ? tr("Accept this tablet") : tr("Type the six digits");
    if (now == QLatin1String("done"))
        return tr("Close the invitation");
    return now == QLatin1String("idle") ? tr("Invite again") : tr("Waiting for the tablet");
}

QString DevicesViewModel::secondaryText() const
{
    if (m_shown == Shown::NewPerson)
        return tr("Do not add");
    if (m_shown == Shown::Person && m_personRemoval.isChosen())
        return tr("Leave it as it is");
    if (m_shown == Shown::Device)
        return m_removal.isForIt() ? tr("Leave it as it is") : tr("Close");
    if (m_shown == Shown::Invitation && stage() != QLatin1String("done"))
        return stage() == QLatin1String("idle") ? tr("Close") : tr("Stop inviting");
    return {};
}

QString DevicesViewModel::stageText() const
{
    const QString now = stage();
    if (now == QLatin1String("inviting"))
        return tr("Scan this with the tablet, or type it there. It works once, for ten minutes.");
    if (now == QLatin1String("comparing"))
        return tr("Type the six digits that the tablet shows.");
    if (now == QLatin1String("accepting"))
        return tr("Accepted. The tablet is fetching its keys.");
    if (now == QLatin1String("done"))
        return tr("The tablet has joined. Give each person a staff code for it.");
    if (now == QLatin1String("waiting"))
        return tr("Waiting for the practice server to answer.");
    return {};
}

QString DevicesViewModel::error() const
{
    const auto& error = m_enrolment.lastError();
    return error ? endText(*error, m_enrolment.device().has_value()) : QString();
}

QString DevicesViewModel::endText(const Error& error, bool isAccepted)
{
    if (isAccepted)
        return tr("The invitation ended while the tablet was fetching its keys, so it may have "
                  "joined. Look for it in the list of devices, and take it out of use if it has "
                  "not joined or is not wanted.");
    if (error.code == ErrorCode::Unreachable)
        return tr("The practice server does not answer. Nothing was handed out. Look at this "
                  "computer's network and at the server, then invite again.");
    if (error.code == ErrorCode::Expired)
        return tr("The invitation has run out. A ticket works for ten minutes and once. No record "
                  "is changed. Invite again.");
    return words::errorSentence(error, words::Doing::Inviting);
}

QString DevicesViewModel::newText() const
{
    if (m_new.name.trimmed().isEmpty())
        return tr("Enter the name");
    if (m_new.role == domain::Role::Unknown)
        return tr("Choose what they are");
    return newReady() ? tr("Add %1").arg(words::callName(m_new.name))
                      : tr("Enter the registration number");
}

} // namespace doorstep::app
