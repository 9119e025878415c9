/// The lockout file. All numbers little endian.
///
///   "DSLCK1\0\0" | n u8 (<= 33) | n x { staff 16 | fails u32 | boot id 16 | boot ms u64 } | mac 32
///   mac = BLAKE2b(key = BLAKE2b(key = device secret; "DSLCK"); all before)
///
/// A record with the null staff id stands for everyone without a record of their own: it is written
/// when the file was missing or did not authenticate.
#include "core/store/lockout.h"

#include "core/base/mutant.h"
#include "core/crypto/crypto.h"
#include "core/store/append_file.h"
#include "core/store/key_envelope.h"

#include <QtEndian>
#include <algorithm>

namespace doorstep::store {

namespace attempts {

using namespace std::chrono_literals;

constexpr QByteArrayView Magic("DSLCK1\0\0", 8);
constexpr qsizetype RecordBytes = 16 + 4 + 16 + 8;
constexpr qsizetype MacBytes = 32;
constexpr int MaxRecords = KeyEnvelope::MaxSlots + 1;
constexpr quint32 FirstWait = 5;
constexpr quint32 AfterDoubt = 8;
constexpr quint32 Closed = 10;

SecretBytes macKey(const SecretBytes& deviceSecret)
{
    return crypto::deriveKey(deviceSecret, {"DSLCK"});
}

std::chrono::milliseconds waitAfter(quint32 fails)
{
    if (fails < FirstWait)
        return 0ms;
    if (fails == FirstWait)
        return 1min;
    if (fails == FirstWait + 1)
        return 5min;
    return fails == FirstWait + 2 ? 15min : 60min;
}

} // namespace attempts

Lockout::Lockout(QString path, const SecretBytes& deviceSecret, std::function<BootTime()> bootTime)
    : m_path(std::move(path))
    , m_key(attempts::macKey(deviceSecret))
    , m_bootTime(std::move(bootTime))
{
}

Status Lockout::create()
{
    const auto existing = readFileWhole(m_path, 1);
    if (existing || existing.error().code != ErrorCode::NotFound)
        return Error{ErrorCode::Exists, "lockout file exists", true};
    return save({});
}

Result<std::vector<Lockout::Count>> Lockout::load()
{
    using namespace attempts;
    const auto parse = [this](QByteArrayView bytes) -> std::optional<std::vector<Count>> {
        if (bytes.size() < Magic.size() + 1 + MacBytes || !bytes.startsWith(Magic))
            return std::nullopt;
        const auto body = bytes.chopped(MacBytes);
        if (!crypto::equal(crypto::keyedHash(m_key, {body}).view(), bytes.last(MacBytes))
            && !mutated(Mutant::LockoutMacUnchecked))
            return std::nullopt;
        auto records = body.sliced(Magic.size() + 1);
        std::vector<Count> counts;
        for (; records.size() >= RecordBytes; records = records.sliced(RecordBytes)) {
            Count count;
            count.staff = *StaffId::fromBytes(records.first(16));
            count.fails = qFromLittleEndian<quint32>(records.data() + 16);
            std::copy_n(records.data() + 20, 16, count.since.bootId.begin());
            count.since.elapsedMs = qFromLittleEndian<qint64>(records.data() + 36);
            if (count.since.elapsedMs < 0)
                return std::nullopt;
            counts.push_back(count);
        }
        return counts;
    };
    const auto bytes
        = readFileWhole(m_path, Magic.size() + 1 + MaxRecords * RecordBytes + MacBytes);
    if (bytes) {
        if (auto counts = parse(*bytes))
            return std::move(*counts);
    } else if (bytes.error().code == ErrorCode::Io) {
        return bytes.error();
    }
    // Missing or forged: the wait runs from now, and must still run after a restart.
    const std::vector<Count> doubt{{StaffId(), AfterDoubt, m_bootTime()}};
    DOORSTEP_CHECK(save(doubt));
    return doubt;
}

Status Lockout::save(const std::vector<Count>& counts) const
{
    using namespace attempts;
    if (counts.size() > std::size_t(MaxRecords))
        return Error{ErrorCode::LimitExceeded, "too many lockout records", true};
    QByteArray out = Magic.toByteArray();
    out += static_cast<char>(counts.size());
    for (const Count& count : counts) {
        char numbers[8];
        out += count.staff.toBytes();
        qToLittleEndian(count.fails, numbers);
        out.append(numbers, 4);
        out.append(reinterpret_cast<const char*>(count.since.bootId.data()), 16);
        qToLittleEndian(count.since.elapsedMs, numbers);
        out.append(numbers, 8);
    }
    out += crypto::keyedHash(m_key, {out}).toBytes();
    return writeFileWhole(m_path, out);
}

Lockout::Count Lockout::countOf(const std::vector<Count>& counts, StaffId staff)
{
    auto found = std::ranges::find(counts, staff, &Count::staff);
    if (found == counts.end())
        found = std::ranges::find(counts, StaffId(), &Count::staff);
    return found == counts.end() ? Count{staff, 0, {}} : Count{staff, found->fails, found->since};
}

LockoutState Lockout::stateOf(const Count& count) const
{
    using namespace attempts;
    LockoutState state;
    state.fails = static_cast<int>(std::min(count.fails, Closed));
    state.closed = count.fails >= Closed;
    state.triesBeforeWait = std::max(0, static_cast<int>(FirstWait) - 1 - state.fails);
    const BootTime now = m_bootTime();
    const bool sameBoot = now.bootId == count.since.bootId;
    const qint64 waited
        = sameBoot ? std::max<qint64>(0, now.elapsedMs - count.since.elapsedMs) : now.elapsedMs;
    state.wait = std::max(
        std::chrono::milliseconds(0), waitAfter(count.fails) - std::chrono::milliseconds(waited));
    return state;
}

Result<LockoutState> Lockout::state(StaffId staff)
{
    DOORSTEP_TRY(counts, load());
    return stateOf(countOf(counts, staff));
}

Status Lockout::change(StaffId staff, const std::function<quint32(quint32)>& fails)
{
    DOORSTEP_TRY(counts, load());
    Count count = countOf(counts, staff);
    count.fails = fails(count.fails);
    count.since = m_bootTime();
    std::erase_if(counts, [&](const Count& other) { return other.staff == staff; });
    counts.push_back(count);
    return save(counts);
}

Status Lockout::beginAttempt(StaffId staff)
{
    DOORSTEP_TRY(current, state(staff));
    if (current.closed)
        return Error{ErrorCode::Locked, "slot is closed", true};
    if (current.wait.count() > 0)
        return Error::transient(ErrorCode::Locked, "wait after wrong PINs");
    return change(staff, [](quint32 fails) { return fails + 1; });
}

Status Lockout::succeed(StaffId staff)
{
    return change(staff, [](quint32) { return 0u; });
}

Status Lockout::withdrawAttempt(StaffId staff)
{
    return change(staff, [](quint32 fails) { return fails > 0 ? fails - 1 : 0; });
}

Status Lockout::reopen(StaffId staff)
{
    return change(staff, [](quint32) { return 0u; });
}

Status Lockout::forget(StaffId staff)
{
    DOORSTEP_TRY(counts, load());
    std::erase_if(counts, [&](const Count& other) { return other.staff == staff; });
    return save(counts);
}

Status Lockout::changeDeviceSecret(const SecretBytes& deviceSecret)
{
    DOORSTEP_TRY(counts, load());
    m_key = attempts::macKey(deviceSecret);
    return save(counts);
}

} // namespace doorstep::store
