#pragma once

#include "sync/protocol/cursor_token.h"
#include "sync/server/caller.h"
#include "sync/server/log.h"
#include "sync/server/server_key.h"

namespace doorstep::server {

struct FeedPage {
    std::vector<sync::PageEntry> lines;
    QByteArray cursor;
    bool more = false;
    bool restarted = false;
    quint64 through = 0;
    std::vector<ScopeId> mismatched;
};

/// What one device reads, page by page.
///
/// A desk reads the practice in order. A tablet reads the practice scope (with every grant, keyring
/// and control entry) and the scopes granted to it. The live cursor passes a grant's own position
/// once; from there on the scope's new entries come with the live feed and its older ones by a
/// back-fill with a mark of its own. While a scope is in the list of back-fills it is left out of
/// a tablet's live feed, so each entry comes once, whatever the order of grants, pages and new
/// entries. Own entries of `shown`, the incarnation that the device has proved to have whole, are
/// not sent back, except where a release gives them a position the device does not know, or a
/// back-fill repeats a scope.
class Feed {
public:
    Feed(Log& log, const ServerKey& key, const Caller& caller, sync::IncarnationId shown)
        : m_log(log)
        , m_key(key)
        , m_caller(caller)
        , m_shown(shown)
    {
    }
    [[nodiscard]] Result<FeedPage> read(
        QByteArrayView token, int most, const std::vector<sync::ScopeDigest>& digests);

private:
    [[nodiscard]] Status restore(QByteArrayView token);
    [[nodiscard]] Status rolledBack();
    [[nodiscard]] Status compare(const std::vector<sync::ScopeDigest>& digests);
    [[nodiscard]] Status readLive();
    [[nodiscard]] Result<std::vector<RoutedLine>> liveLines(quint64 upTo);
    [[nodiscard]] Result<std::vector<RoutedLine>> linesBetween(quint64 upTo);
    [[nodiscard]] Result<std::vector<RoutedLine>> linesByScope(quint64 upTo, int most);
    [[nodiscard]] Status openBackfills(quint64 position);
    [[nodiscard]] Status readBackfills();
    [[nodiscard]] Result<bool> readBackfill(sync::Backfill& backfill);
    /// False when the page is full and the line has to wait.
    [[nodiscard]] Result<bool> append(const RoutedLine& line, bool isBackfill);
    [[nodiscard]] bool isGrantedLater(ScopeId scope) const;
    [[nodiscard]] quint64 nextGrantAfter(quint64 position) const;
    [[nodiscard]] bool isBackfilled(ScopeId scope) const;
    [[nodiscard]] bool mayRead(ScopeId scope) const;
    [[nodiscard]] bool isInFeed(ScopeId scope) const;
    [[nodiscard]] bool isFed(const ScopeGrant& grant) const;
    [[nodiscard]] bool isLive(ScopeId scope) const;
    [[nodiscard]] int room() const { return m_most - int(m_page.lines.size()); }

    Log& m_log;
    const ServerKey& m_key;
    const Caller& m_caller;
    sync::IncarnationId m_shown;
    LogHead m_head;
    sync::Cursor m_cursor;
    std::vector<ScopeGrant> m_grants;
    FeedPage m_page;
    int m_most = 0;
    qsizetype m_bytes = 0;
    std::set<quint64> m_positions; ///< on the page
};

} // namespace doorstep::server
