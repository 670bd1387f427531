// The Stripe API over the ledger: a request's way from its bytes to an answer. The calls themselves are registered by
// the files beside this one.
#include <memory>

#include "sandbox/faces/face.h"
#include "sandbox/faces/stripe/desk.h"
#include "sandbox/faces/stripe/keys.h"
#include "sandbox/faces/stripe/replays.h"
#include "sandbox/faces/stripe/schedules.h"
#include "sandbox/faces/stripe/voice.h"

namespace billing::sandbox::stripe {
namespace {

CallAnswer faceAnswer(const Reply& reply) {
  if (reply) return {200, textOf(*reply), "application/json", {}};
  return {reply.error().status, textOf(errorBody(reply.error())), "application/json", {}};
}

Refusal faceUnrecognised(const Call& call) {
  auto refusal = invalid("Unrecognized request URL (" + call.method + ": " + call.path +
                         "). The sandbox does not serve this call; see https://stripe.com/docs/api.");
  refusal.status = 404;
  return refusal;
}

bool faceVersion(const std::string& text) {
  return text.size() >= 10 && text[4] == '-' && text[7] == '-' && text.find_first_of(" \r\n\"") == std::string::npos;
}

class StripeFace final : public Face {
 public:
  StripeFace(Engine& engine, FaceOptions options) : desk_(engine), options_(std::move(options)), voice_(desk_) {
    registerAll();
  }

  CallAnswer answer(const Call& call) override {
    desk_.base = call.base;
    desk_.requestId = "req_" + desk_.ledger.newId("").substr(0, 14);
    desk_.idempotencyKey = idempotencyKeyOf(call);
    auto answer = admitted(call);
    answer.fields.push_back({"Request-Id", desk_.requestId});
    const auto version = call.field("Stripe-Version");
    answer.fields.push_back({"Stripe-Version", faceVersion(version) ? version : apiVersion});
    if (!desk_.idempotencyKey.empty()) answer.fields.push_back({"Idempotency-Key", desk_.idempotencyKey});
    desk_.requestId.clear();
    desk_.idempotencyKey.clear();
    return answer;
  }

  std::vector<Spoken> speak(const Happening& happening) override {
    auto all = voice_.speak(happening);
    for (auto& one : all) one.requestId = desk_.requestId, one.idempotencyKey = desk_.idempotencyKey;
    return all;
  }
  std::string body(const Event& event) override { return voice_.body(event); }

 private:
  void registerAll() {
    registerCatalogue(desk_);
    registerCustomers(desk_);
    registerPaymentMethods(desk_);
    registerSubscriptions(desk_);
    registerSubscriptionItems(desk_);
    registerSchedules(desk_);
    registerInvoices(desk_);
    registerInvoiceItems(desk_);
    registerPreviews(desk_);
    registerEndpoints(desk_);
    registerEvents(desk_, voice_);
    registerTestClocks(desk_);
    registerMore(desk_);
  }

  CallAnswer admitted(const Call& call) {
    if (auto refused = refusedKey(call, options_)) return faceAnswer(refuse(std::move(*refused)));
    const auto version = call.field("Stripe-Version");
    if (!version.empty() && !faceVersion(version))
      return faceAnswer(refuse(invalid("Invalid Stripe API version: " + version)));
    if (auto again = replayed(desk_.engine, call)) return std::move(*again);
    settleSchedules(desk_);
    auto answer = faceAnswer(handled(call));
    keepForReplay(desk_.engine, call, answer);
    return answer;
  }

  Reply handled(const Call& call) {
    const auto route = desk_.routes.find(call.method, call.path);
    if (!route.handler) return refuse(faceUnrecognised(call));
    Request request{call, desk_, desk_.engine, desk_.ledger, route.ids, decodeForm(call.query, call.body), {}};
    if (auto unknown = firstUnknown(request.params, route.known)) return refuse(unknownParameter(*unknown));
    const auto expansions = request.in().texts("expand");
    for (const auto& path : expansions)
      if (!desk_.objects.expandable(path))
        request.in().refuse(invalid("This property cannot be expanded (" + path + ").", "expand"));
    if (request.problem) return request.refused();
    auto reply = (*route.handler)(request);
    if (!reply) return reply;
    // What was done is done: an expansion that leads nowhere refuses only what was to be read.
    if (auto refused = desk_.objects.expand(*reply, expansions); refused && call.method == "GET")
      return refuse(std::move(*refused));
    return reply;
  }

  Desk desk_;
  FaceOptions options_;
  StripeVoice voice_;
};

}  // namespace

std::unique_ptr<Face> makeFace(Engine& engine, const FaceOptions& options) {
  return std::make_unique<StripeFace>(engine, options);
}

}  // namespace billing::sandbox::stripe

namespace billing::sandbox {

std::unique_ptr<Face> makeStripeFace(Engine& engine, const FaceOptions& options) {
  return stripe::makeFace(engine, options);
}

}  // namespace billing::sandbox
