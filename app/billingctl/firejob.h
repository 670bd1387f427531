// What `billingctl fire` was asked to send: the options, and the request for each shot.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "operations/fireevent.h"
#include "webhooks/composer.h"

namespace billing::ctl {

struct FireOptions {
  std::string url = "http://127.0.0.1:4242/webhooks/dodo";
  std::string scheme, provider, secretFile, type, body, eventId, at;
  std::vector<std::string> values, headers;
  int count = 1;
  std::uint64_t seed = 0;
  bool unsignedOnly = false, curl = false, selfSigning = false, dryRun = false, json = false, listTypes = false;
};

/// Everything that is read and checked once.
class FireJob {
 public:
  /// NotFound for a file that cannot be read, InvalidInput for an option that does not fit.
  [[nodiscard]] static Result<FireJob> prepare(const FireOptions& options);

  /// The request of shot `number`, counted from 0. Each has an event id of its own unless one was given.
  [[nodiscard]] Result<operations::FireRequest> shot(int number) const;

 private:
  FireOptions options_;
  Provider provider_ = Provider::Dodo;
  operations::FireRequest base_;
  webhooks::ComposeValues values_;
  std::optional<Instant> at_;
};

/// "--provider", else what the scheme suggests.
[[nodiscard]] Provider providerOf(const FireOptions& options);

}  // namespace billing::ctl
