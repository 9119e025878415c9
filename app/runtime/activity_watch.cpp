#include "app/runtime/activity_watch.h"

#include <QCoreApplication>
#include <QEvent>

namespace doorstep::app {

namespace {

/// Not movement: a mouse that is knocked is nobody at work.
bool isActivity(QEvent::Type type)
{
    switch (type) {
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::KeyPress:
    case QEvent::InputMethod: // a keyboard on the screen sends words, not keys
        return true;
    default:
        return false;
    }
}

} // namespace

ActivityWatch::ActivityWatch(Session& session, QCoreApplication& program)
    : m_session(session)
{
    program.installEventFilter(this);
}

bool ActivityWatch::eventFilter(QObject* watched, QEvent* event)
{
    if (!isActivity(event->type()) || m_session.state() != Session::State::Open)
        return QObject::eventFilter(watched, event);
    m_session.noteActivity();
    return m_session.state() != Session::State::Open;
}

} // namespace doorstep::app
