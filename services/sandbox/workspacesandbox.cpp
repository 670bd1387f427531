#include "sandbox/workspacesandbox.h"

#include <algorithm>

#include "domain/civildate.h"
#include "sandbox/workspaceseeds.h"

namespace billing::sandbox {
namespace {

SandboxOptions optionsFor(const workspace::Profile& profile, std::string file, SandboxClock& clock,
                          std::function<void()> moved) {
  SandboxOptions options;
  options.file = std::move(file);
  options.products = seedsOf(profile);
  options.deliverOnly = profile.provider;
  options.onClock = [&clock, moved = std::move(moved)](std::int64_t aheadMs) {
    clock.setAhead(aheadMs);
    if (moved) moved();
  };
  return options;
}

bool signedByHeader(const workspace::WebhookRoute& route) {
  return route.scheme == workspace::SignatureScheme::HmacHeader;
}

bool takesSandbox(const workspace::WebhookRoute& route) {
  using workspace::SignatureScheme;
  if (signedByHeader(route)) return true;
  return (route.provider == Provider::Stripe) == (route.scheme == SignatureScheme::Stripe);
}

}  // namespace

WorkspaceSandbox::WorkspaceSandbox(const workspace::Profile& profile, std::string file, const Clock& machine,
                                   SandboxClock& clock, std::function<void()> moved)
    : profile_(profile), box_(optionsFor(profile, std::move(file), clock, std::move(moved)), machine) {}

Result<void> WorkspaceSandbox::start() {
  if (const auto port = box_.start(); !port) return failure(port.error());
  return {};
}

void WorkspaceSandbox::deliverTo(std::uint16_t listenerPort,
                                 const std::function<workspace::Secrets(const workspace::WebhookRoute&)>& secretsOf) {
  const auto& routes = profile_.routes;
  const auto route = std::ranges::find_if(
      routes, [&](const auto& one) { return one.provider == profile_.provider && takesSandbox(one); });
  const auto secrets = route == routes.end() ? workspace::Secrets() : secretsOf(*route);
  if (listenerPort == 0 || secrets.empty()) return box_.deliverTo({}, {}, {});
  const std::string& secret = secrets.front().text;
  const std::string url = "http://127.0.0.1:" + std::to_string(listenerPort) + route->path;
  const bool stripe = profile_.provider == Provider::Stripe;
  box_.deliverTo(url, stripe ? std::string() : secret, stripe ? secret : std::string(),
                 signedByHeader(*route) ? route->headerName : std::string());
}

Result<Instant> WorkspaceSandbox::advance(int months, int days) {
  if (months < 0 || days < 0 || months + days == 0)
    return failure(ErrorKind::InvalidInput, "bad_time", "The clock cannot be moved so", "It goes forward only");
  const Instant now = box_.now();
  const Instant month = periodStart(now, {IntervalUnit::Month, 1}, months);
  return box_.advanceTo(periodStart(month, {IntervalUnit::Day, 1}, days));
}

std::string WorkspaceSandbox::base() const {
  const SandboxStatus status = box_.status();
  return status.running ? "http://127.0.0.1:" + std::to_string(status.port) : std::string();
}

std::string WorkspaceSandbox::key() const {
  return profile_.provider == Provider::Stripe ? std::string("sk_") + "test_sandbox" : std::string("sandbox");
}

std::string sandboxFileOf(const std::string& databaseFile) {
  return databaseFile.empty() || databaseFile == ":memory:" ? std::string() : databaseFile + ".sandbox";
}

}  // namespace billing::sandbox
