#include "store/read/listdefinition.h"

namespace billing::store {

const ListDefinition& webhookEventList() {
  using enum FieldKind;
  static const ListDefinition list{
      "webhookEvents",
      QStringLiteral("webhook_events"),
      QStringLiteral("t.id DESC"),
      {{"received_at", QStringLiteral("t.received_at"), Number, QStringLiteral("t.id")},  // rows arrive in this order
       {"occurred_at", QStringLiteral("t.occurred_at"), Number},
       {"type", QStringLiteral("t.type")},
       {"subject", QStringLiteral("t.subject")},
       {"verdict", QStringLiteral("t.verdict")},
       {"payload", QStringLiteral("t.payload")},
       {"state", QStringLiteral("t.state")},
       {"origin", QStringLiteral("t.origin")},
       {"provider", QStringLiteral("t.provider")},
       {"route", QStringLiteral("t.route")},
       {"attempts", QStringLiteral("t.attempts"), Number},
       {"http_status", QStringLiteral("t.http_status"), Number},
       {"body_changed", QStringLiteral("t.body_changed"), Flag},
       {"event_id", QStringLiteral("COALESCE(t.event_id, '')")},
       {"customer_external_id", QStringLiteral("t.customer_external_id")},
       {"took_ms", QStringLiteral("(t.processed_at - t.received_at)"), Number}},
      [](const SqlDialect& dialect, const QString& word) {
        Clause clause = containsWord(dialect,
                                     {QStringLiteral("t.type"), QStringLiteral("t.subject"),
                                      QStringLiteral("t.event_id"), QStringLiteral("t.customer_external_id")},
                                     word);
        return clause.orElse(byCustomer(dialect, word));
      }};
  return list;
}

}  // namespace billing::store
