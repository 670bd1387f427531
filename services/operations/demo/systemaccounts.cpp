#include "operations/demo/systemaccounts.h"

#include <array>
#include <set>

#include "operations/demo/demonames.h"
#include "webhooks/compose/eventvariables.h"

namespace billing::operations {
namespace {

// What a newcomer should find at once, each with its place in the list.
struct Scene {
  DemoEnding ending;
  int daysSincePeriodEnd;  ///< the last period that was over ended so many days ago
  int appetite;
  bool hurry;
};
constexpr std::array kScenes{
    Scene{DemoEnding::Steady, 9, 87, true},         // warned
    Scene{DemoEnding::Steady, 12, 135, true},       // over its allowance
    Scene{DemoEnding::ChargeFails, 3, 45, false},   // past due, in grace
    Scene{DemoEnding::EndsSoon, 11, 30, false},     // cancelled for the period's end
    Scene{DemoEnding::JustLeft, 6, 60, false},      // left today
    Scene{DemoEnding::GaveUpPaying, 14, 70, false}  // grace is over
};
constexpr int kTrials = 3;  // after the scenes: signed up within the last days

std::string uuidOf(DemoRandom& random) {
  static constexpr std::string_view hex = "0123456789abcdef";
  std::string uuid = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
  for (char& c : uuid) {
    if (c == 'x') c = random.pick(hex);
  }
  return uuid;
}

std::string inventedKey(const DemoRequest& request, const SystemAccount& account) {
  const auto number = static_cast<std::uint64_t>(account.number);
  DemoRandom random = DemoRandom::of(request.seed, "uuid", number);
  switch (request.profile->rules.accountKind) {
    case AccountKind::User:
      return demoId(request.seed, "user_", "account", number, 24);
    case AccountKind::Organisation:
      return demoId(request.seed, "org_", "account", number, 24);
    case AccountKind::Email:
      return account.customer.email;
    case AccountKind::Profile:
      return uuidOf(random);
  }
  return {};
}

// Light, ordinary and heavy users.
int appetiteOf(DemoRandom& random) {
  const std::int64_t chance = random.below(100);
  if (chance < 12) return static_cast<int>(random.between(1, 6));
  if (chance < 70) return static_cast<int>(random.between(15, 65));
  if (chance < 90) return static_cast<int>(random.between(66, 98));
  return static_cast<int>(random.between(100, 140));
}

class Inventor {
 public:
  Inventor(const DemoRequest& request, Instant begin)
      : request_(request),
        rules_(request.profile->rules),
        begin_(begin),
        topRank_(static_cast<int>(rules_.plans.size()) - 2) {}

  std::vector<SystemAccount> all() {
    std::vector<SystemAccount> accounts;
    accounts.reserve(static_cast<std::size_t>(request_.customers));
    for (int number = 0; number < request_.customers; ++number) accounts.push_back(one(number));
    return accounts;
  }

 private:
  SystemAccount one(int number) {
    DemoRandom random = DemoRandom::of(request_.seed, "account", static_cast<std::uint64_t>(number));
    SystemAccount account;
    account.number = number;
    account.appetite = appetiteOf(random);
    account.customer = person(random, number);
    account.key = inventedKey(request_, account);
    account.customer.metadata = accountMetadata(rules_, account.key);
    account.triesPlan = rules_.trialDays > 0 && random.perMille(650);
    account.yearly = random.perMille(260);
    account.rank = random.perMille(550) ? 0 : random.perMille(700) ? std::min(1, topRank_) : topRank_;
    const auto place = static_cast<std::size_t>(number);
    if (place < kScenes.size())
      stage(account, kScenes.at(place));
    else if (place < kScenes.size() + kTrials)
      newcomer(account, static_cast<int>(place - kScenes.size()));
    else if (place == kScenes.size() + kTrials)
      outgrown(account);
    else
      byChance(account, random);
    return account;
  }

  DemoCustomer person(DemoRandom& random, int number) {
    DemoName name = inventName(random, number);
    while (!emails_.insert(name.email).second) name.email.insert(0, 1, 'x');
    DemoCustomer customer;
    const bool dodo = request_.profile->provider == Provider::Dodo;
    customer.id = demoId(request_.seed, "cus_", "system customer", static_cast<std::uint64_t>(number), dodo ? 21 : 14);
    customer.name = name.name;
    customer.email = name.email;
    customer.vatPercent = name.vatPercent;
    customer.cardNetwork = random.perMille(600) ? "visa" : "mastercard";
    customer.cardLastFour = std::to_string(random.between(1000, 9999));
    return customer;
  }

  // So many whole months before the day on which the last period ended.
  void stage(SystemAccount& account, const Scene& scene) const {
    const Instant lastEnd = daysAfter(request_.now, -scene.daysSincePeriodEnd);
    const int months = std::max(1, std::min(request_.months - 1, 3 + account.number % 3));
    account.firstPaid = webhooks::intervalsLater(lastEnd, "month", -months);
    account.signUp = daysAfter(*account.firstPaid, -2);
    account.yearly = false;
    account.rank = scene.hurry ? 0 : std::min(account.number % 2, topRank_);  // the smallest plan has limits
    account.ending = scene.ending;
    account.appetite = scene.appetite;
    account.hurry = scene.hurry;
  }

  void newcomer(SystemAccount& account, int which) const {
    account.signUp = after(daysAfter(request_.now, -1 - std::int64_t{2} * which), std::int64_t{-4000} * (which + 1));
    account.triesPlan = rules_.trialDays > 0;
  }

  // Has never paid, and wants more than the free plan holds.
  void outgrown(SystemAccount& account) const {
    account.signUp = daysAfter(request_.now, -40);
    account.triesPlan = false;
    account.appetite = 140;
    account.hurry = true;
  }

  void byChance(SystemAccount& account, DemoRandom& random) const {
    const std::int64_t days = (request_.now.ms - begin_.ms) / 86'400'000 - 1;
    const std::int64_t day = random.below(std::max<std::int64_t>(days, 1));
    account.signUp = after(daysAfter(begin_, day), random.between(21'600, 79'200));
    const Instant paid = after(account.signUp, random.between(1'200, 1'036'800));
    if (random.perMille(780)) account.firstPaid = paid;
    if (account.firstPaid > request_.now) account.firstPaid.reset();
  }

  const DemoRequest& request_;
  const BillingRules& rules_;
  const Instant begin_;
  const int topRank_;
  std::set<std::string> emails_;
};

}  // namespace

std::vector<SystemAccount> inventAccounts(const DemoRequest& request, Instant begin) {
  return Inventor(request, begin).all();
}

std::string accountMetadata(const BillingRules& rules, const std::string& key,
                            const std::vector<std::pair<std::string, std::string>>& more) {
  std::vector<std::pair<std::string, std::string>> texts;
  if (!rules.metadataAccountKey.empty()) texts.emplace_back(rules.metadataAccountKey, key);
  texts.insert(texts.end(), more.begin(), more.end());
  std::string json;
  for (const auto& [name, value] : texts)
    json += (json.empty() ? "" : ", ") + webhooks::jsonQuoted(name) + ": " + webhooks::jsonQuoted(value);
  return "{" + json + "}";
}

}  // namespace billing::operations
