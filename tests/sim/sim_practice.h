#pragma once

#include "tests/sim/sim_device.h"
#include "tests/sim/sim_server.h"

namespace doorstep::sim {

/// A practice founded once: a desk, its tablets and the server's files, in one folder. Every life
/// begins with a copy of it.
struct FoundedPractice {
    QString folder;
    sync::PracticeScopes scopes;
    std::vector<Belongings> devices; ///< the desk first
    Instant foundedAt;

    [[nodiscard]] static Result<FoundedPractice> found(const QString& folder, int tablets);
    [[nodiscard]] QString serverFolder() const { return folder + QStringLiteral("/server"); }
    [[nodiscard]] FoundedPractice copyTo(const QString& other) const;
};

/// Files of a folder and its folders; what stood there before is gone.
void copyFolder(const QString& from, const QString& to);

} // namespace doorstep::sim
