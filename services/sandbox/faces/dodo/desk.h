// What every endpoint of Dodo's face works with.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <functional>
#include <string>

#include "sandbox/faces/dodo/outcome.h"
#include "sandbox/faces/jsonbody.h"
#include "sandbox/faces/query.h"
#include "sandbox/faces/router.h"

namespace billing::sandbox::dodo {

using namespace Qt::Literals::StringLiterals;

/// The one business of the sandbox, and its only brand.
inline constexpr QLatin1String businessId("bus_sandbox0000000000");
inline constexpr QLatin1String brandId = businessId;

/// A request that was understood: the body fits the endpoint's shape.
struct Asked {
  const Call& call;
  const Params& params;
  QueryPairs query;
  QJsonObject body;

  /// Empty when absent or null.
  [[nodiscard]] std::string text(const char* name) const {
    return body.value(QLatin1String(name)).toString().toStdString();
  }
  [[nodiscard]] bool has(const char* name) const {
    const auto value = body.value(QLatin1String(name));
    return !value.isUndefined() && !value.isNull();
  }
  /// Empty when absent.
  [[nodiscard]] std::string wanted(std::string_view name) const { return queryValue(query, name).value_or(""); }
};

using Reply = Outcome<CallAnswer>;

class Desk {
 public:
  Desk(Engine& engine, const FaceOptions& options) : engine_(engine), options_(options) {}
  [[nodiscard]] Engine& engine() { return engine_; }
  [[nodiscard]] Ledger& ledger() { return engine_.ledger(); }
  [[nodiscard]] const FaceOptions& options() const { return options_; }
  [[nodiscard]] Instant now() const { return engine_.now(); }
  /// Where hosted pages are, as the last caller reached us.
  [[nodiscard]] const std::string& base() const { return base_; }
  void setBase(const std::string& base) { base_ = base; }

  /// What the neutral ledger has no field for, by the id of the object that it belongs to.
  [[nodiscard]] QJsonObject extras(const std::string& id);
  void setExtras(const std::string& id, const QJsonObject& extras);
  /// Overwrites the fields of `changes`, null included.
  void mergeExtras(const std::string& id, const QJsonObject& changes);

 private:
  Engine& engine_;
  FaceOptions options_;
  std::string base_ = "http://127.0.0.1";
};

using Serve = std::function<Reply(Desk&, const Asked&)>;

/// Takes the endpoints of one area. `shape`: of the body, for GET and DELETE of the query.
class Endpoints {
 public:
  virtual ~Endpoints() = default;
  virtual void add(const char* method, const char* path, const char* shape, Serve serve) = 0;
};

[[nodiscard]] CallAnswer json(const QJsonObject& object, int status = 200);
[[nodiscard]] CallAnswer items(const QJsonArray& items);
[[nodiscard]] CallAnswer nothing(int status = 200);

void addProducts(Endpoints& endpoints);
void addAddons(Endpoints& endpoints);
void addCustomers(Endpoints& endpoints);
void addWallets(Endpoints& endpoints);
void addSubscriptions(Endpoints& endpoints);
void addSubscriptionOrders(Endpoints& endpoints);
void addSubscriptionChanges(Endpoints& endpoints);
void addPlanChanges(Endpoints& endpoints);
void addSubscriptionUsage(Endpoints& endpoints);
void addPayments(Endpoints& endpoints);
void addRefunds(Endpoints& endpoints);
void addDisputes(Endpoints& endpoints);
void addPayouts(Endpoints& endpoints);
void addInvoices(Endpoints& endpoints);
void addCheckouts(Endpoints& endpoints);
void addMeters(Endpoints& endpoints);
void addUsageEvents(Endpoints& endpoints);
void addCreditEntitlements(Endpoints& endpoints);
void addCreditBalances(Endpoints& endpoints);
void addDiscounts(Endpoints& endpoints);
void addWebhooks(Endpoints& endpoints);
void addLicences(Endpoints& endpoints);
void addAccount(Endpoints& endpoints);

}  // namespace billing::sandbox::dodo
