// Credit notes: one number for each refund that succeeded, without gaps, whatever is told late, twice, or by two
// consoles at once; an invoice with all that its document prints; payouts that came to nothing.
#include <QTest>

#include "domain/furtherlines.h"
#include "store/read/invoicerecord.h"
#include "store/repositories/creditnoterepository.h"
#include "store/repositories/invoicerepository.h"
#include "store/repositories/paymentrepository.h"
#include "store/repositories/payoutrepository.h"
#include "store/repositories/refundrepository.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

constexpr Instant kNewYear{1'767'225'600'000};  // 2026-01-01T00:00:00Z
constexpr Instant kOldYear{1'767'225'599'000};

Money eur(std::int64_t minor) {
  return {minor, *Currency::fromCode("EUR")};
}

RefundState refundOf(std::string id, std::int64_t minor, Instant at = kNewYear, std::string status = "succeeded") {
  RefundState state;
  state.externalId = std::move(id);
  state.paymentExternalId = "pi_1";
  state.customerExternalId = "cus_1";
  state.status = std::move(status);
  state.amount = eur(minor);
  state.createdAt = at;
  return state;
}

PaymentState payment(std::int64_t minor, std::optional<std::int64_t> tax) {
  PaymentState state;
  state.externalId = "pi_1";
  state.customerExternalId = "cus_1";
  state.invoiceExternalId = "in_1";
  state.status = "succeeded";
  state.amount = eur(minor);
  state.taxMinor = tax;
  state.createdAt = kNewYear;
  return state;
}

template <class State>
Stored<State> kept(State state, std::int64_t row = 0) {
  return {row, Provider::Stripe, kNewYear, "evt_1", "", std::move(state)};
}

Result<void> save(Database& database, const RefundState& refund, std::int64_t row = 0) {
  return write(database, [&](WriteContext& context) {
    return RefundRepository::save(context, kept(refund, row), kNewYear).map([](std::int64_t) {});
  });
}

Result<void> save(Database& database, const PaymentState& state) {
  return write(database, [&](WriteContext& context) {
    return PaymentRepository::save(context, kept(state), kNewYear).map([](std::int64_t) {});
  });
}

// MariaDB answers with bytes.
QStringList words(Database& database, const QString& sql) {
  QStringList list;
  for (const QVariant& one : column(database, sql)) list << one.toString();
  return list;
}

QStringList numbers(Database& database) {
  return words(database, QStringLiteral("SELECT number FROM credit_notes ORDER BY id"));
}

QStringList texts(std::initializer_list<const char*> all) {
  QStringList list;
  for (const char* one : all) list << QString::fromLatin1(one);
  return list;
}

std::unique_ptr<Database> secondConsole(TestDatabase& db) {
  auto opened = Database::open(db.config, db.clock);
  return opened ? std::move(*opened) : nullptr;
}

}  // namespace

class CreditNotesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everySucceededRefundHasTheNextNumberOfItsYear() {
    TestDatabase db;
    VERIFY_RESULT(save(*db, refundOf("re_1", 100)));
    VERIFY_RESULT(save(*db, refundOf("re_2", 100, kOldYear)));
    VERIFY_RESULT(save(*db, refundOf("re_3", 100, kNewYear, "failed")));
    VERIFY_RESULT(save(*db, refundOf("re_4", 100, kNewYear, "pending")));
    VERIFY_RESULT(save(*db, refundOf("re_5", 100)));
    QCOMPARE(numbers(*db), texts({"CN-2026-0001", "CN-2025-0001", "CN-2026-0002"}));
  }

  void whatIsToldAgainOrLateTakesNoSecondNumber() {
    TestDatabase db;
    VERIFY_RESULT(save(*db, refundOf("re_1", 100, kNewYear, "pending")));
    QVERIFY(numbers(*db).isEmpty());
    const auto row = single(*db, QStringLiteral("SELECT id FROM refunds")).toLongLong();
    for (const char* status : {"succeeded", "pending", "succeeded", "succeeded"})
      VERIFY_RESULT(save(*db, refundOf("re_1", 100, kNewYear, status), row));
    QCOMPARE(numbers(*db), texts({"CN-2026-0001"}));
  }

  void aNumberIsGivenBackWithTheTransactionThatTookIt() {
    TestDatabase db;
    const auto failed = write(*db, [&](WriteContext& context) -> Result<void> {
      if (auto saved = RefundRepository::save(context, kept(refundOf("re_1", 100)), kNewYear); !saved)
        return failure(saved.error());
      return failure(ErrorKind::Conflict, "on_purpose", "Something else in the transaction went wrong");
    });
    QVERIFY(!failed);
    VERIFY_RESULT(save(*db, refundOf("re_2", 100)));
    QCOMPARE(numbers(*db), texts({"CN-2026-0001"}));
  }

  void aRefundThatFailedAfterAllGivesItsTaxBack() {
    TestDatabase db;
    VERIFY_RESULT(save(*db, payment(1190, 190)));
    VERIFY_RESULT(save(*db, refundOf("re_1", 1190)));
    const auto row = single(*db, QStringLiteral("SELECT id FROM refunds")).toLongLong();
    VERIFY_RESULT(save(*db, refundOf("re_1", 1190, kNewYear, "failed"), row));
    VERIFY_RESULT(save(*db, refundOf("re_2", 1190)));
    QCOMPARE(single(*db, QStringLiteral("SELECT tax_minor FROM credit_notes ORDER BY id DESC LIMIT 1")).toLongLong(),
             190);
  }

  void partsOfAPaymentHoldExactlyItsTax() {
    TestDatabase db;
    VERIFY_RESULT(save(*db, payment(1190, 190)));
    for (int i = 0; i < 7; ++i) VERIFY_RESULT(save(*db, refundOf("re_" + std::to_string(i), 170)));
    QCOMPARE(single(*db, QStringLiteral("SELECT SUM(tax_minor) FROM credit_notes")).toLongLong(), 190);
    QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM credit_notes WHERE tax_minor BETWEEN 26 AND 28")).toInt(),
             7);
    VERIFY_RESULT(save(*db, refundOf("re_more", 1)));  // more than was paid: a number, but no tax that nobody can know
    QVERIFY(single(*db, QStringLiteral("SELECT tax_minor FROM credit_notes ORDER BY id DESC LIMIT 1")).isNull());
  }

  void aPaymentThatIsToldOfLaterCompletesItsNotes() {
    TestDatabase db;
    VERIFY_RESULT(save(*db, refundOf("re_1", 595)));
    VERIFY_RESULT(save(*db, refundOf("re_2", 595)));
    QVERIFY(single(*db, QStringLiteral("SELECT tax_minor FROM credit_notes")).isNull());
    VERIFY_RESULT(save(*db, payment(1190, 190)));
    QCOMPARE(column(*db, QStringLiteral("SELECT tax_minor FROM credit_notes ORDER BY id")), (QVariantList{95, 95}));
    QCOMPARE(words(*db, QStringLiteral("SELECT invoice_external_id FROM credit_notes ORDER BY id")),
             texts({"in_1", "in_1"}));
    QCOMPARE(numbers(*db), texts({"CN-2026-0001", "CN-2026-0002"}));
  }

  void severalConsolesAtOnceLeaveNoGap() {
    TestDatabase db;
    if (!db.onServer) QSKIP("a file has one console");
    const auto other = secondConsole(db);
    QVERIFY(other);
    constexpr int each = 20;
    QList<std::future<Result<void>>> waiting;
    std::vector<std::promise<Result<void>>> promises(2 * each);
    for (int i = 0; i < 2 * each; ++i) {
      Database& console = i % 2 == 0 ? *db : *other;
      console.write(
          [i](WriteContext& context) {
            return RefundRepository::save(context, kept(refundOf("re_" + std::to_string(i), 100)), kNewYear)
                .map([](std::int64_t) {});
          },
          [&promise = promises[static_cast<std::size_t>(i)]](Result<void> done) {
            promise.set_value(std::move(done));
          });
    }
    for (auto& promise : promises) VERIFY_RESULT(promise.get_future().get());
    QStringList wanted;
    for (int i = 1; i <= 2 * each; ++i) wanted << QStringLiteral("CN-2026-%1").arg(i, 4, 10, QLatin1Char('0'));
    QCOMPARE(words(*db, QStringLiteral("SELECT number FROM credit_notes ORDER BY number")), wanted);
  }

  void aPayoutThatCameToNothingPaysNothingOut() {
    TestDatabase db;
    VERIFY_RESULT(save(*db, payment(1190, 190)));
    const auto paysOut = [&](const char* id, const char* status, const char* kind, const char* object) {
      const PayoutRow payout{0, QString::fromLatin1(id), QString::fromLatin1(status), QStringLiteral("EUR"), 1190, {},
                             {}};
      const PayoutItemRow item{
          QString::fromLatin1(kind), QString::fromLatin1(object), QStringLiteral("EUR"), 1190, 0, 1190, kNewYear.ms};
      return write(*db, [&](WriteContext& context) {
        return PayoutRepository::save(context, Provider::Stripe, payout, {item}, kNewYear);
      });
    };
    // Never paid out, of unknown payments, paid twice.
    const auto misfits = [&] {
      return db
          ->read<QVector<qsizetype>>([](QSqlDatabase& connection) -> Result<QVector<qsizetype>> {
            const auto never = PayoutRepository::neverPaidOut(connection, Provider::Stripe, Instant{kNewYear.ms + 1});
            const auto unknown = PayoutRepository::ofUnknownPayments(connection, Provider::Stripe);
            const auto twice = PayoutRepository::paidTwice(connection, Provider::Stripe);
            for (const auto* one : {&never, &unknown, &twice})
              if (!*one) return failure(one->error());
            return QVector<qsizetype>{never->size(), unknown->size(), twice->size()};
          })
          .result()
          .value_or(QVector<qsizetype>());
    };
    using Counts = QVector<qsizetype>;
    VERIFY_RESULT(paysOut("po_1", "failed", "payment", "pi_1"));
    VERIFY_RESULT(paysOut("po_2", "canceled", "payment", "pi_strange"));
    QCOMPARE(misfits(), (Counts{1, 0, 0}));
    VERIFY_RESULT(paysOut("po_3", "paid", "adjustment", "po_1"));  // what came back, in a later payout
    QCOMPARE(misfits(), (Counts{0, 0, 0}));
    VERIFY_RESULT(paysOut("po_4", "paid", "payment", "pi_1"));
    QCOMPARE(misfits(), (Counts{0, 0, 0}));
    VERIFY_RESULT(paysOut("po_5", "paid", "payment", "pi_1"));
    VERIFY_RESULT(paysOut("po_6", "paid", "payment", "pi_strange"));
    QCOMPARE(misfits(), (Counts{0, 1, 1}));
  }

  void aRecordHasLinesPaymentsAndCreditNotes() {
    TestDatabase db;
    InvoiceState invoice;
    invoice.externalId = "in_1";
    invoice.number = "2026-0042";
    invoice.customerExternalId = "cus_1";
    invoice.status = "paid";
    invoice.total = eur(1190);
    invoice.taxMinor = 190;
    InvoiceLine line;
    line.description = "Pro \"yearly\" 日本";
    line.quantity = 3;
    line.amountMinor = 900;
    line.taxMinor = 171;
    line.taxPercent = "19";
    line.proration = true;
    line.productId = "price_1";
    line.periodStart = kOldYear;
    line.periodEnd = kNewYear;
    invoice.lines = {line, furtherLines(100, 19)};
    VERIFY_RESULT(write(*db, [&](WriteContext& context) {
      return InvoiceRepository::save(context, kept(invoice), kNewYear).map([](std::int64_t) {});
    }));
    VERIFY_RESULT(save(*db, payment(1190, 190)));
    VERIFY_RESULT(save(*db, refundOf("re_1", 119)));
    const auto record = db->read<InvoiceRecord>([](QSqlDatabase& connection) -> Result<InvoiceRecord> {
                            const auto row = findInvoice(connection, QStringLiteral("2026-0042"));
                            if (!row) return failure(row.error());
                            return readInvoiceRecord(connection, *row);
                          }).result();
    VERIFY_RESULT(record);
    QVERIFY(record->lines == invoice.lines);
    QVERIFY(areFurtherLines(record->lines[1]));
    QVERIFY(record->taxMinor == std::optional<qint64>(190));
    QCOMPARE(record->payments.size(), 1);
    QVERIFY(record->payments.first().taxMinor == std::optional<qint64>(190));
    QCOMPARE(record->creditNotes.size(), 1);
    QCOMPARE(record->creditNotes.first().number, QStringLiteral("CN-2026-0001"));
    QVERIFY(record->creditNotes.first().taxMinor == std::optional<qint64>(19));
    const auto none = db->read<qint64>([](QSqlDatabase& connection) {
                          return findInvoice(connection, QStringLiteral("nothing"));
                        }).result();
    QVERIFY(!none && none.error().code == "no_such_invoice");
  }
};

QTEST_GUILESS_MAIN(CreditNotesTest)
#include "tst_creditnotes.moc"
