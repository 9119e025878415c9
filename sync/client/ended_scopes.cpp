#include "sync/client/ended_scopes.h"

#include "sync/client/practice_root.h"

namespace doorstep::client {

namespace {

constexpr int ScopesAtOnce = 8; ///< a save must not wait behind a whole round

} // namespace

Result<store::Forgotten> forgetEndedScopes(store::Store& store, Instant serverNow)
{
    if (store.identity().deviceRole != QLatin1String("tablet"))
        return store::Forgotten();
    const auto root = readPracticeRoot(store.connection());
    if (!root && root.error().code != ErrorCode::NotFound) // as in a database made anew
        return root.error();
    std::vector<ScopeId> standing;
    if (root)
        standing = {root->scopes.practice, root->scopes.desk};
    return store.forgetEnded(serverNow, standing, ScopesAtOnce);
}

} // namespace doorstep::client
