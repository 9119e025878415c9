#include "sync/server/early_batches.h"

#include "sync/protocol/limits.h"

#include <algorithm>

namespace doorstep::server {

std::optional<quint64> EarlyBatches::keep(const Lane& lane, quint64 firstCtr, Resume resume)
{
    const std::lock_guard lock(m_mutex);
    const auto ofDevice = std::count_if(m_kept.begin(), m_kept.end(), [&](const Kept& each) {
        return each.lane.practice == lane.practice && each.lane.device == lane.device;
    });
    if (ofDevice >= sync::limits::MaxEarlyBatches
        || m_kept.size() >= std::size_t(sync::limits::MaxEarlyOfAll))
        return std::nullopt;
    m_kept.push_back({++m_last, lane, firstCtr, std::move(resume)});
    return m_last;
}

std::vector<EarlyBatches::Resume> EarlyBatches::takeReady(const Lane& lane, quint64 acked)
{
    const std::lock_guard lock(m_mutex);
    const auto ready = std::stable_partition(m_kept.begin(), m_kept.end(),
        [&](const Kept& each) { return each.lane != lane || each.firstCtr > acked + 1; });
    std::sort(
        ready, m_kept.end(), [](const Kept& a, const Kept& b) { return a.firstCtr < b.firstCtr; });
    std::vector<Resume> resumes;
    for (auto each = ready; each != m_kept.end(); ++each)
        resumes.push_back(std::move(each->resume));
    m_kept.erase(ready, m_kept.end());
    return resumes;
}

EarlyBatches::Resume EarlyBatches::take(quint64 number)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(
        m_kept.begin(), m_kept.end(), [&](const Kept& each) { return each.number == number; });
    if (found == m_kept.end())
        return {};
    Resume resume = std::move(found->resume);
    m_kept.erase(found);
    return resume;
}

void EarlyBatches::forgetAll()
{
    std::vector<Kept> forgotten;
    const std::lock_guard lock(m_mutex);
    forgotten.swap(m_kept);
}

} // namespace doorstep::server
