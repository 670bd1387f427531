// Notes, flags and marks over a real database: who may, what is kept, what the record says, which rows are told of.
#include <QSignalSpy>
#include <QtTest>

#include "app/console/livereviewdesk.h"
#include "operations/review/reviewbook.h"
#include "support/sampledata.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::test;
using namespace billing::operations;

namespace {

template <class T>
QByteArray codeOf(const Result<T>& result) {
  return result ? QByteArray() : QByteArray::fromStdString(result.error().code);
}

struct ReviewOffice {
  explicit ReviewOffice(Role role, TestDatabase& database) {
    profile.id = "w";
    profile.name = "W";
    profile.mode = workspace::Mode::Live;  // locked: notes change nothing of it
    admin = std::make_unique<console::LiveAdminDesk>(
        console::LiveAdminDesk::Parts{profile,
                                      *database,
                                      database.clock,
                                      machine,
                                      [] { return std::shared_ptr<providers::BillingProvider>(); },
                                      QStringLiteral("ada"),
                                      Actor{QStringLiteral("ada"), role, false},
                                      {},
                                      {}});
    desk = std::make_unique<console::LiveReviewDesk>(profile, *database, database.clock, *admin);
  }
  workspace::Profile profile;
  SystemClock machine;
  std::unique_ptr<console::LiveAdminDesk> admin;
  std::unique_ptr<console::LiveReviewDesk> desk;
};

const ReviewSubject kSub{QStringLiteral("subscription"), QStringLiteral("sub_1")};
const ReviewSubject kOther{QStringLiteral("subscription"), QStringLiteral("sub_2")};

}  // namespace

class ReviewDeskTest : public QObject {
  Q_OBJECT
  TestDatabase database_;
  int entries(const char* action) {
    return single(*database_,
                  QStringLiteral("SELECT COUNT(*) FROM audit_entries WHERE action = '%1'").arg(QLatin1String(action)))
        .toInt();
  }

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY2(database_.database, describe(database_.error).c_str());
    VERIFY_RESULT(fillSample(*database_));
  }

  void what_is_said_is_there_with_who_and_when_and_in_the_record() {
    ReviewOffice office(Role::Finance, database_);
    QSignalSpy told(office.desk.get(), &ReviewDesk::changed);
    const auto note = office.desk->addNote(kSub, QStringLiteral("  asked for an invoice\n"), {}).result();
    VERIFY_RESULT(note);
    VERIFY_RESULT(office.desk->setFlag({kSub, kOther}, QStringLiteral("question"), {}).result());
    VERIFY_RESULT(office.desk->setFlag({kSub, kOther}, QStringLiteral("question"), {}).result());  // is so already
    VERIFY_RESULT(office.desk->markReviewed({kSub}, true, {}).result());
    const auto state = office.desk->state(kSub, {}).result();
    VERIFY_RESULT(state);
    QVERIFY(state->flag == u"question" && state->flaggedBy == u"ada" && state->flaggedAt > 0);
    QVERIFY(state->reviewedAt && state->reviewedBy == u"ada" && !state->changedSince);
    QCOMPARE(state->notes.size(), 1);
    QCOMPARE(state->notes.first().text, QStringLiteral("asked for an invoice"));
    QCOMPARE(entries("review.noted"), 1);
    QCOMPARE(entries("review.flagged"), 2);
    QCOMPARE(entries("review.marked"), 1);
    QTRY_COMPARE(told.size(), 4);
    VERIFY_RESULT(office.desk->removeNote(*note, {}).result());
    VERIFY_RESULT(office.desk->markReviewed({kSub}, false, {}).result());
    QVERIFY(office.desk->state(kSub, {}).result()->notes.isEmpty());
    QCOMPARE(entries("review.note_removed"), 1);
    QCOMPARE(entries("review.unmarked"), 1);
  }

  void readers_read_and_do_not_write() {
    for (const Role role : {Role::Viewer, Role::Developer}) {
      ReviewOffice office(role, database_);
      QCOMPARE(codeOf(office.desk->addNote(kSub, QStringLiteral("hello"), {}).result()), QByteArray("role"));
      QCOMPARE(codeOf(office.desk->setFlag({kSub}, QStringLiteral("ok"), {}).result()), QByteArray("role"));
      QCOMPARE(codeOf(office.desk->markReviewed({kSub}, true, {}).result()), QByteArray("role"));
      QCOMPARE(codeOf(office.desk->removeNote(1, {}).result()), QByteArray("role"));
      VERIFY_RESULT(office.desk->state(kSub, {}).result());
    }
  }

  void what_cannot_be_kept_is_refused_whole_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("nothing") << QStringLiteral(" \n\t ") << QByteArray("note_empty");
    QTest::newRow("too long") << QString(2'001, u'x') << QByteArray("note_too_long");
    QTest::newRow("just fits") << QString(2'000, u'x') << QByteArray();
    // Put together here: nothing in the repository looks like a key.
    const QString key = QStringLiteral("sk_") + QStringLiteral("test_") + QString(24, u'A');
    QTest::newRow("a key") << QStringLiteral("use %1 for it").arg(key) << QByteArray("looks_like_a_secret");
    const QString secret = QStringLiteral("whsec") + u'_' + QString(32, u'b');
    QTest::newRow("a webhook secret") << secret << QByteArray("looks_like_a_secret");
    QTest::newRow("right to left") << QString::fromUtf8("שלום \u202e =1+1 🧾") << QByteArray();
  }
  void what_cannot_be_kept_is_refused_whole() {
    QFETCH(QString, text);
    ReviewOffice office(Role::Admin, database_);
    const int before = entries("review.noted");
    const auto added = office.desk->addNote(kOther, text, {}).result();
    QTEST(codeOf(added), "code");
    QCOMPARE(entries("review.noted"), before + (added ? 1 : 0));
    if (added) QCOMPARE(office.desk->state(kOther, {}).result()->notes.first().text, text);
  }

  void one_that_is_not_there_leaves_all_as_they_are() {
    ReviewOffice office(Role::Admin, database_);
    const ReviewSubject gone{QStringLiteral("subscription"), QStringLiteral("sub_gone")};
    const ReviewSubject third{QStringLiteral("subscription"), QStringLiteral("sub_3")};
    QCOMPARE(codeOf(office.desk->setFlag({third, gone}, QStringLiteral("ok"), {}).result()),
             QByteArray("unknown_object"));
    QVERIFY(office.desk->state(third, {}).result()->flag.isEmpty());
    QCOMPARE(codeOf(office.desk->setFlag({third}, QStringLiteral("red"), {}).result()), QByteArray("unknown_flag"));
    QCOMPARE(codeOf(office.desk->removeNote(4711, {}).result()), QByteArray("unknown_note"));
    QCOMPARE(codeOf(office.desk->state(gone, {}).result()), QByteArray("unknown_object"));
  }

  void the_list_hears_which_rows_have_changed() {
    ReviewOffice office(Role::Admin, database_);
    auto heard = database_->changes().subscribe([] {});
    VERIFY_RESULT(office.desk->setFlag({kSub}, QStringLiteral("dispute"), {}).result());
    bool told = false;
    for (const auto& change : heard->take())
      told = told || (change.entity == store::Entity::Subscription && change.row > 0 &&
                      change.kind == store::ChangeKind::Updated);
    QVERIFY(told);
  }
};

QTEST_GUILESS_MAIN(ReviewDeskTest)
#include "tst_reviewdesk.moc"
