// The Dodo Payments API over the ledger: who asks, whether the request can be read, which endpoint answers.
#include <algorithm>
#include <memory>

#include "sandbox/faces/dodo/desk.h"
#include "sandbox/faces/dodo/keys.h"
#include "sandbox/faces/dodo/plancredits.h"
#include "sandbox/faces/dodo/shape.h"
#include "sandbox/faces/dodo/voice.h"

namespace billing::sandbox::dodo {

namespace {

// Tier 1: 1,000 requests a minute. Told as the provider does; refusals are rehearsed by the sandbox's faults.
constexpr std::int64_t callsPerMinute = 1000;

bool takesBody(const std::string& method) {
  return method == "POST" || method == "PATCH" || method == "PUT";
}

Outcome<QJsonObject> bodyOf(const Call& call) {
  if (!takesBody(call.method) || call.body.empty()) return QJsonObject();
  auto body = jsonObjectFrom(call.body);
  if (!body) return problem(400, "INVALID_REQUEST_BODY", "Failed to parse the request body as JSON");
  return *body;
}

Outcome<Asked> understood(const Call& call, const Params& params, const Shape& shape) {
  auto body = bodyOf(call);
  if (!body) return tl::make_unexpected(body.error());
  Asked asked{call, params, queryPairs(call.query), *body};
  const auto fault = takesBody(call.method) ? shape.fault(asked.body) : shape.fault(asked.query);
  if (fault) return tl::make_unexpected(*fault);
  return asked;
}

class DodoFace final : public Face, private Endpoints {
 public:
  DodoFace(Engine& engine, const FaceOptions& options) : desk_(engine, options) {
    addProducts(*this);
    addAddons(*this);
    addCustomers(*this);
    addWallets(*this);
    addSubscriptions(*this);
    addSubscriptionOrders(*this);
    addSubscriptionChanges(*this);
    addPlanChanges(*this);
    addPayments(*this);
    addRefunds(*this);
    addDisputes(*this);
    addPayouts(*this);
    addInvoices(*this);
    addSubscriptionUsage(*this);
    addCheckouts(*this);
    addMeters(*this);
    addUsageEvents(*this);
    addCreditEntitlements(*this);
    addCreditBalances(*this);
    addDiscounts(*this);
    addWebhooks(*this);
    addLicences(*this);
    addAccount(*this);
  }

  CallAnswer answer(const Call& call) override {
    if (!call.base.empty()) desk_.setBase(call.base);
    const Reply reply = served(call);
    CallAnswer answer = reply ? *reply : answerOf(reply.error());
    tellLimits(answer);
    answer.fields.push_back({"X-Request-Id", desk_.ledger().newId("req_")});
    return answer;
  }

  /// What is heard may bring credits, which the engine then tells of in turn.
  std::vector<Spoken> speak(const Happening& happening) override {
    auto all = spoken(desk_, happening);
    grantCredits(desk_, happening);
    return all;
  }
  std::string body(const Event& event) override { return deliveryBody(desk_, event); }

 private:
  void add(const char* method, const char* path, const char* shape, Serve serve) override {
    router_.add(method, path,
                [this, shape = Shape(shape), serve = std::move(serve)](const Call& call, const Params& params) {
                  const auto asked = understood(call, params, shape);
                  if (!asked) return answerOf(asked.error());
                  const Reply reply = serve(desk_, *asked);
                  return reply ? *reply : answerOf(reply.error());
                });
  }

  Reply served(const Call& call) {
    const auto match = router_.match(call.method, call.path);
    const bool open = call.path.starts_with("/licenses/") || call.path.starts_with("/checkout/") ||
                      call.path.starts_with("/invoices/");
    if (!open)
      if (auto refused = refusedKey(desk_.options(), call)) return tl::make_unexpected(*refused);
    if (match.handler != nullptr) return (*match.handler)(call, match.params);
    if (match.allowed.empty())
      return problem(404, "NOT_FOUND", "The sandbox does not serve " + call.method + " " + call.path);
    return methodRefused(call, match.allowed);
  }

  static CallAnswer methodRefused(const Call& call, const std::vector<std::string>& allowed) {
    std::string list;
    for (const auto& method : allowed) list += (list.empty() ? "" : ", ") + method;
    CallAnswer answer = answerOf({405, "UNSUPPORTED_ACTION", call.method + " is not allowed here; allowed: " + list});
    answer.fields.push_back({"Allow", list});
    return answer;
  }

  void tellLimits(CallAnswer& answer) {
    const std::int64_t minute = desk_.now().seconds() / 60;
    if (minute != minute_) callsInMinute_ = 0;
    minute_ = minute;
    const std::int64_t left = std::max<std::int64_t>(1, callsPerMinute - ++callsInMinute_);
    answer.fields.push_back({"X-RateLimit-Limit", std::to_string(callsPerMinute)});
    answer.fields.push_back({"X-RateLimit-Remaining", std::to_string(left)});
    answer.fields.push_back({"X-RateLimit-Reset", std::to_string((minute + 1) * 60)});
  }

  Desk desk_;
  Router router_;
  std::int64_t minute_ = 0, callsInMinute_ = 0;
};

}  // namespace

std::unique_ptr<Face> makeFace(Engine& engine, const FaceOptions& options) {
  return std::make_unique<DodoFace>(engine, options);
}

}  // namespace billing::sandbox::dodo

namespace billing::sandbox {

std::unique_ptr<Face> makeDodoFace(Engine& engine, const FaceOptions& options) {
  return dodo::makeFace(engine, options);
}

}  // namespace billing::sandbox
