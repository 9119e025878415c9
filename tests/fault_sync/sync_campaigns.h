#pragma once

#include "tests/fault_sync/sync_tally.h"

/// What fault_sync runs. Each starts from the practice as founded.
namespace doorstep::test {

struct SyncCampaign {
    const char* name;
    SyncTally (*run)(const SyncCampaignRun& run);
};

[[nodiscard]] SyncTally runCuts(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runLostAnswers(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runPortals(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runInterceptions(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runServerKills(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runRestores(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runClocks(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runClones(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runReassignments(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runRevocations(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runServerDiskFull(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runPhotos(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runPhotoDiskFull(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runSameVisits(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runDuplicates(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runBacklogs(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runHostiles(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runVersions(const SyncCampaignRun& run);
[[nodiscard]] SyncTally runStandbys(const SyncCampaignRun& run);

} // namespace doorstep::test
