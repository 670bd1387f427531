#include "sandbox/faces/stripe/replays.h"

#include <QCryptographicHash>

#include "sandbox/faces/stripe/json.h"
#include "sandbox/faces/stripe/refusal.h"

namespace billing::sandbox::stripe {
namespace {

constexpr std::int64_t keptForMs = 24LL * 3600 * 1000;
constexpr std::size_t longestKey = 255;

std::string keptId(const std::string& key) {
  return "/v1 " + key;
}

std::string fingerprint(const Call& call) {
  const auto text = call.path + "?" + call.query + "\n" + call.body;
  return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toHex().toStdString();
}

CallAnswer idempotencyError(const std::string& message) {
  Refusal refusal;
  refusal.type = "idempotency_error";
  refusal.message = message;
  return {400, textOf(errorBody(refusal)), "application/json", {}};
}

KeptAnswer* keptUnder(Engine& engine, const std::string& key) {
  auto* kept = engine.ledger().keptAnswers.find(keptId(key));
  return kept && kept->status != 0 && engine.now().ms - kept->created.ms <= keptForMs ? kept : nullptr;
}

}  // namespace

std::string idempotencyKeyOf(const Call& call) {
  return call.method == "POST" ? call.field("Idempotency-Key") : std::string{};
}

std::optional<CallAnswer> replayed(Engine& engine, const Call& call) {
  const auto key = idempotencyKeyOf(call);
  if (key.size() > longestKey) return idempotencyError("Idempotency-Key is too long: at most 255 characters.");
  const auto* kept = key.empty() ? nullptr : keptUnder(engine, key);
  if (!kept) return std::nullopt;
  if (kept->request != fingerprint(call))
    return idempotencyError(
        "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a "
        "key other than '" +
        key + "' if you meant to execute a different request.");
  return CallAnswer{kept->status, kept->body, "application/json", {{"Idempotent-Replayed", "true"}}};
}

void keepForReplay(Engine& engine, const Call& call, const CallAnswer& answer) {
  const auto key = idempotencyKeyOf(call);
  const bool refusedBefore = answer.status >= 400 && answer.status < 500 && answer.status != 402;
  if (key.empty() || refusedBefore) return;
  auto& table = engine.ledger().keptAnswers;
  KeptAnswer kept{keptId(key), fingerprint(call), answer.status, answer.body, engine.now()};
  if (auto* old = table.find(kept.id)) {
    *old = std::move(kept);
    table.touch(old->id);
  } else {
    table.add(std::move(kept));
  }
}

}  // namespace billing::sandbox::stripe
