// What the engine tells: in neutral words, to whoever turns it into the events of a dialect.
#pragma once

#include <string>
#include <vector>

#include "domain/provider.h"

namespace billing::sandbox {

enum class What {
  CustomerCreated,
  CustomerUpdated,
  CustomerDeleted,
  ProductCreated,
  ProductUpdated,
  ProductDeleted,
  PriceCreated,
  PriceUpdated,
  PriceDeleted,
  PaymentMethodAttached,
  PaymentMethodDetached,
  PaymentMethodUpdated,
  SubscriptionCreated,
  SubscriptionActivated,
  SubscriptionUpdated,
  SubscriptionRenewed,
  SubscriptionPlanChanged,
  SubscriptionPastDue,
  SubscriptionOnHold,
  SubscriptionPaused,
  SubscriptionResumed,
  SubscriptionCancelled,
  SubscriptionExpired,
  SubscriptionFailed,
  SubscriptionTrialWillEnd,
  SubscriptionCardChanged,
  InvoiceCreated,
  InvoiceUpdated,
  InvoiceFinalized,
  InvoicePaid,
  InvoicePaymentFailed,
  InvoiceActionRequired,
  InvoiceVoided,
  InvoiceUncollectible,
  InvoiceSent,
  InvoiceDeleted,
  InvoiceUpcoming,
  InvoiceItemCreated,
  InvoiceItemDeleted,
  PaymentCreated,
  PaymentProcessing,
  PaymentActionRequired,
  PaymentCapturable,
  PaymentSucceeded,
  PaymentFailed,
  PaymentCancelled,
  ChargeSucceeded,
  ChargeFailed,
  ChargeCaptured,
  ChargeRefunded,
  ChargeUpdated,
  RefundCreated,
  RefundUpdated,
  RefundSucceeded,
  RefundFailed,
  DisputeOpened,
  DisputeUpdated,
  DisputeClosed,
  CreditNoteCreated,
  CreditNoteUpdated,
  CreditNoteVoided,
  CheckoutCompleted,
  CheckoutExpired,
  CheckoutAsyncSucceeded,
  CheckoutAsyncFailed,
  DiscountGranted,
  DiscountTaken,
  CouponCreated,
  CouponUpdated,
  CouponDeleted,
  PromotionCodeCreated,
  PromotionCodeUpdated,
  MeterCreated,
  MeterUpdated,
  MeterDeactivated,
  MeterReactivated,
  CreditGranted,
  CreditUpdated,
  CreditDeducted,
  CreditExpired,
  CreditAdjusted,
  TestClockCreated,
  TestClockAdvancing,
  TestClockReady,
  TestClockDeleted,
  DunningStarted,
  DunningRecovered,
  Plain,  ///< of a Plain entity: `type` is the event's own name
};

/// One change, one happening: SubscriptionUpdated is told only of what has no name of its own (Activated, Renewed,
/// PlanChanged, PastDue, OnHold, Paused, Resumed, Cancelled, Expired, Failed, CardChanged are changes as well).
struct Happening {
  What what = What::Plain;
  std::string id;        ///< of the entity that the name speaks of
  std::string previous;  ///< JSON object of the old values of changed fields, for Stripe; empty: none
  std::string type;      ///< What::Plain
};

/// One event in a dialect's words.
struct Spoken {
  std::string type, objectKind, objectId;
  std::string body;  ///< Stripe: the event's `data` as it is now; Dodo: empty, made at delivery
  /// Stripe: of the call that caused it; empty: the engine's own doing.
  std::string requestId = {}, idempotencyKey = {};
};

/// The words of one dialect.
class Voice {
 public:
  virtual ~Voice() = default;
  /// Those that the provider sends for it, in their order; none for what it does not tell.
  [[nodiscard]] virtual std::vector<Spoken> speak(const Happening& happening) = 0;
  /// The whole body of a delivery now. Stripe: the kept event; Dodo: the latest state.
  [[nodiscard]] virtual std::string body(const struct Event& event) = 0;
};

}  // namespace billing::sandbox
