#include "operations/usage/usagetrial.h"

#include <algorithm>

#include "operations/credits/allowance.h"
#include "operations/usage/quotafigures.h"
#include "operations/usage/usageanswer.h"
#include "operations/usage/usagebars.h"
#include "operations/usage/usageerrors.h"
#include "store/repositories/billableactionrepository.h"

namespace billing::operations {

UsageTrial::UsageTrial(store::WriteContext& context, const RulesContext& rules, const UsageRequest& request,
                       const ActionRule& action, store::AccountTerms terms, Instant now)
    : context_(context),
      rules_(rules),
      request_(request),
      action_(action),
      terms_(std::move(terms)),
      now_(now),
      period_(usagePeriodOf(rules.rules, terms_, now)) {}

Result<UsageVerdict> UsageTrial::run() {
  if (auto read = readMeters(); !read) return failure(read.error());
  if (auto grown = growMeters(); !grown) return failure(grown.error());
  if (auto read = readPurse(); !read) return failure(read.error());
  if (auto judged = judge(); !judged) return failure(judged.error());
  fillFigures();
  if (!request_.checkOnly)
    if (auto booked = book(); !booked) return failure(booked.error());
  return verdict_;
}

Result<void> UsageTrial::readMeters() {
  for (const std::string& quota : action_.checks)
    if (auto read = readMeter(quota, false); !read) return read;
  for (const std::string& quota : action_.counts)
    if (auto read = readMeter(quota, true); !read) return read;
  return {};
}

Result<void> UsageTrial::readMeter(const std::string& quota, bool counts) {
  const auto known = std::ranges::find_if(meters_, [&](const Meter& meter) { return meter.rule->key == quota; });
  if (known != meters_.end()) {
    (counts ? known->counted : known->checked) = true;
    return {};
  }
  const QuotaRule* rule = rules_.rules.quota(quota);
  if (rule == nullptr) return unknownQuota(action_.key, quota);
  Meter meter{rule, !counts, counts, quotaLimitOf(rules_.rules, terms_.plan, quota), spanOf(*rule, period_), {}, 0};
  auto record = store::UsageRecordRepository::find(context_, terms_.row, quota, meter.span.start);
  if (!record) return failure(record.error());
  meter.record = record->value_or(store::StoredUsage{0, terms_.row, quota, meter.span.start, meter.span.end, 0});
  meters_.push_back(std::move(meter));
  return {};
}

// What is taken back was there: never below nothing, and only of what lasts.
Result<void> UsageTrial::growMeters() {
  const bool takesBack = request_.units < 0;
  const auto grows = [&](const Meter& meter) { return meter.counted && (!takesBack || meter.rule->lasting); };
  if (takesBack && std::ranges::none_of(meters_, grows)) return badUnits("Only what lasts can be taken back");
  for (Meter& meter : meters_) {
    meter.after = meter.record.used;
    if (!grows(meter)) continue;
    if (__builtin_add_overflow(meter.record.used, request_.units, &meter.after))
      return badUnits("So many cannot be counted");
    meter.after = std::max<std::int64_t>(meter.after, 0);
  }
  return {};
}

Result<void> UsageTrial::readPurse() {
  if (!rules_.rules.credits.enabled) return {};
  if (auto granted = grantAllowance(context_, rules_, terms_, now_); !granted) return granted;
  auto purse = CreditPurse::open(context_, terms_.row);
  if (!purse) return failure(purse.error());
  purse_.emplace(std::move(*purse));
  verdict_.balanceTenths = purse_->usable(now_);
  return {};
}

Result<void> UsageTrial::judge() {
  if (request_.units < 0) return {};
  if (const Meter* full = firstWithoutRoom()) {
    refuse("quota_exceeded", full->rule->key);
    return {};
  }
  if (!purse_ || action_.costTenths <= 0) return {};
  if (__builtin_mul_overflow(action_.costTenths, unitsToPay(), &verdict_.creditsTenths))
    return badUnits("So many cannot be paid");
  if (verdict_.creditsTenths <= *verdict_.balanceTenths) {
    *verdict_.balanceTenths -= verdict_.creditsTenths;
    return {};
  }
  const auto beyond = std::ranges::find_if(meters_, [&](const Meter& meter) { return isPayable(meter); });
  refuse("not_enough_credits", beyond == meters_.end() ? std::string() : beyond->rule->key);
  return {};
}

const UsageTrial::Meter* UsageTrial::firstWithoutRoom() const {
  const auto full = std::ranges::find_if(meters_, [&](const Meter& meter) { return meter.checked && !hasRoom(meter); });
  return full == meters_.end() ? nullptr : &*full;
}

// A quota that is checked but not counted needs room for what is asked all the same.
bool UsageTrial::hasRoom(const Meter& meter) const {
  if (!meter.limit || isPayable(meter)) return true;
  const int buffer = meter.rule->mode == QuotaMode::Soft ? meter.rule->bufferPercent : 0;
  const auto blockedAt = judgeQuota(meter.record.used, meter.limit, meter.rule->warnPercent, buffer).blockedAt;
  return !blockedAt || (meter.record.used < *blockedAt && request_.units <= *blockedAt - meter.record.used);
}

// A price is needed for it: without one the limit stands.
bool UsageTrial::isPayable(const Meter& meter) const {
  return isPaidBeyondLimit(rules_.rules, *meter.rule) && action_.costTenths > 0;
}

// All units, or of quotas that are paid beyond their limit those beyond the fullest.
std::int64_t UsageTrial::unitsToPay() const {
  std::int64_t most = 0;
  bool byLimit = false;
  for (const Meter& meter : meters_) {
    if (!isPayable(meter)) continue;
    byLimit = true;
    if (!meter.limit) continue;
    const std::int64_t room = std::max<std::int64_t>(*meter.limit - meter.record.used, 0);
    most = std::max(most, request_.units - std::min(request_.units, room));
  }
  return byLimit ? most : request_.units;
}

void UsageTrial::refuse(std::string reason, std::string quota) {
  verdict_.allowed = false;
  verdict_.reason = std::move(reason);
  verdict_.exceeded = std::move(quota);
  verdict_.creditsTenths = 0;
  for (Meter& meter : meters_) meter.after = meter.record.used;
}

void UsageTrial::fillFigures() {
  for (const Meter& meter : meters_)
    verdict_.quotas.push_back(quotaFigureOf(rules_.rules, *meter.rule, meter.limit, meter.after, meter.span));
}

Result<void> UsageTrial::book() {
  const auto row = noteAction();
  if (!row) return failure(row.error());
  context_.changed(store::Entity::Account, terms_.row, store::ChangeKind::Updated);
  if (!verdict_.allowed) return {};
  if (auto counted = count(); !counted) return counted;
  if (verdict_.creditsTenths > 0) {
    const auto draw =
        purse_->take(context_, verdict_.creditsTenths, "action " + QString::number(*row).toStdString(), now_);
    if (!draw) return failure(draw.error());
  }
  return redrawBars();
}

Result<std::int64_t> UsageTrial::noteAction() {
  return store::BillableActionRepository::add(
      context_, {0, terms_.row, request_.requestId, action_.key, request_.units, std::string(verdictWord(verdict_)),
                 verdict_.creditsTenths, period_.start, now_, toAnswerText(verdict_)});
}

Result<void> UsageTrial::count() {
  for (Meter& meter : meters_) {
    if (meter.after == meter.record.used) continue;
    meter.record.used = meter.after;
    meter.record.periodEnd = meter.span.end;
    if (auto saved = store::UsageRecordRepository::save(context_, meter.record, now_); !saved) return saved;
  }
  return {};
}

Result<void> UsageTrial::redrawBars() {
  for (const QuotaFigure& figure : verdict_.quotas)
    if (auto drawn = drawQuotaBar(context_, rules_, terms_, figure, now_); !drawn) return drawn;
  if (verdict_.creditsTenths == 0) return {};
  return drawCreditBar(context_, rules_, terms_, now_);
}

}  // namespace billing::operations
