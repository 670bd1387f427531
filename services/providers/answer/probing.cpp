#include "providers/answer/probing.h"

#include <optional>

#include "providers/calls/serverdate.h"

namespace billing::providers {
namespace {

// nullopt: this says nothing about the key.
std::optional<std::string> refusalOf(const Error& error) {
  if (error.kind == ErrorKind::Forbidden) return "403";
  if (error.kind == ErrorKind::NotFound) return "404";
  return error.kind == ErrorKind::InvalidInput ? std::optional(error.code) : std::nullopt;
}

// Half of the time that the call took lies before the provider looked at its clock.
std::optional<std::int64_t> skewOf(const ApiAnswer& answer, Instant asked, Instant answered) {
  return clockSkewMs(answer.date, {asked.ms + (answered.ms - asked.ms) / 2});
}

}  // namespace

Result<Capabilities> askProbes(const Calls& calls, const std::vector<Probe>& probes, const Clock& clock,
                               const CancelToken& cancel,
                               const std::function<void(const Probe&, std::string_view)>& heard) {
  Capabilities found;
  for (const Probe& probe : probes) {
    const Instant asked = clock.now();
    const auto answer = calls.send(probe.request, cancel);
    if (!answer) {
      const auto refusal = refusalOf(answer.error());
      if (!refusal) return failure(answer.error());
      if (probe.required) found.missing.push_back(probe.name + ": " + *refusal);
      continue;
    }
    found.canRead = true;
    if (!found.clockSkewMs) found.clockSkewMs = skewOf(*answer, asked, clock.now());
    heard(probe, answer->body);
  }
  return found;
}

}  // namespace billing::providers
