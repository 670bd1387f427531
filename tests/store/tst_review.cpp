// What finance looks for in lists, and what people say of rows: the same on every database.
#include <QTest>

#include "store/read/listdefinition.h"
#include "store/read/listreader.h"
#include "store/read/rowreaders.h"
#include "store/repositories/reviewrepository.h"
#include "support/sampledata.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

class TestReview : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void finance_finds_what_it_has_to_look_at_data();
  void finance_finds_what_it_has_to_look_at();
  void rows_carry_what_was_said_of_them();
  void the_views_of_a_large_list_use_their_indexes();
  void notes_flags_and_marks_are_kept_with_who_and_when();
  void a_change_of_the_object_shows_that_the_mark_is_older();
  void objects_that_are_not_reviewed_are_not_found();

 private:
  IdVector ids(const ListQuery& query) {
    const auto found = database_
                           ->read<IdVector>([&](QSqlDatabase& connection) {
                             return listIds(connection, database_->dialect(), subscriptionList(), query);
                           })
                           .result();
    if (!found) qWarning("%s", describe(found.error()).c_str());
    return found.value_or(IdVector{});
  }
  QVector<SubscriptionRow> rows(const ListQuery& query) {
    return database_
        ->read<QVector<SubscriptionRow>>(
            [wanted = ids(query)](QSqlDatabase& connection) { return readSubscriptions(connection, wanted); })
        .result()
        .value_or(QVector<SubscriptionRow>{});
  }
  void change(const char* sql, const QVariantList& values = {}) {
    const auto done = write(
        *database_, [&](WriteContext& context) { return execute(context.database(), QString::fromUtf8(sql), values); });
    QVERIFY2(done, done ? "" : describe(done.error()).c_str());
  }
  ReviewedObject object(const char* entity, const char* id) {
    return database_
        ->read<std::optional<ReviewedObject>>([&](QSqlDatabase& connection) {
          return ReviewRepository::object(connection, QString::fromUtf8(entity), QString::fromUtf8(id));
        })
        .result()
        .value_or(std::nullopt)
        .value_or(ReviewedObject{});
  }
  ReviewMark markOf(const ReviewedObject& object) {
    return database_
        ->read<ReviewMark>([&](QSqlDatabase& connection) { return ReviewRepository::mark(connection, object); })
        .result()
        .value_or(ReviewMark{});
  }
  TestDatabase database_;
};

void TestReview::initTestCase() {
  QVERIFY2(database_.database, describe(database_.error).c_str());
  VERIFY_RESULT(fillSample(*database_));
  change(
      "UPDATE subscriptions SET discount_duration = 'forever', discount_bps = 2000, has_payment_method = 1, "
      "amount_minor = 2500 WHERE external_id = 'sub_1'");
  change("UPDATE subscriptions SET has_payment_method = 0, cancel_at = ? WHERE external_id = 'sub_3'",
         {sampleNow + 40 * dayMs});
  change(
      "INSERT INTO accounts (id, account_key, billing_subscription_id, created_at, updated_at) VALUES "
      "(1, 'ada', 'sub_1', 1, 1), (2, 'bob', '', 1, 1), (3, 'eve', 'sub_5', 1, 1)");
  change(
      "INSERT INTO account_customers (provider, customer_external_id, account_id) VALUES "
      "('dodo', 'cus_ada', 1), ('dodo', 'cus_bob', 2), ('dodo', 'cus_eve', 3)");
  change(
      "INSERT INTO review_marks (entity, external_id, flag, reviewed_at, reviewed_version, reviewed_by) VALUES "
      "('subscription', 'sub_1', 'question', 5, ?, 'ada'), ('subscription', 'sub_2', '', 5, ?, 'ada'), "
      "('customer', 'sub_3', 'ok', 5, 5, 'ada')",
      {sampleNow, sampleNow - 1});
  change(
      "INSERT INTO review_notes (entity, external_id, at, person, note, removed_at) VALUES "
      "('subscription', 'sub_1', 5, 'ada', ?, NULL), ('subscription', 'sub_2', 5, 'ada', 'gone', 6)",
      {QString::fromUtf8("\u05e9\u05dc\u05d5\u05dd =1+1")});
}

void TestReview::finance_finds_what_it_has_to_look_at_data() {
  QTest::addColumn<QByteArray>("field");
  QTest::addColumn<int>("op");
  QTest::addColumn<QVariantList>("values");
  QTest::addColumn<QByteArray>("found");
  const auto row = [](const char* name, const char* field, FilterOp op, const QVariantList& values, const char* found) {
    QTest::newRow(name) << QByteArray(field) << int(op) << values << QByteArray(found);
  };
  const auto word = [](const char* text) { return QVariantList{QString::fromLatin1(text)}; };
  using enum FilterOp;
  row("discounted", "discount", IsNotEmpty, {}, "sub_1");
  row("discounted for ever", "discount", Is, word("forever"), "sub_1");
  row("no payment method", "payment_method", Is, word("none"), "sub_3");
  row("a payment method", "payment_method", Is, word("has"), "sub_1");
  row("not told", "payment_method", Is, word("not_told"), "sub_2 sub_4 sub_5");
  row("every word but one", "payment_method", IsNot, word("not_told"), "sub_1 sub_3");
  row("ends", "ends_at", Below, {sampleNow + 41 * dayMs}, "sub_3");
  row("goes on", "ends_at", IsEmpty, {}, "sub_1 sub_2 sub_4 sub_5");
  row("another price", "catalogue", Is, word("differs"), "sub_1");
  row("no such price", "catalogue", Is, word("unknown"), "sub_2 sub_5");
  row("another currency or interval cannot be compared", "catalogue", Is, word("as_listed"), "sub_3 sub_4");
  row("paid without access", "access", Is, word("paid_without_access"), "sub_3 sub_4");
  row("access without payment", "access", Is, word("access_without_payment"), "sub_5");
  row("as it should be", "access", Is, word("as_paid"), "sub_1 sub_2");
  row("flagged", "flag", Is, word("question"), "sub_1");
  row("any flag", "flag", IsNotEmpty, {}, "sub_1");
  row("reviewed", "reviewed", Is, word("reviewed"), "sub_1");
  row("changed since", "reviewed", Is, word("changed_since"), "sub_2");
  row("one or the other", "reviewed", AnyOf, {QStringLiteral("reviewed"), QStringLiteral("changed_since")},
      "sub_1 sub_2");
  row("not reviewed", "reviewed", Is, word("not_reviewed"), "sub_3 sub_4 sub_5");
  row("with a note", "has_note", Is, word("yes"), "sub_1");
  row("without a note", "has_note", Is, word("no"), "sub_2 sub_3 sub_4 sub_5");
  row("a word that there is not", "has_note", Is, word("perhaps"), "");
}

void TestReview::finance_finds_what_it_has_to_look_at() {
  QFETCH(QByteArray, field);
  QFETCH(int, op);
  QFETCH(QVariantList, values);
  QByteArrayList names;
  for (const auto& row : rows({{}, {{field, static_cast<FilterOp>(op), values}}, "external_id", false}))
    names << row.externalId.toUtf8();
  QTEST(names.join(' '), "found");
}

void TestReview::rows_carry_what_was_said_of_them() {
  const auto all = rows({{}, {}, "external_id", false});
  QCOMPARE(all.size(), 5);
  const ReviewMark& mark = all.first().review;
  QVERIFY(mark.flag == u"question" && mark.notes == 1 && !mark.changedSince && mark.reviewedBy == u"ada");
  QVERIFY(all.first().discountBps == 2000 && all.first().hasPaymentMethod == 1);
  QVERIFY(all.at(1).review.changedSince && all.at(1).review.notes == 0 && !all.at(1).hasPaymentMethod);
  QVERIFY(!all.at(2).review.reviewedAt && all.at(2).review.flag.isEmpty());  // the mark is a customer's
  const auto words = database_
                         ->read<QStringList>([&](QSqlDatabase& connection) {
                           return listDistinct(connection, subscriptionList(), "payment_method");
                         })
                         .result();
  VERIFY_RESULT(words);
  QCOMPARE(words->join(u' '), QStringLiteral("has none not_told"));
}

void TestReview::the_views_of_a_large_list_use_their_indexes() {
  if (database_->dialect() != Dialect::Sqlite) QSKIP("asked of SQLite only");
  const auto plan = [&](const char* where) {
    QString text;
    const auto read = database_
                          ->read<bool>([&](QSqlDatabase& connection) -> Result<bool> {
                            auto done = forEachRow(connection,
                                                   QStringLiteral("EXPLAIN QUERY PLAN SELECT t.id FROM subscriptions t "
                                                                  "WHERE ") +
                                                       QLatin1String(where),
                                                   {}, [&](QSqlQuery& row) { text += row.value(3).toString() + u';'; });
                            if (!done) return failure(done.error());
                            return true;
                          })
                          .result();
    return read ? text : QString::fromStdString(describe(read.error()));
  };
  QVERIFY2(plan("t.discount_duration = 'forever'").contains(u"subscriptions_discount"), "discount");
  QVERIFY2(plan("(t.has_payment_method IS NOT NULL AND t.has_payment_method = 0)").contains(u"payment_method"),
           "payment method");
  QVERIFY2(plan("t.cancel_at >= 1 AND t.cancel_at < 2").contains(u"subscriptions_ends"), "ends");
}

void TestReview::notes_flags_and_marks_are_kept_with_who_and_when() {
  const ReviewedObject invoice = object("invoice", "in_2");
  QVERIFY(invoice.row != 0 && invoice.customerExternalId == u"cus_ada");
  qint64 note = 0;
  const QString hostile = QString::fromUtf8("\u202e=HYPERLINK(\"x\") '; DROP TABLE review_notes; --\n\xf0\x9f\xa7\xbe");
  VERIFY_RESULT(write(*database_, [&](WriteContext& context) -> Result<void> {
    const auto added = ReviewRepository::addNote(context, invoice, hostile, QStringLiteral("ada"), {1'000});
    if (!added) return failure(added.error());
    note = *added;
    if (auto set =
            ReviewRepository::setFlag(context, invoice, QStringLiteral("dispute"), QStringLiteral("bob"), {2'000});
        !set)
      return set;
    return ReviewRepository::setReviewed(context, invoice, true, QStringLiteral("eve"), {3'000});
  }));
  const auto notes = database_
                         ->read<QVector<StoredReviewNote>>([&](QSqlDatabase& connection) {
                           return ReviewRepository::notes(connection, invoice.entity, invoice.externalId);
                         })
                         .result();
  VERIFY_RESULT(notes);
  QCOMPARE(notes->size(), 1);
  QCOMPARE(notes->first().text, hostile);
  ReviewMark mark = markOf(invoice);
  QVERIFY(mark.flag == u"dispute" && mark.flaggedBy == u"bob" && mark.flaggedAt == 2'000);
  QVERIFY(mark.reviewedBy == u"eve" && mark.reviewedAt == 3'000 && !mark.changedSince);
  VERIFY_RESULT(write(*database_, [&](WriteContext& context) -> Result<void> {
    if (auto gone = ReviewRepository::removeNote(context, invoice, note, QStringLiteral("ada"), {4'000}); !gone)
      return gone;
    if (auto set = ReviewRepository::setFlag(context, invoice, {}, QStringLiteral("bob"), {5'000}); !set) return set;
    return ReviewRepository::setReviewed(context, invoice, false, QStringLiteral("eve"), {6'000});
  }));
  mark = markOf(invoice);
  QVERIFY(mark.flag.isEmpty() && !mark.flaggedAt && !mark.reviewedAt && mark.reviewedBy.isEmpty());
  QCOMPARE(single(*database_, QStringLiteral("SELECT COUNT(*) FROM review_notes WHERE removed_by = 'ada'")).toInt(), 1);
}

void TestReview::a_change_of_the_object_shows_that_the_mark_is_older() {
  const ReviewedObject customer = object("customer", "cus_bob");
  VERIFY_RESULT(write(*database_, [&](WriteContext& context) {
    return ReviewRepository::setReviewed(context, customer, true, QStringLiteral("ada"), {1'000});
  }));
  QVERIFY(!markOf(customer).changedSince);
  change("UPDATE customers SET object_time = object_time + 1 WHERE external_id = 'cus_bob'");
  QVERIFY(markOf(object("customer", "cus_bob")).changedSince);
}

void TestReview::objects_that_are_not_reviewed_are_not_found() {
  QCOMPARE(object("subscription", "sub_none").row, 0);
  QCOMPARE(object("payment", "pay_1").row, 0);
  QCOMPARE(object("customers; DROP TABLE customers", "cus_ada").row, 0);
}

QTEST_GUILESS_MAIN(TestReview)
#include "tst_review.moc"
