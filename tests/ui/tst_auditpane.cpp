// The audit log in the window, over a real database: entries to find, one to read whole, a damaged log that is told.
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

#include "app/console/liveadmindesk.h"
#include "operations/audited.h"
#include "support/fakeadmindesk.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"
#include "support/windowfixture.h"
#include "ui/details/auditdetail.h"
#include "ui/details/historytab.h"
#include "ui/panes/auditpane.h"
#include "ui/presenters/auditmemory.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"

using namespace billing;
using namespace billing::test;

namespace {

// A window over fakes whose desk for changes by hand is the real one.
struct AuditedWindow {
  AuditedWindow()
      : db({kFakeNow}),
        memory(*fixture.settings, QStringLiteral("test")),
        desk({fixture.profile,
              *db,
              db.clock,
              db.clock,
              {},
              QStringLiteral("ada"),
              {},
              [this] { return memory.known(); },
              [this](const store::AuditHead& head) { memory.remember(head); }}),
        services(fixture.window->context().services) {
    services.admin = &desk;
  }
  [[nodiscard]] ui::PaneContext context() {
    const auto& own = fixture.window->context();
    return {services, own.words, own.updater, own.navigator};
  }
  void note(const char* actor, const char* action, const char* entity, const QString& id, const QString& reason = {}) {
    auto entry = operations::entryBy({QLatin1String(actor)}, action, entity, id, reason);
    entry.before = operations::auditFields({{"plan", QStringLiteral("free")}});
    entry.after = operations::auditFields({{"plan", QStringLiteral("pro")}});
    const auto noted = operations::noteByHand(*db, entry, {kFakeNow - 60'000}).result();
    if (!noted) qFatal("%s", describe(noted.error()).c_str());
  }
  void damage(const QString& statement) {
    for (const char* guard : {"audit_entries_keep", "audit_entries_stay"})
      if (!run(*db, QStringLiteral("DROP TRIGGER ") + QLatin1String(guard))) qFatal("no guard");
    if (!run(*db, statement)) qFatal("not damaged");
  }

  WindowFixture fixture;
  TestDatabase db;
  ui::AuditMemory memory;
  console::LiveAdminDesk desk;
  ui::ConsoleServices services;
};

}  // namespace

class AuditPaneTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_newest_entry_is_shown_whole_with_what_it_changed() {
    AuditedWindow at;
    at.note("ada", "refund.done", "payment", QStringLiteral("pay_1"));
    at.note("grace", "change_plan.done", "subscription", QStringLiteral("sub_1"), QStringLiteral("promised in May"));
    const auto context = at.context();
    ui::AuditPane pane(context);
    QTRY_VERIFY(pane.isSettled());
    QCOMPARE(pane.table().model()->rowCount(), 2);
    QTRY_COMPARE(pane.detail().shown().externalId, QStringLiteral("sub_1"));
    const auto fields = models::changedFields(pane.detail().shown());
    QCOMPARE(fields.size(), 1);
    QVERIFY(fields[0].field == u"Plan" && fields[0].before == u"free" && fields[0].after == u"pro");
    QVERIFY(pane.findChild<ui::NoteStrip*>(QStringLiteral("auditVerdict"))->text().contains(u"2 entries"));
    QCOMPARE(at.memory.known()->entries, 2);
  }

  void entries_are_found_by_person_action_and_words() {
    AuditedWindow at;
    at.note("ada", "refund.done", "payment", QStringLiteral("pay_1"));
    at.note("grace", "change_plan.done", "subscription", QStringLiteral("sub_1"));
    const auto context = at.context();
    ui::AuditPane pane(context);
    QTRY_VERIFY(pane.isSettled());
    auto* person = pane.findChild<QComboBox*>(QStringLiteral("auditPerson"));
    person->setCurrentText(QStringLiteral("ada"));
    QTRY_COMPARE(pane.table().model()->rowCount(), 1);
    QTRY_COMPARE(pane.detail().shown().externalId, QStringLiteral("pay_1"));
    pane.stepBack();
    QTRY_COMPARE(pane.table().model()->rowCount(), 2);
    auto* action = pane.findChild<QComboBox*>(QStringLiteral("auditAction"));
    action->setCurrentIndex(action->findData(QStringLiteral("change_plan")));
    QTRY_COMPARE(pane.table().model()->rowCount(), 1);
    pane.stepBack();
    pane.findChild<QLineEdit*>(QStringLiteral("auditSearch"))->setText(QStringLiteral("nobody"));
    QTRY_COMPARE(pane.table().model()->rowCount(), 0);
  }

  void a_damaged_log_names_its_entry_and_leads_there() {
    AuditedWindow at;
    for (int i = 1; i <= 3; ++i) at.note("ada", "refund.done", "payment", QStringLiteral("pay_%1").arg(i));
    at.damage(QStringLiteral("UPDATE audit_entries SET reason = 'none' WHERE id = 2"));
    const auto context = at.context();
    QSignalSpy badge(&context.navigator, &ui::Navigator::badgeWanted);
    ui::AuditPane pane(context);
    QTRY_VERIFY(pane.isSettled());
    QVERIFY(pane.findChild<ui::NoteStrip*>(QStringLiteral("auditVerdict"))->text().contains(u"entry 2"));
    QCOMPARE(badge.last().at(1).toInt(), 1);
    pane.findChild<QPushButton*>(QStringLiteral("auditShowFinding"))->click();
    QTRY_COMPARE(pane.detail().shown().id, 2);
  }

  void an_end_that_was_cut_off_with_its_head_is_remembered_by_this_machine() {
    AuditedWindow at;
    for (int i = 1; i <= 3; ++i) at.note("ada", "refund.done", "payment", QStringLiteral("pay_%1").arg(i));
    QVERIFY(at.desk.verifyAudit({}).result()->findings.empty());
    QTRY_VERIFY(at.memory.known().has_value());
    at.damage(QStringLiteral("DELETE FROM audit_entries WHERE id = 3"));
    VERIFY_RESULT(run(*at.db, QStringLiteral("UPDATE audit_head SET entries = 2, hash = (SELECT hash FROM "
                                             "audit_entries WHERE id = 2)")));
    const auto found = at.desk.verifyAudit({}).result()->findings;
    QCOMPARE(int(found.size()), 1);
    QVERIFY(found[0].code == u"truncated" && found[0].entry == 3);
  }

  void a_broken_log_is_told_when_the_window_opens_and_leads_to_the_pane() {
    WindowFixture fixture;
    FakeAdminDesk broken(fixture.clock);
    broken.verdict.findings.push_back({7, QStringLiteral("gap"), QStringLiteral("Entry 7 is missing")});
    fixture.admin = &broken;
    fixture.reopen();
    auto* banner = fixture.window->findChild<ui::ErrorBanner*>(QStringLiteral("auditBanner"));
    QTRY_VERIFY(banner->isVisibleTo(fixture.window.get()));
    QVERIFY(banner->message().contains(u"audit log"));
    Q_EMIT banner->actionTriggered();
    QVERIFY(fixture.window->currentPaneId() == ui::PaneId::Audit);
    QVERIFY(!banner->isVisibleTo(fixture.window.get()));
    fixture.window.reset();
  }

  void a_tab_shows_the_history_of_one_object_and_nothing_without_one() {
    AuditedWindow at;
    at.note("ada", "change_plan.done", "subscription", QStringLiteral("sub_1"));
    at.note("ada", "change_plan.done", "subscription", QStringLiteral("sub_2"));
    const auto context = at.context();
    QTabWidget tabs;
    ui::HistoryTab* history = ui::HistoryTab::addTo(&tabs, context);
    QVERIFY(history != nullptr);
    history->ask(ui::historyOf("subscription", QStringLiteral("sub_1")));
    QTRY_COMPARE(history->list().rows().size(), 1);
    QCOMPARE(tabs.tabText(0), QStringLiteral("History 1"));
    QSignalSpy wanted(&context.navigator, &ui::Navigator::rowWanted);
    Q_EMIT history->findChild<ui::DataTable*>()->rowOpened(1);
    QVERIFY(wanted.last().at(0).value<ui::PaneId>() == ui::PaneId::Audit);
    history->ask(ui::historyOf("event", QString()));
    QTRY_COMPARE(history->list().rows().size(), 0);
    QVERIFY(ui::HistoryTab::addTo(&tabs, at.fixture.window->context()) == nullptr);
  }
};

QTEST_MAIN(AuditPaneTest)
#include "tst_auditpane.moc"
