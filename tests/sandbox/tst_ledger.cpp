// The sandbox's memory: ids that never repeat, entities that come back as they were, a file that tells what is wrong.
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include <sqlite3.h>

#include "sandbox/ledger/entityfields.h"
#include "sandbox/ledger/entityjson.h"
#include "sandbox/ledger/ledger.h"

using namespace billing;
using namespace billing::sandbox;

namespace {

// Gives every field a value of its own, none of them the first one; counts them.
struct FillVisitor {
  void* entity = nullptr;
  std::int64_t next = 9007199254740993;  // 2^53 + 1: lost where it goes through a double
  int count = 0;

  static Currency euro() { return *Currency::fromCode("EUR"); }
  void fill(std::string& text) { text = "t\"\n\xc3\xa4" + std::to_string(next++); }
  void fill(bool& yes) { yes = !yes; }
  void fill(std::int64_t& number) { number = next++; }
  void fill(int& number) { number = static_cast<int>(next++ % 1000) + 7; }
  void fill(Provider& provider) { provider = Provider::Stripe; }
  void fill(SubscriptionStatus& status) { status = SubscriptionStatus::Expired; }
  void fill(CardBehaviour& behaviour) { behaviour = CardBehaviour::Disputed; }
  void fill(IntervalUnit& unit) { unit = IntervalUnit::Year; }
  void fill(Instant& instant) { instant.ms = next++; }
  void fill(Currency& currency) { currency = euro(); }
  void fill(Money& money) { money = {next++, euro()}; }
  void fill(BillingInterval& interval) { interval = {IntervalUnit::Week, 3}; }
  template <class T>
  void fill(std::optional<T>& maybe) {
    fill(maybe.emplace());
  }
  template <class T>
  void fill(std::vector<T>& list) {
    fill(list.emplace_back());
    fill(list.emplace_back());
  }
  template <class T>
  void fill(std::map<std::string, T>& map) {
    fill(map["a"]);
    fill(map["b c"]);
  }
  template <class T>
  void fill(T& object) {
    FillVisitor inner;
    inner.entity = &object;
    inner.next = next + 1000;
    fields(inner, static_cast<const T*>(nullptr));
  }
  template <class T, class Member, class... Rest>
  void operator()(const char*, Member T::* member, const Rest&... rest) {
    fill(static_cast<T*>(entity)->*member);
    ++count;
    if constexpr (sizeof...(rest) > 0) (*this)(rest...);
  }
};

template <class T>
T filled() {
  T entity{};
  FillVisitor visitor;
  visitor.fill(entity);
  return entity;
}

template <class T>
bool comesBack(T& entity) {
  entity = filled<T>();
  const std::string text = entityToJson(entity);
  const auto again = entityFromJson<T>(text);
  return again && entityToJson(*again) == text && text.size() > 20;
}

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::unique_ptr<Ledger> opened(const std::string& file) {
  auto ledger = Ledger::open(file);
  return ledger ? std::move(*ledger) : nullptr;
}

}  // namespace

class TestLedger : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void ids_never_repeat_and_look_like_the_providers() {
    Ledger ledger;
    std::set<std::string> seen;
    for (int i = 0; i < 100000; ++i) seen.insert(ledger.newId("sub_"));
    QVERIFY(seen.size() == 100000U);
    QVERIFY(QRegularExpression(QStringLiteral("^sub_[0-9A-Za-z]{24}$"))
                .match(QString::fromStdString(*seen.begin()))
                .hasMatch());
  }

  void every_entity_comes_back_from_its_text_with_exact_integers() {
    Subscription subscription;
    QVERIFY(comesBack(subscription));
    const auto again = entityFromJson<Subscription>(entityToJson(subscription));
    QVERIFY(again->periodsPaid == subscription.periodsPaid && again->periodsPaid > (std::int64_t{1} << 53));
    QVERIFY(again->scheduledChange->at == subscription.scheduledChange->at);
    Invoice invoice;
    Payment payment;
    Checkout checkout;
    Endpoint endpoint;
    CreditEntitlement entitlement;
    UsageEvent usage;
    Price price;
    Discount discount;
    QVERIFY(comesBack(invoice) && comesBack(payment) && comesBack(checkout) && comesBack(endpoint));
    QVERIFY(comesBack(entitlement) && comesBack(usage) && comesBack(price) && comesBack(discount));
  }

  void a_fresh_entity_is_an_empty_object_and_comes_back_fresh() {
    QVERIFY(entityToJson(Price()) == "{}");
    QVERIFY(entityFromJson<Product>("{}")->taxCategory == "saas");
    auto emptied = Product();
    emptied.taxCategory.clear();
    QVERIFY(entityFromJson<Product>(entityToJson(emptied))->taxCategory.empty());
  }

  void no_field_of_an_entity_is_left_out() {
    QFile file(QStringLiteral(BILLING_SOURCE_DIR "/services/sandbox/ledger/entities.h"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString text = QString::fromUtf8(file.readAll());
    text.remove(QRegularExpression(QStringLiteral("///[^\n]*")));
    QFile named(QStringLiteral(BILLING_SOURCE_DIR "/services/sandbox/ledger/entityfields.h"));
    QVERIFY(named.open(QIODevice::ReadOnly));
    const QString names = QString::fromUtf8(named.readAll());
    static const QRegularExpression structs(QStringLiteral("struct (\\w+) \\{\n(.*?)\n\\};"),
                                            QRegularExpression::DotMatchesEverythingOption);
    // A name before ";", "," or "=", but not inside angle brackets.
    static const QRegularExpression brackets(QStringLiteral("<[^<>]*>"));
    static const QRegularExpression declared(QStringLiteral("(\\w+)( = [^,;]+)?(?=[,;])"));
    int found = 0;
    for (auto each = structs.globalMatch(text); each.hasNext();) {
      const auto entity = each.next();
      QString body = entity.captured(2);
      while (body.contains(brackets)) body.remove(brackets);
      for (auto field = declared.globalMatch(body); field.hasNext(); ++found) {
        const QString wanted = u'&' + entity.captured(1) + QStringLiteral("::") + field.next().captured(1);
        QVERIFY2(QRegularExpression(wanted + QStringLiteral("\\b")).match(names).hasMatch(), qPrintable(wanted));
      }
    }
    QVERIFY(found > 300);
  }

  void what_was_saved_is_there_after_a_restart_in_its_order() {
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("sandbox.db")).toStdString();
    {
      const auto ledger = opened(file);
      for (int i = 0; i < 50; ++i) {
        Customer customer;
        customer.id = ledger->newId("cus_");
        customer.name = std::to_string(i);
        ledger->customers.add(customer);
      }
      ledger->clockOffsetMs = 86400000;
      ledger->dodoDunning = true;
      QVERIFY(ledger->save());
      ledger->customers.all()[7]->name = "changed";
      ledger->customers.touch(ledger->customers.all()[7]->id);
      QVERIFY(ledger->save());
      ledger->customers.all()[8]->name = "not saved";
      ledger->customers.touch(ledger->customers.all()[8]->id);
    }
    const auto again = opened(file);
    QVERIFY(again && again->customers.size() == 50U);
    QVERIFY(again->customers.all()[7]->name == "changed" && again->customers.all()[8]->name == "8");
    QVERIFY(again->clockOffsetMs == 86400000 && again->dodoDunning);
    QVERIFY(again->customers.find(again->newId("cus_")) == nullptr);
  }

  void the_secret_that_was_given_at_the_start_is_not_in_the_file_and_nobody_else_reads_that() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sandbox.db"));
    const std::string given = "whsec" + std::string("_GivenAtTheStart"), own = "whsec" + std::string("_MadeByASandbox");
    {
      const auto ledger = opened(path.toStdString());
      Endpoint endpoint;
      endpoint.id = "we_start";
      endpoint.secret = endpoint.previousSecret = given;
      endpoint.fromCommandLine = true;
      ledger->endpoints.add(endpoint);
      endpoint.id = "we_registered";
      endpoint.secret = own;
      endpoint.previousSecret.clear();
      endpoint.fromCommandLine = false;
      ledger->endpoints.add(endpoint);
      QVERIFY(ledger->save());
      QVERIFY(ledger->endpoints.find("we_start")->secret == given);
      for (const char* side : {"", "-wal"})
        QVERIFY(!bytesOf(path + QLatin1String(side)).contains(QByteArray::fromStdString(given)));
      const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
      QVERIFY(!(QFile::permissions(path) & others));
      QVERIFY(!(QFile::permissions(path + QStringLiteral("-wal")) & others));
    }
    QVERIFY(!bytesOf(path).contains(QByteArray::fromStdString(given)));
    const auto again = opened(path.toStdString());
    QVERIFY(again->endpoints.find("we_start")->secret.empty());
    QVERIFY(again->endpoints.find("we_registered")->secret == own);
  }

  void a_database_of_something_else_is_refused_and_left_as_it_is() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("workspace.sqlite"));
    sqlite3* other = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &other), SQLITE_OK);
    const int made = sqlite3_exec(other, "CREATE TABLE accounts(id TEXT); INSERT INTO accounts VALUES('a')", nullptr,
                                  nullptr, nullptr);
    sqlite3_close(other);
    QCOMPARE(made, SQLITE_OK);
    const QByteArray before = bytesOf(path);
    const auto refused = Ledger::open(path.toStdString());
    QVERIFY(!refused && refused.error().code == "not_a_sandbox_file" && !refused.error().hint.empty());
    QVERIFY(bytesOf(path) == before && before.size() > 0);
  }

  void a_damaged_file_a_missing_folder_and_a_second_sandbox_are_told_with_a_hint() {
    const QTemporaryDir folder;
    QFile garbage(folder.filePath(QStringLiteral("garbage.db")));
    QVERIFY(garbage.open(QIODevice::WriteOnly) && garbage.write(QByteArray(8192, 'x')) == 8192);
    garbage.close();
    const auto corrupt = Ledger::open(garbage.fileName().toStdString());
    QVERIFY(!corrupt && corrupt.error().kind == ErrorKind::Corrupt && !corrupt.error().hint.empty());
    const auto nowhere = Ledger::open(folder.filePath(QStringLiteral("no/such/folder.db")).toStdString());
    QVERIFY(!nowhere && nowhere.error().kind == ErrorKind::ReadOnly && !nowhere.error().hint.empty());
    const std::string shared = folder.filePath(QStringLiteral("shared.db")).toStdString();
    const auto first = Ledger::open(shared);
    const auto second = Ledger::open(shared);
    QVERIFY(first && !second && second.error().kind == ErrorKind::Busy && !second.error().hint.empty());
  }
};

QTEST_APPLESS_MAIN(TestLedger)
#include "tst_ledger.moc"
