// The same deliveries in several orders: each order is a trial of its own, all of them in one store.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/ruledworld.h"

namespace billing::test {

struct Delivery {
  std::string id, body;
};
using Deliveries = std::vector<Delivery>;

// What must not depend on the order. Ids of rows, our own times and the history of plans do.
inline QStringList stateOf(RuledWorld& world) {
  QStringList all;
  for (const char* sql :
       {"SELECT json_array('account', account_key, key_is_provisional, name, email, billing_customer_id, "
        "billing_subscription_id, plan_id, plan_interval, billing_status, current_period_start, current_period_end, "
        "cancel_at_period_end, grace_ends_at, downgrade_due_at, downgrade_reason, unknown_product) FROM accounts "
        "ORDER BY 1",
        "SELECT json_array('customer', l.customer_external_id, a.account_key) FROM account_customers l JOIN accounts a "
        "ON a.id = l.account_id ORDER BY 1",
        "SELECT json_array('access', e.email, a.account_key, e.plan, e.payment_id, e.product_id, e.source, e.status, "
        "e.created_at, e.expires_at, e.metadata) FROM entitlements e JOIN accounts a ON a.id = e.account_id ORDER BY 1",
        "SELECT json_array('balance', a.account_key, (SELECT SUM(l.tenths) FROM credit_ledger l WHERE l.account_id = "
        "a.id), b.tenths) FROM accounts a LEFT JOIN credit_balances b ON b.account_id = a.id ORDER BY 1",
        "SELECT json_array('grants', a.account_key, g.source, g.priority, g.expires_at, SUM(g.remaining_tenths)) FROM "
        "credit_grants g JOIN accounts a ON a.id = g.account_id WHERE g.remaining_tenths > 0 GROUP BY a.account_key, "
        "g.source, g.priority, g.expires_at ORDER BY 1",
        "SELECT json_array('purchase', a.account_key, p.payment_external_id, p.tenths, p.status, p.reason) FROM "
        "credit_purchases p LEFT JOIN accounts a ON a.id = p.account_id ORDER BY 1",
        "SELECT json_array('bar', a.account_key, b.quota, b.customer_external_id, b.granted_milli, b.remaining_milli) "
        "FROM usage_balances b JOIN accounts a ON a.id = b.account_id ORDER BY 1"}) {
    for (const QVariant& row : column(*world.db, QString::fromLatin1(sql))) all << row.toString();
  }
  return all;
}

inline std::string tagOf(int trial) {
  return '~' + std::to_string(trial) + '~';
}

inline void deliver(RuledWorld& world, int trial, const Deliveries& order) {
  std::vector<std::pair<std::string, std::string>> tagged;
  for (const Delivery& delivery : order) {
    QString body = QString::fromStdString(delivery.body);
    body.replace(u'~', QString::fromStdString(tagOf(trial)));
    tagged.emplace_back(delivery.id + tagOf(trial), body.toStdString());
  }
  world.storeAll(tagged);
}

// The rows of one trial, as if it had been alone.
inline QStringList ofTrial(const QStringList& state, int trial) {
  const QString tag = QString::fromStdString(tagOf(trial));
  QStringList rows;
  for (QString row : state)
    if (row.contains(tag)) rows << row.replace(tag, QString());
  rows.sort();
  return rows;
}

inline QString difference(const QStringList& one, const QStringList& other, const Deliveries& first,
                          const Deliveries& second) {
  QString text;
  for (const QString& line : one)
    if (!other.contains(line)) text += QStringLiteral("\n only first:  ") + line;
  for (const QString& line : other)
    if (!one.contains(line)) text += QStringLiteral("\n only second: ") + line;
  for (const Deliveries* order : {&first, &second}) {
    text += QStringLiteral("\n order:");
    for (const Delivery& delivery : *order) text += u' ' + QString::fromStdString(delivery.id);
  }
  return text;
}

/// Sets of deliveries, each in several orders. A tilde in ids and bodies becomes the trial's own number.
class AnyOrder {
 public:
  explicit AnyOrder(const BillingRules& rules, Provider provider = Provider::Dodo) : world(rules, provider) {
    world.db.clock.set({marchFirst + days});
  }
  void add(const std::vector<Deliveries>& orders) {
    sets_.push_back({trial_, orders});
    for (const Deliveries& order : orders) deliver(world, trial_++, order);
  }
  /// Works through all, and tells the first two orders that ended differently, or what could not be applied.
  QString difference() {
    world.work();
    const QVariantList dead =
        column(*world.db, QStringLiteral("SELECT event_id || ' ' || error FROM webhook_events WHERE state = 'dead'"));
    if (!dead.isEmpty()) return dead.first().toString();
    const QStringList state = stateOf(world);
    for (const Set& set : sets_) {
      const QStringList expected = ofTrial(state, set.first);
      if (expected.isEmpty()) return QStringLiteral("nothing came of it");
      for (std::size_t i = 1; i < set.orders.size(); ++i) {
        const QStringList ended = ofTrial(state, set.first + static_cast<int>(i));
        if (ended != expected) return test::difference(expected, ended, set.orders[0], set.orders[i]);
      }
    }
    return {};
  }
  /// The end of the first order of the first set.
  QStringList firstEnd() { return ofTrial(stateOf(world), 0); }

  RuledWorld world;

 private:
  struct Set {
    int first = 0;
    std::vector<Deliveries> orders;
  };
  std::vector<Set> sets_;
  int trial_ = 0;
};

}  // namespace billing::test
