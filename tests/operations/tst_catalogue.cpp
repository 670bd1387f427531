// The workspace's file as the place of the catalogue: a plan or a price changes, every comment stays, and what it was
// is kept beside it.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "operations/catalogue/cataloguefile.h"
#include "support/testdatabase.h"
#include "workspace/profile.h"
#include "workspace/shippedprofiles.h"

using namespace billing;
using namespace billing::operations;
using workspace::PlanEdit;
using workspace::withNewPrice;
using workspace::withPlan;

namespace {

std::string persistq() {
  return *workspace::shippedProfileText("persistq");
}

const Plan& planOf(const workspace::Profile& profile, const char* key) {
  return *profile.rules.plan(key);
}

PlanPrice monthly(std::int64_t minor, const char* test) {
  return {{IntervalUnit::Month, 1}, {minor, *Currency::fromCode("USD")}, test, {}};
}

// Lines of the one that are not in the other.
int linesOnlyIn(const std::string& one, const std::string& other) {
  int only = 0;
  const QStringList there = QString::fromStdString(other).split(u'\n');
  for (const QString& line : QString::fromStdString(one).split(u'\n')) only += there.contains(line) ? 0 : 1;
  return only;
}

struct Folder {
  Folder() {
    QFile target(file);
    if (!target.open(QIODevice::WriteOnly)) qFatal("no file");
    target.write(QByteArray::fromStdString(persistq()));
  }
  [[nodiscard]] QByteArray text() const {
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
  }
  QTemporaryDir folder;
  QString file = folder.filePath(QStringLiteral("shop.toml"));
};

store::OutboxRow pricedCall(const char* result) {
  AdminOrder order;
  order.kind = OrderKind::CreatePrice;
  order.subject = "pro";
  order.amount = Money{1500, *Currency::fromCode("USD")};
  order.interval = BillingInterval{IntervalUnit::Month, 1};
  order.reason = "new prices";
  store::OutboxRow call;
  call.orderJson = toJson(order);
  call.resultJson = result;
  call.state = store::OutboxState::Done;
  return call;
}

}  // namespace

class TestCatalogue : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void name_features_and_limits_change_and_every_comment_stays() {
    const std::string before = persistq();
    PlanEdit edit;
    edit.plan = "pro";
    edit.name = "Pro 2027";
    edit.features = {"E-mail support", "Export", "\"Quotes\""};
    edit.limits = {{"api_calls", 60'000}, {"memories", std::nullopt}};
    const auto after = withPlan(before, edit);
    QVERIFY2(after.has_value(), after ? "" : describe(after.error()).c_str());
    const auto profile = workspace::parseProfile(*after, "shop.toml");
    const Plan& pro = planOf(*profile, "pro");
    QVERIFY(pro.name == "Pro 2027" && pro.features.size() == 3 && pro.features[2] == "\"Quotes\"");
    QVERIFY(pro.limits.at("api_calls") == 60'000 && !pro.limits.at("memories"));
    QCOMPARE(linesOnlyIn(before, *after), 3);
    QVERIFY(after->find("# not in the document: chosen") != std::string::npos);
    QVERIFY(planOf(*profile, "starter") == planOf(*workspace::parseProfile(before, "shop.toml"), "starter"));
  }

  void what_cannot_be_is_said() {
    PlanEdit edit;
    edit.plan = "nosuch";
    QCOMPARE(withPlan(persistq(), edit).error().code, std::string("unknown_plan"));
    edit.plan = "pro";
    edit.name = "";
    QCOMPARE(withPlan(persistq(), edit).error().code, std::string("name_missing"));
    edit.name.reset();
    edit.limits = {{"api_calls", -1}};
    QCOMPARE(withPlan(persistq(), edit).error().code, std::string("bad_limit"));
    edit.limits.reset();
    edit.features = {"x"};
    const std::string lines = "name = \"W\"\n[[plan]]\nkey = \"pro\"\nfeatures = [\n  \"a\",\n]\n";
    QCOMPARE(withPlan(lines, edit).error().code, std::string("not_line_by_line"));
  }

  void a_new_price_is_sold_from_now_on_and_the_old_one_still_recognised() {
    const auto after = withNewPrice(persistq(), "pro", monthly(1500, "pdt_PQ7n3Wv5ProM27Xa"));
    QVERIFY2(after.has_value(), after ? "" : describe(after.error()).c_str());
    const auto profile = workspace::parseProfile(*after, "shop.toml");
    const Plan& pro = planOf(*profile, "pro");
    QVERIFY(pro.prices.size() == 3 && pro.prices.front().amount.minor == 1500);
    QVERIFY(profile->rules.soldAs("pdt_PQ5t4Rm2ProMo8Zj", false).plan == &pro);
    QCOMPARE(linesOnlyIn(persistq(), *after), 0);
    QCOMPARE(withNewPrice(*after, "starter", monthly(900, "pdt_PQ7n3Wv5ProM27Xa")).error().code,
             std::string("product_id_taken"));
    const auto free = withNewPrice(persistq(), "free", monthly(100, "pdt_PQ7n3Wv5FreeM2Xa"));
    QVERIFY2(free.has_value(), free ? "" : describe(free.error()).c_str());
    QVERIFY(planOf(*workspace::parseProfile(*free, "shop.toml"), "free").prices.size() == 1);
  }

  void the_lines_that_change_are_shown_with_those_around_them() {
    const auto diff = lineDiff(QStringLiteral("a\nb\nc\nd\ne\nf\ng\nh"), QStringLiteral("a\nb\nc\nd\nE\nf\nnew\ng\nh"));
    QString text;
    for (const auto& line : diff) text += line.sign + line.text + QLatin1Char('|');
    QCOMPARE(text, QStringLiteral(" b| c| d|-e|+E| f|+new| g| h|"));
    QVERIFY(lineDiff(QStringLiteral("a"), QStringLiteral("a")).isEmpty() ||
            lineDiff(QStringLiteral("a"), QStringLiteral("a")).front().sign == u' ');
  }

  void a_file_is_written_whole_with_a_copy_and_not_over_somebody_elses_change() {
    Folder shop;
    PlanEdit edit;
    edit.plan = "pro";
    edit.name = "Pro 2027";
    const auto change = planChange(shop.file, edit);
    QVERIFY(change.has_value());
    const QByteArray was = shop.text();
    const auto copy = writeCatalogue(*change, {1'770'000'000'000});
    QVERIFY2(copy.has_value(), copy ? "" : describe(copy.error()).c_str());
    QFile kept(*copy);
    QVERIFY(kept.open(QIODevice::ReadOnly) && kept.readAll() == was);
    QVERIFY(shop.text().contains("Pro 2027"));
    QCOMPARE(writeCatalogue(*change, {1'770'000'000'000}).error().code, std::string("stale"));
    QCOMPARE(planChange(shop.file, edit).error().code, std::string("nothing_changes"));
    QCOMPARE(planChange(shop.folder.filePath(QStringLiteral("none.toml")), edit).error().code,
             std::string("no_such_file"));
  }

  void a_price_that_was_made_goes_into_the_file_with_its_id_and_into_the_record() {
    Folder shop;
    auto change = priceChange(shop.file, pricedCall(R"({"product":"pdt_PQ7n3Wv5ProM27Xa","price":""})"));
    QVERIFY2(change.has_value(), change ? "" : describe(change.error()).c_str());
    QVERIFY(writeCatalogue(*change, {1'770'000'000'000}).has_value());
    const auto profile = workspace::readProfile(shop.file.toStdString());
    QVERIFY(planOf(*profile, "pro").prices.front().testProductId == "pdt_PQ7n3Wv5ProM27Xa");
    test::TestDatabase database;
    const auto kept = test::write(*database, [&](store::WriteContext& context) {
      return recordCatalogue(context, *change, {QStringLiteral("ada"), Role::Admin, false}, false, {1});
    });
    QVERIFY(kept.has_value());
    QVERIFY(test::single(*database, QStringLiteral("SELECT fields_after FROM audit_entries"))
                .toString()
                .contains(QStringLiteral("pdt_PQ7n3Wv5ProM27Xa")));
    auto open = pricedCall("{}");
    open.state = store::OutboxState::Waiting;
    QCOMPARE(priceChange(shop.file, open).error().code, std::string("not_done"));
    QCOMPARE(priceChange(shop.file, pricedCall("{}")).error().code, std::string("no_product_id"));
  }
};

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
