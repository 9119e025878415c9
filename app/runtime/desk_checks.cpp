#include "app/runtime/desk_checks.h"

#include "app/runtime/check_reads.h"
#include "core/domain/hold_rules.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "core/store/patient_store.h"

#include <QElapsedTimer>

namespace doorstep::app {

namespace desk_checks {

constexpr std::size_t touchedAtOnce = 500;
constexpr int sweptAtOnce = 200; ///< ids read for one piece; what is left of them comes again
constexpr std::chrono::milliseconds quietTime{500}; ///< a page of sync tells of itself page by page

} // namespace desk_checks

struct DeskChecks::Slice {
    std::vector<AggregateId> touched;
    PatientId sweptTo;
    bool sweeps = false;
};

struct DeskChecks::Found {
    std::vector<AggregateId> left; ///< of those touched
    std::vector<domain::Finding> findings;
    std::vector<PatientId> open;
    PatientId sweptTo;
    bool isSwept = false;
};

namespace desk_checks {

/// Checks until the time is up, one patient at least.
class Piece {
public:
    explicit Piece(store::Connection& connection)
        : m_connection(connection)
    {
        m_clock.start();
    }
    [[nodiscard]] bool isTimeUp() const
    {
        return m_clock.elapsed() >= DeskChecks::SliceTime.count();
    }
    [[nodiscard]] Status check(PatientId patient)
    {
        if (m_seen.contains(patient))
            return {};
        m_seen.insert(patient);
        DOORSTEP_TRY(checked, checkPatient(m_connection, patient));
        if (checked.isOpen)
            open.push_back(patient);
        for (domain::Finding& finding : checked.findings) {
            const HoldId id = domain::hold_rules::holdId(finding.rule, finding.entries);
            if (m_found.contains(id))
                continue; // from the other side of the pair
            m_found.insert(id);
            findings.push_back(std::move(finding));
        }
        return {};
    }

    std::vector<domain::Finding> findings;
    std::vector<PatientId> open;

private:
    store::Connection& m_connection;
    QElapsedTimer m_clock;
    QSet<PatientId> m_seen;
    QSet<HoldId> m_found;
};

} // namespace desk_checks

DeskChecks::DeskChecks(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(desk_checks::quietTime);
    connect(&m_soon, &QTimer::timeout, this, &DeskChecks::go);
    connect(&m_session, &Session::changed, this, &DeskChecks::note);
    connect(&m_session, &Session::stateChanged, this, [this] { m_soon.start(); });
}

bool DeskChecks::isSettled() const
{
    return m_isSwept && m_touched.isEmpty() && !m_isRunning && !m_isRaising && !m_soon.isActive();
}

void DeskChecks::note(const QList<AggregateId>& aggregates)
{
    if (!m_session.isDesk())
        return;
    for (const AggregateId& aggregate : aggregates)
        m_touched.insert(aggregate);
    m_soon.start();
}

void DeskChecks::lookAgain()
{
    for (const PatientId& patient : std::exchange(m_open, {}))
        m_touched.insert(patient.as<AggregateId>());
    if (!m_touched.isEmpty())
        m_soon.start();
}

Result<std::shared_ptr<DeskChecks::Found>> DeskChecks::work(
    store::Connection& connection, const Slice& slice)
{
    desk_checks::Piece piece(connection);
    auto found = std::make_shared<Found>();
    for (const AggregateId& aggregate : slice.touched) {
        if (piece.isTimeUp()) {
            found->left.push_back(aggregate);
            continue;
        }
        DOORSTEP_TRY(patients, patientsTouchedBy(connection, aggregate));
        for (const PatientId& patient : patients)
            DOORSTEP_CHECK(piece.check(patient));
    }
    found->sweptTo = slice.sweptTo;
    if (slice.sweeps && !piece.isTimeUp()) {
        DOORSTEP_TRY(
            ids, store::PatientStore(connection).idsAfter(slice.sweptTo, desk_checks::sweptAtOnce));
        found->isSwept = ids.empty();
        for (const PatientId& patient : ids) {
            if (piece.isTimeUp())
                break;
            DOORSTEP_CHECK(piece.check(patient));
            found->sweptTo = patient;
        }
    }
    found->findings = std::move(piece.findings);
    found->open = std::move(piece.open);
    return found;
}

void DeskChecks::go()
{
    if (!m_session.isDesk() || m_session.state() != Session::State::Open || m_isRunning
        || m_isRaising)
        return;
    if (m_touched.isEmpty() && m_isSwept) {
        Q_EMIT settled();
        return;
    }
    m_isRunning = true;
    const auto slice = std::make_shared<Slice>();
    for (auto next = m_touched.begin();
         next != m_touched.end() && slice->touched.size() < desk_checks::touchedAtOnce;) {
        slice->touched.push_back(*next);
        next = m_touched.erase(next);
    }
    slice->sweptTo = m_sweptTo;
    slice->sweeps = !m_isSwept && m_touched.isEmpty();
    m_session
        .withStore(StorageThread::Urgency::Apply,
            [slice](store::Store& store) { return work(store.connection(), *slice); })
        .then(this, [this, slice](const Result<std::shared_ptr<Found>>& found) {
            m_isRunning = false;
            if (found)
                take(**found);
            else // locked in between, or the disk failed: the next change or unlock tries again
                m_touched.unite(QSet<AggregateId>(slice->touched.begin(), slice->touched.end()));
        });
}

void DeskChecks::take(const Found& found)
{
    m_touched.unite(QSet<AggregateId>(found.left.begin(), found.left.end()));
    m_open.unite(QSet<PatientId>(found.open.begin(), found.open.end()));
    m_sweptTo = found.sweptTo;
    m_isSwept |= found.isSwept;
    if (found.findings.empty())
        go();
    else
        raise(found.findings);
}

void DeskChecks::raise(std::vector<domain::Finding> findings)
{
    ledger::Act act(m_session.mint());
    QSet<AggregateId> about;
    for (domain::Finding& finding : findings) {
        about.insert(finding.aggregate);
        act.add(finding.aggregate.as<ScopeId>(), finding.aggregate, // all of them are patients
            ledger::HoldRaised{.rule = finding.rule,
                .entries = std::move(finding.entries),
                .urgent = domain::hold_rules::isUrgent(finding.rule),
                .detail = finding.detail,
                .ownerRole = domain::hold_rules::ownerOf(finding.rule)});
    }
    m_isRaising = true;
    m_session.save(std::move(act))
        .then(this, [this, about](const Result<store::Store::Saved>& saved) {
            m_isRaising = false;
            if (saved) {
                go();
                return;
            }
            m_touched.unite(about); // with the next change or unlock
        });
}

} // namespace doorstep::app
