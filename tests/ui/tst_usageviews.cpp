// The usage pane: states as saved views, what stands behind a number, marks that can be read without colour.
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include "support/windowfixture.h"
#include "ui/delegates/painting.h"
#include "ui/details/usagedetail.h"
#include "ui/panes/listpane.h"
#include "ui/widgets/notestrip.h"

using namespace billing;
using namespace billing::ui;
using billing::test::FakeProduct;

class UsageViewsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup() { fixture_.reset(); }
  void a_saved_view_shows_one_state_data();
  void a_saved_view_shows_one_state();
  void the_detail_names_its_marks();
  void the_detail_shows_periods_and_actions();
  void a_blocked_quota_says_what_becomes_of_the_next_unit();
  void a_bar_beyond_its_limit_shows_all_of_it();
  void an_account_without_customer_says_so();
  void a_balance_of_the_provider_has_no_periods();
  void rows_of_a_short_table_are_copied();

 private:
  UsageDetail& showUsage(quint32 id) {
    fixture_->window->showPane(PaneId::Usage);
    fixture_->window->currentPane()->showRow(id);
    if (!fixture_->settle()) qWarning("the detail did not settle");
    return *fixture_->window->currentPane()->findChild<UsageDetail*>();
  }
  static quint32 usageWith(const char* state, bool counted = true) {
    for (quint32 id = 1; id < 60; ++id) {
      const store::UsageRow row = test::fakeUsage(id);
      if (row.state == QLatin1String(state) && row.quota.isEmpty() != counted) return id;
    }
    return 0;
  }
  std::unique_ptr<test::WindowFixture> fixture_;
};

void UsageViewsTest::init() {
  fixture_ = std::make_unique<test::WindowFixture>(true, FakeProduct::PersistQ);
  fixture_->window->resize(1280, 800);
  fixture_->window->show();
  QVERIFY(QTest::qWaitForWindowActive(fixture_->window.get()));
}

void UsageViewsTest::a_saved_view_shows_one_state_data() {
  QTest::addColumn<QString>("view");
  QTest::addColumn<QString>("word");
  QTest::newRow("near") << QStringLiteral("Near the limit") << QStringLiteral("near the limit");
  QTest::newRow("over") << QStringLiteral("Over the limit") << QStringLiteral("over the limit");
  QTest::newRow("blocked") << QStringLiteral("Blocked") << QStringLiteral("blocked");
}

void UsageViewsTest::a_saved_view_shows_one_state() {
  QFETCH(QString, view);
  QFETCH(QString, word);
  fixture_->window->showPane(PaneId::Usage);
  auto* pane = qobject_cast<ListPane*>(fixture_->window->currentPane());
  const auto views = pane->findChild<SavedViews*>()->all();
  const auto found = std::find_if(views.begin(), views.end(), [&](const SavedView& v) { return v.name == view; });
  QVERIFY(found != views.end());
  pane->showQuery(found->query);
  QVERIFY(fixture_->settle());
  QVERIFY(pane->model().rowCount() > 0);
  const int state = pane->model().columnOf("state");
  for (int row = 0; row < pane->model().rowCount(); ++row)
    QCOMPARE(pane->model().index(row, state).data().toString(), word);
}

void UsageViewsTest::the_detail_names_its_marks() {
  UsageDetail& detail = showUsage(usageWith("ok"));
  QCOMPARE(detail.findChild<QLabel*>(QStringLiteral("usageLegend"))->text(),
           QStringLiteral("Short mark: warns from 80 % (8,000) · long mark: the limit (10,000) · bold mark: ends there "
                          "(11,000)"));
}

void UsageViewsTest::the_detail_shows_periods_and_actions() {
  UsageDetail& detail = showUsage(usageWith("ok"));
  auto* tabs = detail.findChild<QTabWidget*>();
  QCOMPARE(tabs->tabText(0), QStringLiteral("Periods 10"));
  QCOMPARE(tabs->tabText(1), QStringLiteral("Actions 24"));
  const QAbstractItemModel* periods = detail.findChild<QAbstractItemView*>(QStringLiteral("usagePeriods"))->model();
  QVERIFY(periods->index(0, 0).data().toString().startsWith(QStringLiteral("since 1 Nov")));
}

void UsageViewsTest::a_blocked_quota_says_what_becomes_of_the_next_unit() {
  UsageDetail& detail = showUsage(usageWith("blocked"));
  QVERIFY(detail.findChild<NoteStrip*>()->text().startsWith(QStringLiteral("The next one is refused with 429")));
}

void UsageViewsTest::a_bar_beyond_its_limit_shows_all_of_it() {
  QImage image(200, 30, QImage::Format_ARGB32);
  image.fill(Qt::white);
  const Tokens& tokens = lightTokens();
  {
    QPainter painter(&image);
    paintUsageBar(painter, image.rect(), 2000, {800, 1100}, tokens, QFont());
  }
  // Twice the limit: the limit stands in the middle of the bar, and the far half is in danger too.
  int reddest = 0;
  for (int x = 0; x < 200; ++x)
    if (image.pixelColor(x, 16) == tokens.danger) reddest = x;
  QVERIFY(reddest > 60);
}

void UsageViewsTest::an_account_without_customer_says_so() {
  store::UsageRow row = test::fakeUsage(usageWith("ok"));
  row.customerExternalId = QStringLiteral("account:user_1");
  row.customerName = QStringLiteral("user_1");
  fixture_->queries.usageList.changed.insert(static_cast<quint32>(row.id), row);
  UsageDetail& detail = showUsage(static_cast<quint32>(row.id));
  auto* button = detail.findChild<QPushButton*>(QStringLiteral("detailCustomer"));
  QVERIFY(!button->isEnabled());
  QVERIFY(button->toolTip().contains(QStringLiteral("no customer for this account")));
}

void UsageViewsTest::a_balance_of_the_provider_has_no_periods() {
  UsageDetail& detail = showUsage(usageWith("ok", false));
  auto* tabs = detail.findChild<QTabWidget*>();
  QCOMPARE(tabs->tabText(0), QStringLiteral("Periods 0"));
  QCOMPARE(tabs->tabText(1), QStringLiteral("Actions 0"));
}

void UsageViewsTest::rows_of_a_short_table_are_copied() {
  UsageDetail& detail = showUsage(usageWith("ok"));
  auto* table = detail.findChild<DataTable*>(QStringLiteral("usagePeriods"));
  table->setFocus();
  table->selectRow(0);
  fixture_->window->currentPane()->copySelection();
  QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("2026-11-01")));
}

QTEST_MAIN(UsageViewsTest)
#include "tst_usageviews.moc"
