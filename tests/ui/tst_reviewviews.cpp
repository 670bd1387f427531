// What people say of rows, as one says it: from the menu, from the list's own menu, in the detail; and taken back.
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "support/fakereviewdesk.h"
#include "support/windowfixture.h"
#include "ui/details/paidyears.h"
#include "ui/details/subscriptiondetail.h"
#include "ui/panes/listpane.h"
#include "ui/panes/reviewviews.h"
#include "ui/review/notedialog.h"
#include "ui/review/reviewcard.h"
#include "ui/review/reviewhand.h"

using namespace billing;
using namespace billing::ui;

class ReviewViewsTest : public QObject {
  Q_OBJECT

  std::unique_ptr<test::WindowFixture> fixture_;
  std::unique_ptr<test::FakeReviewDesk> desk_;
  std::unique_ptr<test::FakeAdminDesk> admin_;

  [[nodiscard]] ListPane& pane() { return static_cast<ListPane&>(*fixture_->window->currentPane()); }
  template <class T>
  [[nodiscard]] T* part(const char* name) {
    return pane().findChild<T*>(QLatin1String(name));
  }
  [[nodiscard]] QAction* action(const char* name) { return fixture_->window->findChild<QAction*>(QLatin1String(name)); }
  [[nodiscard]] operations::ReviewState& said(int row) {
    const int column = pane().model().columnOf("external_id");
    return desk_->of(
        {QStringLiteral("subscription"), pane().model().index(row, column).data(models::RawValueRole).toString()});
  }
  void select(int first, int last) {
    pane().table().selectionModel()->select(
        QItemSelection(pane().model().index(first, 0), pane().model().index(last, 0)),
        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  }
  // Pictures for a person's eye, where they are asked for.
  void photograph(const char* name) {
    const QString folder = qEnvironmentVariable("BILLING_PHOTOGRAPHS");
    if (!folder.isEmpty()) fixture_->window->grab().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
  }

 private Q_SLOTS:
  void init() {
    fixture_ = std::make_unique<test::WindowFixture>();
    desk_ = std::make_unique<test::FakeReviewDesk>(fixture_->clock);
    admin_ = std::make_unique<test::FakeAdminDesk>(fixture_->clock);
    fixture_->review = desk_.get();
    fixture_->admin = admin_.get();
    fixture_->reopen();
    if (qEnvironmentVariableIsSet("BILLING_DARK")) fixture_->theme->setChoice(ThemeChoice::Dark);
    fixture_->window->resize(1440, 860);
    fixture_->window->show();
    fixture_->window->showPane(PaneId::Subscriptions);
    QVERIFY(fixture_->settle());
  }
  void cleanup() {
    fixture_.reset();
    desk_.reset();
    admin_.reset();
  }

  void several_rows_are_flagged_at_once_and_taken_back() {
    select(0, 2);
    said(1).flag = QStringLiteral("ok");
    action("actionFlag_question")->trigger();
    QTRY_COMPARE(said(2).flag, QStringLiteral("question"));
    QCOMPARE(said(0).flag, QStringLiteral("question"));
    QAction* undo = action("actionUndoReview");
    QTRY_VERIFY(undo->isEnabled());
    QVERIFY2(undo->text().contains(QStringLiteral("3 subscriptions flagged")), qPrintable(undo->text()));
    QCOMPARE(undo->shortcut(), QKeySequence(QKeySequence::Undo));
    undo->trigger();
    QTRY_VERIFY(said(0).flag.isEmpty() && said(2).flag.isEmpty());
    QVERIFY(!undo->isEnabled());
  }

  void marking_is_by_hand_and_taken_back() {
    select(0, 1);
    action("actionReviewed")->trigger();
    QTRY_VERIFY(said(0).reviewedAt && said(1).reviewedAt);
    QTRY_VERIFY(action("actionUndoReview")->isEnabled());
    action("actionUndoReview")->trigger();
    QTRY_VERIFY(!said(0).reviewedAt && !said(1).reviewedAt);
    action("actionNotReviewed")->trigger();  // nothing to do, and no harm
    QVERIFY(!said(0).reviewedAt);
  }

  void the_detail_tells_and_takes_what_is_said() {
    select(0, 0);
    pane().table().setCurrentIndex(pane().model().index(0, 0));
    QVERIFY(fixture_->settle());
    auto* card = part<ReviewCard>("reviewCard");
    QVERIFY(card != nullptr);
    auto* mark = part<QToolButton>("reviewMark");
    QTRY_VERIFY(mark->isEnabled());
    QCOMPARE(mark->text(), QStringLiteral("Mark reviewed"));
    QTest::mouseClick(mark, Qt::LeftButton);
    QTRY_COMPARE(mark->text(), QStringLiteral("Reviewed"));
    QVERIFY(part<QLabel>("reviewSaid")->text().contains(QStringLiteral("reviewed by ada")));
    auto* text = part<QPlainTextEdit>("reviewNoteText");
    auto* add = part<QPushButton>("reviewNoteAdd");
    QVERIFY(!add->isEnabled());
    text->setPlainText(QString::fromUtf8("שלום\u202e <b>=1+1</b> 🧾"));
    QVERIFY(add->isEnabled());
    add->click();
    auto* notes = part<QListWidget>("reviewNotes");
    QTRY_COMPARE(notes->count(), 1);
    QVERIFY(notes->item(0)->text().contains(QString::fromUtf8("שלום\u202e <b>=1+1</b> 🧾")));
    QVERIFY(text->toPlainText().isEmpty());
    said(0).flag = QStringLiteral("follow_up");
    said(0).flaggedBy = QStringLiteral("bob");
    said(0).flaggedAt = fixture_->clock.now().ms - 3'600'000;
    Q_EMIT desk_->changed({said(0).subject});
    QTRY_COMPARE(part<QToolButton>("reviewFlag")->text(), QStringLiteral("follow up"));
    auto* tabs = pane().findChild<SubscriptionDetail*>()->findChild<QTabWidget*>();
    tabs->setCurrentIndex(tabs->indexOf(notes->parentWidget()));
    QVERIFY(notes->isVisible());
    photograph("review-detail");
    notes->setCurrentRow(0);
    part<QPushButton>("reviewNoteRemove")->click();
    QTRY_COMPARE(notes->count(), 0);
  }

  void a_late_answer_is_not_told_of_another_selection() {
    QTabWidget tabs;
    const std::unique_ptr<ReviewCard> card(ReviewCard::make(fixture_->window->context(), "subscription", &tabs));
    desk_->of({QStringLiteral("subscription"), QStringLiteral("sub_late")}).flag = QStringLiteral("dispute");
    desk_->holding = true;
    card->showObject(QStringLiteral("sub_late"));
    card->showObject(QString());
    desk_->answerHeld();
    QCoreApplication::processEvents();
    QVERIFY(card->state().flag.isEmpty() && card->state().subject.externalId.isEmpty());
    QVERIFY(!card->findChild<QToolButton*>(QStringLiteral("reviewFlag"))->isEnabled());
  }

  void a_note_half_written_stays_with_its_row() {
    QTabWidget tabs;
    const std::unique_ptr<ReviewCard> card(ReviewCard::make(fixture_->window->context(), "subscription", &tabs));
    auto* text = tabs.findChild<QPlainTextEdit*>(QStringLiteral("reviewNoteText"));
    card->showObject(QStringLiteral("sub_one"));
    text->setPlainText(QStringLiteral("about one"));
    card->showObject(QStringLiteral("sub_two"));
    QVERIFY(text->toPlainText().isEmpty());
    text->setPlainText(QStringLiteral("about two"));
    card->showObject(QStringLiteral("sub_one"));
    QCOMPARE(text->toPlainText(), QStringLiteral("about one"));
    desk_->holding = true;
    tabs.findChild<QPushButton*>(QStringLiteral("reviewNoteAdd"))->click();
    card->showObject(QStringLiteral("sub_two"));
    desk_->answerHeld();
    QCoreApplication::processEvents();
    QCOMPARE(text->toPlainText(), QStringLiteral("about two"));
    card->showObject(QStringLiteral("sub_one"));
    QVERIFY(text->toPlainText().isEmpty());
  }

  void changed_since_asks_for_another_look() {
    select(0, 0);
    pane().table().setCurrentIndex(pane().model().index(0, 0));
    said(0).reviewedAt = 1'000;
    said(0).reviewedBy = QStringLiteral("bob");
    said(0).changedSince = true;
    Q_EMIT desk_->changed({said(0).subject});
    QTRY_COMPARE(part<QToolButton>("reviewMark")->text(), QStringLiteral("Review again"));
    QVERIFY(part<QLabel>("reviewSaid")->text().endsWith(QStringLiteral("changed since")));
  }

  void a_note_is_written_in_a_dialog_that_says_what_it_refuses() {
    select(0, 1);
    action("actionNote")->trigger();
    QTRY_VERIFY(fixture_->window->findChild<NoteDialog*>() != nullptr);
    auto* dialog = fixture_->window->findChild<NoteDialog*>();
    auto* keep = dialog->findChild<QPushButton*>(QStringLiteral("noteKeep"));
    auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("noteText"));
    QVERIFY(!keep->isEnabled());
    text->setPlainText(QStringLiteral("key ") + QStringLiteral("sk_") + QStringLiteral("live_") + QString(24, u'x'));
    QVERIFY(!keep->isEnabled());
    QVERIFY(
        dialog->findChild<QLabel*>(QStringLiteral("noteLeft"))->text().contains(QStringLiteral("looks like a key")));
    text->setPlainText(QStringLiteral("asked for an invoice"));
    QVERIFY(keep->isEnabled());
    keep->click();
    QTRY_COMPARE(said(1).notes.size(), 1);
    QCOMPARE(said(0).notes.first().text, QStringLiteral("asked for an invoice"));
  }

  void readers_see_why_they_may_not() {
    operations::AdminState state = admin_->now;
    state.person.role = operations::Role::Developer;
    admin_->setState(state);
    QVERIFY(!action("actionReviewed")->isEnabled());
    select(0, 0);
    pane().table().setCurrentIndex(pane().model().index(0, 0));
    QVERIFY(fixture_->settle());
    QTRY_VERIFY(part<QToolButton>("reviewFlag") != nullptr && !part<QToolButton>("reviewFlag")->isEnabled());
    QVERIFY(part<QToolButton>("reviewFlag")->toolTip().contains(QStringLiteral("finance or admin")));
  }

  void a_refusal_is_told_and_changes_nothing() {
    QSignalSpy told(&fixture_->window->context().navigator, &Navigator::errorHappened);
    desk_->refusal = Error{ErrorKind::Forbidden, "role", "Not you", {}, {}, false, {}};
    select(0, 0);
    action("actionFlag_dispute")->trigger();
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(said(0).flag.isEmpty() && !action("actionUndoReview")->isEnabled());
  }

  void the_views_have_their_counts_and_speak_of_days_in_the_workspaces_zone() {
    auto* views = part<SavedViews>("savedViews");
    QStringList names;
    for (const SavedView& view : views->all()) names << view.name;
    for (const char* name : {"Past due", "Trials ending in 14 days", "Cancelling this month", "Cancelling",
                             "Discounted", "No payment method", "Price off the catalogue", "Paid without access",
                             "Access without payment", "Not reviewed"})
      QVERIFY2(names.contains(QLatin1String(name)), name);
    Q_EMIT views->menu()->aboutToShow();
    QTRY_VERIFY(views->menu()->actions().first()->text().contains(u'\t'));
    // 23:30 UTC on the last of March is April in Berlin.
    const QDateTime late(QDate(2026, 3, 31), QTime(23, 30), Qt::UTC);
    const QTimeZone berlin("Europe/Berlin");
    for (const SavedView& view : subscriptionViews(late, berlin))
      if (view.name == QStringLiteral("Cancelling this month"))
        QCOMPARE(view.query.filters.at(1).values.first().toLongLong(),
                 QDateTime(QDate(2026, 4, 1), QTime(0, 0), berlin).toMSecsSinceEpoch());
  }

  void what_was_paid_is_told_by_year_and_currency() {
    const QTimeZone berlin("Europe/Berlin");
    const auto payment = [](const char* at, qint64 minor, const char* currency, qint64 refunded = 0) {
      store::PaymentRow row;
      row.status = QStringLiteral("succeeded");
      row.createdAt = QDateTime::fromString(QLatin1String(at), Qt::ISODate).toMSecsSinceEpoch();
      row.amountMinor = minor;
      row.refundedMinor = refunded;
      row.currency = QLatin1String(currency);
      return row;
    };
    store::PaymentRow failed = payment("2026-02-01T00:00:00Z", 9'900, "EUR");
    failed.status = QStringLiteral("failed");
    const auto years =
        paidYears({payment("2025-12-31T23:30:00Z", 1'000, "EUR"),  // 2026 in Berlin
                   payment("2025-12-31T22:30:00Z", 500, "JPY"), payment("2026-05-01T00:00:00Z", 2'000, "EUR", 300),
                   payment("2026-05-01T00:00:00Z", 700, "USD"), failed},
                  berlin);
    QCOMPARE(years.size(), 2);
    QVERIFY(years.first().year == 2026 && years.first().payments == 3);
    QCOMPARE(years.first().minor.value(QStringLiteral("EUR")), 2'700);
    QCOMPARE(years.first().minor.value(QStringLiteral("USD")), 700);
    QVERIFY(years.last().year == 2025 && years.last().minor.value(QStringLiteral("JPY")) == 500);
  }
};

QTEST_MAIN(ReviewViewsTest)
#include "tst_reviewviews.moc"
