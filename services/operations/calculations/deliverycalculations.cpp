// delivery_order: by the same function that applies webhooks.
#include <QSet>

#include "domain/eventapplication.h"
#include "operations/calculations/calculation.h"

namespace billing::operations {
namespace {

struct Arrival {
  QString id;
  Instant objectTime;
  std::string status;
};

Arrival arrivalFrom(CaseInput& input) {
  return {QString::fromStdString(input.text("id")), Instant::fromSeconds(input.integer("object_time")),
          input.text("status")};
}

// One subscription, and how its deliveries fared.
struct Lane {
  std::optional<Held<SubscriptionState>> held;
  QSet<QString> seen;
  QJsonArray applied;
  int duplicates = 0, stale = 0;

  void take(const Arrival& arrival) {
    if (seen.contains(arrival.id)) {
      ++duplicates;
      return;
    }
    seen.insert(arrival.id);
    SubscriptionState snapshot;
    snapshot.externalId = "subscription";
    snapshot.status = subscriptionStatusFrom(arrival.status);
    snapshot.providerStatus = arrival.status;
    const auto result = applySnapshot(held, snapshot, {arrival.objectTime, arrival.id.toStdString()});
    held = result.held;
    if (result.outcome == Outcome::Stale)
      ++stale;
    else
      applied.append(arrival.id);
  }
};

QJsonObject answerDeliveryOrder(CaseInput& input) {
  Lane lane;
  const QJsonArray given = input.list("deliveries");
  for (const auto& one : given) lane.take(input.within(one, arrivalFrom));
  const QString status = lane.held ? QString::fromStdString(lane.held->state.providerStatus) : QString();
  return {{QStringLiteral("status"), lane.held ? QJsonValue(status) : QJsonValue()},
          {QStringLiteral("applied"), lane.applied},
          {QStringLiteral("duplicates"), lane.duplicates},
          {QStringLiteral("stale"), lane.stale}};
}

constexpr std::array kDeliveryKinds{Calculation{"delivery_order", answerDeliveryOrder}};

}  // namespace

std::span<const Calculation> deliveryCalculations() {
  return kDeliveryKinds;
}

}  // namespace billing::operations
