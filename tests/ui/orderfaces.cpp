// The faces of the order dialog and of what is on its way: in test and live mode, refused, unconfirmed, dark, small.
#include <QLabel>

#include "orderfixture.h"
#include "support/pictures.h"
#include "ui/admin/calldetail.h"
#include "ui/admin/outboxview.h"

using namespace billing;
using namespace billing::ui;
using operations::OrderKind;
using store::OutboxState;

class OrderFacesTest : public QObject, private test::OrderFixture {
  Q_OBJECT
 private Q_SLOTS:
  void cleanup() { close(); }
  void it_can_be_read_in_every_face_data();
  void it_can_be_read_in_every_face();

 private:
  QWidget* openOutboxOf(const QString& operation);
};

void OrderFacesTest::it_can_be_read_in_every_face_data() {
  QTest::addColumn<QString>("face");
  QTest::addColumn<bool>("dark");
  QTest::addColumn<QSize>("size");
  for (const char* face : {"test", "live-locked", "live-unlocked", "refused", "unconfirmed", "refused-call", "outbox"})
    for (const bool dark : {false, true})
      QTest::addRow("%s-%s", face, dark ? "dark" : "light") << QString::fromLatin1(face) << dark << QSize();
  QTest::newRow("test-small") << QStringLiteral("test") << false << QSize(640, 480);
}

QWidget* OrderFacesTest::openOutboxOf(const QString& operation) {
  fixture_->window->openOutbox();
  auto* view = fixture_->window->findChild<OutboxView*>();
  view->showCall(operation);
  return QTest::qWaitFor([view] { return view->findChild<CallDetail*>()->isVisible(); }) ? view : nullptr;
}

/// With BILLING_PICTURES=FOLDER what stands there is kept; QT_SCALE_FACTOR=2 doubles it.
void OrderFacesTest::it_can_be_read_in_every_face() {
  QFETCH(QString, face);
  QFETCH(bool, dark);
  QFETCH(QSize, size);
  open(face.startsWith(QStringLiteral("live")));
  fixture_->window->chooseTheme(dark ? ThemeChoice::Dark : ThemeChoice::Light);
  QWidget* subject = fixture_->window.get();
  if (face == QStringLiteral("refused"))
    desk_->refusal = Error{ErrorKind::Conflict,
                           "change_pending",
                           "Another change of this subscription is pending",
                           "It changes to Premium, monthly, at the renewal on 2 Dec",
                           "Withdraw the coming change first",
                           false,
                           "req_8fJ2"};
  if (face == QStringLiteral("live-unlocked")) desk_->unlock(QStringLiteral("ticket 4711"));
  if (face == QStringLiteral("unconfirmed") || face == QStringLiteral("refused-call") ||
      face == QStringLiteral("outbox")) {
    const QString operation = submitted();
    desk_->move(operation, face == QStringLiteral("refused-call") ? OutboxState::Refused : OutboxState::Unconfirmed,
                Error{ErrorKind::Conflict,
                      "stale",
                      "Somebody or something has changed it since you looked\n"
                      "product_id: was pdt_starter, is pdt_premium\nperiod_end: was 2026-12-02, is 2027-01-01",
                      {},
                      "Nothing was sent. Look at it as it is now, and decide again",
                      false,
                      "req_8fJ2"});
    QTRY_VERIFY(line() != nullptr && line()->isVisible());
    if (face != QStringLiteral("unconfirmed")) subject = openOutboxOf(operation);
  } else {
    OrderDialog* dialog = order(OrderKind::ChangePlan);
    for (auto* choice : dialog->findChildren<QRadioButton*>())
      if (choice->accessibleName().startsWith(QStringLiteral("Pro, yearly"))) choice->click();
    part<QLineEdit>(dialog, "orderReason")->setText(QStringLiteral("ticket 4711: asked for by phone"));
    QTRY_VERIFY(!dialog->isPreviewing() && part<QLabel>(dialog, "previewWord")->isHidden());
    if (size.isValid()) dialog->resize(size);
    subject = dialog;
  }
  QTest::qWait(0);
  QVERIFY(test::keepPicture(*subject, QString::fromLatin1(QTest::currentDataTag())));
}

int test::runOrderFaces(int argc, char** argv) {
  OrderFacesTest faces;
  return QTest::qExec(&faces, argc, argv);
}

#include "orderfaces.moc"
