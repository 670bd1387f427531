// The names of every entity's fields, once: what writes, reads and compares entities walks over them. A field that is
// added to an entity is added here, or it does not outlive the process (tests/sandbox/tst_ledger counts them).
//
// A visitor is called with pairs of a name and a member: visit("id", &Customer::id, "name", &Customer::name, ...).
#pragma once

#include "sandbox/ledger/entities.h"

namespace billing::sandbox {

template <class V>
void fields(V& visit, const Address*) {
  visit("line1", &Address::line1, "line2", &Address::line2, "city", &Address::city, "state", &Address::state,
        "postalCode", &Address::postalCode, "country", &Address::country);
}

template <class V>
void fields(V& visit, const Product*) {
  visit("id", &Product::id, "name", &Product::name, "description", &Product::description, "taxCategory",
        &Product::taxCategory, "unitLabel", &Product::unitLabel, "home", &Product::home, "active", &Product::active,
        "metadata", &Product::metadata, "defaultPrice", &Product::defaultPrice, "created", &Product::created, "updated",
        &Product::updated);
}

template <class V>
void fields(V& visit, const Price*) {
  visit("id", &Price::id, "product", &Price::product, "nickname", &Price::nickname, "lookupKey", &Price::lookupKey,
        "home", &Price::home, "active", &Price::active, "unit", &Price::unit, "interval", &Price::interval, "runs",
        &Price::runs, "trialDays", &Price::trialDays, "taxInclusive", &Price::taxInclusive, "meter", &Price::meter,
        "unitDecimal", &Price::unitDecimal, "freeUnits", &Price::freeUnits, "metadata", &Price::metadata, "created",
        &Price::created);
}

template <class V>
void fields(V& visit, const Customer*) {
  visit("id", &Customer::id, "name", &Customer::name, "email", &Customer::email, "phone", &Customer::phone,
        "description", &Customer::description, "business", &Customer::business, "home", &Customer::home, "address",
        &Customer::address, "metadata", &Customer::metadata, "balance", &Customer::balance, "paymentMethod",
        &Customer::paymentMethod, "discount", &Customer::discount, "testClock", &Customer::testClock, "deleted",
        &Customer::deleted, "created", &Customer::created);
}

template <class V>
void fields(V& visit, const PaymentMethod*) {
  visit("id", &PaymentMethod::id, "customer", &PaymentMethod::customer, "behaviour", &PaymentMethod::behaviour, "brand",
        &PaymentMethod::brand, "lastFour", &PaymentMethod::lastFour, "country", &PaymentMethod::country, "expMonth",
        &PaymentMethod::expMonth, "expYear", &PaymentMethod::expYear, "holder", &PaymentMethod::holder, "email",
        &PaymentMethod::email, "authenticated", &PaymentMethod::authenticated, "address", &PaymentMethod::address,
        "metadata", &PaymentMethod::metadata, "created", &PaymentMethod::created);
}

template <class V>
void fields(V& visit, const SubscriptionItem*) {
  visit("id", &SubscriptionItem::id, "price", &SubscriptionItem::price, "quantity", &SubscriptionItem::quantity,
        "metadata", &SubscriptionItem::metadata);
}

template <class V>
void fields(V& visit, const ScheduledChange*) {
  visit("id", &ScheduledChange::id, "price", &ScheduledChange::price, "quantity", &ScheduledChange::quantity, "created",
        &ScheduledChange::created, "at", &ScheduledChange::at);
}

template <class V>
void fields(V& visit, const Subscription*) {
  visit("id", &Subscription::id, "customer", &Subscription::customer, "paymentMethod", &Subscription::paymentMethod,
        "description", &Subscription::description, "home", &Subscription::home, "status", &Subscription::status,
        "items", &Subscription::items, "currency", &Subscription::currency, "metadata", &Subscription::metadata,
        "created", &Subscription::created, "anchor", &Subscription::anchor, "periodStart", &Subscription::periodStart,
        "periodEnd", &Subscription::periodEnd, "trialStart", &Subscription::trialStart, "trialEnd",
        &Subscription::trialEnd, "cancelAt", &Subscription::cancelAt, "cancelledAt", &Subscription::cancelledAt,
        "endedAt", &Subscription::endedAt, "pausedAt", &Subscription::pausedAt, "expiresAt", &Subscription::expiresAt,
        "resumesAt", &Subscription::resumesAt, "cancelAtPeriodEnd", &Subscription::cancelAtPeriodEnd, "cancelReason",
        &Subscription::cancelReason, "cancelComment", &Subscription::cancelComment, "cancelFeedback",
        &Subscription::cancelFeedback, "pauseCollection", &Subscription::pauseCollection, "chargesAutomatically",
        &Subscription::chargesAutomatically, "daysUntilDue", &Subscription::daysUntilDue, "latestInvoice",
        &Subscription::latestInvoice, "checkout", &Subscription::checkout, "schedule", &Subscription::schedule,
        "testClock", &Subscription::testClock, "discounts", &Subscription::discounts, "scheduledChange",
        &Subscription::scheduledChange, "pendingChangePayment", &Subscription::pendingChangePayment, "pendingItems",
        &Subscription::pendingItems, "pendingPeriod", &Subscription::pendingPeriod, "onDemand", &Subscription::onDemand,
        "withoutCard", &Subscription::withoutCard, "failedAttempts", &Subscription::failedAttempts, "pastDueSince",
        &Subscription::pastDueSince, "nextAttempt", &Subscription::nextAttempt, "trialWillEndTold",
        &Subscription::trialWillEndTold, "periodsPaid", &Subscription::periodsPaid);
}

template <class V>
void fields(V& visit, const GrantedDiscount*) {
  visit("id", &GrantedDiscount::id, "discount", &GrantedDiscount::discount, "customer", &GrantedDiscount::customer,
        "subscription", &GrantedDiscount::subscription, "promotionCode", &GrantedDiscount::promotionCode, "start",
        &GrantedDiscount::start, "end", &GrantedDiscount::end, "cyclesLeft", &GrantedDiscount::cyclesLeft);
}

template <class V>
void fields(V& visit, const Discount*) {
  visit("id", &Discount::id, "name", &Discount::name, "code", &Discount::code, "home", &Discount::home, "basisPoints",
        &Discount::basisPoints, "amountOff", &Discount::amountOff, "cycles", &Discount::cycles, "most", &Discount::most,
        "used", &Discount::used, "products", &Discount::products, "startsAt", &Discount::startsAt, "expiresAt",
        &Discount::expiresAt, "metadata", &Discount::metadata, "deleted", &Discount::deleted, "created",
        &Discount::created);
}

template <class V>
void fields(V& visit, const PromotionCode*) {
  visit("id", &PromotionCode::id, "coupon", &PromotionCode::coupon, "code", &PromotionCode::code, "customer",
        &PromotionCode::customer, "active", &PromotionCode::active, "most", &PromotionCode::most, "used",
        &PromotionCode::used, "expiresAt", &PromotionCode::expiresAt, "metadata", &PromotionCode::metadata, "created",
        &PromotionCode::created);
}

template <class V>
void fields(V& visit, const InvoiceLine*) {
  visit("id", &InvoiceLine::id, "text", &InvoiceLine::text, "price", &InvoiceLine::price, "product",
        &InvoiceLine::product, "subscriptionItem", &InvoiceLine::subscriptionItem, "invoiceItem",
        &InvoiceLine::invoiceItem, "quantity", &InvoiceLine::quantity, "amountMinor", &InvoiceLine::amountMinor,
        "discountMinor", &InvoiceLine::discountMinor, "taxMinor", &InvoiceLine::taxMinor, "creditMinor",
        &InvoiceLine::creditMinor, "from", &InvoiceLine::from, "to", &InvoiceLine::to, "proration",
        &InvoiceLine::proration, "taxInclusive", &InvoiceLine::taxInclusive, "metadata", &InvoiceLine::metadata);
}

template <class V>
void fields(V& visit, const Invoice*) {
  visit("id", &Invoice::id, "number", &Invoice::number, "customer", &Invoice::customer, "subscription",
        &Invoice::subscription, "description", &Invoice::description, "footer", &Invoice::footer, "home",
        &Invoice::home, "status", &Invoice::status, "reason", &Invoice::reason, "currency", &Invoice::currency, "lines",
        &Invoice::lines, "subtotalMinor", &Invoice::subtotalMinor, "discountMinor", &Invoice::discountMinor, "taxMinor",
        &Invoice::taxMinor, "totalMinor", &Invoice::totalMinor, "creditMinor", &Invoice::creditMinor,
        "startingBalanceMinor", &Invoice::startingBalanceMinor, "endingBalanceMinor", &Invoice::endingBalanceMinor,
        "dueMinor", &Invoice::dueMinor, "paidMinor", &Invoice::paidMinor, "creditedMinor", &Invoice::creditedMinor,
        "created", &Invoice::created, "periodStart", &Invoice::periodStart, "periodEnd", &Invoice::periodEnd,
        "finalizedAt", &Invoice::finalizedAt, "paidAt", &Invoice::paidAt, "voidedAt", &Invoice::voidedAt,
        "uncollectibleAt", &Invoice::uncollectibleAt, "dueAt", &Invoice::dueAt, "nextAttempt", &Invoice::nextAttempt,
        "finalizesAt", &Invoice::finalizesAt, "sentAt", &Invoice::sentAt, "attempts", &Invoice::attempts,
        "chargesAutomatically", &Invoice::chargesAutomatically, "advances", &Invoice::advances, "payments",
        &Invoice::payments, "discounts", &Invoice::discounts, "metadata", &Invoice::metadata, "testClock",
        &Invoice::testClock, "deleted", &Invoice::deleted);
}

template <class V>
void fields(V& visit, const InvoiceItem*) {
  visit("id", &InvoiceItem::id, "customer", &InvoiceItem::customer, "subscription", &InvoiceItem::subscription,
        "invoice", &InvoiceItem::invoice, "text", &InvoiceItem::text, "price", &InvoiceItem::price, "quantity",
        &InvoiceItem::quantity, "amountMinor", &InvoiceItem::amountMinor, "currency", &InvoiceItem::currency, "created",
        &InvoiceItem::created, "from", &InvoiceItem::from, "to", &InvoiceItem::to, "proration", &InvoiceItem::proration,
        "deleted", &InvoiceItem::deleted, "metadata", &InvoiceItem::metadata);
}

template <class V>
void fields(V& visit, const CartLine*) {
  visit("product", &CartLine::product, "price", &CartLine::price, "quantity", &CartLine::quantity, "amountMinor",
        &CartLine::amountMinor, "taxMinor", &CartLine::taxMinor, "refundedMinor", &CartLine::refundedMinor);
}

template <class V>
void fields(V& visit, const Payment*) {
  visit("id", &Payment::id, "customer", &Payment::customer, "subscription", &Payment::subscription, "invoice",
        &Payment::invoice, "checkout", &Payment::checkout, "paymentMethod", &Payment::paymentMethod, "description",
        &Payment::description, "receiptEmail", &Payment::receiptEmail, "home", &Payment::home, "status",
        &Payment::status, "amount", &Payment::amount, "taxMinor", &Payment::taxMinor, "capturedMinor",
        &Payment::capturedMinor, "refundedMinor", &Payment::refundedMinor, "errorCode", &Payment::errorCode,
        "declineCode", &Payment::declineCode, "errorMessage", &Payment::errorMessage, "cancelReason",
        &Payment::cancelReason, "charges", &Payment::charges, "cart", &Payment::cart, "metadata", &Payment::metadata,
        "captureByHand", &Payment::captureByHand, "updatesPaymentMethod", &Payment::updatesPaymentMethod, "offSession",
        &Payment::offSession, "setupFutureUsage", &Payment::setupFutureUsage, "retry", &Payment::retry, "created",
        &Payment::created, "updated", &Payment::updated, "cancelledAt", &Payment::cancelledAt, "testClock",
        &Payment::testClock);
}

template <class V>
void fields(V& visit, const Charge*) {
  visit("id", &Charge::id, "payment", &Charge::payment, "customer", &Charge::customer, "paymentMethod",
        &Charge::paymentMethod, "invoice", &Charge::invoice, "status", &Charge::status, "amount", &Charge::amount,
        "capturedMinor", &Charge::capturedMinor, "refundedMinor", &Charge::refundedMinor, "errorCode",
        &Charge::errorCode, "declineCode", &Charge::declineCode, "errorMessage", &Charge::errorMessage, "disputed",
        &Charge::disputed, "metadata", &Charge::metadata, "created", &Charge::created);
}

template <class V>
void fields(V& visit, const Refund*) {
  visit("id", &Refund::id, "payment", &Refund::payment, "charge", &Refund::charge, "customer", &Refund::customer,
        "reason", &Refund::reason, "comment", &Refund::comment, "home", &Refund::home, "status", &Refund::status,
        "amount", &Refund::amount, "partial", &Refund::partial, "metadata", &Refund::metadata, "created",
        &Refund::created);
}

template <class V>
void fields(V& visit, const Dispute*) {
  visit("id", &Dispute::id, "payment", &Dispute::payment, "charge", &Dispute::charge, "customer", &Dispute::customer,
        "reason", &Dispute::reason, "home", &Dispute::home, "status", &Dispute::status, "amount", &Dispute::amount,
        "metadata", &Dispute::metadata, "evidence", &Dispute::evidence, "created", &Dispute::created, "respondBy",
        &Dispute::respondBy);
}

template <class V>
void fields(V& visit, const CreditNote*) {
  visit("id", &CreditNote::id, "number", &CreditNote::number, "invoice", &CreditNote::invoice, "customer",
        &CreditNote::customer, "reason", &CreditNote::reason, "memo", &CreditNote::memo, "status", &CreditNote::status,
        "refund", &CreditNote::refund, "amount", &CreditNote::amount, "lines", &CreditNote::lines, "metadata",
        &CreditNote::metadata, "created", &CreditNote::created, "voidedAt", &CreditNote::voidedAt);
}

template <class V>
void fields(V& visit, const Checkout*) {
  visit("id", &Checkout::id, "customer", &Checkout::customer, "email", &Checkout::email, "name", &Checkout::name,
        "successUrl", &Checkout::successUrl, "cancelUrl", &Checkout::cancelUrl, "reference", &Checkout::reference,
        "locale", &Checkout::locale, "home", &Checkout::home, "mode", &Checkout::mode, "status", &Checkout::status,
        "cart", &Checkout::cart, "currency", &Checkout::currency, "subtotalMinor", &Checkout::subtotalMinor,
        "discountMinor", &Checkout::discountMinor, "totalMinor", &Checkout::totalMinor, "trialDays",
        &Checkout::trialDays, "metadata", &Checkout::metadata, "subscriptionMetadata", &Checkout::subscriptionMetadata,
        "paymentMetadata", &Checkout::paymentMetadata, "codes", &Checkout::codes, "allowsCodes", &Checkout::allowsCodes,
        "sendsShipping", &Checkout::sendsShipping, "payment", &Checkout::payment, "subscription",
        &Checkout::subscription, "invoice", &Checkout::invoice, "setupIntent", &Checkout::setupIntent,
        "changesSubscription", &Checkout::changesSubscription, "address", &Checkout::address, "paymentMethod",
        &Checkout::paymentMethod, "confirmed", &Checkout::confirmed, "created", &Checkout::created, "expires",
        &Checkout::expires);
}

template <class V>
void fields(V& visit, const PortalSession*) {
  visit("id", &PortalSession::id, "customer", &PortalSession::customer, "returnUrl", &PortalSession::returnUrl,
        "subscription", &PortalSession::subscription, "flow", &PortalSession::flow, "configuration",
        &PortalSession::configuration, "home", &PortalSession::home, "created", &PortalSession::created, "expires",
        &PortalSession::expires);
}

template <class V>
void fields(V& visit, const Meter*) {
  visit("id", &Meter::id, "name", &Meter::name, "eventName", &Meter::eventName, "unit", &Meter::unit, "description",
        &Meter::description, "home", &Meter::home, "aggregation", &Meter::aggregation, "valueKey", &Meter::valueKey,
        "customerKey", &Meter::customerKey, "active", &Meter::active, "filter", &Meter::filter, "created",
        &Meter::created, "updated", &Meter::updated, "deactivatedAt", &Meter::deactivatedAt);
}

template <class V>
void fields(V& visit, const UsageEvent*) {
  visit("id", &UsageEvent::id, "customer", &UsageEvent::customer, "eventName", &UsageEvent::eventName, "values",
        &UsageEvent::values, "at", &UsageEvent::at, "received", &UsageEvent::received, "cancelled",
        &UsageEvent::cancelled);
}

template <class V>
void fields(V& visit, const CreditEntitlement*) {
  visit("id", &CreditEntitlement::id, "name", &CreditEntitlement::name, "unit", &CreditEntitlement::unit, "description",
        &CreditEntitlement::description, "precision", &CreditEntitlement::precision, "currency",
        &CreditEntitlement::currency, "unitPrice", &CreditEntitlement::unitPrice, "overage",
        &CreditEntitlement::overage, "rollover", &CreditEntitlement::rollover, "deleted", &CreditEntitlement::deleted,
        "overageBehaviour", &CreditEntitlement::overageBehaviour, "expiresAfterDays",
        &CreditEntitlement::expiresAfterDays, "created", &CreditEntitlement::created, "updated",
        &CreditEntitlement::updated);
}

template <class V>
void fields(V& visit, const CreditGrant*) {
  visit("id", &CreditGrant::id, "customer", &CreditGrant::customer, "entitlement", &CreditGrant::entitlement, "source",
        &CreditGrant::source, "sourceKind", &CreditGrant::sourceKind, "name", &CreditGrant::name, "category",
        &CreditGrant::category, "home", &CreditGrant::home, "currency", &CreditGrant::currency, "amount",
        &CreditGrant::amount, "remaining", &CreditGrant::remaining, "metadata", &CreditGrant::metadata, "created",
        &CreditGrant::created, "effective", &CreditGrant::effective, "expires", &CreditGrant::expires, "voided",
        &CreditGrant::voided, "idempotencyKey", &CreditGrant::idempotencyKey);
}

template <class V>
void fields(V& visit, const CreditEntry*) {
  visit("id", &CreditEntry::id, "customer", &CreditEntry::customer, "entitlement", &CreditEntry::entitlement, "grant",
        &CreditEntry::grant, "kind", &CreditEntry::kind, "reason", &CreditEntry::reason, "reference",
        &CreditEntry::reference, "idempotencyKey", &CreditEntry::idempotencyKey, "amount", &CreditEntry::amount,
        "before", &CreditEntry::before, "after", &CreditEntry::after, "adds", &CreditEntry::adds, "metadata",
        &CreditEntry::metadata, "created", &CreditEntry::created);
}

template <class V>
void fields(V& visit, const TestClock*) {
  visit("id", &TestClock::id, "name", &TestClock::name, "status", &TestClock::status, "frozen", &TestClock::frozen,
        "created", &TestClock::created, "deletesAfter", &TestClock::deletesAfter, "deleted", &TestClock::deleted);
}

template <class V>
void fields(V& visit, const Endpoint*) {
  visit("id", &Endpoint::id, "url", &Endpoint::url, "description", &Endpoint::description, "secret", &Endpoint::secret,
        "previousSecret", &Endpoint::previousSecret, "home", &Endpoint::home, "types", &Endpoint::types, "enabled",
        &Endpoint::enabled, "deleted", &Endpoint::deleted, "fromCommandLine", &Endpoint::fromCommandLine,
        "previousUntil", &Endpoint::previousUntil, "apiVersion", &Endpoint::apiVersion, "metadata", &Endpoint::metadata,
        "headers", &Endpoint::headers, "created", &Endpoint::created, "updated", &Endpoint::updated);
}

template <class V>
void fields(V& visit, const Event*) {
  visit("id", &Event::id, "type", &Event::type, "objectKind", &Event::objectKind, "objectId", &Event::objectId, "body",
        &Event::body, "requestId", &Event::requestId, "idempotencyKey", &Event::idempotencyKey, "home", &Event::home,
        "created", &Event::created);
}

template <class V>
void fields(V& visit, const Delivery*) {
  visit("id", &Delivery::id, "event", &Delivery::event, "endpoint", &Delivery::endpoint, "state", &Delivery::state,
        "attempts", &Delivery::attempts, "lastStatus", &Delivery::lastStatus, "lastError", &Delivery::lastError,
        "nextAttempt", &Delivery::nextAttempt, "created", &Delivery::created);
}

template <class V>
void fields(V& visit, const KeptAnswer*) {
  visit("id", &KeptAnswer::id, "request", &KeptAnswer::request, "status", &KeptAnswer::status, "body",
        &KeptAnswer::body, "created", &KeptAnswer::created);
}

template <class V>
void fields(V& visit, const Plain*) {
  visit("id", &Plain::id, "kind", &Plain::kind, "body", &Plain::body, "created", &Plain::created);
}

}  // namespace billing::sandbox
