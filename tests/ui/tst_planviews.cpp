// The catalogue: exact savings, both modes side by side, problems where they are; and invoices that are late.
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "models/catalogue.h"
#include "support/windowfixture.h"
#include "ui/details/invoicedetail.h"
#include "ui/dialogs/linkdialog.h"
#include "ui/panes/planpane.h"
#include "ui/presenters/plancatalogue.h"
#include "ui/widgets/catalogueview.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/planmatrix.h"

using namespace billing;
using namespace billing::ui;
using billing::test::FakeProduct;

/// In place of the desktop's browser.
class Browser : public QObject {
  Q_OBJECT
 public:
  Browser() { QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "open"); }
  ~Browser() override { QDesktopServices::unsetUrlHandler(QStringLiteral("https")); }
  QVector<QUrl> opened;
 public Q_SLOTS:
  void open(const QUrl& url) { opened.push_back(url); }
};

class PlanViewsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void cleanup() { fixture_.reset(); }
  void a_saving_is_exact_data();
  void a_saving_is_exact();
  void a_saving_needs_a_monthly_price_in_the_same_currency();
  void a_plan_that_breaks_the_pattern_is_told();
  void ids_of_both_modes_are_judged();
  void what_the_provider_charges_is_compared();
  void a_product_in_use_that_no_plan_names_is_told();
  void packs_are_sold_once();
  void the_pane_shows_the_catalogue_before_any_price_was_told();
  void without_rules_the_pane_is_as_before();
  void the_id_of_the_mode_is_copied();
  void enter_opens_the_subscribers();
  void a_link_is_opened_only_after_it_was_shown();
  void links_that_hide_where_they_lead_are_refused_data();
  void links_that_hide_where_they_lead_are_refused();
  void a_late_invoice_counts_its_days();

 private:
  void open(std::optional<FakeProduct> product, bool full = true) {
    fixture_ = std::make_unique<test::WindowFixture>(full, product);
    fixture_->window->resize(1280, 800);
    fixture_->window->show();
    QVERIFY(QTest::qWaitForWindowActive(fixture_->window.get()));
  }
  static Catalogue catalogue(const BillingRules& rules, const QVector<store::PlanRow>& told = {}, bool live = false) {
    return catalogueOf({rules, Provider::Dodo, live}, told, QLocale(QLocale::English, QLocale::UnitedStates));
  }
  std::unique_ptr<test::WindowFixture> fixture_;
};

void PlanViewsTest::a_saving_is_exact_data() {
  QTest::addColumn<qint64>("monthly");
  QTest::addColumn<qint64>("yearly");
  QTest::addColumn<qint64>("hundredths");
  QTest::newRow("ten for twelve") << qint64(500) << qint64(5000) << qint64(1667);
  QTest::newRow("nothing") << qint64(500) << qint64(6000) << qint64(0);
  QTest::newRow("dearer") << qint64(500) << qint64(6600) << qint64(-1000);
  QTest::newRow("half") << qint64(1000) << qint64(6000) << qint64(5000);
  QTest::newRow("beyond doubles") << qint64(900'000'000'000'000'000) / 12 << qint64(750'000'000'000'000'000)
                                  << qint64(1667);
}

void PlanViewsTest::a_saving_is_exact() {
  QFETCH(qint64, monthly);
  QFETCH(qint64, yearly);
  QFETCH(qint64, hundredths);
  const Currency usd = *Currency::fromCode("USD");
  Plan plan;
  plan.prices = {{{IntervalUnit::Month, 1}, {monthly, usd}, "", ""}, {{IntervalUnit::Year, 1}, {yearly, usd}, "", ""}};
  QCOMPARE(models::savingHundredths(plan, plan.prices[1]).value_or(-99999), hundredths);
  QVERIFY(!models::savingHundredths(plan, plan.prices[0]));
}

void PlanViewsTest::a_saving_needs_a_monthly_price_in_the_same_currency() {
  Plan plan;
  plan.prices = {{{IntervalUnit::Month, 1}, {500, *Currency::fromCode("USD")}, "", ""},
                 {{IntervalUnit::Year, 1}, {5000, *Currency::fromCode("EUR")}, "", ""}};
  QVERIFY(!models::savingHundredths(plan, plan.prices[1]));
  plan.prices[0].interval = {IntervalUnit::Week, 1};
  QVERIFY(!models::savingHundredths(plan, plan.prices[1]));
}

void PlanViewsTest::a_plan_that_breaks_the_pattern_is_told() {
  BillingRules rules = test::persistqRules();
  QCOMPARE(catalogue(rules).plans.at(1).prices.at(1).saving, QStringLiteral("saves 16.67 %"));
  rules.plans[1].prices[1].amount.minor = 4800;
  const CataloguePrice price = catalogue(rules).plans.at(1).prices.at(1);
  QCOMPARE(price.saving, QStringLiteral("saves 20 %"));
  QCOMPARE(price.savingProblem, QStringLiteral("the others save 16.67 %"));
}

void PlanViewsTest::ids_of_both_modes_are_judged() {
  const Catalogue shown = catalogue(test::persistqRules());
  const auto& premium = shown.plans.at(3).prices;
  QCOMPARE(premium.at(0).test.problem, QString());
  QCOMPARE(premium.at(0).live.id, QStringLiteral("pdt_premium_monthly"));
  QCOMPARE(premium.at(1).live.problem, QStringLiteral("is missing"));
  // In test mode they are for later; in live mode nothing can be sold with them.
  QCOMPARE(shown.problems, QStringList{});
  QCOMPARE(shown.otherModeIds, 2);
  const Catalogue live = catalogue(test::persistqRules(), {}, true);
  QCOMPARE(live.problems, (QStringList{QStringLiteral("Premium monthly: live id is a placeholder"),
                                       QStringLiteral("Premium yearly: live id is missing")}));
  QCOMPARE(live.otherModeIds, 0);
}

void PlanViewsTest::what_the_provider_charges_is_compared() {
  const BillingRules rules = test::persistqRules();
  QVector<store::PlanRow> told = test::fakePlansOf(rules, false);
  const Catalogue shown = catalogue(rules, told);
  QCOMPARE(shown.plans.at(1).prices.at(1).chargedProblem, QStringLiteral("the provider charges $48.00"));
  QCOMPARE(shown.plans.at(1).prices.at(0).chargedProblem, QString());
  QCOMPARE(shown.plans.at(1).prices.at(0).subscribers, told.at(0).activeSubscribers);
  // A price that was told without its amount is not compared.
  told[1].currency.clear();
  QCOMPARE(catalogue(rules, told).plans.at(1).prices.at(1).chargedProblem, QString());
}

void PlanViewsTest::a_product_in_use_that_no_plan_names_is_told() {
  const BillingRules rules = test::persistqRules();
  store::PlanRow row;
  row.productId = row.priceId = QStringLiteral("pdt_9ZkQ0mUnknownProduct");
  QCOMPARE(models::catalogueState(rules, false, row), QStringLiteral("not_in_catalogue"));
  row.activeSubscribers = 1;
  QCOMPARE(models::catalogueState(rules, false, row), QStringLiteral("no_plan_names_it"));
  QCOMPARE(catalogue(rules, {row}).problems.last(),
           QStringLiteral("pdt_9ZkQ0mUnknownProduct has 1 subscriber, but no plan names it"));
  // The id of the other mode is no id of this one.
  row.priceId = row.productId = QString::fromStdString(rules.plans[1].prices[0].liveProductId);
  QCOMPARE(models::catalogueState(rules, false, row), QStringLiteral("no_plan_names_it"));
}

void PlanViewsTest::packs_are_sold_once() {
  const Catalogue shown = catalogue(test::pixellRules());
  QCOMPARE(shown.plans.last().name, QStringLiteral("500 credits"));
  QCOMPARE(shown.plans.last().prices.first().unit, QString());
  QCOMPARE(shown.intervals.last().first, QString());
  QVERIFY(shown.plans.at(1).limits.contains(QStringLiteral("250 credits")));
}

void PlanViewsTest::the_pane_shows_the_catalogue_before_any_price_was_told() {
  open(FakeProduct::PersistQ, false);
  fixture_->window->showPane(PaneId::Plans);
  QVERIFY(fixture_->settle());
  auto* view = fixture_->window->currentPane()->findChild<CatalogueView*>();
  QVERIFY(view->isVisible());
  QCOMPARE(view->rowCount(), 4);
  QCOMPARE(view->columnCount(), 5);
  QVERIFY(
      view->item(1, 2)->data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("$50.00, saves 16.67 %")));
}

void PlanViewsTest::without_rules_the_pane_is_as_before() {
  open(std::nullopt);
  fixture_->window->showPane(PaneId::Plans);
  QVERIFY(fixture_->settle());
  QVERIFY(fixture_->window->currentPane()->findChild<CatalogueView*>() == nullptr);
  QVERIFY(fixture_->window->currentPane()->findChild<PlanMatrix*>()->isVisible());
}

void PlanViewsTest::the_id_of_the_mode_is_copied() {
  open(FakeProduct::PersistQ);
  fixture_->window->showPane(PaneId::Plans);
  QVERIFY(fixture_->settle());
  auto* view = fixture_->window->currentPane()->findChild<CatalogueView*>();
  view->setFocus();
  view->setCurrentCell(1, 1);
  fixture_->window->currentPane()->copySelection();
  QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("pdt_tStarterM0a1b2c3d4e5f"));
}

void PlanViewsTest::enter_opens_the_subscribers() {
  open(FakeProduct::PersistQ);
  fixture_->window->showPane(PaneId::Plans);
  QVERIFY(fixture_->settle());
  auto* view = fixture_->window->currentPane()->findChild<CatalogueView*>();
  QSignalSpy wanted(view, &CatalogueView::subscribersWanted);
  view->setCurrentCell(2, 1);
  QTest::keyClick(view, Qt::Key_Return);
  QCOMPARE(wanted.size(), 1);
  QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("pdt_tProM0a1b2c3d4e5f6g7h"));
  QCOMPARE(fixture_->window->currentPaneId(), PaneId::Subscriptions);
}

void PlanViewsTest::a_link_is_opened_only_after_it_was_shown() {
  Browser browser;
  open(FakeProduct::PersistQ);
  fixture_->window->showPane(PaneId::Invoices);
  fixture_->window->currentPane()->showRow(2);
  QVERIFY(fixture_->settle());
  auto* detail = fixture_->window->currentPane()->findChild<InvoiceDetail*>();
  QTest::mouseClick(detail->findChild<QPushButton*>(QStringLiteral("detailDocument")), Qt::LeftButton);
  auto* dialog = detail->findChild<LinkDialog*>();
  QVERIFY(dialog != nullptr);
  QVERIFY(browser.opened.isEmpty());
  QCOMPARE(dialog->findChild<QLabel*>(QStringLiteral("linkHost"))->text(), QStringLiteral("invoices.example.com"));
  QTest::keyClick(dialog, Qt::Key_Return);  // the safe thing: it closes
  QVERIFY(browser.opened.isEmpty());
  detail->openDocument();
  QTRY_VERIFY(detail->findChild<LinkDialog*>() != nullptr && detail->findChild<LinkDialog*>()->isVisible());
  for (auto* shown : detail->findChildren<LinkDialog*>())
    if (shown->isVisible())
      QTest::mouseClick(shown->findChild<QPushButton*>(QStringLiteral("linkOpen")), Qt::LeftButton);
  QCOMPARE(browser.opened.size(), 1);
  QCOMPARE(browser.opened.first().host(), QStringLiteral("invoices.example.com"));
}

void PlanViewsTest::links_that_hide_where_they_lead_are_refused_data() {
  QTest::addColumn<QString>("link");
  QTest::addColumn<QString>("code");
  const auto row = [](const char* link, const char* code) {
    QTest::newRow(link) << QString::fromLatin1(link) << QString::fromLatin1(code);
  };
  row("", "no_link");
  row("javascript:alert(1)", "unsafe_link");
  row("file:///etc/passwd", "unsafe_link");
  row("https://dodo.example@evil.example/i.pdf", "unsafe_link");
  row("https:///i.pdf", "unsafe_link");
  row("not a link", "unsafe_link");
}

void PlanViewsTest::links_that_hide_where_they_lead_are_refused() {
  QFETCH(QString, link);
  QFETCH(QString, code);
  const auto judged = safeLink(link);
  QVERIFY(!judged);
  QCOMPARE(QString::fromStdString(judged.error().code), code);
  QVERIFY(safeLink(QStringLiteral("https://invoices.example.com/a.pdf?s=1")));
}

void PlanViewsTest::a_late_invoice_counts_its_days() {
  open(FakeProduct::PersistQ);
  store::InvoiceRow row = test::fakeInvoice(2);
  row.dueAt = test::kFakeNow - 6 * test::kDay;
  row.pdfUrl.clear();
  fixture_->queries.invoiceList.changed.insert(2, row);
  fixture_->window->showPane(PaneId::Invoices);
  fixture_->window->currentPane()->showRow(2);
  QVERIFY(fixture_->settle());
  auto* detail = fixture_->window->currentPane()->findChild<InvoiceDetail*>();
  QCOMPARE(detail->findChild<NoteStrip*>()->text(), QStringLiteral("$290.00 is overdue by 6 days."));
  auto* document = detail->findChild<QPushButton*>(QStringLiteral("detailDocument"));
  QVERIFY(!document->isEnabled());
  QVERIFY(document->toolTip().startsWith(QStringLiteral("There is no link.")));
}

QTEST_MAIN(PlanViewsTest)
#include "tst_planviews.moc"
