// Events of Dodo Payments as short as they can be and still be read: for tests that tell long stories.
#pragma once

#include <string>

#include "support/instant.h"
#include "support/testdatabase.h"

namespace billing::test {

struct DodoSubscription {
  std::string id, customer, email, product;
  std::string status = "active";
  Instant created, periodStart, periodEnd;
  bool cancelAtPeriodEnd = false;
  std::string cancelledAt;  ///< ISO 8601; empty: it is not
  int amount = 999;
};

inline std::string dodoEvent(const std::string& type, Instant at, const std::string& data) {
  return R"({"business_id":"bus_test","type":")" + type + R"(","timestamp":")" + toIso8601(at) + R"(","data":)" + data +
         "}";
}

inline std::string dodoCustomer(const std::string& customer, const std::string& email) {
  return R"("customer":{"customer_id":")" + customer + R"(","email":")" + email + R"(","name":""})";
}

inline std::string dodoSubscription(const std::string& type, Instant at, const DodoSubscription& sub) {
  const std::string cancelled = sub.cancelledAt.empty() ? "null" : '"' + sub.cancelledAt + '"';
  return dodoEvent(type, at,
                   R"({"payload_type":"Subscription","subscription_id":")" + sub.id + R"(","status":")" + sub.status +
                       R"(","product_id":")" + sub.product + R"(","quantity":1,"currency":"USD",)" +
                       R"("recurring_pre_tax_amount":)" + std::to_string(sub.amount) +
                       R"(,"payment_frequency_count":1,"payment_frequency_interval":"Month","created_at":")" +
                       toIso8601(sub.created) + R"(","previous_billing_date":")" + toIso8601(sub.periodStart) +
                       R"(","next_billing_date":")" + toIso8601(sub.periodEnd) + R"(","cancel_at_next_billing_date":)" +
                       (sub.cancelAtPeriodEnd ? "true" : "false") + R"(,"cancelled_at":)" + cancelled + "," +
                       dodoCustomer(sub.customer, sub.email) + "}");
}

struct DodoPayment {
  std::string id, customer, email;
  std::string subscription;  ///< empty: none
  std::string product;       ///< of the cart; empty: none
  std::string metadata = "{}";
  int amount = 999;
};

/// `type` is payment.succeeded or payment.failed.
inline std::string dodoPayment(const std::string& type, Instant at, const DodoPayment& payment) {
  const std::string status = type.substr(type.find('.') + 1);
  const std::string subscription = payment.subscription.empty() ? "null" : '"' + payment.subscription + '"';
  const std::string cart =
      payment.product.empty() ? "null" : R"([{"product_id":")" + payment.product + R"(","quantity":1}])";
  return dodoEvent(type, at,
                   R"({"payload_type":"Payment","payment_id":")" + payment.id + R"(","status":")" + status +
                       R"(","total_amount":)" + std::to_string(payment.amount) + R"(,"currency":"USD","created_at":")" +
                       toIso8601(at) + R"(","subscription_id":)" + subscription + R"(,"product_cart":)" + cart +
                       R"(,"metadata":)" + payment.metadata + "," + dodoCustomer(payment.customer, payment.email) +
                       "}");
}

/// The event as an accepted delivery.
inline store::IncomingEvent dodoDelivery(const std::string& eventId, const std::string& type, Instant at,
                                         const std::string& body) {
  store::IncomingEvent event = delivery(eventId, body);
  event.type = type;
  event.receivedAt = at;
  event.occurredAt = at;
  return event;
}

}  // namespace billing::test
