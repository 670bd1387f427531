// What honestly makes good a change that is done. It is a change of its own, with its own preview and reason; nothing
// here pretends that the first one did not happen.
#include <QJsonDocument>
#include <algorithm>

#include "operations/admin/opencall.h"
#include "operations/admin/outbox.h"

namespace billing::operations {
namespace {

using enum OrderKind;

tl::unexpected<Error> nothingCompensates(const std::string& why) {
  return failure(ErrorKind::NotFound, "nothing_compensates", "Nothing makes this good by itself", why,
                 "Speak to the customer, or to the provider's support");
}

std::string seenField(const OrderPreview& preview, const char* field) {
  const auto found =
      std::ranges::find_if(preview.seen, [&](const auto& one) { return one.first == QLatin1String(field); });
  return found == preview.seen.end() ? std::string() : found->second.toStdString();
}

// What a local change wrote of the time before it.
std::string beforeField(const store::OutboxRow& row, const char* field) {
  return QJsonDocument::fromJson(row.resultJson)[u"before"][QLatin1String(field)].toString().toStdString();
}

AdminOrder sameObject(const outbox::OpenCall& call, OrderKind kind) {
  AdminOrder order;
  order.kind = kind;
  order.subject = call.order.subject;
  order.customer = call.row.customerExternalId.toStdString();
  order.account = call.row.accountKey.toStdString();
  order.compensates = call.row.operation.toStdString();
  return order;
}

Result<AdminOrder> changeBack(const outbox::OpenCall& call) {
  if (call.order.atPeriodEnd) return sameObject(call, WithdrawChange);
  AdminOrder order = sameObject(call, ChangePlan);
  order.product = seenField(call.preview, "product_id");
  order.charge = call.order.charge;
  order.keepOldPlanWhenChargeFails = call.order.keepOldPlanWhenChargeFails;
  if (order.product.empty()) return nothingCompensates("nobody wrote down which plan it was before");
  const std::string quantity = seenField(call.preview, "quantity");
  order.quantity = std::max<std::int64_t>(1, QString::fromStdString(quantity).toLongLong());
  return order;
}

// Who was cancelled at once has to subscribe again.
Result<AdminOrder> sellAgain(const outbox::OpenCall& call) {
  AdminOrder order = sameObject(call, CheckoutLink);
  order.subject = order.customer;
  order.product = seenField(call.preview, "product_id");
  order.quantity = std::max<std::int64_t>(1, QString::fromStdString(seenField(call.preview, "quantity")).toLongLong());
  if (order.customer.empty() || order.product.empty())
    return nothingCompensates("nobody wrote down who had which plan");
  return order;
}

Result<AdminOrder> moveBack(const outbox::OpenCall& call, const char* field) {
  AdminOrder order = sameObject(call, call.order.kind);
  order.date = fromIso8601(seenField(call.preview, field));
  if (!order.date) return nothingCompensates("nobody wrote down the date before");
  return order;
}

Result<AdminOrder> cancelAgain(const outbox::OpenCall& call) {
  const auto date = fromIso8601(seenField(call.preview, "cancel_at"));
  AdminOrder order = sameObject(call, date ? CancelOn : CancelAtPeriodEnd);
  order.date = date;
  return order;
}

Result<AdminOrder> credits(const outbox::OpenCall& call, OrderKind kind) {
  AdminOrder order = sameObject(call, kind);
  order.credits = call.order.credits;
  return order;
}

Result<AdminOrder> accessAsBefore(const outbox::OpenCall& call) {
  const std::string plan = beforeField(call.row, "entitlement");
  if (call.order.kind == GrantEntitlement && beforeField(call.row, "entitlement_status") != "active")
    return sameObject(call, RevokeEntitlement);
  AdminOrder order = sameObject(call, GrantEntitlement);
  order.plan = plan;
  order.date = fromIso8601(beforeField(call.row, "entitlement_until"));
  return order;
}

Result<AdminOrder> localBack(const outbox::OpenCall& call) {
  switch (call.order.kind) {
    case GrantCredits:
      return credits(call, TakeCredits);
    case TakeCredits:
      return credits(call, GrantCredits);
    case SetUsage: {
      AdminOrder order = sameObject(call, SetUsage);
      order.quota = call.order.quota;
      order.used = QString::fromStdString(beforeField(call.row, "used")).toLongLong();
      return order;
    }
    case OverridePlan: {
      AdminOrder order = sameObject(call, OverridePlan);
      order.plan = beforeField(call.row, "manual_plan");
      return order;
    }
    default:
      return accessAsBefore(call);
  }
}

Result<AdminOrder> remoteBack(const outbox::OpenCall& call) {
  switch (call.order.kind) {
    case ChangePlan:
      return changeBack(call);
    case CancelNow:
      return sellAgain(call);
    case CancelAtPeriodEnd:
    case CancelOn:
      return sameObject(call, UndoCancel);
    case UndoCancel:
      return cancelAgain(call);
    case Pause:
      return sameObject(call, Resume);
    case Resume:
      return sameObject(call, Pause);
    case ExtendTrial:
      return moveBack(call, "trial_end");
    case MoveRenewal:
      return moveBack(call, "period_end");
    case CreatePrice: {
      AdminOrder order = sameObject(call, ArchivePrice);
      order.product = QJsonDocument::fromJson(call.row.resultJson)[u"price"].toString().toStdString();
      return order;
    }
    case Refund:
      return nothingCompensates("money that was given back is the customer's");
    default:
      return nothingCompensates("it cannot be turned round");
  }
}

}  // namespace

Result<AdminOrder> compensating(const store::OutboxRow& call) {
  if (call.state != store::OutboxState::Done)
    return failure(ErrorKind::Conflict, "not_done", "There is nothing to make good",
                   "it is " + std::string(toString(call.state)), "Only what is done can be made good");
  const auto open = outbox::openCall(call);
  if (!open) return failure(open.error());
  return isLocal(open->order.kind) ? localBack(*open) : remoteBack(*open);
}

}  // namespace billing::operations
