#include "providers/stripe/answers.h"
#include "providers/stripe/objects.h"

namespace billing::providers::stripe {

ObjectKind priceKind() {
  return {Provider::Stripe, readPrice, &shapes(), "Price", "id"};
}

ObjectKind customerKind() {
  return {Provider::Stripe, readCustomer, &shapes(), "Customer", "id"};
}

ObjectKind subscriptionKind() {
  return {Provider::Stripe, readSubscription, &shapes(), "Subscription", "id"};
}

ObjectKind intentKind() {
  return {Provider::Stripe, readPaymentIntent, &shapes(), "PaymentIntent", "id"};
}

ObjectKind chargeKind() {
  return {Provider::Stripe, readCharge, &shapes(), "Charge", "id"};
}

ObjectKind invoiceKind() {
  return {Provider::Stripe, readInvoice, &shapes(), "Invoice", "id"};
}

ObjectKind refundKind() {
  return {Provider::Stripe, readRefund, &shapes(), "Refund", "id"};
}

ObjectKind disputeKind() {
  return {Provider::Stripe, readDispute, &shapes(), "Dispute", "id"};
}

}  // namespace billing::providers::stripe
