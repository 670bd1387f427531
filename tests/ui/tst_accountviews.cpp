// What an account adds to the customer's page: its plan card, what needs an eye, quotas, credits, entitlements.
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include "support/windowfixture.h"
#include "ui/details/accountfacts.h"
#include "ui/details/customerdetail.h"
#include "ui/panes/listpane.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/timeline.h"
#include "ui/widgets/usagebars.h"

using namespace billing;
using namespace billing::ui;
using billing::test::FakeProduct;
using billing::test::kDay;
using billing::test::kFakeNow;

namespace {

constexpr qint64 kHourMs = 3'600'000;

/// Words need a clock and a zone, nothing else of the window.
struct Words {
  test::WindowFixture fixture{true, FakeProduct::PersistQ};
  models::ModelUpdater updater{fixture.changes};
  Navigator navigator;
  ConsoleServices services{fixture.profile,
                           fixture.clock,
                           fixture.queries,
                           fixture.changes,
                           fixture.listener,
                           fixture.fire,
                           fixture.secrets,
                           *fixture.settings,
                           {},
                           {},
                           nullptr,
                           fixture.desk.get()};
  PaneContext context{services,
                      {&fixture.clock, QTimeZone("Europe/Berlin"), QLocale(QLocale::English, QLocale::UnitedStates)},
                      updater,
                      navigator};
  [[nodiscard]] QStringList notes(const store::AccountRow& row) const {
    QStringList texts;
    for (const AccountNote& note : accountNotes(row, fixture.desk->ownRules, context)) texts << note.text;
    return texts;
  }
};

store::AccountRow onPro() {
  store::AccountRow row;
  row.plan = QStringLiteral("pro");
  row.interval = QStringLiteral("month");
  row.status = QStringLiteral("active");
  row.periodStart = kFakeNow - 10 * kDay;
  row.periodEnd = kFakeNow + 20 * kDay;
  return row;
}

}  // namespace

class AccountViewsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { words_ = std::make_unique<Words>(); }
  void cleanup() { fixture_.reset(); }
  void cleanupTestCase() { words_.reset(); }
  void the_plan_card_says_name_interval_status_and_renewal();
  void a_plan_that_is_cancelled_ends_and_warns();
  void the_providers_own_word_is_kept_beside_ours();
  void a_free_plan_neither_renews_nor_opens_anything();
  void a_trial_counts_down_in_days_and_hours();
  void a_trial_across_the_change_of_clocks_counts_real_hours();
  void grace_says_how_long_and_when_the_plan_falls();
  void an_end_that_waits_for_the_job_says_why_and_when();
  void an_unknown_product_is_named();
  void an_account_that_is_well_needs_no_note();
  void the_page_shows_account_and_quotas_once();
  void marks_and_states_follow_the_quota();
  void a_customer_without_an_account_is_shown_as_before();
  void changes_of_plan_are_part_of_the_timeline();
  void a_balance_that_differs_is_reconciled_and_read_again();
  void an_error_of_the_desk_is_told_and_the_customer_still_shown();
  void a_change_of_the_account_is_read_again();
  void the_tabs_keep_their_room();

 private:
  CustomerDetail& showCustomer(FakeProduct product, quint32 id, bool open = true) {
    if (open) {
      fixture_ = std::make_unique<test::WindowFixture>(true, product);
      fixture_->window->resize(1280, 800);
      fixture_->window->show();
    }
    fixture_->window->showPane(PaneId::Customers);
    fixture_->window->currentPane()->showRow(id);
    if (!fixture_->settle()) qWarning("the detail did not settle");
    return *fixture_->window->currentPane()->findChild<CustomerDetail*>();
  }
  static QStringList shownNotes(const QWidget& detail) {
    QStringList texts;
    for (const NoteStrip* strip : detail.findChildren<NoteStrip*>())
      if (strip->isVisibleTo(&detail) && !strip->text().isEmpty()) texts << strip->text();
    return texts;
  }
  std::unique_ptr<Words> words_;
  std::unique_ptr<test::WindowFixture> fixture_;
};

void AccountViewsTest::the_plan_card_says_name_interval_status_and_renewal() {
  const store::SubscriptionRow subscription = test::fakeSubscription(1);
  const PlanCardFacts card = planCardOf(onPro(), &subscription, words_->fixture.desk->ownRules, words_->context);
  QCOMPARE(card.name, QStringLiteral("Pro"));
  QCOMPARE(card.interval, QStringLiteral("monthly"));
  QCOMPARE(card.price, QStringLiteral("$29.00 / month"));
  QCOMPARE(card.status, QStringLiteral("active"));
  QCOMPARE(card.term, QStringLiteral("renews on 10 Dec"));
  QVERIFY(card.termExact.startsWith(QStringLiteral("2026-12-10 11:00:00.000 UTC+1")));
  QCOMPARE(card.subscription, 1);
}

void AccountViewsTest::a_plan_that_is_cancelled_ends_and_warns() {
  store::AccountRow row = onPro();
  row.cancelAtPeriodEnd = true;
  row.downgradeDueAt = *row.periodEnd;
  const PlanCardFacts card = planCardOf(row, nullptr, words_->fixture.desk->ownRules, words_->context);
  QCOMPARE(card.term, QStringLiteral("ends on 10 Dec"));
  QVERIFY(card.ending);
  QCOMPARE(words_->notes(row),
           QStringList{QStringLiteral("Cancels at period end: Pro ends on 10 Dec and does not renew. "
                                      "On 10 Dec, 11:00 the account goes to Free.")});
}

void AccountViewsTest::the_providers_own_word_is_kept_beside_ours() {
  store::AccountRow row = onPro();
  row.status = QStringLiteral("past_due");
  store::SubscriptionRow subscription = test::fakeSubscription(3);
  subscription.providerStatus = QStringLiteral("on_hold");
  const auto& rules = words_->fixture.desk->ownRules;
  QCOMPARE(planCardOf(row, &subscription, rules, words_->context).providerWord, QStringLiteral("Dodo says on_hold"));
  subscription.providerStatus = QStringLiteral("past_due");
  QCOMPARE(planCardOf(row, &subscription, rules, words_->context).providerWord, QString());
}

void AccountViewsTest::a_free_plan_neither_renews_nor_opens_anything() {
  store::AccountRow row;
  row.plan = QStringLiteral("free");
  row.status = QStringLiteral("active");
  const PlanCardFacts card = planCardOf(row, nullptr, words_->fixture.desk->ownRules, words_->context);
  QCOMPARE(card.price, QStringLiteral("free"));
  QCOMPARE(card.term, QString());
  QCOMPARE(card.subscription, 0);
}

void AccountViewsTest::a_trial_counts_down_in_days_and_hours() {
  store::AccountRow row = onPro();
  row.status = QStringLiteral("trialing");
  row.trialEndsAt = kFakeNow + 2 * kDay + 14 * kHourMs;
  QCOMPARE(words_->notes(row), QStringList{QStringLiteral("In trial: 2 days 14 h left, until 23 Nov, 01:00.")});
  row.trialEndsAt = kFakeNow - 1;
  QCOMPARE(words_->notes(row), QStringList{});
}

void AccountViewsTest::a_trial_across_the_change_of_clocks_counts_real_hours() {
  const QTimeZone berlin("Europe/Berlin");
  const qint64 before = words_->fixture.clock.now().ms;
  const qint64 start = QDateTime(QDate(2026, 3, 28), QTime(12, 0), berlin).toMSecsSinceEpoch();
  words_->fixture.clock.advance(start - before);
  store::AccountRow row = onPro();
  row.trialEndsAt = QDateTime(QDate(2026, 3, 30), QTime(12, 0), berlin).toMSecsSinceEpoch();
  const QStringList notes = words_->notes(row);
  words_->fixture.clock.advance(before - start);
  QCOMPARE(notes, QStringList{QStringLiteral("In trial: 1 day 23 h left, until 30 Mar, 12:00.")});
}

void AccountViewsTest::grace_says_how_long_and_when_the_plan_falls() {
  store::AccountRow row = onPro();
  row.status = QStringLiteral("past_due");
  row.graceEndsAt = row.downgradeDueAt = kFakeNow + 3 * kDay + 4 * kHourMs;
  row.downgradeReason = QStringLiteral("payment_failed");
  QCOMPARE(words_->notes(row), QStringList{QStringLiteral("A charge failed. 3 days 4 h of grace left. On 23 Nov, 15:00 "
                                                          "the account goes to Free.")});
  row.graceEndsAt = row.downgradeDueAt = kFakeNow - kHourMs;
  QCOMPARE(words_->notes(row),
           QStringList{QStringLiteral("A charge failed. The grace is over. The account goes to Free "
                                      "with the next run.")});
  row.graceEndsAt.reset();
  row.downgradeDueAt.reset();
  QCOMPARE(words_->notes(row), QStringList{QStringLiteral("A charge failed. The provider is trying again.")});
}

void AccountViewsTest::an_end_that_waits_for_the_job_says_why_and_when() {
  store::AccountRow row = onPro();
  row.status = QStringLiteral("cancelled");
  row.downgradeReason = QStringLiteral("cancelled");
  row.downgradeDueAt = kFakeNow + 16 * kHourMs;
  QCOMPARE(words_->notes(row),
           QStringList{QStringLiteral("Pro was cancelled. On 21 Nov, 03:00 the account goes to Free.")});
}

void AccountViewsTest::an_unknown_product_is_named() {
  store::AccountRow row = onPro();
  row.unknownProduct = QStringLiteral("pdt_nobody_knows");
  QVERIFY(words_->notes(row).first().contains(QStringLiteral("no plan names: pdt_nobody_knows. It gives nothing")));
}

void AccountViewsTest::an_account_that_is_well_needs_no_note() {
  QCOMPARE(words_->notes(onPro()), QStringList{});
}

void AccountViewsTest::the_page_shows_account_and_quotas_once() {
  const quint32 id = 13;  // past due, and its bar of API calls stands in the list of usage too
  QVERIFY(test::fakeSubscription(id).status == QStringLiteral("past_due") && !test::fakeUsage(id).quota.isEmpty());
  CustomerDetail& detail = showCustomer(FakeProduct::PersistQ, id);
  QStringList cards;
  for (const PlanCard* card : detail.findChildren<PlanCard*>())
    if (!card->isHidden()) cards << card->facts().name;
  QCOMPARE(cards, QStringList{QStringLiteral("Premium")});
  const auto bars = detail.findChild<UsageBars*>()->bars();
  QCOMPARE(bars.size(), 2);
  QCOMPARE(bars.at(0).name, QStringLiteral("API calls"));
  QVERIFY(bars.at(0).text.contains(QStringLiteral(" / 500,000 calls")));
  QVERIFY(bars.at(1).text.endsWith(QStringLiteral("memories, unlimited")));
  QVERIFY(shownNotes(detail).first().startsWith(QStringLiteral("A charge failed. 3 days 4 h of grace left.")));
  auto* tabs = detail.findChild<QTabWidget*>();
  QCOMPARE(tabs->tabText(1), QStringLiteral("Usage 24"));
  QVERIFY(!tabs->isTabVisible(2));
}

void AccountViewsTest::marks_and_states_follow_the_quota() {
  store::QuotaUsage usage;
  usage.name = QStringLiteral("API calls");
  usage.unit = QStringLiteral("calls");
  usage.used = 800;
  usage.limit = 1000;
  usage.blockedAt = 1100;
  usage.state = QStringLiteral("warn");
  UsageBar bar = usageBarOf(usage, QLocale::c());
  QCOMPARE(bar.text, QStringLiteral("800 / 1000 calls"));
  QCOMPARE(bar.share.value_or(-1), 800);
  QCOMPARE(bar.marks.warn, 800);
  QCOMPARE(bar.marks.end, 1100);
  QVERIFY(usageTone(800, bar.marks) == Tone::Warning);
  QVERIFY(usageTone(799, bar.marks) == Tone::Accent);
  QVERIFY(usageTone(1000, bar.marks) == Tone::Danger);
  usage.limit = 0;
  usage.used = 0;
  QVERIFY(!usageBarOf(usage, QLocale::c()).share);
  usage.limit.reset();
  bar = usageBarOf(usage, QLocale::c());
  QVERIFY(bar.text.contains(QStringLiteral("unlimited")));
}

void AccountViewsTest::a_customer_without_an_account_is_shown_as_before() {
  CustomerDetail& detail = showCustomer(FakeProduct::PersistQ, test::kNoAccountEvery);
  QVERIFY(detail.hasCustomer());
  QCOMPARE(shownNotes(detail), QStringList{});
  auto* tabs = detail.findChild<QTabWidget*>();
  QVERIFY(!tabs->isTabVisible(1));
  QVERIFY(tabs->tabText(tabs->count() - 2).startsWith(QStringLiteral("Payments")));
}

void AccountViewsTest::changes_of_plan_are_part_of_the_timeline() {
  CustomerDetail& detail = showCustomer(FakeProduct::PersistQ, 2);
  const auto& entries = detail.findChild<Timeline*>()->entries();
  QVERIFY(std::any_of(entries.begin(), entries.end(), [](const TimelineEntry& entry) {
    return entry.title == QStringLiteral("Plan Free to Pro") && entry.caption == QStringLiteral("told by the provider");
  }));
}

void AccountViewsTest::a_balance_that_differs_is_reconciled_and_read_again() {
  CustomerDetail& detail = showCustomer(FakeProduct::Pixell, 2);
  auto* tabs = detail.findChild<QTabWidget*>();
  QVERIFY(tabs->isTabVisible(2));
  tabs->setCurrentIndex(2);
  QCOMPARE(detail.findChild<QLabel*>(QStringLiteral("creditBalance"))->text(), QStringLiteral("1,500 credits"));
  auto* button = detail.findChild<QPushButton*>(QStringLiteral("creditReconcile"));
  QVERIFY(button->isVisible());
  QCOMPARE(detail.findChild<NoteStrip*>(QStringLiteral("creditCache"))->text(), QStringLiteral("cache: 1,497.5"));
  QSignalSpy loaded(&detail, &DetailView::loaded);
  QTest::mouseClick(button, Qt::LeftButton);
  QTRY_COMPARE(loaded.size(), 1);
  QCOMPARE(fixture_->desk->reconciled.size(), 1);
  QVERIFY(!button->isVisible());
}

void AccountViewsTest::an_error_of_the_desk_is_told_and_the_customer_still_shown() {
  CustomerDetail& detail = showCustomer(FakeProduct::PersistQ, 2);
  fixture_->desk->failure = Error{ErrorKind::Unavailable, "busy", "The desk is busy", "", "", true, ""};
  showCustomer(FakeProduct::PersistQ, 4, false);
  QVERIFY(detail.hasCustomer());
  QCOMPARE(detail.row(), 4);
  QVERIFY(!detail.isLoading());
}

void AccountViewsTest::a_change_of_the_account_is_read_again() {
  CustomerDetail& detail = showCustomer(FakeProduct::PersistQ, 2);
  QSignalSpy loaded(&detail, &DetailView::loaded);
  fixture_->changes.publish({{store::Entity::Account, 2, store::ChangeKind::Updated}});
  QTRY_COMPARE(loaded.size(), 1);
}

void AccountViewsTest::the_tabs_keep_their_room() {
  CustomerDetail& detail = showCustomer(FakeProduct::Pixell, 2);
  auto* tabs = detail.findChild<QTabWidget*>();
  QTest::qWait(0);
  const int top = tabs->y();
  for (int tab = 0; tab < tabs->count(); ++tab) {
    if (!tabs->isTabVisible(tab)) continue;
    tabs->setCurrentIndex(tab);
    QTest::qWait(0);
    QCOMPARE(tabs->y(), top);
  }
}

QTEST_MAIN(AccountViewsTest)
#include "tst_accountviews.moc"
