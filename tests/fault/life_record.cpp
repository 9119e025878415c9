#include "tests/fault/life_record.h"

#include <algorithm>

namespace doorstep::test {

namespace {

constexpr int RekeyCopyStep = 1; // of StepPlan::planRekey, from 0

} // namespace

LifeRecord::LifeRecord(StoreLife& life, const QByteArray& folder, const QByteArray& scratch)
    : m_life(life)
    , m_firstFiles(filesIn(folder))
    , m_failure(life.failure())
{
    RecordedFolder recorded(folder);
    m_start = recorded.start();
    const auto look = [&](std::size_t begun) {
        Moment moment{begun, recorded.events().size(), {}};
        putFiles(scratch, filesIn(folder));
        const bool isNothing = m_moments.empty() && life.phase() == Phase::Create;
        if (const auto seen
            = isNothing ? Result<Observation>(Observation()) : life.observe(scratch))
            moment.seen = *seen;
        else
            m_failure = "observe: " + seen.error().detail;
        m_moments.push_back(std::move(moment));
    };
    look(0);
    for (int step = 0; step < life.steps() && m_failure.isEmpty(); ++step) {
        const std::size_t begun = recorded.events().size();
        if (const auto taken = life.take(step); !taken)
            m_failure = "step " + QByteArray::number(step) + ": " + taken.error().detail;
        else
            look(begun);
    }
    life.close();
    if (recorded.replayed() != filesIn(folder) && m_failure.isEmpty())
        m_failure = "the log does not tell what is in the folder";
    m_events = recorded.events();
}

int LifeRecord::doneBefore(std::size_t at) const
{
    const auto next = std::ranges::upper_bound(m_moments, at, {}, &Moment::done);
    return int(next - m_moments.begin()) - 1;
}

bool LifeRecord::isAtRest(int done, std::size_t at) const
{
    return std::size_t(done) + 1 >= m_moments.size()
        || at <= m_moments[std::size_t(done) + 1].begun;
}

int LifeRecord::stepWith(const QByteArray& rows) const
{
    const auto same = std::ranges::find_if(
        m_moments, [&](const Moment& moment) { return moment.seen.rows == rows; });
    return same == m_moments.end() ? -1 : int(same - m_moments.begin());
}

LifeRecord::Verdict LifeRecord::compare(const Observation& seen, int done, bool atRest) const
{
    const Observation& last = m_moments[std::size_t(done)].seen;
    const Observation& next = atRest ? last : m_moments[std::size_t(done) + 1].seen;
    if (seen.rows != last.rows && seen.rows != next.rows)
        return {Outcome::Lost,
            "neither the acknowledged rows, of step " + QByteArray::number(done)
                + ", nor the next, but those of step " + QByteArray::number(stepWith(seen.rows))};
    if (seen.unspooled != 0)
        return {Outcome::Lost, "an entry is not in the spool"};
    std::vector<quint32> promised;
    std::ranges::set_intersection(last.outboxLines, next.outboxLines, std::back_inserter(promised));
    if (!std::ranges::includes(seen.outboxLines, promised))
        return {Outcome::Lost, "a line of the outbox is gone"};
    if (seen.pin != last.pin && seen.pin != next.pin)
        return {Outcome::Lost, "no PIN opens, or an old one"};
    if (seen.newcomersPin != last.newcomersPin && seen.newcomersPin != next.newcomersPin)
        return {Outcome::Lost, "the newcomer's PIN does not open, or an old one"};
    const auto [least, most] = std::minmax(last.fails, next.fails);
    if (seen.fails < least || seen.fails > most + (atRest ? 0 : 1))
        return {Outcome::Lost, "fails counted: " + QByteArray::number(seen.fails)};
    return {};
}

LifeRecord::Verdict LifeRecord::judge(const QByteArray& folder, int done, bool atRest, bool closely)
{
    if (m_life.phase() == Phase::Create && done == 0 && m_life.isFirstRun(folder))
        return {};
    m_life.lookEverywhere(closely);
    const auto seen = m_life.observe(folder);
    m_life.lookEverywhere(true);
    if (!seen)
        return {Outcome::Unopenable, seen.error().detail};
    if (auto verdict = compare(*seen, done, atRest); verdict.outcome != Outcome::Well)
        return verdict;
    if (m_life.phase() == Phase::Rekey && done == RekeyCopyStep + 1) {
        const auto& rows = m_moments[std::size_t(done)].seen.rows;
        if (const QByteArray what = m_life.copyFault(folder, rows); !what.isEmpty())
            return {Outcome::Lost, what};
    }
    if (closely)
        if (const QByteArray what = m_life.examine(folder); !what.isEmpty())
            return {Outcome::Unopenable, what};
    return {};
}

void count(const LifeRecord::Verdict& verdict, const QByteArray& note, Tally& tally)
{
    switch (verdict.outcome) {
    case LifeRecord::Outcome::Well:
        return;
    case LifeRecord::Outcome::Lost:
        return tally.fault(tally.lost, verdict.what + note);
    case LifeRecord::Outcome::Unopenable:
        return tally.fault(tally.unopenable, verdict.what + note);
    }
}

} // namespace doorstep::test
