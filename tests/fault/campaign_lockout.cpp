/// Wrong PINs, clocks that jump, reboots and kills: never one attempt more than is counted on disk.
#include "tests/fault/campaigns.h"
#include "tests/fault/recorded_folder.h"
#include "tests/fault/remembered_argon2.h"
#include "tests/store/store_fixture.h"

#include <sys/stat.h>

namespace doorstep::test {

namespace lockout {

constexpr int StepsPerCase = 12;
constexpr qint64 MinuteMs = 60'000;
constexpr qint64 Waits[] = {0, 0, 0, 0, 0, 1, 5, 15, 60, 60, 60}; // minutes, by fails
constexpr int Closed = 10;

/// What the counter must say, kept apart from the product's code.
struct Model {
    int fails = 0;
    store::BootTime since;

    [[nodiscard]] bool allows(const store::BootTime& now) const
    {
        const qint64 waited = now.bootId == since.bootId
            ? std::max<qint64>(0, now.elapsedMs - since.elapsedMs)
            : now.elapsedMs;
        return fails < Closed && waited >= Waits[fails] * MinuteMs;
    }
};

class Case {
public:
    Case(quint64 seed, const QByteArray& folder)
        : m_random(seed)
        , m_folder(folder)
        , m_secret(crypto::randomSecret())
    {
    }
    /// Empty when every step was as the model says.
    QByteArray live(Tally& tally)
    {
        putFiles(m_folder, {});
        if (!open().create())
            return "no lockout file";
        m_model.since = m_boot.now;
        for (int i = 0; i < StepsPerCase; ++i)
            if (const QByteArray what = step(tally); !what.isEmpty())
                return what + " at step " + QByteArray::number(i);
        return {};
    }

private:
    [[nodiscard]] store::Lockout open()
    {
        return {
            QString::fromUtf8(m_folder) + QStringLiteral("/lockout"), m_secret, m_boot.reader()};
    }
    void moveClock()
    {
        switch (m_random() % 4) {
        case 0:
            return m_boot.reboot();
        case 1:
            return m_boot.advanceMs(qint64(m_random() % 90) * 1000);
        case 2:
            return m_boot.advanceMinutes(qint64(m_random() % 120));
        default: // a boot clock that went back, as some do over a suspend
            m_boot.now.elapsedMs = std::max<qint64>(0, m_boot.now.elapsedMs - 30'000);
        }
    }
    QByteArray step(Tally& tally)
    {
        moveClock();
        RecordedFolder disk(m_folder);
        const bool isAllowed = m_model.allows(m_boot.now);
        const Model before = m_model;
        const bool isRight = m_random() % 5 == 0;
        const auto begun = open().beginAttempt(m_staff);
        if (begun.ok() != isAllowed)
            return begun ? "an attempt too many" : "an attempt refused that is due";
        if (!isAllowed) {
            ++tally.refused;
        } else {
            ++tally.acknowledged;
            m_model = {m_model.fails + 1, m_boot.now};
        }
        const std::size_t counted = disk.events().size();
        if (isAllowed && isRight) {
            if (!open().succeed(m_staff))
                return "a right PIN clears nothing";
            m_model = {0, m_boot.now};
        }
        if (isAllowed && m_random() % 3 == 0)
            return cut(disk, counted, before, isRight);
        return agree(m_model);
    }
    /// A cut after the count was acknowledged: one fail more than before, or none after a right
    /// PIN.
    QByteArray cut(
        const RecordedFolder& disk, std::size_t counted, const Model& before, bool isRight)
    {
        const std::size_t later = disk.events().size() - counted;
        const std::size_t at = counted + m_random() % (later + 1);
        PowerCut::Random random(m_random());
        PowerCut powerCut(disk.events(), disk.start());
        powerCut.advanceTo(at);
        putFiles(m_folder, powerCut.image(random));
        const Model failed{before.fails + 1, m_boot.now};
        if (isRight && agree({0, m_boot.now}).isEmpty()) {
            m_model = {0, m_boot.now};
            return {};
        }
        m_model = failed;
        return agree(failed);
    }
    QByteArray agree(const Model& model)
    {
        const auto state = open().state(m_staff);
        if (!state)
            return "no state: " + state.error().detail;
        if (state->fails == model.fails)
            return {};
        return "counted " + QByteArray::number(state->fails) + " instead of "
            + QByteArray::number(model.fails);
    }

    std::mt19937_64 m_random;
    QByteArray m_folder;
    SecretBytes m_secret;
    StaffId m_staff{{3}};
    FakeBootClock m_boot;
    Model m_model;
};

/// What is durable at the moment Argon2id is asked about a PIN.
struct Watch {
    const RecordedFolder* disk = nullptr;
    MemoryDisk::Files durable;
};

void look(void* context)
{
    auto& watch = *static_cast<Watch*>(context);
    PowerCut cut(watch.disk->events(), watch.disk->start());
    cut.advanceTo(watch.disk->events().size());
    watch.durable = cut.durable();
}

/// The attempt is on disk before the PIN is tried.
QByteArray countsBeforeArgon2(const QByteArray& scratch)
{
    StoreFixture fixture;
    const QByteArray folder = scratch + "/door";
    const QByteArray image = scratch + "/durable";
    for (const QByteArray& made : {folder, image})
        ::mkdir(made.constData(), 0700);
    fixture.files.folder = QString::fromUtf8(folder) + QStringLiteral("/store");
    auto envelope = fixture.create() ? store::readEnvelope(fixture.files)
                                     : Result<store::KeyEnvelope>(Error{});
    if (!envelope
        || !envelope->putStaff(fixture.staffKeys(), StoreFixture::secret("492817"),
            store::SecretKind::Pin, fixture.deviceSecret, StoreFixture::CheapCost)
        || !store::writeEnvelope(fixture.files, *envelope, fixture.masterKey))
        return "no store";
    for (int fails = 1; fails <= 4; ++fails) {
        const RecordedFolder disk(folder);
        Watch watch{&disk, {}};
        auto unlock = fixture.unlock();
        watchArgon2(look, &watch);
        const auto keys = unlock->tryPin(fixture.amina, StoreFixture::secret("730264"));
        watchArgon2(nullptr, nullptr);
        if (keys || keys.error().code != ErrorCode::WrongSecret)
            return "a wrong PIN is not called wrong";
        putFiles(image, watch.durable);
        store::Lockout kept(QString::fromUtf8(image) + QStringLiteral("/store/lockout"),
            fixture.deviceSecret, fixture.boot.reader());
        const auto state = kept.state(fixture.amina);
        if (!state || state->fails != fails)
            return "Argon2id is asked before the attempt is counted on disk";
    }
    return {};
}

} // namespace lockout

Tally runLockout(const Share& share, const QByteArray& scratch)
{
    rememberArgon2();
    Tally tally;
    if (const QByteArray what = lockout::countsBeforeArgon2(scratch); !what.isEmpty())
        tally.fault(tally.lost, what);
    const QByteArray folder = scratch + "/lockout";
    ::mkdir(folder.constData(), 0700);
    for (qint64 i = 0; i < share.own(); ++i) {
        const quint64 seed = share.seedOf(i);
        const QByteArray what = lockout::Case(seed, folder).live(tally);
        ++tally.cases;
        if (!what.isEmpty())
            tally.fault(tally.lost,
                what + " (--only lockout --seed " + QByteArray::number(seed) + " --cases 1)");
    }
    return tally;
}

} // namespace doorstep::test
