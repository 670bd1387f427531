// A list pane as people use it: search, chips, columns, views, details, arrivals, errors, keyboard.
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "support/windowfixture.h"
#include "ui/dialogs/filtereditor.h"
#include "ui/panes/listpane.h"
#include "ui/widgets/chip.h"

using namespace billing;
using namespace billing::ui;

class ListPaneTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup() { fixture_.reset(); }
  void typing_filters_after_a_pause();
  void a_number_opens_exactly_its_rows();
  void a_chip_is_dropped_with_delete();
  void a_filter_is_made_from_the_values_of_the_data();
  void the_column_chooser_remembers();
  void the_last_column_stays();
  void a_saved_view_comes_back_after_a_restart();
  void space_hides_the_details_and_that_is_kept();
  void the_details_follow_the_selection_and_leave_the_focus();
  void tab_leaves_the_table();
  void escape_drops_filters_step_by_step();
  void arrivals_wait_while_scrolled_down();
  void a_paused_log_loses_nothing();
  void a_failed_question_says_what_why_and_what_next();
  void nothing_matching_offers_to_clear();
  void an_empty_workspace_says_why();
  void copying_takes_the_shown_columns();
  void sorting_by_the_header_asks_for_that_order();

 private:
  ListPane& open(PaneId id) {
    fixture_->window->showPane(id);
    auto* pane = qobject_cast<ListPane*>(fixture_->window->currentPane());
    if (!fixture_->settle()) qWarning("the pane did not settle");
    return *pane;
  }
  template <class T>
  T* find(QWidget& parent, const char* name) {
    return parent.findChild<T*>(QLatin1String(name));
  }
  static store::ListQuery pastDue() {
    store::ListQuery query;
    query.filters = {{"status", store::FilterOp::Is, {QStringLiteral("past_due")}}};
    return query;
  }
  std::unique_ptr<test::WindowFixture> fixture_;
};

void ListPaneTest::init() {
  fixture_ = std::make_unique<test::WindowFixture>();
  fixture_->window->resize(1280, 800);
  fixture_->window->show();
  QVERIFY(QTest::qWaitForWindowActive(fixture_->window.get()));
}

void ListPaneTest::typing_filters_after_a_pause() {
  ListPane& pane = open(PaneId::Subscriptions);
  QTest::keyClicks(find<QLineEdit>(pane, "search"), QStringLiteral("foxglove"));
  QTRY_VERIFY(pane.model().shownCount() > 0 && pane.model().shownCount() < 30);
  QTRY_COMPARE(find<QLabel>(pane, "count")->text(), QStringLiteral("%1 shown of 312").arg(pane.model().shownCount()));
  // One question for the eight keys, not eight.
  QVERIFY(fixture_->queries.subscriptionList.countAsked("ids") <= 4);
}

void ListPaneTest::a_number_opens_exactly_its_rows() {
  ListPane& pane = open(PaneId::Subscriptions);
  pane.showQuery(pastDue());
  QTRY_COMPARE(pane.model().shownCount(), 31);
  auto* chip = find<Chip>(pane, "chip_status");
  QVERIFY(chip != nullptr);
  QCOMPARE(chip->text(), QStringLiteral("Status: past due"));
}

void ListPaneTest::a_chip_is_dropped_with_delete() {
  ListPane& pane = open(PaneId::Subscriptions);
  pane.showQuery(pastDue());
  QTest::keyClick(find<Chip>(pane, "chip_status"), Qt::Key_Delete);
  QTRY_COMPARE(pane.model().shownCount(), 312);
  QTRY_VERIFY(find<Chip>(pane, "chip_status") == nullptr);
}

void ListPaneTest::a_filter_is_made_from_the_values_of_the_data() {
  ListPane& pane = open(PaneId::Subscriptions);
  FilterEditor editor(fixture_->queries, "subscriptions", {"status", QStringLiteral("Status"), FilterKind::Choice}, {},
                      test::kFakeNow, &pane);
  editor.setAttribute(Qt::WA_DeleteOnClose, false);
  QSignalSpy accepted(&editor, &FilterEditor::accepted);
  auto* values = find<QListWidget>(editor, "filterValues");
  QTRY_VERIFY(values->count() > 3);
  const auto rows = values->findItems(QStringLiteral("past due"), Qt::MatchExactly);
  QCOMPARE(rows.size(), 1);
  rows.first()->setCheckState(Qt::Checked);
  QTest::mouseClick(find<QPushButton>(editor, "filterApply"), Qt::LeftButton);
  QCOMPARE(accepted.size(), 1);
  const auto made = accepted.first().first().value<QVector<store::FieldFilter>>();
  QCOMPARE(made.size(), 1);
  QCOMPARE(made.first().values, QVariantList{QStringLiteral("past_due")});
}

void ListPaneTest::the_column_chooser_remembers() {
  {
    ListPane& pane = open(PaneId::Customers);
    auto* chooser = find<ColumnChooser>(pane, "columnChooser");
    Q_EMIT chooser->aboutToShow();
    find<QCheckBox>(*chooser, "column_email")->setChecked(false);
    find<QCheckBox>(*chooser, "column_external_id")->setChecked(true);
  }
  fixture_->reopen();
  fixture_->window->show();
  ListPane& pane = open(PaneId::Customers);
  QVERIFY(pane.table().isColumnHidden(pane.model().columnOf("email")));
  QVERIFY(!pane.table().isColumnHidden(pane.model().columnOf("external_id")));
}

void ListPaneTest::the_last_column_stays() {
  ListPane& pane = open(PaneId::Customers);
  auto* chooser = find<ColumnChooser>(pane, "columnChooser");
  chooser->showColumns({QStringLiteral("name")});
  Q_EMIT chooser->aboutToShow();
  find<QCheckBox>(*chooser, "column_name")->setChecked(false);
  QCOMPARE(chooser->shownColumns(), QStringList{QStringLiteral("name")});
}

void ListPaneTest::a_saved_view_comes_back_after_a_restart() {
  {
    ListPane& pane = open(PaneId::Subscriptions);
    SavedView view;
    view.name = QStringLiteral("Late ones");
    view.query = pastDue();
    view.query.text = QStringLiteral("Pro");
    find<SavedViews>(pane, "savedViews")->save(view);
  }
  fixture_->reopen();
  fixture_->window->show();
  ListPane& pane = open(PaneId::Subscriptions);
  auto* views = find<SavedViews>(pane, "savedViews");
  QCOMPARE(views->all().last().name, QStringLiteral("Late ones"));
  Q_EMIT views->chosen(views->all().last());
  QCOMPARE(pane.model().query().text, QStringLiteral("Pro"));
  QCOMPARE(views->text(), QStringLiteral("View: Late ones"));
}

void ListPaneTest::space_hides_the_details_and_that_is_kept() {
  {
    ListPane& pane = open(PaneId::Subscriptions);
    auto* detail = find<QWidget>(pane, "subscriptionDetail");
    QVERIFY(detail->isVisible());
    QTest::keyClick(&pane.table(), Qt::Key_Space);
    QVERIFY(!detail->isVisible());
  }
  fixture_->reopen();
  fixture_->window->show();
  ListPane& pane = open(PaneId::Subscriptions);
  QVERIFY(!find<QWidget>(pane, "subscriptionDetail")->isVisible());
}

void ListPaneTest::the_details_follow_the_selection_and_leave_the_focus() {
  ListPane& pane = open(PaneId::Customers);
  pane.table().setFocus();
  QTest::keyClick(&pane.table(), Qt::Key_Down);
  QVERIFY(fixture_->settle());
  QCOMPARE(pane.table().currentId(), 2);
  QCOMPARE(qobject_cast<DetailView*>(find<QWidget>(pane, "customerDetail"))->row(), 2);
  QCOMPARE(fixture_->window->focusWidget(), static_cast<QWidget*>(&pane.table()));
}

void ListPaneTest::tab_leaves_the_table() {
  ListPane& pane = open(PaneId::Subscriptions);
  pane.table().setFocus();
  QTest::keyClick(&pane.table(), Qt::Key_Tab);
  QVERIFY(fixture_->window->focusWidget() != &pane.table());
}

void ListPaneTest::escape_drops_filters_step_by_step() {
  ListPane& pane = open(PaneId::Subscriptions);
  pane.showQuery(pastDue());
  QTRY_COMPARE(pane.model().shownCount(), 31);
  QTest::keyClick(&pane.table(), Qt::Key_Escape);
  QTRY_COMPARE(pane.model().shownCount(), 312);
}

void ListPaneTest::arrivals_wait_while_scrolled_down() {
  ListPane& pane = open(PaneId::Webhooks);
  pane.table().verticalScrollBar()->setValue(50);
  const QModelIndex read = pane.table().indexAt(QPoint(5, 5));
  const qint64 reading = pane.model().idAt(read.row());
  fixture_->queries.events.natural.prepend(5000);
  fixture_->changes.publish({{store::Entity::WebhookEvent, 5000, store::ChangeKind::Inserted}});
  auto* pill = find<QPushButton>(pane, "arrivals");
  QTRY_VERIFY(pill->isVisible());
  QCOMPARE(pill->text(), QStringLiteral("1 new"));
  QCOMPARE(pane.model().idAt(pane.table().indexAt(QPoint(5, 5)).row()), reading);
  QTest::mouseClick(pill, Qt::LeftButton);
  QTRY_COMPARE(pane.model().idAt(0), 5000);
  QVERIFY(pane.table().isAtTop());
  QVERIFY(!pill->isVisible());
}

void ListPaneTest::a_paused_log_loses_nothing() {
  ListPane& pane = open(PaneId::Webhooks);
  pane.setPaused(true);
  for (quint32 id = 5000; id < 5003; ++id) fixture_->queries.events.natural.prepend(id);
  fixture_->changes.publish({{store::Entity::WebhookEvent, 5000, store::ChangeKind::Inserted},
                             {store::Entity::WebhookEvent, 5001, store::ChangeKind::Inserted},
                             {store::Entity::WebhookEvent, 5002, store::ChangeKind::Inserted}});
  QTRY_COMPARE(find<QToolButton>(pane, "pause")->text(), QStringLiteral("Resume · 3 new"));
  QCOMPARE(pane.model().idAt(0), 4999);
  pane.setPaused(false);
  QTRY_COMPARE(pane.model().idAt(0), 5002);
  QCOMPARE(pane.model().shownCount(), 1203);
}

void ListPaneTest::a_failed_question_says_what_why_and_what_next() {
  ListPane& pane = open(PaneId::Subscriptions);
  fixture_->queries.subscriptionList.failure =
      Error{ErrorKind::Corrupt, "database_corrupt", "the list could not be read", "the file is damaged", "", false, {}};
  pane.refresh();
  auto* banner = find<ErrorBanner>(pane, "errorBanner");
  QTRY_VERIFY(banner->isVisible());
  QCOMPARE(banner->message(), QStringLiteral("The list could not be read."));
  QVERIFY(banner->accessibleDescription().contains(QStringLiteral("The file is damaged.")));
  QVERIFY(banner->accessibleDescription().contains(QStringLiteral("backup")));
  QVERIFY(pane.model().rowCount() > 0);  // the old rows stay
  QTest::mouseClick(find<QPushButton>(*banner, "bannerCopy"), Qt::LeftButton);
  QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("database_corrupt")));
  fixture_->queries.subscriptionList.failure.reset();
  QTest::mouseClick(find<QPushButton>(*banner, "bannerAction"), Qt::LeftButton);
  QTRY_VERIFY(!banner->isVisible());
}

void ListPaneTest::nothing_matching_offers_to_clear() {
  ListPane& pane = open(PaneId::Subscriptions);
  store::ListQuery query;
  query.text = QStringLiteral("no such customer");
  pane.showQuery(query);
  auto* button = find<QPushButton>(*find<EmptyState>(pane, "listEmpty"), "emptyAction");
  QTRY_VERIFY(button->isVisible());
  QTest::mouseClick(button, Qt::LeftButton);
  QTRY_COMPARE(pane.model().shownCount(), 312);
}

void ListPaneTest::an_empty_workspace_says_why() {
  fixture_ = std::make_unique<test::WindowFixture>(false);
  fixture_->window->show();
  for (const PaneId id :
       {PaneId::Customers, PaneId::Subscriptions, PaneId::Plans, PaneId::Usage, PaneId::Invoices, PaneId::Webhooks}) {
    ListPane& pane = open(id);
    auto* empty = find<EmptyState>(pane, "listEmpty");
    QTRY_VERIFY(empty->isVisible());
    QVERIFY(find<QPushButton>(*empty, "emptyAction")->isVisible());
  }
}

void ListPaneTest::copying_takes_the_shown_columns() {
  ListPane& pane = open(PaneId::Subscriptions);
  find<ColumnChooser>(pane, "columnChooser")->showColumns({QStringLiteral("external_id"), QStringLiteral("status")});
  pane.table().selectRow(0);
  pane.copySelection();
  QCOMPARE(QGuiApplication::clipboard()->text(),
           QStringLiteral("%1\tactive").arg(test::fakeSubscription(1).externalId));
}

void ListPaneTest::sorting_by_the_header_asks_for_that_order() {
  ListPane& pane = open(PaneId::Subscriptions);
  pane.table().sortByColumn(pane.model().columnOf("mrr"), Qt::DescendingOrder);
  QTRY_COMPARE(pane.model().query().sortField, QByteArray("mrr"));
  QVERIFY(fixture_->settle());
  const QModelIndex first = pane.model().index(0, pane.model().columnOf("mrr"));
  QTRY_COMPARE(first.data(models::RawValueRole).toLongLong(), 9900LL);
}

QTEST_MAIN(ListPaneTest)
#include "tst_listpane.moc"
