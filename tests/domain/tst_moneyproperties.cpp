// What holds for every change of price, split, tax and use of credits, over random ones. A rerun of a failure:
// BILLING_SEED=12345 tst_moneyproperties.
#include <QtTest>
#include <numeric>
#include <random>

#include "domain/allocation.h"
#include "domain/creditdraw.h"
#include "domain/proration.h"
#include "domain/tax.h"
#include "domain/totals.h"

using namespace billing;

namespace {

using Random = std::mt19937_64;
constexpr int kRounds = 20'000;

std::int64_t among(Random& random, std::int64_t from, std::int64_t to) {
  return std::uniform_int_distribution<std::int64_t>(from, to)(random);
}

// Cents, ordinary prices, and some that are large.
std::int64_t anyPrice(Random& random) {
  static constexpr std::int64_t sizes[] = {10, 3'000, 100'000, 1'000'000'000'000};
  return among(random, 0, sizes[random() % 4]);
}

PriceChange anyChange(Random& random) {
  PriceChange change;
  change.oldMinor = anyPrice(random);
  change.newMinor = anyPrice(random);
  change.periodStart = Instant::fromSeconds(among(random, 0, 2'000'000'000));
  const std::int64_t length = among(random, 1, 366 * 86'400);
  change.periodEnd = Instant::fromSeconds(change.periodStart.seconds() + length);
  // Also before it begins and after it has ended.
  change.changeAt =
      Instant::fromSeconds(change.periodStart.seconds() + among(random, -length / 4, length + length / 4));
  return change;
}

Proration by(PriceChange change, ProrationMode mode) {
  change.mode = mode;
  const auto shares = prorate(change);
  if (!shares) qFatal("%s", describe(shares.error()).c_str());
  return *shares;
}

std::vector<std::int64_t> anyWeights(Random& random) {
  std::vector<std::int64_t> weights(static_cast<std::size_t>(among(random, 1, 12)));
  for (std::int64_t& weight : weights) weight = among(random, 0, 1'000);
  weights.front() += 1;  // somebody has to take it
  return weights;
}

CreditGrant anyGrant(Random& random, int number) {
  CreditGrant grant{
      "g" + std::to_string(number), among(random, 0, 5'000), static_cast<int>(among(random, 0, 3)), {}, {}};
  grant.granted = {among(random, 0, 1'000)};
  if (random() % 2 == 0) grant.expires = Instant{among(random, 500, 1'500)};
  return grant;
}

Tenths heldIn(const std::vector<CreditGrant>& grants) {
  return std::accumulate(grants.begin(), grants.end(), Tenths{0},
                         [](Tenths sum, const CreditGrant& grant) { return sum + grant.remaining; });
}

Tenths takenBy(const CreditDraw& draw) {
  return std::accumulate(draw.taken.begin(), draw.taken.end(), Tenths{0},
                         [](Tenths sum, const CreditTaken& taken) { return sum + taken.tenths; });
}

}  // namespace

class TestMoneyProperties : public QObject {
  Q_OBJECT

  std::uint64_t seed_ = 0;

  template <class Check>
  void forAll(Check check) {
    Random random(seed_);
    for (int round = 0; round < kRounds; ++round) {
      if (!check(random)) QFAIL(qPrintable(QStringLiteral("seed %1, round %2").arg(seed_).arg(round)));
    }
  }

 private Q_SLOTS:
  void initTestCase() {
    const QByteArray wanted = qgetenv("BILLING_SEED");
    seed_ = wanted.isEmpty() ? std::random_device()() : wanted.toULongLong();
  }

  void the_lines_of_a_change_always_sum_to_its_net() {
    forAll([](Random& random) {
      const PriceChange change = anyChange(random);
      bool good = true;
      for (const auto mode :
           {ProrationMode::Prorated, ProrationMode::Full, ProrationMode::Difference, ProrationMode::None}) {
        const Proration shares = by(change, mode);
        good = good && shares.creditMinor <= 0 && shares.chargeMinor >= 0 &&
               shares.creditMinor + shares.chargeMinor == shares.netMinor;
      }
      return good;
    });
  }

  void a_share_is_never_more_than_the_whole_price() {
    forAll([](Random& random) {
      const PriceChange change = anyChange(random);
      const Proration shares = by(change, ProrationMode::Prorated);
      return -shares.creditMinor <= change.oldMinor && shares.chargeMinor <= change.newMinor;
    });
  }

  void a_change_at_the_very_beginning_costs_the_difference_and_one_at_the_end_nothing() {
    forAll([](Random& random) {
      PriceChange change = anyChange(random);
      change.changeAt = change.periodStart;
      const bool begins =
          by(change, ProrationMode::Prorated).netMinor == by(change, ProrationMode::Difference).netMinor;
      change.changeAt = change.periodEnd;
      return begins && by(change, ProrationMode::Prorated).netMinor == 0;
    });
  }

  void full_differs_from_the_difference_by_the_old_price() {
    forAll([](Random& random) {
      const PriceChange change = anyChange(random);
      return by(change, ProrationMode::Full).netMinor - by(change, ProrationMode::Difference).netMinor ==
             change.oldMinor;
    });
  }

  void later_is_never_more_and_there_and_back_is_free() {
    forAll([](Random& random) {
      PriceChange change = anyChange(random);
      const Proration soon = by(change, ProrationMode::Prorated);
      PriceChange back = change;
      std::swap(back.oldMinor, back.newMinor);
      const bool free = soon.netMinor + by(back, ProrationMode::Prorated).netMinor == 0;
      change.changeAt = Instant::fromSeconds(change.changeAt.seconds() + 3'600);
      const Proration late = by(change, ProrationMode::Prorated);
      return free && late.chargeMinor <= soon.chargeMinor && late.creditMinor >= soon.creditMinor;
    });
  }

  void a_trial_and_the_mode_none_cost_nothing() {
    forAll([](Random& random) {
      PriceChange change = anyChange(random);
      const bool none = by(change, ProrationMode::None).netMinor == 0;
      change.trialing = true;
      return none && by(change, ProrationMode::Prorated).chargeMinor == 0 &&
             by(change, ProrationMode::Full).chargeMinor == 0;
    });
  }

  void tax_and_net_always_sum_to_the_gross() {
    forAll([](Random& random) {
      const Percent rate{among(random, 0, 30'000), 1'000};
      const std::int64_t amount = among(random, -10'000'000, 10'000'000);
      const auto on = taxOn(amount, rate, false), within = taxOn(amount, rate, true);
      const bool sums = on && within && on->netMinor + on->taxMinor == on->grossMinor &&
                        within->netMinor + within->taxMinor == within->grossMinor;
      return sums && on->netMinor == amount && within->grossMinor == amount;
    });
  }

  void what_is_taxed_and_taken_apart_again_is_what_it_was() {
    forAll([](Random& random) {
      const Percent rate{among(random, 0, 30'000), 1'000};
      const auto on = taxOn(among(random, 0, 10'000'000), rate, false);
      const auto back = on ? taxOn(on->grossMinor, rate, true) : on;
      return back && back->netMinor == on->netMinor;
    });
  }

  void the_parts_of_a_split_sum_to_the_whole_and_are_fair_to_a_unit() {
    forAll([](Random& random) {
      const auto weights = anyWeights(random);
      const std::int64_t total = among(random, -1'000'000, 1'000'000);
      const std::int64_t all = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
      const auto parts = allocate(total, weights);
      if (!parts || parts->size() != weights.size()) return false;
      bool fair = std::accumulate(parts->begin(), parts->end(), std::int64_t{0}) == total;
      for (std::size_t i = 0; i < weights.size(); ++i)
        fair = fair && std::abs((*parts)[i] * all - total * weights[i]) < all;
      return fair;
    });
  }

  void credits_never_vanish_and_none_appear() {
    forAll([](Random& random) {
      std::vector<CreditGrant> grants;
      for (int i = 0; i < 6; ++i) grants.push_back(anyGrant(random, i));
      for (int use = 0; use < 5; ++use) {
        const Tenths before = heldIn(grants), wanted = among(random, 0, 8'000);
        const Instant at{among(random, 0, 1'600)};
        const Tenths usable = usableTenths(grants, at);
        const CreditDraw draw = drawCredits(grants, wanted, at);
        const bool kept = heldIn(grants) == before - takenBy(draw) && takenBy(draw) + draw.missing == wanted;
        if (!kept || takenBy(draw) != std::min(usable, wanted)) return false;
        for (const CreditGrant& grant : grants)
          if (grant.remaining < 0) return false;
      }
      return true;
    });
  }

  void totals_keep_currencies_apart_and_lose_nothing() {
    forAll([](Random& random) {
      static const Currency known[] = {*Currency::fromCode("EUR"), *Currency::fromCode("USD"),
                                       *Currency::fromCode("JPY")};
      std::vector<Money> amounts(static_cast<std::size_t>(among(random, 0, 9)));
      for (Money& amount : amounts) amount = {among(random, -1'000'000, 1'000'000), known[random() % 3]};
      const auto totals = totalsOf(amounts);
      if (!totals) return false;
      for (const auto& [currency, total] : *totals) {
        std::int64_t left = total.minor;
        for (const Money& amount : amounts) left -= amount.currency == currency ? amount.minor : 0;
        if (left != 0 || total.currency != currency) return false;
      }
      return true;
    });
  }

  void a_sum_beyond_64_bits_is_an_error_and_not_a_debt() {
    const Currency usd = *Currency::fromCode("USD");
    const auto sum = sumOf({std::numeric_limits<std::int64_t>::max(), usd}, {1, usd});
    QVERIFY(!sum);
    QCOMPARE(sum.error().code, std::string("out_of_range"));
    QCOMPARE(sumOf({1, usd}, {1, *Currency::fromCode("EUR")}).error().code, std::string("currency_differs"));
  }
};

QTEST_GUILESS_MAIN(TestMoneyProperties)
#include "tst_moneyproperties.moc"
