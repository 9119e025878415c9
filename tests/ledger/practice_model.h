#pragma once

#include "core/ledger/projector.h"
#include "tests/ledger/author.h"

#include <map>
#include <random>
#include <set>

namespace doorstep::test {

/// The practice server as the fold sees it: orders entries, holds some, routes by scope, and can be
/// restored from an old copy. It reads headers only: no payload is looked at here.
class ModelServer {
public:
    struct Line {
        ledger::LedgerEntry entry;
        bool held = false;
    };

    /// Puts an entry at the end; the same id again keeps its place. `hold` keeps it from routing.
    void push(const ledger::LedgerEntry& entry, bool hold);
    /// A control entry that names it: it takes its place now. False when not held.
    bool release(EntryId id);
    /// Never routed again.
    bool reject(EntryId id);
    /// Entries of a scope after `above`, at most `count`.
    [[nodiscard]] std::vector<ledger::LedgerEntry> page(
        ScopeId scope, quint64 above, std::size_t count) const;
    [[nodiscard]] std::vector<EntryId> heldIds() const;
    [[nodiscard]] std::optional<quint64> sequenceOf(EntryId id) const;
    [[nodiscard]] bool has(EntryId id) const { return m_lines.contains(id); }
    [[nodiscard]] quint64 lastSequence() const { return m_seq; }
    /// Back to what it was when the sequence was `seq`: later lines and later releases are gone.
    void restoreTo(quint64 seq);

private:
    void place(Line& line);

    std::map<EntryId, Line> m_lines;
    std::map<quint64, EntryId> m_order;
    std::map<EntryId, quint64> m_arrivedAt; ///< last sequence when it arrived: what a restore keeps
    std::set<EntryId> m_rejected;
    quint64 m_seq = 0;
};

/// A tablet or desk: its own copy of the scopes it was granted, its outbox, and folds kept in
/// memory.
class ModelDevice {
public:
    ModelDevice(const QByteArray& name, const Clock& clock)
        : m_author(name, clock)
    {
    }
    [[nodiscard]] Author& author() { return m_author; }

    /// Saves an act of one draft: basis from its own rows, as the store does it.
    template <typename KindType>
    EntryId save(ScopeId scope, AggregateId aggregate, const KindType& fields)
    {
        ledger::Act act(m_author.mint());
        act.add(scope, aggregate, fields);
        return saveAct(act);
    }
    EntryId saveAct(ledger::Act& act);

    void grant(ScopeId scope) { m_lowWater.try_emplace(scope, 0); }
    [[nodiscard]] bool holds(ScopeId scope) const { return m_lowWater.contains(scope); }
    [[nodiscard]] std::vector<ScopeId> scopes() const;
    void pushSome(ModelServer& server, std::size_t count, const std::function<bool()>& isHeld);
    /// One page of one scope, folded on top of what is in memory where that is allowed.
    void pull(const ModelServer& server, ScopeId scope, std::size_t count);
    [[nodiscard]] bool hasUnsent() const { return !m_outbox.empty(); }
    [[nodiscard]] bool isBehind(const ModelServer& server) const;
    /// What a device does when it sees that the server was restored.
    void serverWasRestored(const ModelServer& server);
    void ownRejected(EntryId id);

    /// Rows as a screen would read them: the kept fold with the unordered entries on top.
    [[nodiscard]] ledger::Projection rows(AggregateId aggregate) const;
    /// The same from nothing, entries in random order.
    [[nodiscard]] ledger::Projection rowsAfresh(
        AggregateId aggregate, std::mt19937_64& random) const;
    [[nodiscard]] std::vector<AggregateId> aggregates() const;
    [[nodiscard]] bool has(EntryId id) const { return m_entries.contains(id); }

private:
    [[nodiscard]] std::vector<ledger::LedgerEntry> entriesOf(
        AggregateId aggregate, bool isOrdered) const;
    void acknowledge(EntryId id, quint64 seq);
    void receive(std::vector<ledger::LedgerEntry> page);

    Author m_author;
    std::map<EntryId, ledger::LedgerEntry> m_entries;
    std::vector<EntryId> m_outbox;
    std::map<ScopeId, quint64> m_lowWater;
    mutable std::map<AggregateId, ledger::AggregateFold> m_folds;
};

/// Rows as text, for comparing and for a failing test to print.
[[nodiscard]] QString rowText(const ledger::Projection& projection);

} // namespace doorstep::test
