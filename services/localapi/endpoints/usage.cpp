#include "localapi/endpoints/usage.h"

#include <algorithm>

#include "localapi/accountjson.h"
#include "localapi/jsontext.h"
#include "localapi/storefailure.h"
#include "operations/accounts/accountbook.h"
#include "operations/checkouts/buyer.h"
#include "operations/credits/creditbook.h"

namespace billing::localapi {
namespace {

struct Judged {
  operations::UsageVerdict verdict;
  std::string plan;
};

Result<operations::UsageRequest> readUsage(const ApiCall& call) {
  operations::UsageRequest request;
  const auto account = call.account();
  const auto action = call.body.text("action"), id = call.body.anyText({"request_id", "requestId"});
  const auto units = call.body.integer("units");
  const auto snake = call.body.flag("check_only"), camel = call.body.flag("checkOnly");
  for (const auto* field : {&action, &id})
    if (!*field) return failure(field->error());
  for (const auto* field : {&snake, &camel})
    if (!*field) return failure(field->error());
  if (!units) return failure(units.error());
  if (!account) return failure(account.error());
  if (!*action) return missingField("action");
  request.account = *account;
  request.action = **action;
  request.units = units->value_or(1);
  request.requestId = id->value_or("");
  request.checkOnly = snake->value_or(false) || camel->value_or(false);
  return request;
}

std::string sentence(const operations::UsageVerdict& verdict) {
  const auto figure = std::ranges::find(verdict.quotas, verdict.exceeded, &operations::QuotaFigure::quota);
  if (figure == verdict.quotas.end()) return "There are not enough credits";
  std::string text = figure->name + ": " + std::to_string(figure->used);
  if (figure->limit) text += " of " + std::to_string(*figure->limit);
  return text + " " + figure->unit + " are used";
}

void addCredits(JsonObjectText& json, const operations::UsageVerdict& verdict) {
  if (!verdict.balanceTenths) return;
  json.raw("creditsTaken", creditsText(verdict.creditsTenths)).raw("credits", creditsText(*verdict.balanceTenths));
}

http::Answer refusal(const ApiCall& call, const Judged& judged) {
  const BillingRules& rules = call.core->rules.rules;
  const operations::UsageVerdict& verdict = judged.verdict;
  JsonObjectText json, error, upgrade;
  error.text("code", verdict.reason).text("message", sentence(verdict)).textOrNull("quota", verdict.exceeded);
  if (!rules.exceededHint.empty()) error.text("hint", rules.exceededHint);
  upgrade.textOrNull("hint", rules.exceededHint).text("planId", judged.plan);
  upgrade.raw("plans", largerPlansJson(rules, judged.plan, verdict.exceeded));
  json.raw("error", error.done()).flag("allowed", false).raw("usage", figuresJson(verdict.quotas));
  addCredits(json, verdict);
  http::Answer answer = ok(json.raw("upgrade", upgrade.done()).done());
  answer.status = rules.exceededStatus;
  const auto figure = std::ranges::find(verdict.quotas, verdict.exceeded, &operations::QuotaFigure::quota);
  if (answer.status == 429 && figure != verdict.quotas.end() && figure->periodEnd)
    answer.fields.push_back({"Retry-After", std::to_string(std::max<std::int64_t>(
                                                (figure->periodEnd->ms - call.now().ms + 999) / 1000, 1))});
  return answer;
}

http::Answer verdictAnswer(const ApiCall& call, const Judged& judged) {
  if (!judged.verdict.allowed) return refusal(call, judged);
  JsonObjectText json;
  json.flag("allowed", true).flag("letThrough", judged.verdict.letThrough).flag("repeated", judged.verdict.repeated);
  json.text("planId", judged.plan).raw("usage", figuresJson(judged.verdict.quotas));
  addCredits(json, judged.verdict);
  return ok(json.done());
}

http::Answer letUsageIn(const ApiCall& call, const operations::UsageRequest& request, const Error& error) {
  call.core->letThrough.note({"quota", request.account, request.action, describe(error), call.now()});
  return ok(JsonObjectText().flag("allowed", true).flag("letThrough", true).raw("usage", "[]").done());
}

}  // namespace

void postUsage(const CallPtr& call) {
  const auto request = readUsage(*call);
  if (!request) return call->fail(request.error());
  call->write<Judged>(
      [call, request = *request](store::WriteContext& context) -> Result<Judged> {
        auto verdict = operations::trackUsage(context, call->core->rules, request, call->now());
        if (!verdict) return failure(verdict.error());
        auto buyer = store::CheckoutRepository::payer(context, request.account);
        if (!buyer) return failure(buyer.error());
        return Judged{std::move(*verdict), *buyer ? (*buyer)->plan : std::string()};
      },
      [call, request = *request](const Result<Judged>& judged) {
        if (judged && judged->verdict.creditsTenths > 0) call->core->creditsUsed();
        if (judged) return verdictAnswer(*call, *judged);
        const bool open = call->core->rules.rules.quotaOnError == OnError::Allow;
        return open && isStoreFailure(judged.error()) ? letUsageIn(*call, request, judged.error())
                                                      : storeAnswer(judged.error());
      });
}

void getUsage(const CallPtr& call) {
  const auto account = call->account();
  if (!account) return call->fail(account.error());
  call->write<std::string>(
      [call, key = *account](store::WriteContext& context) -> Result<std::string> {
        const auto buyer = operations::findBuyer(context, call->core->rules, key);
        if (!buyer) return failure(buyer.error());
        const auto row = operations::findAccount(context, buyer->payer.key);
        if (!row || !*row) return failure(row ? Error{} : row.error());
        const auto figures = operations::usageOf(context, call->core->rules, **row, call->now());
        if (!figures) return failure(figures.error());
        JsonObjectText json;
        json.text("account", buyer->payer.key).text("planId", buyer->payer.plan).raw("usage", figuresJson(*figures));
        if (!call->core->rules.rules.credits.enabled) return json.done();
        const auto balance = operations::creditBalance(context, **row, call->now());
        if (!balance) return failure(balance.error());
        return json.raw("credits", creditsText(*balance)).done();
      },
      [](const Result<std::string>& json) { return json ? ok(*json) : storeAnswer(json.error()); });
}

}  // namespace billing::localapi
