#include "sync/server/feed.h"

#include "core/base/mutant.h"
#include "sync/protocol/limits.h"
#include "sync/server/timeline.h"

#include <algorithm>

namespace doorstep::server {
namespace feed_detail {

/// Header and signature of a shortened entry, its mark, and its share of the tables.
constexpr qsizetype LineOverhead = 160;

/// Read past in one question, for each grant, instead of a question for each of their scopes: each
/// of those then stands for more positions of the log than this.
constexpr quint64 PositionsForAGrant = 4;

std::array<quint8, 16> startOf(const crypto::Digest& chain)
{
    std::array<quint8, 16> start{};
    std::copy_n(chain.bytes.begin(), start.size(), start.begin());
    return start;
}

} // namespace feed_detail

Result<FeedPage> Feed::read(
    QByteArrayView token, int most, const std::vector<sync::ScopeDigest>& digests)
{
    m_most = most;
    DOORSTEP_TRY(head, m_log.practices.head(m_caller.practice.id));
    m_head = head;
    if (!m_caller.device.isDesk()) {
        DOORSTEP_TRY(grants, m_log.grants.all(m_caller.practice.id, m_caller.device.id));
        m_grants = std::move(grants);
    }
    DOORSTEP_CHECK(restore(token));
    if (!m_page.restarted)
        DOORSTEP_CHECK(compare(digests));
    DOORSTEP_CHECK(readLive());
    DOORSTEP_CHECK(readBackfills());

    DOORSTEP_TRY(chain, m_log.entries.chainAt(m_caller.practice.id, m_cursor.live));
    m_cursor.timeline = m_head.timeline;
    m_cursor.chain = feed_detail::startOf(chain.value_or(crypto::Digest()));
    m_page.cursor
        = sync::sealCursor(m_cursor, {m_caller.practice.id, m_caller.device.id}, m_key.cursorKey());
    m_page.through = m_cursor.live;
    m_page.more = m_cursor.live < m_head.seq
        || std::any_of(m_cursor.backfills.begin(), m_cursor.backfills.end(),
            [this](const sync::Backfill& each) { return mayRead(each.scope); });
    return std::move(m_page);
}

Status Feed::restore(QByteArrayView token)
{
    if (token.isEmpty())
        return {};
    const auto cursor
        = sync::openCursor(token, {m_caller.practice.id, m_caller.device.id}, m_key.cursorKey());
    if (!cursor) {
        m_page.restarted = true;
        return {};
    }
    m_cursor = cursor.value();
    DOORSTEP_TRY(chain, m_log.entries.chainAt(m_caller.practice.id, m_cursor.live));
    const bool same = chain && feed_detail::startOf(*chain) == m_cursor.chain;
    if (same || (chain && mutated(Mutant::RollbackUnseen)))
        return {};
    return rolledBack();
}

/// The device has seen positions this log does not have, or has otherwise: a copy that no backup of
/// ours made was put in place. The first device to notice turns the timeline; each starts over.
Status Feed::rolledBack()
{
    if (m_cursor.timeline == m_head.timeline) {
        DOORSTEP_CHECK(turnTimeline(m_log, m_key, m_caller));
        DOORSTEP_TRY(head, m_log.practices.head(m_caller.practice.id));
        m_head = head;
    }
    m_cursor = {};
    m_page.restarted = true;
    return {};
}

Status Feed::compare(const std::vector<sync::ScopeDigest>& digests)
{
    for (const auto& digest : digests) {
        const bool room = m_cursor.backfills.size() < std::size_t(sync::limits::MaxBackfills);
        if (!room || !isInFeed(digest.scope) || isBackfilled(digest.scope))
            continue;
        DOORSTEP_TRY(ours, m_log.entries.digest(m_caller.practice.id, digest.scope, m_cursor.live));
        if (ours == digest)
            continue;
        m_page.mismatched.push_back(digest.scope);
        m_cursor.backfills.push_back({digest.scope, 0});
    }
    return {};
}

Status Feed::readLive()
{
    while (room() > 0 && m_cursor.live < m_head.seq) {
        const auto grantPosition = nextGrantAfter(m_cursor.live);
        const auto upTo = std::min(m_head.seq, grantPosition);
        DOORSTEP_TRY(lines, liveLines(upTo));
        const bool cut = int(lines.size()) > room();
        for (const auto& line : lines) {
            if (mutated(Mutant::CutLineSkipped))
                m_cursor.live = line.position;
            if (room() <= 0)
                return {};
            DOORSTEP_TRY(taken, append(line, false));
            if (!taken)
                return {};
            m_cursor.live = line.position;
        }
        // Own lines take no room, so a cut list can still have reached the end, and the grant
        // there.
        if (cut && m_cursor.live < upTo)
            continue;
        if (upTo == grantPosition) {
            // With no room in the list the feed waits in front of the grant.
            if (m_cursor.backfills.size() >= std::size_t(sync::limits::MaxBackfills)) {
                m_cursor.live = upTo - 1;
                return {};
            }
            DOORSTEP_CHECK(openBackfills(upTo));
        }
        m_cursor.live = upTo;
    }
    return {};
}

/// At most one line more than there is room for, in order.
Result<std::vector<RoutedLine>> Feed::liveLines(quint64 upTo)
{
    const auto practice = m_caller.practice.id;
    const int most = room() + 1;
    if (m_caller.device.isDesk())
        return m_log.entries.inPractice(practice, m_cursor.live, upTo, most);
    DOORSTEP_TRY(
        lines, m_log.entries.releasedOf(practice, m_caller.device.id, m_cursor.live, upTo, most));
    const auto inReach = feed_detail::PositionsForAGrant * m_grants.size();
    DOORSTEP_TRY(
        some, upTo - m_cursor.live <= inReach ? linesBetween(upTo) : linesByScope(upTo, most));
    lines.insert(lines.end(), some.begin(), some.end());
    std::sort(lines.begin(), lines.end(),
        [](const RoutedLine& a, const RoutedLine& b) { return a.position < b.position; });
    // An own entry that was released stands in its scope's list too when the scope is granted.
    lines.erase(
        std::unique(lines.begin(), lines.end(),
            [](const RoutedLine& a, const RoutedLine& b) { return a.position == b.position; }),
        lines.end());
    if (lines.size() > std::size_t(most))
        lines.resize(std::size_t(most));
    return lines;
}

/// Few positions, as between two grants of many: one question, whatever the number of scopes.
Result<std::vector<RoutedLine>> Feed::linesBetween(quint64 upTo)
{
    const auto positions = int(upTo - m_cursor.live);
    DOORSTEP_TRY(
        lines, m_log.entries.inPractice(m_caller.practice.id, m_cursor.live, upTo, positions));
    std::erase_if(lines, [this](const RoutedLine& line) { return !isLive(line.scope); });
    return lines;
}

/// Many: a question for each scope, so that a tablet does not read past a whole practice.
Result<std::vector<RoutedLine>> Feed::linesByScope(quint64 upTo, int most)
{
    std::set<ScopeId> scopes{m_caller.practice.scopes.practice};
    for (const auto& grant : m_grants) {
        if (isFed(grant))
            scopes.insert(grant.scope);
    }
    std::vector<RoutedLine> lines;
    for (const auto& scope : scopes) {
        if (isBackfilled(scope))
            continue;
        DOORSTEP_TRY(
            some, m_log.entries.inScope(m_caller.practice.id, scope, m_cursor.live, upTo, most));
        lines.insert(lines.end(), some.begin(), some.end());
    }
    return lines;
}

/// The live feed stands at a grant: what the scope holds from before is sent on its own mark.
Status Feed::openBackfills(quint64 position)
{
    for (const auto& grant : m_grants) {
        if (grant.position != position || grant.to <= m_caller.now || isBackfilled(grant.scope))
            continue;
        const bool alreadyLive
            = std::any_of(m_grants.begin(), m_grants.end(), [&](const ScopeGrant& other) {
                  return other.scope == grant.scope && other.position < position
                      && other.isActive(m_caller.now);
              });
        DOORSTEP_TRY(
            history, m_log.entries.inScope(m_caller.practice.id, grant.scope, 0, position - 1, 1));
        const bool nothingBefore = history.empty() && grant.isActive(m_caller.now);
        if (!alreadyLive && !nothingBefore)
            m_cursor.backfills.push_back({grant.scope, 0});
    }
    return {};
}

Status Feed::readBackfills()
{
    std::vector<sync::Backfill> unfinished;
    for (auto backfill : m_cursor.backfills) {
        if (!mayRead(backfill.scope)) {
            // A grant for tomorrow waits; one that ended is forgotten.
            if (isGrantedLater(backfill.scope))
                unfinished.push_back(backfill);
            continue;
        }
        DOORSTEP_TRY(finished, readBackfill(backfill));
        if (!finished)
            unfinished.push_back(backfill);
    }
    m_cursor.backfills = std::move(unfinished);
    return {};
}

/// True when the scope has caught up with the live cursor.
Result<bool> Feed::readBackfill(sync::Backfill& backfill)
{
    for (;;) {
        const int asked = room() + 1;
        DOORSTEP_TRY(lines,
            m_log.entries.inScope(
                m_caller.practice.id, backfill.scope, backfill.mark, m_cursor.live, asked));
        for (const auto& line : lines) {
            if (room() <= 0)
                return false;
            DOORSTEP_TRY(taken, append(line, true));
            if (!taken)
                return false;
            backfill.mark = line.position;
        }
        if (int(lines.size()) < asked)
            return true;
    }
}

Result<bool> Feed::append(const RoutedLine& line, bool isBackfill)
{
    // A desk's live feed has lines of a scope that is being sent again.
    if (m_positions.contains(line.position))
        return true;
    DOORSTEP_TRY(stored, m_log.entries.read(m_caller.practice.id, line.entrySeq));
    // The acknowledgement placed these already. A back-fill repeats them: it also mends.
    const bool own = stored.device == m_caller.device.id && stored.incarnation == m_shown
        && line.position == stored.seq;
    if (own && !isBackfill)
        return true;
    const auto size = feed_detail::LineOverhead + stored.entry.body.size();
    if (!m_page.lines.empty() && m_bytes + size > sync::limits::MaxBatchBytes)
        return false;
    m_bytes += size;
    m_positions.insert(line.position);
    sync::PageEntry out;
    out.position = line.position;
    if (line.scope.isNull())
        out.held = stored.reason;
    out.ungranted = stored.ungranted;
    out.receivedAt = stored.receivedAt;
    out.entry = std::move(stored.entry);
    m_page.lines.push_back(std::move(out));
    return true;
}

quint64 Feed::nextGrantAfter(quint64 position) const
{
    for (const auto& grant : m_grants) {
        if (grant.position > position)
            return grant.position;
    }
    return ~quint64(0);
}

bool Feed::isBackfilled(ScopeId scope) const
{
    return std::any_of(m_cursor.backfills.begin(), m_cursor.backfills.end(),
        [&](const sync::Backfill& each) { return each.scope == scope; });
}

bool Feed::isGrantedLater(ScopeId scope) const
{
    return std::any_of(m_grants.begin(), m_grants.end(),
        [&](const ScopeGrant& grant) { return grant.scope == scope && m_caller.now < grant.from; });
}

/// Whether the live cursor has passed a grant that stands.
bool Feed::isFed(const ScopeGrant& grant) const
{
    return grant.position <= m_cursor.live
        && (grant.isActive(m_caller.now) || mutated(Mutant::FedPastGrant));
}

/// Whether new entries of the scope come with a tablet's live feed.
bool Feed::isLive(ScopeId scope) const
{
    if (isBackfilled(scope))
        return false;
    return scope == m_caller.practice.scopes.practice
        || std::any_of(m_grants.begin(), m_grants.end(),
            [&](const ScopeGrant& grant) { return grant.scope == scope && isFed(grant); });
}

/// Whether the live cursor has passed what lets the device read the scope.
bool Feed::isInFeed(ScopeId scope) const
{
    if (m_caller.device.isDesk() || scope == m_caller.practice.scopes.practice)
        return true;
    return std::any_of(m_grants.begin(), m_grants.end(), [&](const ScopeGrant& grant) {
        return grant.scope == scope && grant.position <= m_cursor.live
            && grant.isActive(m_caller.now);
    });
}

bool Feed::mayRead(ScopeId scope) const
{
    if (m_caller.device.isDesk())
        return true;
    if (scope == m_caller.practice.scopes.practice)
        return true;
    return std::any_of(m_grants.begin(), m_grants.end(), [&](const ScopeGrant& grant) {
        return grant.scope == scope && grant.isActive(m_caller.now);
    });
}

} // namespace doorstep::server
