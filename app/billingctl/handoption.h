// Who acts, and that live mode is opened for one command.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "operations/admin/permissions.h"
#include "store/database.h"

namespace billing::ctl {

struct HandOptions {
  std::string unlock;
};
/// --unlock REASON. Who acts is whoever is logged in; that cannot be chosen.
void addHandOptions(CLI::App& command, HandOptions& options);

/// As operations::takeHand.
[[nodiscard]] Result<operations::Actor> takeHand(store::Database& database, const HandOptions& options,
                                                 operations::Deed deed, bool live);

/// The exit code of a refusal, an error of the database, or anything else that a hand meets.
[[nodiscard]] int exitCodeOfHand(const Error& error);

}  // namespace billing::ctl
