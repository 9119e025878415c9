#include "tests/sim/sim_life.h"

#include "tests/fault/crew.h"
#include "tests/sim/sim_acts.h"
#include "tests/sim/sim_faults.h"
#include "tests/sim/sim_oracle.h"
#include "tests/sim/sim_wire.h"

#include <cstdio>
#include <map>

namespace doorstep::sim {

namespace life_detail {

constexpr int Days = 3;
constexpr int StepsADay = 33;
constexpr int Patients = 6;
constexpr qint64 StepMs = 86'400'000 / StepsADay;
constexpr int MostRounds = 12;
constexpr qint64 LongestAnswerMs = 2'000;

class Life {
public:
    explicit Life(SimWorld& world)
        : m_world(world)
        , m_acts(world)
        , m_faults(world)
        , m_oracle(world)
        , m_wire(world)
    {
        world.onAnswer = [this](DeviceId device, const sync::SyncAnswer& answer) {
            m_wire.checkAnswer(device, answer);
        };
    }
    void live()
    {
        m_acts.openPractice(Patients);
        for (int day = 0; day < Days && isRight(); ++day) {
            for (int step = 0; step < StepsADay && isRight(); ++step)
                liveStep();
            ++m_world.count.of[SimCount::Days];
            m_oracle.checkReceipts();
        }
        m_world.tell(m_world.desk(), "everything works again");
        m_faults.end();
        settle();
        // What a server that was put back holds though tablets had it waits for a person, as long
        // as no desk had it too.
        if (m_world.losesServers() && isRight()) {
            m_acts.decideOnHeld(true);
            settle();
        }
        if (isRight())
            m_oracle.checkEnd();
    }

private:
    [[nodiscard]] bool isRight() const { return m_world.wrong().isEmpty(); }

    void liveStep()
    {
        Dice& dice = m_world.dice;
        m_world.pass(dice.between(1, StepMs));
        m_acts.write();
        if (dice.oneIn(4))
            sync(*dice.of(m_world.devices));
        if (dice.oneIn(9))
            m_faults.strike();
        if (dice.oneIn(20))
            m_faults.keepCopies();
        if (dice.oneIn(20))
            m_acts.reassign();
        if (dice.oneIn(30))
            m_acts.walkIn();
        if (dice.oneIn(20))
            m_acts.decideOnHeld(false);
        if (dice.oneIn(20))
            m_acts.closeAHold();
    }

    /// Some write on while their device syncs.
    void sync(SimDevice& device)
    {
        m_world.startSync(device);
        if (!m_world.dice.oneIn(3))
            return;
        m_world.pass(m_world.dice.between(1, LongestAnswerMs));
        m_acts.writeOn(device);
    }

    /// Everybody syncs until nobody has anything new.
    void settle()
    {
        std::map<const SimDevice*, quint64> atRest; // and where the log ended then
        for (int round = 0; round < MostRounds && isRight(); ++round) {
            bool isQuiet = true;
            for (const auto& device : m_world.devices) {
                const auto logEnd = m_world.server->lastPosition();
                if (!m_world.check(logEnd, "the end of the log"))
                    return;
                if (const auto known = atRest.find(device.get());
                    known != atRest.end() && known->second == *logEnd)
                    continue;
                client::SyncReport report;
                if (!m_world.syncToTheEnd(*device, report))
                    return;
                if (hadNothingNew(report))
                    atRest[device.get()] = *logEnd;
                else
                    isQuiet = false;
            }
            if (isQuiet)
                return;
        }
        m_world.fail("the devices never come to rest");
    }

    static bool hadNothingNew(const client::SyncReport& report)
    {
        return report.acknowledged == 0 && report.pulled == 0 && !report.newIncarnation
            && !report.sentAllAgain;
    }

    SimWorld& m_world;
    SimActs m_acts;
    SimFaults m_faults;
    SimOracle m_oracle;
    SimWire m_wire;
};

} // namespace life_detail

void liveOnce(const FoundedPractice& founded, const QString& scratch, quint64 seed, SimCount& count)
{
    test::seedRandomness(seed);
    SimWorld world(founded, scratch, seed, count);
    if (world.begin())
        life_detail::Life(world).live();
    ++count.of[SimCount::Lives];
    if (world.wrong().isEmpty())
        return;
    count.fault(seed, world.wrong());
    std::printf("--seed %llu, at %s\n", seed, world.wrong().constData());
}

} // namespace doorstep::sim
