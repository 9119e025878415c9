#pragma once

#include "tests/fault/store_life.h"

namespace doorstep::test {

/// Fills a new life's store and plans its steps, by phase.
class StepPlan {
public:
    explicit StepPlan(StoreLife& life)
        : m_life(life)
        , m_fixture(life.m_fixture)
    {
    }
    [[nodiscard]] Status make();

private:
    using Step = StoreLife::Step;

    void planSaves();
    void planSync();
    void planImport();
    void planForget();
    void planCheckpoints();
    [[nodiscard]] Status planMigration();
    [[nodiscard]] Status planRekey();
    [[nodiscard]] Status planPins();
    [[nodiscard]] Status planPeople();
    [[nodiscard]] Status planLostSecret();
    void planCreation();

    void add(Step step) { m_life.m_steps.push_back(std::move(step)); }
    /// Some patients in one act, each with `notes` notes of `length` characters.
    [[nodiscard]] ledger::Act actOf(int patients, int notes, int length);
    void addSave(int patients, int notes, int length);
    void addDraft();
    /// A file of some chunks in this scope, then what says that the practice has it.
    void addAttachment(ScopeId scope, bool isSent);
    void addPage(qint64 firstSeq, int patients);
    void addAcknowledgement(qint64 safeSeq);
    void addReopening();
    [[nodiscard]] Status putFirstPin();
    [[nodiscard]] QString text(int length);
    [[nodiscard]] int number(int below) { return int(m_life.m_random() % unsigned(below)); }

    StoreLife& m_life;
    StoreFixture& m_fixture;
    int m_given = 0;
    quint64 m_ownEntries = 0; ///< so far in the plan
    quint64 m_acknowledged = 0;
    qint64 m_lastSeq = 100;
};

} // namespace doorstep::test
