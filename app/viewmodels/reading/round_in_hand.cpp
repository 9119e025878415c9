#include "app/viewmodels/reading/round_in_hand.h"

#include "app/viewmodels/words/words.h"

namespace doorstep::app {

RoundInHand::RoundInHand(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // one reading for all the changes of one turn of the event loop
    connect(&m_soon, &QTimer::timeout, this, &RoundInHand::read);
    connect(&m_session, &Session::changed, this, &RoundInHand::readAgain);
    connect(&m_session, &Session::readingChanged, this, &RoundInHand::readAgain);
    connect(&m_session, &Session::stateChanged, this, [this] {
        m_file = {};
        m_read = false;
        m_readError.reset();
        m_reading = false;
        m_waiting.clear();
        ++m_asked;
        if (m_session.state() == Session::State::Open)
            readAgain();
        Q_EMIT changed();
    });
}

QDate RoundInHand::today() const
{
    return words::localDay(now());
}

ActBy RoundInHand::by() const
{
    return {m_session.person().staff, now(), today()};
}

clinical::Profession RoundInHand::profession() const
{
    return m_file.professionOf(m_session.person().staff);
}

void RoundInHand::whenCurrent(std::function<void()> then)
{
    if (m_reading)
        m_waiting.push_back(std::move(then));
    else
        then();
}

void RoundInHand::readAgain()
{
    m_reading = true;
    m_soon.start();
}

void RoundInHand::read()
{
    if (m_session.state() != Session::State::Open) {
        m_reading = false;
        return;
    }
    const quint64 asked = ++m_asked;
    const auto right = m_session.reading().right;
    const auto work = [day = today(), staff = m_session.person().staff, right](
                          store::Connection& connection) -> Result<RoundFile> {
        DOORSTEP_TRY(file, readRound(connection, day, staff));
        if (right != client::ReadingRight::Full)
            DOORSTEP_CHECK(
                keepBegun(connection, staff, right == client::ReadingRight::CaptureOnly, file));
        return file;
    };
    auto read
        = right == client::ReadingRight::Full ? m_session.read(work) : m_session.readAnyTime(work);
    read.then(this, [this, asked](Result<RoundFile> file) {
        if (asked != m_asked)
            return;
        m_readError = file ? std::nullopt : std::optional(file.error());
        if (file)
            m_file = std::move(*file);
        else if (file.error().code == ErrorCode::Expired)
            m_session.lookAtLease(); // it ended since it was last looked at
        m_read = true;
        m_reading = m_soon.isActive();
        Q_EMIT changed();
        if (m_reading)
            return;
        for (const auto& then : std::exchange(m_waiting, {}))
            then();
    });
}

} // namespace doorstep::app
