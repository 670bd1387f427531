// What the story of a demo has to know of the state that it has led to.
#pragma once

#include <QSqlDatabase>
#include <string>
#include <vector>

#include "domain/money.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct RequestedTopUp {
  std::string request;  ///< its id
  std::string account;  ///< key
  Money price;
};

/// All that are not settled, in the order in which they were asked for.
[[nodiscard]] Result<std::vector<RequestedTopUp>> requestedTopUps(QSqlDatabase& database);

/// Whether a downgrade would find somebody.
[[nodiscard]] Result<bool> isDowngradeDue(QSqlDatabase& database, Instant at);

}  // namespace billing::store
