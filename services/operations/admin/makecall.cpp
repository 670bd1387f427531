#include "operations/admin/makecall.h"

#include "operations/admin/settling.h"

namespace billing::operations::outbox {
namespace {

using providers::SubscriptionEdit;
using EditKind = SubscriptionEdit::Kind;
using enum OrderKind;

std::optional<EditKind> editKindOf(OrderKind kind) {
  switch (kind) {
    case CancelNow:
      return EditKind::CancelNow;
    case CancelAtPeriodEnd:
      return EditKind::CancelAtPeriodEnd;
    case CancelOn:
      return EditKind::CancelOn;
    case UndoCancel:
      return EditKind::UndoCancel;
    case WithdrawChange:
      return EditKind::WithdrawChange;
    case Pause:
      return EditKind::Pause;
    case Resume:
      return EditKind::Resume;
    case ExtendTrial:
      return EditKind::ExtendTrial;
    case MoveRenewal:
      return EditKind::MoveRenewal;
    case ApplyDiscount:
      return EditKind::ApplyDiscount;
    default:
      return std::nullopt;
  }
}

std::string operationOf(const OpenCall& call) {
  return call.row.operation.toStdString();
}

QString resultText(const std::string& text) {
  return QString::fromStdString(text);
}

providers::RefundOrder refundOrderOf(const OpenCall& call) {
  providers::RefundOrder order;
  order.payment = call.order.subject;
  if (call.order.amount) order.amountMinor = call.order.amount->minor;
  order.reason = call.order.reason;
  order.idempotencyKey = operationOf(call);
  for (const RefundLine& line : call.order.lines) order.lines.push_back({line.item, line.amountMinor});
  return order;
}

providers::CheckoutOrder checkoutOrderOf(const OpenCall& call) {
  const AdminOrder& asked = call.order;
  providers::CheckoutOrder order;
  order.product = asked.product;
  order.quantity = asked.quantity;
  order.recurring = asked.recurring;
  order.trialDays = asked.trialDays;
  order.customer = asked.customer;
  order.email = asked.email;
  order.name = asked.name;
  order.successUrl = asked.successUrl;
  order.cancelUrl = asked.cancelUrl;
  order.discountCode = asked.code;
  order.metadata = asked.metadata;
  order.metadata.emplace(kMark, operationOf(call));
  order.idempotencyKey = operationOf(call);
  return order;
}

providers::NewPrice newPriceOf(const OpenCall& call, const RulesContext& rules) {
  const Plan* plan = rules.rules.plan(call.order.subject);
  providers::NewPrice price;
  price.product = call.order.product;
  price.name = !call.order.name.empty() ? call.order.name : plan != nullptr ? plan->name : call.order.subject;
  price.amount = call.order.amount.value_or(Money{});
  price.interval = call.order.interval;
  price.operation = operationOf(call);
  return price;
}

Result<Heard> linkHeard(const OpenCall& call, providers::BillingProvider& provider, const CancelToken& cancel) {
  if (call.order.kind == CheckoutLink) {
    return provider.createCheckout(checkoutOrderOf(call), cancel).map([](const providers::CheckoutLink& link) {
      Heard heard;
      heard.requestId = link.requestId;
      heard.result = {{QStringLiteral("url"), resultText(link.url)}, {QStringLiteral("id"), resultText(link.id)}};
      return heard;
    });
  }
  const std::string& customer = call.order.customer.empty() ? call.order.subject : call.order.customer;
  return provider.createPortal(customer, call.order.successUrl, cancel).map([](const std::string& url) {
    Heard heard;
    heard.result = {{QStringLiteral("url"), resultText(url)}};
    return heard;
  });
}

template <class State>
Result<Heard> heardFrom(const Result<providers::Provided<State>>& given) {
  return given.map([](const providers::Provided<State>& answer) { return heardOf(answer); });
}

Result<Heard> priceHeard(const OpenCall& call, const RulesContext& rules, providers::BillingProvider& provider,
                         const CancelToken& cancel) {
  if (call.order.kind == CreatePrice) return heardFrom(provider.createPrice(newPriceOf(call, rules), cancel));
  return provider.archivePrice(call.order.product, cancel).map([&] {
    Heard heard;
    heard.result = {{QStringLiteral("product"), resultText(call.order.product)}};
    return heard;
  });
}

Result<Heard> changeHeard(const OpenCall& call, providers::BillingProvider& provider, const CancelToken& cancel) {
  auto heard = heardFrom(provider.changePlan(planChangeOf(call), cancel));
  // Accepted, but the charge is still under way: it is asked for until it can be seen.
  if (heard && !call.order.atPeriodEnd)
    heard->shows = showsOrder(heard->readings.front().facts.subscriptions.front(), call.order);
  return heard;
}

}  // namespace

providers::PlanChange planChangeOf(const OpenCall& call) {
  providers::PlanChange change;
  change.subscription = call.order.subject;
  change.product = call.order.product;
  change.quantity = call.order.quantity;
  change.charge = call.order.charge;
  change.atPeriodEnd = call.order.atPeriodEnd;
  change.keepOldPlanWhenChargeFails = call.order.keepOldPlanWhenChargeFails;
  change.prorationAt = call.preview.prorationAt;
  change.idempotencyKey = operationOf(call);
  change.metadata = call.order.metadata;
  change.metadata.emplace(kMark, operationOf(call));
  return change;
}

std::optional<SubscriptionEdit> subscriptionEditOf(const OpenCall& call) {
  const auto kind = editKindOf(call.order.kind);
  if (!kind) return std::nullopt;
  return SubscriptionEdit{call.order.subject, *kind, call.order.date, call.order.code, operationOf(call)};
}

Heard heardOf(const providers::Provided<SubscriptionState>& given) {
  Heard heard;
  heard.readings.push_back(readingOf("subscription", given));
  heard.requestId = given.requestId;
  heard.result = {{QStringLiteral("subscription"), resultText(given.state.externalId)},
                  {QStringLiteral("status"), resultText(given.state.providerStatus)},
                  {QStringLiteral("product"), resultText(given.state.productId)}};
  return heard;
}

Heard heardOf(const providers::Provided<RefundState>& given) {
  Heard heard;
  heard.readings.push_back(readingOf("refund", given));
  heard.requestId = given.requestId;
  heard.actualMinor = -given.state.amount.minor;
  heard.result = {{QStringLiteral("refund"), resultText(given.state.externalId)},
                  {QStringLiteral("status"), resultText(given.state.status)}};
  if (given.state.status != "failed" && given.state.status != "cancelled") return heard;
  heard.actualMinor = 0;
  heard.refusal = failure(ErrorKind::Conflict, "refund_failed", "The refund did not go through",
                          "the provider says " + given.state.status, "Look at the payment at the provider")
                      .value();
  return heard;
}

Heard heardOf(const providers::Provided<PriceState>& given) {
  Heard heard;
  heard.readings.push_back(readingOf("price", given));
  heard.requestId = given.requestId;
  heard.result = {{QStringLiteral("product"), resultText(given.state.productId)},
                  {QStringLiteral("price"), resultText(given.state.priceId)}};
  return heard;
}

Result<Heard> makeCall(providers::BillingProvider& provider, const OpenCall& call, const RulesContext& rules,
                       const CancelToken& cancel) {
  switch (call.order.kind) {
    case ChangePlan:
      return changeHeard(call, provider, cancel);
    case Refund:
      return heardFrom(provider.refund(refundOrderOf(call), cancel));
    case CheckoutLink:
    case PortalLink:
      return linkHeard(call, provider, cancel);
    case CreatePrice:
    case ArchivePrice:
      return priceHeard(call, rules, provider, cancel);
    default:
      break;
  }
  if (const auto edit = subscriptionEditOf(call)) return heardFrom(provider.edit(*edit, cancel));
  return failure(ErrorKind::Internal, "no_call", "Nothing is to be sent for this change");
}

}  // namespace billing::operations::outbox
