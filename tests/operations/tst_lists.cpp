// What every list promises: any field sorts and filters, any text is only text, and asking twice gives the same order.
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "operations/sqlqueries.h"
#include "store/read/listdefinition.h"
#include "support/sampledata.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

class TestLists : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void every_field_of_the_contract_exists();
  void every_field_sorts_both_ways_without_losing_or_repeating_a_row_data() { fields(); }
  void every_field_sorts_both_ways_without_losing_or_repeating_a_row();
  void every_field_takes_every_filter_data() { fields(); }
  void every_field_takes_every_filter();
  void is_and_is_not_divide_the_list_data() { fields(); }
  void is_and_is_not_divide_the_list();
  void empty_and_not_empty_divide_the_list_data() { fields(); }
  void empty_and_not_empty_divide_the_list();
  void unknown_fields_are_refused_and_never_run();
  void values_of_the_wrong_kind_are_refused();
  void ranges_take_their_start_and_leave_their_end();
  void a_chip_that_is_off_or_without_value_restricts_nothing();
  void words_find_names_and_ids_whatever_their_case_data();
  void words_find_names_and_ids_whatever_their_case();
  void text_is_never_sql_nor_a_pattern_data();
  void text_is_never_sql_nor_a_pattern();
  void equals_keep_one_order();
  void the_first_page_begins_the_order();
  void rows_come_in_the_order_asked_and_gone_ones_are_left_out();
  void matching_keeps_the_order_asked();
  void distinct_values_come_most_frequent_first();

 private:
  void fields();
  IdVector ids(const ListDefinition& list, const ListQuery& query) {
    const auto found = database_
                           ->read<IdVector>([&](QSqlDatabase& connection) {
                             return listIds(connection, database_->dialect(), list, query);
                           })
                           .result();
    if (!found) qWarning("%s", describe(found.error()).c_str());
    return found.value_or(IdVector{});
  }
  QStringList subscriptions(const ListQuery& query) {
    const auto rows = queries_->subscriptions().firstPage(query, 100, {}).result();
    if (!rows) qWarning("%s", describe(rows.error()).c_str());
    QStringList externalIds;
    for (const auto& row : rows.value_or(QVector<SubscriptionRow>{})) externalIds << row.externalId;
    return externalIds;
  }
  int total(const ListDefinition& list) {
    return single(*database_, QStringLiteral("SELECT COUNT(*) FROM ") + list.table).toInt();
  }
  TestDatabase database_;
  std::unique_ptr<operations::SqlQueries> queries_;
};

void TestLists::initTestCase() {
  QVERIFY2(database_.database, describe(database_.error).c_str());
  VERIFY_RESULT(fillSample(*database_));
  queries_ = std::make_unique<operations::SqlQueries>(*database_);
}

void TestLists::fields() {
  QTest::addColumn<QByteArray>("list");
  QTest::addColumn<QByteArray>("field");
  for (const auto* list : allLists())
    for (const auto& field : list->fields)
      QTest::newRow(QByteArray(list->name + ' ' + field.name).constData()) << list->name << field.name;
}

#define FETCH_FIELD()                                                                    \
  QFETCH(QByteArray, list);                                                              \
  QFETCH(QByteArray, field);                                                             \
  const auto& definition = **std::ranges::find(allLists(), list, &ListDefinition::name); \
  const auto kind = definition.field(field)->kind;                                       \
  const QVariant value = isText(kind) ? QVariant(QStringLiteral("dodo")) : QVariant(1)

void TestLists::every_field_of_the_contract_exists() {
  QFile header(QStringLiteral(BILLING_SOURCE_DIR "/services/store/listfields.h"));
  QVERIFY(header.open(QIODevice::ReadOnly));
  static const QRegularExpression entry(QStringLiteral("^//   (?:(\\w+):)?([ \\w]*)"),
                                        QRegularExpression::MultilineOption);
  const ListDefinition* list = nullptr;
  int count = 0;
  for (auto line = entry.globalMatch(QString::fromUtf8(header.readAll())); line.hasNext();) {
    const auto match = line.next();
    if (!match.captured(1).isEmpty()) {
      const auto known = std::ranges::find(allLists(), match.captured(1).toUtf8(), &ListDefinition::name);
      QVERIFY2(known != allLists().end(), qPrintable(match.captured(1)));
      list = *known;
    }
    for (const QString& field : match.captured(2).split(u' ', Qt::SkipEmptyParts)) {
      QVERIFY2(list != nullptr && list->field(field.toUtf8()) != nullptr, qPrintable(field));
      ++count;
    }
  }
  QVERIFY(count > 70);
}

void TestLists::every_field_sorts_both_ways_without_losing_or_repeating_a_row() {
  FETCH_FIELD();
  Q_UNUSED(value);
  for (const bool descending : {false, true}) {
    IdVector found = ids(definition, {{}, {}, field, descending});
    QCOMPARE(found, ids(definition, {{}, {}, field, descending}));
    QCOMPARE(found.size(), total(definition));
    std::ranges::sort(found);
    QVERIFY(std::ranges::adjacent_find(found) == found.end());
  }
}

void TestLists::every_field_takes_every_filter() {
  FETCH_FIELD();
  for (const FilterOp op : {FilterOp::Is, FilterOp::IsNot, FilterOp::AnyOf, FilterOp::Contains, FilterOp::AtLeast,
                            FilterOp::Below, FilterOp::IsEmpty, FilterOp::IsNotEmpty}) {
    const auto found = database_
                           ->read<IdVector>([&](QSqlDatabase& connection) {
                             return listIds(connection, database_->dialect(), definition,
                                            {{}, {{field, op, {value, value}}}, {}, true});
                           })
                           .result();
    VERIFY_RESULT(found);
  }
}

void TestLists::is_and_is_not_divide_the_list() {
  FETCH_FIELD();
  const auto with = [&](FilterOp op) { return ids(definition, {{}, {{field, op, {value}}}, {}, true}).size(); };
  QCOMPARE(with(FilterOp::Is) + with(FilterOp::IsNot), total(definition));
  QCOMPARE(with(FilterOp::AnyOf), with(FilterOp::Is));
}

void TestLists::empty_and_not_empty_divide_the_list() {
  FETCH_FIELD();
  Q_UNUSED(value);
  const auto with = [&](FilterOp op) { return ids(definition, {{}, {{field, op, {}}}, {}, true}).size(); };
  QCOMPARE(with(FilterOp::IsEmpty) + with(FilterOp::IsNotEmpty), total(definition));
}

void TestLists::unknown_fields_are_refused_and_never_run() {
  for (const QByteArray& field : {QByteArray("id; DROP TABLE customers"), QByteArray("t.id"), QByteArray("nobody")}) {
    const auto sorted = queries_->customers().ids({{}, {}, field, true}, {}).result();
    QVERIFY(!sorted && sorted.error().kind == ErrorKind::InvalidInput);
    const auto filtered =
        queries_->customers().firstPage({{}, {{field, FilterOp::Is, {1}}}, {}, true}, 10, {}).result();
    QVERIFY(!filtered && filtered.error().kind == ErrorKind::InvalidInput);
    const auto distinct = queries_->distinctValues("customers", field, {}).result();
    QVERIFY(!distinct && distinct.error().kind == ErrorKind::InvalidInput);
  }
  QVERIFY(!queries_->distinctValues("sqlite_master", "name", {}).result());
  QCOMPARE(*queries_->customers().total({}).result(), 3);
}

void TestLists::values_of_the_wrong_kind_are_refused() {
  const auto found = queries_->subscriptions()
                         .ids({{}, {{"mrr", FilterOp::AtLeast, {QStringLiteral("12.5")}}}, {}, true}, {})
                         .result();
  QVERIFY(!found && found.error().kind == ErrorKind::InvalidInput);
}

void TestLists::ranges_take_their_start_and_leave_their_end() {
  const ListQuery query{{}, {{"mrr", FilterOp::AtLeast, {2900}}, {"mrr", FilterOp::Below, {9900}}}, "mrr", false};
  QCOMPARE(subscriptions(query), (QStringList{QStringLiteral("sub_1"), QStringLiteral("sub_3")}));
}

void TestLists::a_chip_that_is_off_or_without_value_restricts_nothing() {
  QCOMPARE(subscriptions({{}, {{"status", FilterOp::Is, {QStringLiteral("nothing")}, false}}, {}, true}).size(), 5);
  QCOMPARE(subscriptions({{}, {{"status", FilterOp::AnyOf, {}}}, {}, true}).size(), 5);
}

void TestLists::words_find_names_and_ids_whatever_their_case_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("found");
  const QStringList ada{QStringLiteral("sub_1"), QStringLiteral("sub_2")};
  const QStringList bob{QStringLiteral("sub_3"), QStringLiteral("sub_4")};
  QTest::newRow("trigram, customer") << QStringLiteral("KOWAL") << ada;
  QTest::newRow("short, customer") << QStringLiteral("AD") << ada;
  QTest::newRow("trigram, beyond ASCII") << QStringLiteral("MÜLL") << bob;
  QTest::newRow("trigram, e-mail address") << QStringLiteral("bob_m@") << bob;
  QTest::newRow("trigram, id") << QStringLiteral("sub_4") << QStringList{QStringLiteral("sub_4")};
  QTest::newRow("two words, of customer and plan")
      << QStringLiteral("  ada   team ") << QStringList{QStringLiteral("sub_2")};
  QTest::newRow("plan") << QStringLiteral("team") << QStringList{QStringLiteral("sub_2"), QStringLiteral("sub_5")};
  QTest::newRow("nothing") << QStringLiteral("zzz") << QStringList{};
}

void TestLists::words_find_names_and_ids_whatever_their_case() {
  QFETCH(QString, text);
  QFETCH(QStringList, found);
  QCOMPARE(subscriptions({text, {}, "external_id", false}), found);
}

void TestLists::text_is_never_sql_nor_a_pattern_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("customers");
  for (const char* text : {"%",
                           "_",
                           "!",
                           "'",
                           "\"",
                           "\\",
                           "*",
                           "100%",
                           "0%",
                           "NOT",
                           "OR",
                           "AND x",
                           "name:ada",
                           "ada*",
                           "^ada",
                           "\"\"\"",
                           "NEAR(ada bob)",
                           "{name}",
                           "'; DROP TABLE customers; --",
                           "a\"b",
                           "-",
                           "(",
                           "\xf0\x9f\x92\xb6"}) {
    const QString typed = QString::fromUtf8(text);
    // Exactly the customers that contain every word.
    int expected = 0;
    for (const char* customer :
         {"Ada Kowalski\nada@example.org\ncus_ada", "Bob 100% Müller\nbob_m@example.org\ncus_bob",
          "\"Eve\" OR NOT 'x'\neve@example.net\ncus_eve"}) {
      const QString all = QString::fromUtf8(customer);
      const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
      if (std::ranges::all_of(words, [&](const QString& one) { return all.contains(one, Qt::CaseInsensitive); }))
        ++expected;
    }
    QTest::newRow(text) << typed << expected;
  }
}

void TestLists::text_is_never_sql_nor_a_pattern() {
  QFETCH(QString, text);
  QFETCH(int, customers);
  const auto found = queries_->customers().ids({text, {}, {}, true}, {}).result();
  VERIFY_RESULT(found);
  QCOMPARE(found->size(), customers);
  for (const auto* list : allLists()) {
    const auto other = database_
                           ->read<IdVector>([&](QSqlDatabase& connection) {
                             return listIds(connection, database_->dialect(), *list,
                                            {text, {{list->fields[1].name, FilterOp::Contains, {text}}}, {}, true});
                           })
                           .result();
    if (isText(list->fields[1].kind)) VERIFY_RESULT(other);
  }
  QCOMPARE(*queries_->customers().total({}).result(), 3);
}

void TestLists::equals_keep_one_order() {
  // Three are active: the id decides.
  QCOMPARE(subscriptions({{}, {{"status", FilterOp::Is, {QStringLiteral("active")}}}, "status", false}),
           (QStringList{QStringLiteral("sub_1"), QStringLiteral("sub_3"), QStringLiteral("sub_4")}));
  QCOMPARE(subscriptions({{}, {{"status", FilterOp::Is, {QStringLiteral("active")}}}, "status", true}),
           (QStringList{QStringLiteral("sub_4"), QStringLiteral("sub_3"), QStringLiteral("sub_1")}));
}

void TestLists::the_first_page_begins_the_order() {
  const ListQuery query{{}, {}, "amount", true};
  const auto page = queries_->subscriptions().firstPage(query, 2, {}).result();
  const auto all = queries_->subscriptions().ids(query, {}).result();
  VERIFY_RESULT(page);
  VERIFY_RESULT(all);
  QCOMPARE(page->size(), 2);
  for (int i = 0; i < 2; ++i) QCOMPARE(quint32(page->at(i).id), all->at(i));
}

void TestLists::rows_come_in_the_order_asked_and_gone_ones_are_left_out() {
  const auto rows = queries_->customers().rows({3, 999, 1, 2, 4'000'000'000U}, {}).result();
  VERIFY_RESULT(rows);
  QCOMPARE(rows->size(), 3);
  QCOMPARE(rows->at(0).externalId, QStringLiteral("cus_eve"));
  QCOMPARE(rows->at(1).externalId, QStringLiteral("cus_ada"));
  QVERIFY(queries_->customers().rows({}, {}).result()->isEmpty());
}

void TestLists::matching_keeps_the_order_asked() {
  const ListQuery query{{}, {{"status", FilterOp::Is, {QStringLiteral("active")}}}, {}, true};
  const auto found = queries_->subscriptions().matching(query, {4, 2, 1, 77, 3}, {}).result();
  VERIFY_RESULT(found);
  QCOMPARE(*found, (IdVector{4, 1, 3}));
}

void TestLists::distinct_values_come_most_frequent_first() {
  QCOMPARE(*queries_->distinctValues("subscriptions", "status", {}).result(),
           (QStringList{QStringLiteral("active"), QStringLiteral("cancelled"), QStringLiteral("past_due")}));
  QCOMPARE(*queries_->distinctValues("webhookEvents", "subject", {}).result(),
           (QStringList{QStringLiteral("sub_1"), QStringLiteral("sub_2")}));
}

QTEST_GUILESS_MAIN(TestLists)
#include "tst_lists.moc"
