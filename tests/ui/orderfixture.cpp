#include "orderfixture.h"

#include "ui/panes/listpane.h"

namespace billing::test {

void OrderFixture::open(bool live) {
  fixture_ = std::make_unique<WindowFixture>(true, FakeProduct::PersistQ);
  desk_ = std::make_unique<FakeAdminDesk>(fixture_->clock, live);
  fixture_->profile.mode = live ? workspace::Mode::Live : workspace::Mode::Test;
  fixture_->admin = desk_.get();
  fixture_->reopen();
  fixture_->window->resize(1280, 800);
  fixture_->window->show();
  fixture_->window->showPane(ui::PaneId::Subscriptions);
  if (!fixture_->settle()) qFatal("the window does not come to rest");
}

void OrderFixture::close() {
  fixture_.reset();
  desk_.reset();
}

ui::OrderDialog* OrderFixture::order(operations::OrderKind kind) {
  ui::OrderSeed seed = ui::orderFor(kind, fakeSubscription(1));
  seed.payment = fakePayment(1);
  seed.payment->currency = QStringLiteral("USD");
  seed.account = fakeAccount(1, fixture_->desk->ownRules);
  fixture_->window->openOrder(seed);
  return fixture_->window->findChild<ui::OrderDialog*>();
}

ui::OrderDialog* OrderFixture::changing() {
  ui::OrderDialog* dialog = order(operations::OrderKind::ChangePlan);
  for (auto* choice : dialog->findChildren<QRadioButton*>())
    if (choice->accessibleName().startsWith(QStringLiteral("Pro, yearly"))) choice->click();
  return QTest::qWaitFor([&] { return deed(dialog)->text().contains(QStringLiteral("$12.34")); }) ? dialog : nullptr;
}

QString OrderFixture::submitted() {
  ui::OrderDialog* dialog = changing();
  part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711"));
  press(deed(dialog));
  return QTest::qWaitFor([&] { return line() != nullptr && line()->isVisible(); }) ? desk_->calls.first().operation
                                                                                   : QString();
}

}  // namespace billing::test
