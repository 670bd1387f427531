// The dialogs of changes by hand and the strip of what is on its way, over a desk that answers at once.
#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include "orderfixture.h"
#include "ui/admin/calldetail.h"
#include "ui/admin/callline.h"
#include "ui/admin/closecalldialog.h"
#include "ui/admin/orderdialog.h"
#include "ui/admin/orderoffers.h"
#include "ui/admin/orderpage.h"
#include "ui/admin/outboxboard.h"
#include "ui/admin/outboxstrip.h"
#include "ui/admin/outboxview.h"
#include "ui/admin/versiontable.h"
#include "ui/bulk/linksdialog.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/panes/listpane.h"
#include "ui/presenters/orderwords.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"

using namespace billing;
using namespace billing::ui;
using operations::OrderKind;
using store::OutboxState;

class OrderDialogTest : public QObject, private test::OrderFixture {
  Q_OBJECT
 private Q_SLOTS:
  void init() { open(); }
  void cleanup() { close(); }
  void a_plan_is_changed_in_three_clicks();
  void the_button_says_what_it_does_and_is_never_default();
  void without_a_reason_nothing_can_be_confirmed();
  void a_refusal_says_why_and_leaves_nothing_to_press();
  void live_mode_is_locked_until_it_is_unlocked_with_a_reason_and_what_one_means_is_typed();
  void a_change_in_sight_can_be_undone();
  void what_is_not_confirmed_is_asked_for();
  void what_nobody_tells_of_is_closed_by_hand_with_a_reason();
  void a_refused_call_says_what_why_and_what_next();
  void both_versions_stand_side_by_side_when_somebody_else_was_faster();
  void what_is_done_is_made_good_by_its_honest_name();
  void a_row_says_that_a_change_of_it_is_on_its_way();
  void links_have_a_dialog_of_their_own_that_begins_with_the_customer();
  void each_kind_has_a_page_a_name_and_a_button_data();
  void each_kind_has_a_page_a_name_and_a_button();
  void a_part_of_a_payment_goes_back_never_more();
  void a_payment_goes_back_by_line();
  void credits_are_exact_to_a_tenth();
  void a_day_that_has_passed_or_is_the_same_is_no_order();
  void each_provider_has_its_own_ways_to_charge();
  void what_cannot_be_done_says_why();
  void a_viewer_may_change_nothing();
  void a_second_person_is_asked_for();
  void a_preview_that_failed_is_asked_for_again();
  void an_estimate_says_whose_it_is();
  void every_control_has_a_name();
  void the_menu_follows_the_selection();
  void no_two_actions_share_their_keys();
};

void OrderDialogTest::a_plan_is_changed_in_three_clicks() {
  auto& pane = static_cast<ListPane&>(*fixture_->window->currentPane());
  auto* change = part<QPushButton>(&pane, "detailChangePlan");
  for (int row = 0; row < 20; ++row) {
    pane.table().selectRow(row);
    if (QTest::qWaitFor([&] { return change->isEnabled(); }, 300)) break;
  }
  press(change);
  auto* dialog = fixture_->window->findChild<OrderDialog*>();
  QVERIFY(dialog != nullptr);
  for (auto* choice : dialog->findChildren<QRadioButton*>())
    if (choice->accessibleName().startsWith(QStringLiteral("Premium, monthly"))) press(choice);
  QTest::keyClicks(part<QLineEdit>(dialog, "orderReason"), QStringLiteral("ticket 4711"));
  QTRY_VERIFY(deed(dialog)->isEnabled());
  press(deed(dialog));
  QTRY_COMPARE(desk_->submitted.size(), 1);
  QCOMPARE(desk_->submitted.first().reason, std::string("ticket 4711"));
  QVERIFY(!desk_->submitted.first().product.empty());
}

void OrderDialogTest::the_button_says_what_it_does_and_is_never_default() {
  OrderDialog* dialog = changing();
  QVERIFY(dialog != nullptr);
  QCOMPARE(deed(dialog)->text(), QStringLiteral("Change plan: charge $12.34 now"));
  QVERIFY(!deed(dialog)->isDefault() && !deed(dialog)->autoDefault());
  QTest::keyClick(part<QLineEdit>(dialog, "orderReason"), Qt::Key_Return);
  QVERIFY(dialog->isVisible());
  QTest::keyClick(dialog, Qt::Key_Escape);
  QVERIFY(!dialog->isVisible());
  QVERIFY(desk_->submitted.isEmpty());
}

void OrderDialogTest::without_a_reason_nothing_can_be_confirmed() {
  OrderDialog* dialog = changing();
  QVERIFY(!deed(dialog)->isEnabled());
  QCOMPARE(deed(dialog)->toolTip(), QStringLiteral("Say why first"));
  QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
  QVERIFY(desk_->submitted.isEmpty());
  part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711"));
  QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
  QTRY_COMPARE(desk_->submitted.size(), 1);
}

void OrderDialogTest::a_refusal_says_why_and_leaves_nothing_to_press() {
  desk_->refusal = Error{ErrorKind::Conflict,
                         "change_pending",
                         "Another change is pending",
                         "Pro comes at the renewal",
                         "Withdraw it first",
                         false,
                         "req_1"};
  OrderDialog* dialog = order(OrderKind::ChangePlan);
  for (auto* choice : dialog->findChildren<QRadioButton*>())
    if (choice->accessibleName().startsWith(QStringLiteral("Pro, yearly"))) choice->click();
  QTRY_VERIFY(part<ErrorBanner>(dialog, "previewRefusal") != nullptr);
  QCOMPARE(part<ErrorBanner>(dialog, "previewRefusal")->message(), QStringLiteral("Another change is pending."));
  part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711"));
  QVERIFY(!deed(dialog)->isEnabled());
}

void OrderDialogTest::live_mode_is_locked_until_it_is_unlocked_with_a_reason_and_what_one_means_is_typed() {
  open(true);
  OrderDialog* dialog = changing();
  QVERIFY(dialog != nullptr);
  part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711"));
  QVERIFY(deed(dialog)->toolTip().contains(QStringLiteral("locked")));
  part<QLineEdit>(dialog, "unlockReason")->setText(QStringLiteral("ticket 4711"));
  press(part<QPushButton>(dialog, "unlockLive"));
  QTRY_VERIFY(!desk_->now.locked);
  QTRY_VERIFY(deed(dialog)->toolTip().startsWith(QStringLiteral("Type ")));
  part<QLineEdit>(dialog, "orderTyped")->setText(test::fakeSubscription(1).externalId);
  QTRY_VERIFY(deed(dialog)->isEnabled());
  press(deed(dialog));
  QTRY_COMPARE(desk_->typed, QStringList{test::fakeSubscription(1).externalId});
}

void OrderDialogTest::a_change_in_sight_can_be_undone() {
  const QString operation = submitted();
  QVERIFY(!operation.isEmpty());
  QVERIFY2(line()->accessibleName().contains(QStringLiteral("leaves in 10 s")), qPrintable(line()->accessibleName()));
  press(part<QPushButton>(line(), "callUndo"));
  QTRY_VERIFY(line()->accessibleName().contains(QStringLiteral("it never left")));
  QVERIFY(!part<QPushButton>(line(), "callUndo")->isVisible());
}

void OrderDialogTest::what_is_not_confirmed_is_asked_for() {
  const QString operation = submitted();
  desk_->move(operation, OutboxState::Unconfirmed);
  QTRY_VERIFY(line()->accessibleName().contains(QStringLiteral("nobody knows yet")));
  press(part<QPushButton>(line(), "callAsk"));
  QTRY_VERIFY(line()->accessibleName().contains(QStringLiteral("done, as previewed")));
  QCOMPARE(desk_->settled, 1);
}

void OrderDialogTest::what_nobody_tells_of_is_closed_by_hand_with_a_reason() {
  const QString operation = submitted();
  desk_->move(operation, OutboxState::Unconfirmed);
  QTRY_VERIFY(line()->accessibleName().contains(QStringLiteral("nobody knows yet")));
  press(part<QPushButton>(line(), "callDetails"));
  auto* view = fixture_->window->findChild<OutboxView*>();
  QVERIFY(view != nullptr);
  auto* close = part<QPushButton>(view, "detailClose");
  QTRY_VERIFY(close->isVisible());
  press(close);
  auto* dialog = view->findChild<CloseCallDialog*>();
  QVERIFY(dialog != nullptr);
  auto* deed = part<QPushButton>(dialog, "closeCall");
  QVERIFY(!deed->isEnabled() && !deed->isDefault());
  part<QRadioButton>(dialog, "closeAsDone")->setChecked(true);
  QVERIFY(!deed->isEnabled());
  part<QLineEdit>(dialog, "closeReason")->setText(QStringLiteral("seen in the dashboard"));
  press(deed);
  QTRY_COMPARE(desk_->closed, QStringList{operation + QStringLiteral(" done: seen in the dashboard")});
}

void OrderDialogTest::links_have_a_dialog_of_their_own_that_begins_with_the_customer() {
  store::CustomerRow customer;
  customer.externalId = QStringLiteral("cus_9");
  customer.email = QStringLiteral("ada@example.com");
  customer.name = QStringLiteral("Ada");
  fixture_->window->openOrder(orderFor(OrderKind::PortalLink, customer));
  auto* dialog = fixture_->window->findChild<LinksDialog*>();
  QVERIFY(dialog != nullptr && fixture_->window->findChild<OrderDialog*>() == nullptr);
  QCOMPARE(part<QLineEdit>(dialog, "linkCustomer")->text(), QStringLiteral("cus_9"));
  QCOMPARE(part<QComboBox>(dialog, "linkKind")->currentIndex(), 2);
}

void OrderDialogTest::a_refused_call_says_what_why_and_what_next() {
  const QString operation = submitted();
  desk_->move(operation, OutboxState::Refused,
              Error{ErrorKind::Conflict, "change_pending", "Another change is pending", "", "Withdraw it first", false,
                    "req_7"});
  QTRY_VERIFY(line()->accessibleName().contains(QStringLiteral("was refused")));
  press(part<QPushButton>(line(), "callDetails"));
  auto* view = fixture_->window->findChild<OutboxView*>();
  QVERIFY(view != nullptr);
  auto* banner = view->findChild<CallDetail*>()->findChild<ErrorBanner*>();
  QTRY_COMPARE(banner->message(), QStringLiteral("Another change is pending."));
  QCOMPARE(banner->accessibleDescription(), QStringLiteral("Withdraw it first."));
}

void OrderDialogTest::both_versions_stand_side_by_side_when_somebody_else_was_faster() {
  const auto lines = versionLines(QStringLiteral("product_id: was pdt_a, is pdt_b\ncancel_at: was nothing, is 2027"));
  QCOMPARE(lines.size(), 2);
  QCOMPARE(lines.first().field, QStringLiteral("Product id"));
  QCOMPARE(lines.first().seen, QStringLiteral("pdt_a"));
  QCOMPARE(lines.last().present, QStringLiteral("2027"));
}

void OrderDialogTest::what_is_done_is_made_good_by_its_honest_name() {
  fixture_->window->openOrder(orderFor(OrderKind::Pause, test::fakeSubscription(1)));
  auto* dialog = fixture_->window->findChild<OrderDialog*>();
  part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711"));
  QTRY_VERIFY(deed(dialog)->isEnabled());
  press(deed(dialog));
  QTRY_COMPARE(desk_->calls.size(), 1);
  desk_->move(desk_->calls.first().operation, OutboxState::Done);
  QTRY_VERIFY(line() != nullptr && line()->accessibleName().contains(QStringLiteral("done")));
  auto* remedy = part<QPushButton>(line(), "callCompensate");
  QCOMPARE(remedy->text(), QStringLiteral("Resume…"));
  QVERIFY(!part<QPushButton>(line(), "callUndo")->isVisible());
}

void OrderDialogTest::a_row_says_that_a_change_of_it_is_on_its_way() {
  submitted();
  auto& table = static_cast<ListPane&>(*fixture_->window->currentPane()).table();
  const int column = table.facts()->columnOf("external_id");
  int row = 0;
  while (row < table.facts()->rowCount() && table.facts()->index(row, column).data(models::RawValueRole).toString() !=
                                                test::fakeSubscription(1).externalId)
    ++row;
  if (row == table.facts()->rowCount()) QSKIP("the row is on another page");
  QCOMPARE(table.markOf(row), QStringLiteral("waiting"));
  desk_->move(desk_->calls.first().operation, OutboxState::Unconfirmed);
  QTRY_COMPARE(table.markOf(row), QStringLiteral("unconfirmed"));
}

void OrderDialogTest::each_kind_has_a_page_a_name_and_a_button_data() {
  QTest::addColumn<int>("kind");
  for (int kind = 0; kind < static_cast<int>(OrderKind::CheckoutLink); ++kind) {
    const std::string_view name = toString(static_cast<OrderKind>(kind));
    QTest::newRow(std::string(name).c_str()) << kind;
  }
}

void OrderDialogTest::each_kind_has_a_page_a_name_and_a_button() {
  QFETCH(int, kind);
  OrderDialog* dialog = order(static_cast<OrderKind>(kind));
  QVERIFY(dialog != nullptr);
  QVERIFY(!dialog->windowTitle().isEmpty());
  QVERIFY(!deed(dialog)->text().isEmpty());
  QVERIFY(!deed(dialog)->isEnabled());
  QVERIFY(dialog->findChild<ModeBand*>() != nullptr);
  QTest::keyClick(dialog, Qt::Key_Escape);
  QVERIFY(!dialog->isVisible());
}

void OrderDialogTest::a_part_of_a_payment_goes_back_never_more() {
  OrderDialog* dialog = order(OrderKind::Refund);
  dialog->page().findChildren<QRadioButton*>().at(1)->click();
  auto* amount = part<QLineEdit>(dialog, "orderAmount");
  amount->setText(QStringLiteral("5.005"));
  QVERIFY(!deed(dialog)->isEnabled());
  amount->setText(QStringLiteral("5.01"));
  part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711"));
  QTRY_VERIFY(deed(dialog)->isEnabled());
  QCOMPARE(deed(dialog)->text(), QStringLiteral("Refund $5.01"));
  press(deed(dialog));
  QTRY_COMPARE(desk_->submitted.size(), 1);
  QCOMPARE(desk_->submitted.first().amount->minor, 501);
}

void OrderDialogTest::a_payment_goes_back_by_line() {
  const Currency usd = *Currency::fromCode("USD");
  desk_->lines = {{"il_1", "Seats", {2'000, usd}, {2'000, usd}}, {"il_2", "Support", {900, usd}, {400, usd}}};
  OrderDialog* dialog = order(OrderKind::Refund);
  QTRY_VERIFY(part<QLineEdit>(dialog, "line_il_2") != nullptr);
  dialog->page().findChildren<QRadioButton*>().at(2)->click();
  part<QLineEdit>(dialog, "line_il_2")->setText(QStringLiteral("4"));
  part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711"));
  QTRY_VERIFY(deed(dialog)->isEnabled());
  press(deed(dialog));
  QTRY_COMPARE(desk_->submitted.size(), 1);
  QVERIFY((desk_->submitted.first().lines == std::vector<operations::RefundLine>{{"il_2", 400}}));
}

void OrderDialogTest::credits_are_exact_to_a_tenth() {
  OrderDialog* dialog = order(OrderKind::GrantCredits);
  auto* credits = part<QLineEdit>(dialog, "orderCredits");
  for (const char* wrong : {"", "0", "-1", "2.55", "many"}) {
    credits->setText(QLatin1String(wrong));
    QVERIFY2(deed(dialog)->toolTip().startsWith(QStringLiteral("Type how many")), wrong);
  }
  credits->setText(QStringLiteral("2.5"));
  QTRY_COMPARE(deed(dialog)->text(), QStringLiteral("Grant 2.5 credits"));
}

void OrderDialogTest::a_day_that_has_passed_or_is_the_same_is_no_order() {
  OrderDialog* dialog = order(OrderKind::MoveRenewal);
  QCOMPARE(deed(dialog)->toolTip(), QStringLiteral("Choose another day"));
  auto* date = part<QDateEdit>(dialog, "orderDate");
  date->setDate(date->date().addDays(9));
  QTRY_COMPARE(desk_->previewed.size(), 1);
  QVERIFY(desk_->previewed.first().date->ms > fixture_->clock.now().ms);
}

void OrderDialogTest::each_provider_has_its_own_ways_to_charge() {
  QCOMPARE(chargesOf(Provider::Stripe).size(), 3);
  QCOMPARE(chargesOf(Provider::Dodo).size(), 4);
  for (const Provider provider : {Provider::Stripe, Provider::Dodo})
    for (const ChargeWords& words : chargesOf(provider)) QVERIFY(!words.word.isEmpty() && !words.about.isEmpty());
}

void OrderDialogTest::what_cannot_be_done_says_why() {
  store::SubscriptionRow row = test::fakeSubscription(1);
  row.status = QStringLiteral("cancelled");
  ConsoleServices services = fixture_->window->context().services;
  for (const OrderOffer& offer : offersFor(row, services)) QVERIFY(!offer.whyNot.isEmpty());
  row.status = QStringLiteral("active");
  row.cancelAtPeriodEnd = true;
  for (const OrderOffer& offer : offersFor(row, services)) {
    if (offer.seed.order.kind == OrderKind::UndoCancel) QVERIFY(offer.whyNot.isEmpty());
    if (offer.seed.order.kind == OrderKind::CancelAtPeriodEnd) QVERIFY(!offer.whyNot.isEmpty());
  }
}

void OrderDialogTest::a_viewer_may_change_nothing() {
  desk_->now.person.role = operations::Role::Viewer;
  desk_->setState(desk_->now);
  store::SubscriptionRow row = test::fakeSubscription(1);
  row.status = QStringLiteral("active");
  for (const OrderOffer& offer : offersFor(row, fixture_->window->context().services))
    QVERIFY2(!offer.whyNot.isEmpty(), toString(offer.seed.order.kind).data());
}

void OrderDialogTest::a_second_person_is_asked_for() {
  desk_->adjust = [](operations::OrderPreview& preview) { preview.approvalWhy = QStringLiteral("$600 is above $500"); };
  OrderDialog* dialog = order(OrderKind::Refund);
  part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711"));
  QTRY_COMPARE(deed(dialog)->text(), QStringLiteral("Ask for approval: refund $29.00"));
  press(deed(dialog));
  QTRY_VERIFY(line() != nullptr && line()->accessibleName().contains(QStringLiteral("waits for a second person")));
}

void OrderDialogTest::a_preview_that_failed_is_asked_for_again() {
  desk_->previewFailure = Error{ErrorKind::Unavailable, "no_answer", "Stripe does not answer", {}, {}, true, {}};
  OrderDialog* dialog = order(OrderKind::Pause);
  QPushButton* again = nullptr;
  const auto offered = [&] {
    for (auto* button : dialog->findChildren<QPushButton*>(QStringLiteral("bannerAction")))
      if (button->isVisible()) again = button;
    return again != nullptr;
  };
  QTRY_VERIFY(offered());
  desk_->previewFailure.reset();
  press(again);
  part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711"));
  QTRY_VERIFY(deed(dialog)->isEnabled());
}

void OrderDialogTest::an_estimate_says_whose_it_is() {
  desk_->adjust = [](operations::OrderPreview& preview) {
    preview.estimate = true;
    preview.source = QStringLiteral("our own proration");
  };
  OrderDialog* dialog = changing();
  QVERIFY(part<QLabel>(dialog, "previewSource")->text().startsWith(QStringLiteral("Estimate by our own proration")));
  QVERIFY(part<QLabel>(dialog, "previewToday")->text().startsWith(QStringLiteral("About $12.34")));
}

void OrderDialogTest::every_control_has_a_name() {
  OrderDialog* dialog = changing();
  for (const auto* control : dialog->findChildren<QWidget*>()) {
    const bool spoken = qobject_cast<const QAbstractButton*>(control) || qobject_cast<const QLineEdit*>(control);
    if (!spoken || !control->isVisible() || control->objectName().startsWith(QStringLiteral("qt_"))) continue;
    const auto* button = qobject_cast<const QAbstractButton*>(control);
    QVERIFY2(!control->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty()),
             qPrintable(control->objectName()));
  }
}

void OrderDialogTest::the_menu_follows_the_selection() {
  auto* action = fixture_->window->findChild<QAction*>(QStringLiteral("actionOrder_change_plan"));
  auto& table = static_cast<ListPane&>(*fixture_->window->currentPane()).table();
  table.selectRow(0);
  QVERIFY(fixture_->settle());
  fixture_->window->refreshOrders();
  const bool ended = !action->isEnabled();
  QCOMPARE(action->property(kReasonProperty).toString().isEmpty(), !ended);
  fixture_->window->showPane(PaneId::Overview);
  QVERIFY(!action->isEnabled());
  QCOMPARE(action->property(kReasonProperty).toString(), QStringLiteral("Select what it is about in a list first"));
}

void OrderDialogTest::no_two_actions_share_their_keys() {
  QHash<QKeySequence, QString> taken;
  for (const auto* action : fixture_->window->findChildren<QAction*>()) {
    const QKeySequence keys = action->shortcut();
    if (keys.isEmpty() || !action->objectName().startsWith(QStringLiteral("action"))) continue;
    QVERIFY2(!taken.contains(keys),
             qPrintable(QStringLiteral("%1: %2 and %3").arg(keys.toString(), action->objectName(), taken.value(keys))));
    taken.insert(keys, action->objectName());
  }
  QVERIFY(taken.size() > 40);
}

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  OrderDialogTest dialogs;
  const int failed = QTest::qExec(&dialogs, argc, argv);
  return failed + test::runOrderFaces(argc, argv);
}
#include "tst_orderdialog.moc"
