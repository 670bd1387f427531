// What the parts of the Stripe face share: each part registers its routes, objects and events here once.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "sandbox/engine/engine.h"
#include "sandbox/faces/stripe/json.h"
#include "sandbox/faces/stripe/objects.h"
#include "sandbox/faces/stripe/request.h"
#include "sandbox/faces/stripe/routes.h"

namespace billing::sandbox::stripe {

inline constexpr const char* apiVersion = "2026-10-28.endive";

struct Desk {
  explicit Desk(Engine& with) : engine(with), ledger(with.ledger()) {}

  Engine& engine;
  Ledger& ledger;
  Routes routes;
  Objects objects;
  std::string base = "http://127.0.0.1";  ///< of the call that came last: for the addresses of hosted pages
  std::string requestId, idempotencyKey;  ///< of the call that is being answered; empty in between

  /// Fields of an object that mean nothing to billing (a product's images, a customer's shipping address): kept beside
  /// it under its id and laid over it when it is drawn.
  [[nodiscard]] QJsonObject extras(const std::string& id) const;
  void keepExtras(const std::string& id, const QJsonObject& changed);
  /// `drawn` with its extras over it.
  [[nodiscard]] QJsonObject withExtras(const std::string& id, QJsonObject drawn) const;

  /// Oldest first.
  [[nodiscard]] const std::vector<const Subscription*>& subscriptionsOf(const std::string& customer) const;

  /// The plain objects of a kind, oldest first.
  [[nodiscard]] const std::vector<Plain*>& plainOf(const std::string& kind) const;

  /// Draws the object that the path or an action named.
  [[nodiscard]] Reply draw(const std::string& kind, const std::string& id) const;

 private:
  mutable std::size_t indexed_ = 0, plainSeen_ = 0;
  mutable std::unordered_map<std::string, std::vector<Plain*>> plainByKind_;
  mutable std::unordered_map<std::string, std::vector<const Subscription*>> byCustomer_;
};

/// Reads those of the named parameters that were given into `extras`, as texts, numbers where they are in `numbers`,
/// nested objects and lists as such; an empty text is null.
void readExtras(const Reader& in, std::string_view names, QJsonObject& extras);
[[nodiscard]] QJsonValue jsonOf(const Param& param);

/// {"id": id, "object": kind, "deleted": true}
[[nodiscard]] QJsonObject deletedStub(const std::string& kind, const std::string& id);

void registerCatalogue(Desk& desk);
void registerCustomers(Desk& desk);
void registerCustomerRecords(Desk& desk);
void registerPaymentMethods(Desk& desk);
void registerSubscriptions(Desk& desk);
void registerSubscriptionItems(Desk& desk);
void registerSchedules(Desk& desk);
void registerInvoices(Desk& desk);
void registerInvoiceItems(Desk& desk);
void registerPreviews(Desk& desk);
void registerEndpoints(Desk& desk);
class StripeVoice;
void registerEvents(Desk& desk, StripeVoice& voice);
void registerTestClocks(Desk& desk);
/// more/: payments, refunds, disputes, credit notes, coupons, checkout, portal, meters, credits ...
void registerMore(Desk& desk);

}  // namespace billing::sandbox::stripe
