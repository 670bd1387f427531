#include "store/repositories/invoicerepository.h"

#include "store/repositories/entitytable.h"
#include "store/repositories/invoicelines.h"

namespace billing::store {
namespace {

const EntityTable& invoiceTable() {
  static const EntityTable instance(
      Entity::Invoice, QStringLiteral("invoices"), {QStringLiteral("external_id")},
      {QStringLiteral("external_id"), QStringLiteral("number"), QStringLiteral("customer_external_id"),
       QStringLiteral("subscription_external_id"), QStringLiteral("status"), QStringLiteral("provider_status"),
       QStringLiteral("total_minor"), QStringLiteral("currency"), QStringLiteral("paid_minor"),
       QStringLiteral("remaining_minor"), QStringLiteral("issued_at"), QStringLiteral("due_at"),
       QStringLiteral("paid_at"), QStringLiteral("pdf_url"), QStringLiteral("tax_minor"),
       QStringLiteral("line_items")});
  return instance;
}

void readInvoice(RowReader& row, Stored<InvoiceState>& stored) {
  InvoiceState& state = stored.state;
  state.externalId = row.text();
  state.number = row.text();
  state.customerExternalId = row.text();
  state.subscriptionExternalId = row.text();
  state.status = row.text();
  state.providerStatus = row.text();
  state.total = row.money();
  state.paidMinor = row.number();
  state.remainingMinor = row.number();
  state.issuedAt = row.instant();
  state.dueAt = row.instant();
  state.paidAt = row.instant();
  state.pdfUrl = row.optionalText();
  state.taxMinor = row.optionalNumber();
  state.lines = invoiceLinesFrom(row.text());
}

}  // namespace

Result<std::optional<Stored<InvoiceState>>> InvoiceRepository::find(WriteContext& context, Provider provider,
                                                                    const std::string& externalId) {
  return invoiceTable().find<Stored<InvoiceState>>(context, provider, {toVariant(externalId)}, readInvoice);
}

Result<std::int64_t> InvoiceRepository::save(WriteContext& context, const Stored<InvoiceState>& stored, Instant now) {
  const InvoiceState& state = stored.state;
  return invoiceTable().save(
      context, stored,
      {toVariant(state.externalId), toVariant(state.number), toVariant(state.customerExternalId),
       toVariant(state.subscriptionExternalId), toVariant(state.status), toVariant(state.providerStatus),
       qlonglong(state.total.minor), toVariant(state.total.currency), qlonglong(state.paidMinor),
       qlonglong(state.remainingMinor), toVariant(state.issuedAt), toVariant(state.dueAt), toVariant(state.paidAt),
       toVariant(state.pdfUrl), toVariant(state.taxMinor), toVariant(invoiceLinesText(state.lines))},
      now);
}

}  // namespace billing::store
