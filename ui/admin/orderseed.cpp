#include "ui/admin/orderseed.h"

#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

OrderSeed seedOf(operations::OrderKind kind, const QString& subject, const QString& customer) {
  OrderSeed seed;
  seed.order.kind = kind;
  seed.order.subject = subject.toStdString();
  seed.order.customer = customer.toStdString();
  return seed;
}

void addId(OrderSeed& seed, const QString& what, const QString& id) {
  if (!id.isEmpty()) seed.ids.push_back({what, id});
}

QString firstOf(const QStringList& names) {
  for (const QString& name : names)
    if (!name.isEmpty()) return name;
  return {};
}

}  // namespace

OrderSeed orderFor(operations::OrderKind kind, const store::SubscriptionRow& subscription) {
  OrderSeed seed = seedOf(kind, subscription.externalId, subscription.customerExternalId);
  seed.title = firstOf({subscription.customerName, subscription.customerEmail, subscription.customerExternalId});
  seed.subscription = subscription;
  seed.order.quantity = subscription.quantity;
  addId(seed, say("Subscription"), subscription.externalId);
  addId(seed, say("Customer"), subscription.customerExternalId);
  return seed;
}

OrderSeed orderFor(operations::OrderKind kind, const store::PaymentRow& payment) {
  OrderSeed seed = seedOf(kind, payment.externalId, payment.customerExternalId);
  seed.title = firstOf({payment.customerName, payment.customerExternalId, payment.externalId});
  seed.payment = payment;
  addId(seed, say("Payment"), payment.externalId);
  addId(seed, say("Customer"), payment.customerExternalId);
  return seed;
}

OrderSeed orderFor(operations::OrderKind kind, const store::AccountDetail& account) {
  OrderSeed seed = seedOf(kind, account.row.key, account.row.customerExternalId);
  seed.title = firstOf({account.row.name, account.row.email, account.row.key});
  seed.order.account = account.row.key.toStdString();
  seed.account = account;
  addId(seed, say("Account"), account.row.key);
  addId(seed, say("Customer"), account.row.customerExternalId);
  return seed;
}

OrderSeed orderFor(operations::OrderKind kind, const store::CustomerRow& customer) {
  OrderSeed seed = seedOf(kind, customer.externalId, customer.externalId);
  seed.title = firstOf({customer.name, customer.email, customer.externalId});
  seed.order.name = customer.name.toStdString();
  seed.order.email = customer.email.toStdString();
  addId(seed, say("Customer"), customer.externalId);
  return seed;
}

}  // namespace billing::ui
