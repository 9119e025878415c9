#pragma once

#include "tests/store/store_fixture.h"

#include <array>
#include <functional>
#include <random>
#include <set>
#include <vector>

namespace doorstep::test {

/// What a store is doing when the fault comes.
enum class Phase {
    Save,
    Sync,
    Import,
    Forget,
    Checkpoint,
    Migration,
    Rekey,
    Pin,
    Create,
    People, ///< one more person comes to the store
    LostSecret ///< the keystore loses its secret: what two recovery cards give is what is seen
};
inline constexpr int PhaseCount = 11;
[[nodiscard]] const char* nameOf(Phase phase);

/// What can be seen of a store from outside, for comparing one with another.
struct Observation {
    QByteArray rows; ///< hash of every entry, cursor, draft and projected row
    QByteArray ownEntries; ///< hash of the ids of what this device wrote
    int unspooled = 0; ///< own entries neither acknowledged nor in the spool
    std::vector<quint32> outboxLines; ///< one number a line, sorted
    int pin = -1; ///< which of the life's PINs opens the person's slot
    int newcomersPin = -1; ///< and the slot of the one who comes
    int fails = 0; ///< counted against that person
};

/// One seeded life of a real store in a folder: the steps of one phase, planned with all their ids
/// before the first is taken, so that a step can be repeated and two runs of a life can be
/// compared.
class StoreLife {
public:
    /// Makes and fills the store in `folder` (which is emptied) and closes it. See isReady().
    StoreLife(Phase phase, quint64 seed, const QByteArray& folder);
    ~StoreLife();
    StoreLife(const StoreLife&) = delete;
    StoreLife& operator=(const StoreLife&) = delete;

    [[nodiscard]] const QByteArray& failure() const { return m_failure; }
    [[nodiscard]] int steps() const { return int(m_steps.size()); }
    /// Opens the store when it is not. Durable when ok; nothing of it is kept when not.
    [[nodiscard]] Status take(int step);
    void close();

    /// Of the store in `folder`: this life's own, or an image of it. Opens and closes it.
    [[nodiscard]] Result<Observation> observe(const QByteArray& folder);
    /// Of a store that is open: the rows alone. See lookEverywhere().
    [[nodiscard]] Result<QByteArray> rowsOf(store::Connection& connection);
    /// Or, for speed, only in the tables that ever held a row in this life.
    void lookEverywhere(bool everywhere) { m_looksEverywhere = everywhere; }
    /// The harder questions, after observe(): integrity, a later save, every page.
    [[nodiscard]] QByteArray examine(const QByteArray& folder);

    /// Of the copy under another key that the rekey phase makes: empty when it is whole.
    [[nodiscard]] QByteArray copyFault(const QByteArray& folder, const QByteArray& rows);
    /// Before the first step of the creation phase: no store yet, and one can be made.
    [[nodiscard]] bool isFirstRun(const QByteArray& folder);

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] StoreFixture& fixture() { return m_fixture; }
    [[nodiscard]] Result<std::unique_ptr<store::Store>> openIn(const QByteArray& folder);
    /// Of an attachment of this size.
    [[nodiscard]] static QByteArray contentOf(qint64 size);

private:
    friend class StepPlan;
    using Step = std::function<Status()>;

    [[nodiscard]] static store::StoreFiles filesIn(const QByteArray& folder);
    [[nodiscard]] static Result<int> unspooledIn(
        store::Connection& connection, const store::StoreFiles& files);
    /// Every row has its file, whole, and no file lacks its row.
    [[nodiscard]] static Status checkAttachments(
        store::Store& store, const store::StoreFiles& files);
    [[nodiscard]] Status ensureOpen();
    [[nodiscard]] Status makeCopy(const store::StoreFiles& files);
    [[nodiscard]] int openingPin(
        const store::KeyEnvelope& envelope, StaffId staff, const SecretBytes& secret);
    [[nodiscard]] Result<Observation> observeWithCards(const QByteArray& folder);

    Phase m_phase;
    std::mt19937_64 m_random;
    QByteArray m_folder;
    StoreFixture m_fixture;
    std::unique_ptr<Colleague> m_colleague;
    std::vector<SecretBytes> m_pins;
    SecretBytes m_newSecret;
    store::DeviceSecretId m_newSecretId{{17}};
    StaffId m_bo;
    std::array<SecretBytes, 2> m_cards; ///< texts of two recovery cards
    std::unique_ptr<store::Store> m_store;
    std::vector<Step> m_steps;
    std::set<QString> m_queriesWithRows;
    bool m_looksEverywhere = true;
    QByteArray m_failure;
};

} // namespace doorstep::test
