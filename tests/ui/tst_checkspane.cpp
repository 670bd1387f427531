// The checks pane: findings of the file, guided checks with their buttons, safety switches, who was let in unchecked.
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "support/windowfixture.h"
#include "ui/checks/findingrow.h"
#include "ui/dialogs/secretsdialog.h"
#include "ui/dialogs/switchdialog.h"
#include "ui/panes/checkspane.h"
#include "ui/panes/listpane.h"
#include "ui/widgets/choicecard.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/navbutton.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/switchbanner.h"

using namespace billing;
using namespace billing::ui;
using operations::Question;

namespace {

workspace::Finding finding(workspace::Severity severity, int line, const char* what) {
  return {severity, "some_code", "/etc/persistq.toml", line, what, "Mend it like this."};
}

}  // namespace

class ChecksPaneTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { open(test::FakeProduct::Pixell); }
  void cleanup() { fixture_.reset(); }
  void findings_stand_with_word_line_and_fix_and_errors_come_first();
  void the_side_bar_counts_errors_only_and_before_the_pane_was_shown();
  void a_file_that_was_mended_is_well_after_checking_again();
  void findings_are_copied_whole();
  void a_guided_check_shows_its_steps_in_words_and_ends_in_a_sentence();
  void the_balance_is_reconciled_by_the_button();
  void a_dead_letter_is_retried_by_the_button_and_looked_at_again();
  void wrong_signatures_lead_to_the_secrets();
  void each_question_keeps_its_answer();
  void questions_that_make_no_sense_here_say_why();
  void switching_on_asks_for_a_reason_and_tells_what_it_touches();
  void unverified_access_must_end();
  void a_switch_that_is_on_stands_in_every_pane_and_is_switched_off_there();
  void who_was_let_in_unchecked_is_listed_and_opens();
  void a_workspace_without_rules_has_configuration_signature_check_and_pause();

 private:
  void open(std::optional<test::FakeProduct> product);
  [[nodiscard]] ChecksPane& pane() { return *qobject_cast<ChecksPane*>(fixture_->window->pane(PaneId::Checks)); }
  template <class T>
  [[nodiscard]] T* part(const char* name) {
    return pane().findChild<T*>(QLatin1String(name));
  }
  std::unique_ptr<test::WindowFixture> fixture_;
};

void ChecksPaneTest::open(std::optional<test::FakeProduct> product) {
  fixture_ = std::make_unique<test::WindowFixture>(true, product);
  fixture_->findings = {finding(workspace::Severity::Warning, 3, "A warning."),
                        finding(workspace::Severity::Error, 14, "An error."),
                        finding(workspace::Severity::Advice, 0, "An advice.")};
  fixture_->reopen();
  fixture_->window->resize(1280, 800);
  fixture_->window->show();
  fixture_->window->showPane(PaneId::Checks);
  QVERIFY(fixture_->settle());
}

void ChecksPaneTest::findings_stand_with_word_line_and_fix_and_errors_come_first() {
  const auto rows = pane().findChildren<FindingRow*>();
  QCOMPARE(rows.size(), 3);
  QCOMPARE(rows.at(0)->accessibleName(),
           QStringLiteral("persistq.toml:14: error: An error. Mend it like this. [some_code]"));
  QCOMPARE(part<QLabel>("findingsSummary")->text(), QStringLiteral("1 error, 1 warning, 1 piece of advice"));
}

void ChecksPaneTest::the_side_bar_counts_errors_only_and_before_the_pane_was_shown() {
  fixture_->window->showPane(PaneId::Overview);
  fixture_->reopen();
  auto* button = fixture_->window->findChild<NavButton*>(QStringLiteral("nav_8"));
  QTRY_COMPARE(button->badge(), 1);
}

void ChecksPaneTest::a_file_that_was_mended_is_well_after_checking_again() {
  fixture_->findings.clear();
  QTest::mouseClick(part<QPushButton>("findingsAgain"), Qt::LeftButton);
  QTRY_COMPARE(part<QLabel>("findingsSummary")->text(), QStringLiteral("Nothing to mend"));
  QTRY_COMPARE(fixture_->window->findChild<NavButton*>(QStringLiteral("nav_8"))->badge(), 0);
}

void ChecksPaneTest::findings_are_copied_whole() {
  QTest::mouseClick(part<QPushButton>("findingsCopy"), Qt::LeftButton);
  const QString copied = QGuiApplication::clipboard()->text();
  QCOMPARE(copied.count(QLatin1Char('\n')), 2);
  QVERIFY(copied.contains(QStringLiteral("persistq.toml:3: warning: A warning.")));
}

void ChecksPaneTest::a_guided_check_shows_its_steps_in_words_and_ends_in_a_sentence() {
  fixture_->window->askDiagnosis(Question::PaidWithoutAccess);
  QVERIFY(!part<QPushButton>("diagnosisCheck")->isEnabled());
  QTest::keyClicks(part<QLineEdit>("diagnosisSubject"), QStringLiteral("ada@example.com"));
  QTest::keyClick(part<QLineEdit>("diagnosisSubject"), Qt::Key_Return);
  QTRY_VERIFY(part<NoteStrip>("diagnosisConclusion")->isVisible());
  QStringList spoken;
  for (QLabel* label : pane().findChildren<QLabel*>()) spoken << label->accessibleName();
  QVERIFY(spoken.contains(QStringLiteral("The payment arrived: passed")));
  QVERIFY(spoken.contains(QStringLiteral("It was processed: failed")));
  QVERIFY(spoken.contains(QStringLiteral("An entitlement was written: skipped")));
}

void ChecksPaneTest::the_balance_is_reconciled_by_the_button() {
  pane().ask(Question::BalanceOutOfSync, QStringLiteral("org_42"));
  QTRY_VERIFY(part<QPushButton>("diagnosisAction")->isVisible());
  QTest::mouseClick(part<QPushButton>("diagnosisAction"), Qt::LeftButton);
  QTRY_COMPARE(fixture_->desk->reconciled, QStringList{QStringLiteral("org_42")});
}

void ChecksPaneTest::a_dead_letter_is_retried_by_the_button_and_looked_at_again() {
  pane().ask(Question::PaidWithoutAccess, QStringLiteral("pay_1"));
  QTRY_VERIFY(part<QPushButton>("diagnosisAction")->isVisible());
  QTest::mouseClick(part<QPushButton>("diagnosisAction"), Qt::LeftButton);
  QTRY_COMPARE(fixture_->retried, QVector<qint64>{4990});
  const int asked = fixture_->desk->diagnosed;
  QTest::qWait(0);
  fixture_->changes.publish({{store::Entity::WebhookEvent, 4990, store::ChangeKind::Updated}});
  QTRY_COMPARE(fixture_->desk->diagnosed, asked + 1);
}

void ChecksPaneTest::wrong_signatures_lead_to_the_secrets() {
  fixture_->window->askDiagnosis(Question::SignatureFails);
  QVERIFY2(part<QPushButton>("diagnosisCheck")->isEnabled(), "the newest refusal needs no id");
  QTest::mouseClick(part<QPushButton>("diagnosisCheck"), Qt::LeftButton);
  QTRY_VERIFY(part<QPushButton>("diagnosisAction")->isVisible());
  QTest::mouseClick(part<QPushButton>("diagnosisAction"), Qt::LeftButton);
  QTRY_VERIFY(fixture_->window->findChild<SecretsDialog*>() != nullptr);
}

void ChecksPaneTest::each_question_keeps_its_answer() {
  pane().ask(Question::BalanceOutOfSync, QStringLiteral("org_42"));
  QTRY_VERIFY(part<NoteStrip>("diagnosisConclusion")->isVisible());
  const QString conclusion = part<NoteStrip>("diagnosisConclusion")->text();
  pane().ask(Question::SignatureFails);
  QVERIFY(!part<NoteStrip>("diagnosisConclusion")->isVisible());
  pane().ask(Question::BalanceOutOfSync);
  QCOMPARE(part<NoteStrip>("diagnosisConclusion")->text(), conclusion);
  QCOMPARE(part<QLineEdit>("diagnosisSubject")->text(), QStringLiteral("org_42"));
}

void ChecksPaneTest::questions_that_make_no_sense_here_say_why() {
  auto* token = part<ChoiceCard>("question_3");
  QVERIFY(!token->isEnabled());
  QVERIFY(token->accessibleDescription().contains(QStringLiteral("by plan")));
}

void ChecksPaneTest::switching_on_asks_for_a_reason_and_tells_what_it_touches() {
  fixture_->window->toggleSwitch(QStringLiteral("pause_processing"));
  auto* dialog = fixture_->window->findChild<SwitchDialog*>();
  QVERIFY(dialog != nullptr);
  auto* confirm = dialog->findChild<QPushButton*>(QStringLiteral("switchOn"));
  QTRY_VERIFY(
      dialog->findChild<QLabel*>(QStringLiteral("switchPreview"))->text().startsWith(QStringLiteral("17 events")));
  QVERIFY2(!confirm->isEnabled(), "without a reason nothing is switched");
  QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("switchReason")), QStringLiteral("deployment"));
  QTest::mouseClick(confirm, Qt::LeftButton);
  QTRY_COMPARE(fixture_->desk->switched.size(), 1);
  QCOMPARE(fixture_->desk->switched.first().reason, QStringLiteral("deployment"));
  QCOMPARE(fixture_->desk->switched.first().remindAt, std::optional<qint64>(test::kFakeNow + 3'600'000));
  QVERIFY(!fixture_->desk->switched.first().by.isEmpty());
}

void ChecksPaneTest::unverified_access_must_end() {
  SwitchDialog dialog(fixture_->window->context(), QStringLiteral("allow_unverified"), nullptr);
  dialog.setAttribute(Qt::WA_DeleteOnClose, false);
  auto* end = dialog.findChild<QComboBox*>(QStringLiteral("switchEnd"));
  for (int i = 0; i < end->count(); ++i) QVERIFY(end->itemData(i).toLongLong() > 0);
}

void ChecksPaneTest::a_switch_that_is_on_stands_in_every_pane_and_is_switched_off_there() {
  fixture_->desk->switchRows[0] = {
      QStringLiteral("pause_processing"), true, QStringLiteral("deployment"), QStringLiteral("ada"), {}, {}, {}};
  fixture_->changes.publish({{store::Entity::SafetySwitch, 0, store::ChangeKind::Updated}});
  fixture_->window->showPane(PaneId::Invoices);
  auto* banner = fixture_->window->findChild<SwitchBanner*>();
  QTRY_VERIFY(banner->isVisible());
  QCOMPARE(banner->accessibleName(), QStringLiteral("Processing is paused"));
  QTest::mouseClick(banner->findChild<QPushButton*>(QStringLiteral("switchOff_pause_processing")), Qt::LeftButton);
  QTRY_VERIFY(!banner->isVisible());
  QVERIFY(!fixture_->desk->switchRows[0].on);
}

void ChecksPaneTest::who_was_let_in_unchecked_is_listed_and_opens() {
  fixture_->window->showLetThrough();
  QTRY_COMPARE(pane().letThrough()->count(), 3);
  pane().letThrough()->table().selectRow(0);
  QTest::keyClick(&pane().letThrough()->table(), Qt::Key_Return);
  QTRY_COMPARE(fixture_->window->currentPaneId(), PaneId::Customers);
}

void ChecksPaneTest::a_workspace_without_rules_has_configuration_signature_check_and_pause() {
  open(std::nullopt);
  QVERIFY(pane().letThrough() == nullptr);
  QVERIFY(part<ChoiceCard>("question_1")->isEnabled());
  QVERIFY(!part<ChoiceCard>("question_0")->isEnabled());
  QVERIFY(part<QPushButton>("switch_pause_processing") != nullptr);
  QVERIFY(part<QPushButton>("switch_stop_downgrades") == nullptr);
}

QTEST_MAIN(ChecksPaneTest)
#include "tst_checkspane.moc"
