#include "store/repositories/creditnoterepository.h"

#include <cstdio>

#include "domain/allocation.h"
#include "domain/civildate.h"
#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

/// The rows of a question, each given to `row`.
template <class Row>
Result<void> eachNote(WriteContext& context, const QString& sql, const QVariantList& values, Row row) {
  Result<Statement> found = Statement::run(context, sql, values);
  if (!found) return failure(found.error());
  while (found->next()) row(RowReader(found->query()));
  return store::ended(context.database(), found->query());
}

Result<bool> hasNote(WriteContext& context, Provider provider, const std::string& refund) {
  bool there = false;
  auto read =
      eachNote(context, QStringLiteral("SELECT id FROM credit_notes WHERE provider = ? AND refund_external_id = ?"),
               {toVariant(provider), toVariant(refund)}, [&](RowReader) { there = true; });
  if (!read) return failure(read.error());
  return there;
}

// The last number of a year is the one that was given last; a '.' follows the '-' in every character set.
Result<std::string> nextNumber(WriteContext& context, int year) {
  const std::string cycle = "CN-" + std::to_string(year);
  std::string last;
  auto read =
      eachNote(context, QStringLiteral("SELECT number FROM credit_notes WHERE number LIKE ? ORDER BY id DESC LIMIT 1"),
               {toVariant(cycle + "-%")}, [&](RowReader row) { last = row.text(); });
  if (!read) return failure(read.error());
  const long number = last.empty() ? 1 : std::strtol(last.c_str() + cycle.size() + 1, nullptr, 10) + 1;
  std::string digits = std::to_string(number);
  digits.insert(0, 4 - std::min<std::size_t>(digits.size(), 4), '0');
  return cycle + '-' + digits;
}

struct PaidFacts {
  bool known = false;
  std::string invoice, customer;
  Money amount;
  std::optional<std::int64_t> taxMinor;
};

Result<PaidFacts> paymentOfNote(WriteContext& context, Provider provider, const std::string& payment) {
  PaidFacts facts;
  auto read = eachNote(context,
                       QStringLiteral("SELECT invoice_external_id, customer_external_id, amount_minor, currency, "
                                      "tax_minor FROM payments WHERE provider = ? AND external_id = ?"),
                       {toVariant(provider), toVariant(payment)}, [&](RowReader row) {
                         facts.known = true;
                         facts.invoice = row.text();
                         facts.customer = row.text();
                         facts.amount = row.money();
                         facts.taxMinor = row.optionalNumber();
                       });
  if (!read) return failure(read.error());
  return facts;
}

struct Credited {
  std::int64_t totalMinor = 0, taxMinor = 0;
  bool taxKnown = true;
};

// What the notes before this one have given back; `before` 0: all. A note whose refund failed after all gave nothing.
Result<Credited> creditedBefore(WriteContext& context, Provider provider, const std::string& payment,
                                std::int64_t before) {
  Credited sums;
  auto read =
      eachNote(context,
               QStringLiteral("SELECT n.id, n.total_minor, n.tax_minor FROM credit_notes n "
                              "LEFT JOIN refunds r ON r.provider = n.provider AND r.external_id = n.refund_external_id "
                              "WHERE n.provider = ? AND n.payment_external_id = ? AND (r.status IS NULL OR r.status = "
                              "'succeeded')"),
               {toVariant(provider), toVariant(payment)}, [&](RowReader row) {
                 if (const std::int64_t id = row.number(); before != 0 && id >= before) return;
                 sums.totalMinor += row.number();
                 const auto tax = row.optionalNumber();
                 sums.taxKnown = sums.taxKnown && tax.has_value();
                 sums.taxMinor += tax.value_or(0);
               });
  if (!read) return failure(read.error());
  return sums;
}

// Nothing is guessed: what does not fit together stays without a tax.
std::optional<std::int64_t> taxOfNote(const PaidFacts& paid, const Credited& before, Money note) {
  if (!paid.known || !paid.taxMinor || !before.taxKnown || paid.amount.currency != note.currency) return std::nullopt;
  const auto share = taxShare(paid.amount, *paid.taxMinor, before.totalMinor, before.taxMinor, note.minor);
  return share ? std::optional(*share) : std::nullopt;
}

Result<void> insertNote(WriteContext& context, Provider provider, const RefundState& refund, Instant at,
                        const PaidFacts& paid, std::optional<std::int64_t> tax) {
  const auto number = nextNumber(context, utcDateOf(at).year);
  if (!number) return failure(number.error());
  const std::string& customer = refund.customerExternalId.empty() ? paid.customer : refund.customerExternalId;
  auto inserted = Statement::run(
      context,
      QStringLiteral("INSERT INTO credit_notes (number, provider, refund_external_id, payment_external_id, "
                     "invoice_external_id, customer_external_id, total_minor, tax_minor, currency, issued_at) VALUES "
                     "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      {toVariant(*number), toVariant(provider), toVariant(refund.externalId), toVariant(refund.paymentExternalId),
       toVariant(paid.invoice), toVariant(customer), qlonglong(refund.amount.minor), toVariant(tax),
       toVariant(refund.amount.currency), qlonglong(at.ms)});
  return inserted ? Result<void>() : failure(inserted.error());
}

struct OpenNote {
  std::int64_t id = 0;
  Money total;
};

}  // namespace

Result<std::int64_t> taxShare(Money payment, std::int64_t paymentTaxMinor, std::int64_t creditedMinor,
                              std::int64_t creditedTaxMinor, std::int64_t noteMinor) {
  const std::int64_t sofar = creditedMinor + noteMinor;
  if (sofar > payment.minor || paymentTaxMinor > payment.minor || payment.minor <= 0)
    return failure(ErrorKind::InvalidInput, "too_much_credited", "More is given back than was paid");
  // The tax of all that is given back so far, less what earlier notes hold: no rest is left over at the end.
  const auto parts = allocate(sofar, {payment.minor - paymentTaxMinor, paymentTaxMinor});
  if (!parts) return failure(parts.error());
  return (*parts)[1] - creditedTaxMinor;
}

Result<void> CreditNoteRepository::issueFor(WriteContext& context, Provider provider, const RefundState& refund,
                                            Instant now) {
  if (refund.status != "succeeded" || refund.amount.minor <= 0) return {};
  const auto there = hasNote(context, provider, refund.externalId);
  if (!there) return failure(there.error());
  if (*there) return {};
  const auto paid = paymentOfNote(context, provider, refund.paymentExternalId);
  if (!paid) return failure(paid.error());
  const auto before = creditedBefore(context, provider, refund.paymentExternalId, 0);
  if (!before) return failure(before.error());
  return insertNote(context, provider, refund, refund.createdAt.value_or(now), *paid,
                    taxOfNote(*paid, *before, refund.amount));
}

Result<void> CreditNoteRepository::completeFrom(WriteContext& context, Provider provider, const PaymentState& payment) {
  std::vector<OpenNote> notes;
  auto read = eachNote(context,
                       QStringLiteral("SELECT id, total_minor, currency FROM credit_notes WHERE provider = ? AND "
                                      "payment_external_id = ? AND (tax_minor IS NULL OR invoice_external_id = '') "
                                      "ORDER BY id"),
                       {toVariant(provider), toVariant(payment.externalId)}, [&](RowReader row) {
                         const std::int64_t id = row.number();
                         notes.push_back({id, row.money()});
                       });
  if (!read) return read;
  const PaidFacts paid{true, payment.invoiceExternalId, payment.customerExternalId, payment.amount, payment.taxMinor};
  for (const OpenNote& note : notes) {
    const auto before = creditedBefore(context, provider, payment.externalId, note.id);
    if (!before) return failure(before.error());
    auto updated = Statement::run(
        context, QStringLiteral("UPDATE credit_notes SET invoice_external_id = ?, tax_minor = ? WHERE id = ?"),
        {toVariant(paid.invoice), toVariant(taxOfNote(paid, *before, note.total)), qlonglong(note.id)});
    if (!updated) return failure(updated.error());
  }
  return {};
}

}  // namespace billing::store
