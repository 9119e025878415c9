#pragma once

#include "app/runtime/visit_act.h"

#include <QStringList>

/// What a cool box, a round and an authority's reader write. Pure, like visit_act.h.
namespace doorstep::app {

struct LoadedBatch {
    BatchId batch = {};
    QString programme = {};
    QString product = {};
    QString productName = {};
    QString productCode = {};
    QString batchNumber = {};
    QDate expires = {};
    int doses = 0;
};
/// A first load makes the box; a later one tops it up.
struct BoxLoad {
    ActBy by = {};
    BoxId box = {}; ///< null: a new box
    RoundId round = {};
    QString name = {};
    std::vector<LoadedBatch> contents = {};
};
struct BoxLoadAct {
    ledger::Act act;
    BoxId box = {};
};
[[nodiscard]] Result<BoxLoadAct> loadBoxAct(IdMint& mint, const BoxLoad& load);

/// Doses that left the box without being given.
struct StockMove {
    BoxId box = {};
    RoundId round = {};
    BatchId batch = {};
    domain::StockReason reason = domain::StockReason::Unknown; ///< Wasted or Returned
    int doses = 0; ///< 1 to `remaining`
    int remaining = 0; ///< what the screen shows as left
    QString detail = {}; ///< wanted for wasted doses
};
[[nodiscard]] Result<ledger::Act> moveStockAct(IdMint& mint, const StockMove& move);
/// The same as part of a larger act; InvalidInput leaves the act as it was.
Status addStockMove(ledger::Act& act, const StockMove& move);

/// Tenths of a degree C, -40.0 to 60.0. Now, or lowest and highest since the last reading.
struct BoxTemperature {
    ActBy by = {};
    BoxId box = {};
    RoundId round = {};
    std::optional<int> tenths = {};
    std::optional<int> minTenths = {};
    std::optional<int> maxTenths = {};
    QString detail = {};
};
/// Green Book chapter 3: +2 to +8 °C always.
inline constexpr int ColdestTenths = 20;
inline constexpr int WarmestTenths = 80;
[[nodiscard]] bool isInColdChain(const BoxTemperature& temperature);
[[nodiscard]] Result<ledger::Act> temperatureAct(IdMint& mint, const BoxTemperature& temperature);

struct KitCheck {
    ActBy by = {};
    BoxId box = {};
    RoundId round = {};
    QStringList missing = {}; ///< empty: complete
    QString adrenalineBatch = {}; ///< wanted
    QDate expires = {}; ///< earliest expiry in the kit; wanted, not past
};
[[nodiscard]] Result<ledger::Act> kitAct(IdMint& mint, const KitCheck& check);

/// Closing a box states the difference the person saw; a round closes with its boxes.
struct ClosingBox {
    BoxId box = {};
    int difference = 0; ///< loaded - given - wasted - returned
    QString reason = {}; ///< wanted when the difference is not 0
};
struct RoundClosing {
    ActBy by = {};
    RoundId round = {};
    std::vector<StockMove> moves = {}; ///< what the last count found, before the boxes close
    std::vector<ClosingBox> boxes = {}; ///< those still open
    QString note = {};
};
[[nodiscard]] Result<ledger::Act> closeRoundAct(IdMint& mint, const RoundClosing& closing);

/// "I have read this version and will work to it."
struct AuthorityReading {
    ActBy by = {};
    AuthorityId authority = {};
    ScopeId scope = {}; ///< the authority's own: the practice scope
    QString version = {};
    QString nameAsSigned = {};
    bool readToTheEnd = false;
};
[[nodiscard]] Result<ledger::Act> signAuthorityAct(IdMint& mint, const AuthorityReading& reading);

} // namespace doorstep::app
