// What a workspace sells and how it treats an account: plans, quotas, credits, trial, grace, downgrade, entitlements.
// Values only; read from the profile (workspace/rulesreader.h), judged by the pure functions of this room.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/billingevent.h"
#include "domain/money.h"

namespace billing {

/// Who pays: a user, an organisation, an e-mail address, a profile of the product.
enum class AccountKind { User, Organisation, Email, Profile };

/// Credits are counted in tenths: an action may cost 2.5.
using Tenths = std::int64_t;

struct PlanPrice {
  BillingInterval interval;
  Money amount;
  std::string testProductId, liveProductId;  ///< the provider's product or price id, one for each mode
  [[nodiscard]] const std::string& productId(bool live) const { return live ? liveProductId : testProductId; }
  bool operator==(const PlanPrice&) const = default;
};

struct Plan {
  std::string key;   ///< "pro"
  std::string name;  ///< "Pro"
  int rank = 0;      ///< from the smallest; 0 is the free plan
  std::vector<PlanPrice> prices;
  /// Units of each quota for one usage period; nullopt: unlimited. A quota that is not named here is 0.
  std::map<std::string, std::optional<std::int64_t>, std::less<>> limits;
  Tenths allowanceTenths = 0;  ///< credits granted with each usage period, lapsing with it
  std::vector<std::string> features;
  bool operator==(const Plan&) const = default;
};

enum class QuotaMode {
  Hard,   ///< refused at the limit
  Soft,   ///< goes on into the buffer, with a warning
  TopUp,  ///< beyond the limit it costs credits, which may be topped up
};
enum class OnError { Deny, Allow };

struct QuotaRule {
  std::string key;   ///< "api_calls"
  std::string name;  ///< "API calls"
  std::string unit;  ///< "calls"
  QuotaMode mode = QuotaMode::Hard;
  int warnPercent = 80;   ///< inclusive
  int bufferPercent = 0;  ///< Soft: how far beyond the limit, in percent of it
  bool lasting = false;   ///< counts what exists (memories) rather than what happened in a period: never starts anew
  bool operator==(const QuotaRule&) const = default;
};

/// What one action of the product is counted and paid with.
struct ActionRule {
  std::string key;                  ///< "memory.create", "image.medium"
  std::vector<std::string> checks;  ///< quotas that must have room, in this order
  std::vector<std::string> counts;  ///< quotas that grow
  Tenths costTenths = 0;            ///< credits for one unit: always, or beyond the limit where the quota is TopUp
  bool operator==(const ActionRule&) const = default;
};

enum class AllowanceModel { Pooled, PerTier };

struct CreditPack {
  std::string key, name;
  Tenths tenths = 0;
  Money price;
  std::string testProductId, liveProductId;
  [[nodiscard]] const std::string& productId(bool live) const { return live ? liveProductId : testProductId; }
  bool operator==(const CreditPack&) const = default;
};

struct TopUpRule {
  bool enabled = false;
  Tenths belowTenths = 0;  ///< due while the balance is below this
  Tenths tenths = 5000;    ///< 500 credits
  Money price;
  int monthlyCap = 0;  ///< top-ups in one calendar month (UTC); 0: none
  bool operator==(const TopUpRule&) const = default;
};

struct CreditRules {
  bool enabled = false;
  AllowanceModel model = AllowanceModel::Pooled;
  Tenths startingTenths = 0;       ///< given once to every new account
  std::string metadataCreditsKey;  ///< a succeeded payment with this key in its metadata buys so many credits
  std::int64_t mostCreditsOfAPayment = 100'000;
  std::vector<CreditPack> packs;
  TopUpRule topUp;
  bool operator==(const CreditRules&) const = default;
};

enum class DowngradeWhen { Event, Nightly, AfterGrace };
enum class UnknownProduct { Refuse, UseDefault };

struct EntitlementRules {
  bool enabled = false;             ///< a succeeded payment gives access to a plan
  OnError onError = OnError::Deny;  ///< the store cannot be asked: let in, and list it
  bool allowUnverified = false;     ///< emergency: access without a payment
  int tokenMinutes = 10;
  std::optional<int> validDays;  ///< nullopt: does not expire
  bool operator==(const EntitlementRules&) const = default;
};

enum class UsagePeriod { CalendarMonth, BillingPeriod };

struct BillingRules {
  AccountKind accountKind = AccountKind::User;
  std::string
      metadataAccountKey;   ///< names the account in a provider object's metadata: "userId"; empty: by e-mail or id
  std::vector<Plan> plans;  ///< by rank
  UnknownProduct unknownProduct = UnknownProduct::Refuse;
  std::string unknownProductPlan;  ///< UseDefault: which
  std::vector<QuotaRule> quotas;
  std::vector<ActionRule> actions;
  UsagePeriod usagePeriod = UsagePeriod::CalendarMonth;
  int exceededStatus = 402;  ///< 402 or 429
  std::string exceededHint;  ///< for the answer's body: "Upgrade to Pro for 10,000 calls"
  OnError quotaOnError = OnError::Deny;
  CreditRules credits;
  int trialDays = 0;
  std::string trialPlan;  ///< plan during a trial without subscription
  bool trialNeedsCard = false;
  int graceDays = 0;
  DowngradeWhen downgrade = DowngradeWhen::Event;
  int nightlyMinuteUtc = 120;  ///< minute of the UTC day: 02:00
  bool downgradeEnabled = true;
  EntitlementRules entitlements;
  /// The team's own names of events, and the provider's types that they mean ("subscription.canceled").
  std::map<std::string, std::string, std::less<>> eventAliases;
  bool operator==(const BillingRules&) const = default;

  /// Nothing is sold: the workspace only shows what the provider tells.
  [[nodiscard]] bool empty() const { return plans.empty() && !credits.enabled; }
  [[nodiscard]] const Plan* plan(std::string_view key) const;
  /// Rank 0; nullptr without plans.
  [[nodiscard]] const Plan* freePlan() const;
  [[nodiscard]] const QuotaRule* quota(std::string_view key) const;
  [[nodiscard]] const ActionRule* action(std::string_view key) const;
  /// The plan and price with this product id in the mode; an id of the other mode is not found. Both nullptr otherwise.
  struct Sold {
    const Plan* plan = nullptr;
    const PlanPrice* price = nullptr;
  };
  [[nodiscard]] Sold soldAs(std::string_view productId, bool live) const;
  [[nodiscard]] const CreditPack* packSoldAs(std::string_view productId, bool live) const;
};

/// "2.5", "500": tenths as people write them.
[[nodiscard]] std::string creditsText(Tenths tenths);
/// "2.5" is 25. nullopt when it is not a number of at most one decimal, or too large.
[[nodiscard]] std::optional<Tenths> creditsFrom(std::string_view text);

}  // namespace billing
