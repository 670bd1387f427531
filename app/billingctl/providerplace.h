// A workspace with its database and its provider, for one command.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/billingctl/provideroption.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/admin/outbox.h"
#include "operations/admin/previewer.h"
#include "operations/rulescontext.h"

namespace billing::ctl {

struct ProviderPlace {
  ProviderPlace() = default;
  ProviderPlace(const ProviderPlace&) = delete;  // what is made of it refers to it

  SystemClock clock;
  workspace::Profile profile;
  std::unique_ptr<http::Client> client;
  std::shared_ptr<providers::BillingProvider> provider;
  std::unique_ptr<store::Database> database;

  [[nodiscard]] operations::RulesContext rules() const { return {profile.rules, profile.provider, profile.live()}; }
  [[nodiscard]] operations::Previewer previewer() {
    return operations::Previewer({*database, rules(), clock, [this] { return provider; }, profile.admin});
  }
  /// For a worker that measures how far the provider's clock is off.
  [[nodiscard]] operations::OutboxWorker::Parts workerParts() {
    operations::OutboxWorker::Parts parts{*database, rules(), clock, [this] { return provider; }, {}};
    parts.measureSkew = true;
    return parts;
  }
};

struct PlaceRefusal {
  Error error;
  int code = 0;  ///< to exit with
};
/// nullopt: it is open, and interruptions are heeded. A key that is of another workspace is an answer (1); no key, no
/// such workspace or database is not (3); what else is wrong with the database is 4. Where the provider is not
/// `needed`, it may be missing.
[[nodiscard]] std::optional<PlaceRefusal> openPlace(const WorkspaceOptions& where, const ProviderOptions& reach,
                                                    ProviderPlace& place, bool needed = true);

/// Pace of asking, for tests: "--ask-after 60,120"; nothing of it shortens the patience of live mode.
void setPace(operations::OutboxWorker::Parts& parts, const std::string& askAfter, int notDoneAfterMs);

/// Works through the outbox until nothing more can become of this call: it is over, a second person has to agree, or
/// what comes next is due after `end`; or until an interruption. As it is then.
[[nodiscard]] Result<store::OutboxRow> seeThrough(ProviderPlace& place, operations::OutboxWorker& worker,
                                                  store::OutboxRow call, Instant end);

}  // namespace billing::ctl
