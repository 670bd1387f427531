// What differs from the provider, in its tab: found, explained, planned, mended or accepted, and gone.
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "support/fakereconciledesk.h"
#include "support/windowfixture.h"
#include "ui/panes/checkspane.h"
#include "ui/panes/listpane.h"
#include "ui/reconcile/reconcileview.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/navbutton.h"
#include "ui/widgets/notestrip.h"

using namespace billing;
using namespace billing::ui;

class ReconcileViewTest : public QObject {
  Q_OBJECT

  std::unique_ptr<test::WindowFixture> fixture_;
  std::unique_ptr<test::FakeReconcileDesk> desk_;

  [[nodiscard]] ChecksPane& pane() { return *qobject_cast<ChecksPane*>(fixture_->window->pane(PaneId::Checks)); }
  [[nodiscard]] ReconcileView& view() { return *pane().reconcile(); }
  template <class T>
  [[nodiscard]] T* part(const char* name) {
    return view().findChild<T*>(QLatin1String(name));
  }
  static void press(QAbstractButton* button) { QTest::mouseClick(button, Qt::LeftButton); }
  static void photograph(QWidget* widget, const char* name) {
    const QString folder = qEnvironmentVariable("BILLING_PHOTOGRAPHS");
    if (!folder.isEmpty()) widget->grab().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
  }
  void compared() {
    desk_->fill();
    press(part<QPushButton>("reconcileNow"));
    QTRY_COMPARE(view().table().model()->rowCount(), 2);
  }
  RepairDialog* opened(const char* button) {
    view().table().selectRow(0);
    press(part<QPushButton>(button));
    return fixture_->window->findChild<RepairDialog*>();
  }

 private Q_SLOTS:
  void init() {
    fixture_ = std::make_unique<test::WindowFixture>(true, test::FakeProduct::PersistQ);
    desk_ = std::make_unique<test::FakeReconcileDesk>();
    fixture_->reconcile = desk_.get();
    fixture_->reopen();
    if (qEnvironmentVariableIsSet("BILLING_DARK")) fixture_->theme->setChoice(ThemeChoice::Dark);
    fixture_->window->resize(1280, 800);
    fixture_->window->show();
    fixture_->window->showReconcile();
    QVERIFY(fixture_->settle());
  }
  void cleanup() {
    fixture_.reset();
    desk_.reset();
  }

  void before_the_first_run_it_says_what_would_be_compared() {
    QCOMPARE(part<QLabel>("reconcileSummary")->text(), QStringLiteral("Nothing has been compared"));
    photograph(fixture_->window.get(), "reconcile-never");
    press(part<QPushButton>("reconcileNow"));
    QTRY_COMPARE(part<QLabel>("reconcileSummary")->text(), QStringLiteral("Nothing differs"));
    photograph(fixture_->window.get(), "reconcile-nothing");
  }

  void what_differs_stands_with_three_values_and_its_cause_and_is_counted_in_the_side_bar() {
    compared();
    auto* model = view().table().model();
    QStringList cells;
    for (int column = 0; column < model->columnCount(); ++column) cells += model->index(0, column).data().toString();
    for (const char* word : {"sub_made_up_1", "cancelled", "active", "missed event"})
      QVERIFY2(cells.contains(QLatin1String(word)), qPrintable(cells.join(u'|')));
    view().table().selectRow(0);
    QVERIFY(view().findChild<NoteStrip*>()->text().contains(QStringLiteral("evt_other")));
    photograph(fixture_->window.get(), "reconcile");
    auto* kind = part<QComboBox>("reconcileKind");
    kind->setCurrentIndex(kind->findData(QStringLiteral("credit_cache")));
    QCOMPARE(model->rowCount(), 1);
    QCOMPARE(pane().tabs().tabText(pane().tabs().indexOf(&view())), QStringLiteral("Reconcile (2)"));
  }

  void a_repair_shows_its_plan_wants_a_reason_and_mends() {
    compared();
    RepairDialog* dialog = opened("reconcileRepair");
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(desk_->planned, QVector<qint64>{1});
    auto* deed = dialog->findChild<QPushButton*>(QStringLiteral("repairDeed"));
    QVERIFY(!deed->isEnabled() && !deed->isDefault());
    QCOMPARE(deed->text(), QStringLiteral("&Mend 1"));
    dialog->findChild<QLineEdit*>(QStringLiteral("repairReason"))->setText(QStringLiteral("month-end"));
    photograph(dialog, "reconcile-repair");
    press(deed);
    QTRY_VERIFY(fixture_->window->findChild<RepairDialog*>() == nullptr);
    QCOMPARE(desk_->lastReason, QStringLiteral("month-end"));
    QTRY_COMPARE(view().openDrifts(), 1);
  }

  void accepting_needs_a_reason_and_leaves_the_rest_open() {
    compared();
    RepairDialog* dialog = opened("reconcileAccept");
    QVERIFY(dialog != nullptr);
    auto* deed = dialog->findChild<QPushButton*>(QStringLiteral("repairDeed"));
    QVERIFY(!deed->isEnabled());
    dialog->findChild<QLineEdit*>(QStringLiteral("repairReason"))->setText(QStringLiteral("agreed by phone"));
    press(deed);
    QTRY_COMPARE(view().openDrifts(), 1);
    QCOMPARE(desk_->report.drifts.front().state, QStringLiteral("accepted"));
  }

  void a_provider_that_does_not_answer_is_told_and_what_was_known_stays() {
    compared();
    desk_->error = Error{ErrorKind::Unavailable, "unreachable", "The provider does not answer", {}, {}, true, {}};
    press(part<QPushButton>("reconcileNow"));
    QTRY_COMPARE(view().findChild<ErrorBanner*>()->message(), QStringLiteral("The provider does not answer."));
    QCOMPARE(view().table().model()->rowCount(), 2);
    photograph(fixture_->window.get(), "reconcile-unreachable");
  }

  void a_double_click_opens_the_object() {
    compared();
    Q_EMIT view().table().rowOpened(1);
    QTRY_COMPARE(fixture_->window->currentPane(), fixture_->window->pane(PaneId::Subscriptions));
  }
};

QTEST_MAIN(ReconcileViewTest)
#include "tst_reconcileview.moc"
