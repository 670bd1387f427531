#include "operations/admin/seenfields.h"

#include <algorithm>
#include <array>

#include "domain/entityfields.h"
#include "domain/fieldtext.h"

namespace billing::operations {
namespace {

// What an order's outcome depends on; names and start dates do not matter.
constexpr std::array<std::string_view, 9> kSeenOfSubscription{"status",    "product_id", "quantity",
                                                              "amount",    "interval",   "period_end",
                                                              "trial_end", "cancel_at",  "cancel_at_period_end"};
constexpr std::array<std::string_view, 2> kSeenOfPayment{"status", "amount"};

QString seenText(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

template <class State, std::size_t N>
void addSeen(const State& state, const std::array<std::string_view, N>& names, SeenFields& seen) {
  for (const EntityField<State>& field : entityFields<State>()) {
    if (std::ranges::find(names, field.name) != names.end())
      seen.append({seenText(field.name), seenText(field.text(state))});
  }
}

QString pendingText(const std::optional<providers::PendingChange>& pending) {
  if (!pending) return {};
  return QStringLiteral("%1 x%2 at %3")
      .arg(seenText(pending->product))
      .arg(pending->quantity)
      .arg(seenText(fieldText(pending->at)));
}

QString shown(const QString& value) {
  return value.isEmpty() ? QStringLiteral("nothing") : value;
}

const QString* valueOf(const SeenFields& fields, const QString& name) {
  const auto found = std::ranges::find(fields, name, &QPair<QString, QString>::first);
  return found == fields.end() ? nullptr : &found->second;
}

QStringList staleLines(const SeenFields& before, const SeenFields& now) {
  QStringList lines;
  for (const auto& [name, value] : before) {
    const QString* present = valueOf(now, name);
    if (present != nullptr && *present == value) continue;
    lines += QStringLiteral("%1: was %2, is %3").arg(name, shown(value), shown(present ? *present : QString()));
  }
  return lines;
}

}  // namespace

SeenFields seenOf(const SubscriptionState& state, const std::optional<providers::PendingChange>& pending) {
  SeenFields seen;
  addSeen(state, kSeenOfSubscription, seen);
  seen.append({QStringLiteral("pending_change"), pendingText(pending)});
  return seen;
}

SeenFields seenOf(const PaymentState& state, std::int64_t refundedMinor) {
  SeenFields seen;
  addSeen(state, kSeenOfPayment, seen);
  seen.append({QStringLiteral("refunded"), seenText(fieldText(Money{refundedMinor, state.amount.currency}))});
  return seen;
}

Result<void> compareSeen(const SeenFields& before, const SeenFields& now) {
  const QStringList lines = staleLines(before, now);
  if (lines.isEmpty()) return {};
  return failure(ErrorKind::Conflict, "stale", "Somebody or something has changed it since you looked",
                 lines.join(u'\n').toStdString(), "Nothing was sent. Look at it as it is now, and decide again");
}

QVector<QString> differencesOf(const SubscriptionState& held, const SubscriptionState& fresh) {
  QVector<QString> told;
  const SeenFields ours = seenOf(held, std::nullopt), theirs = seenOf(fresh, std::nullopt);
  for (qsizetype i = 0; i < ours.size(); ++i) {
    if (ours[i].second == theirs[i].second) continue;
    told.append(QStringLiteral("%1: our database holds %2, the provider says %3")
                    .arg(ours[i].first, shown(ours[i].second), shown(theirs[i].second)));
  }
  return told;
}

}  // namespace billing::operations
