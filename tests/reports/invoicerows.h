// Invoices in a database of a test: several of one customer, one of them refunded in part.
#pragma once

#include "store/repositories/customerrepository.h"
#include "store/repositories/invoicerepository.h"
#include "store/repositories/paymentrepository.h"
#include "store/repositories/refundrepository.h"
#include "support/testdatabase.h"
#include "tests/reports/documentfixture.h"

namespace documenttest {

template <class State>
inline store::Stored<State> stored(State state) {
  return {0, Provider::Stripe, Instant{kIssued}, "evt_1", "", std::move(state)};
}

inline Money eur(std::int64_t minor) {
  return {minor, *Currency::fromCode("EUR")};
}

/// `count` invoices "2026-0001" and so on of customers who are all called Ada GmbH; the first one refunded in part.
inline Result<void> fillInvoices(store::Database& database, int count) {
  return test::write(database, [count](store::WriteContext& context) -> Result<void> {
    CustomerState customer;
    customer.externalId = "cus_1";
    customer.name = "Ada GmbH / 株式会社 \"x\" ../..";
    if (auto saved = store::CustomerRepository::save(context, stored(customer), Instant{kIssued}); !saved)
      return failure(saved.error());
    for (int i = 1; i <= count; ++i) {
      InvoiceState invoice;
      invoice.externalId = "in_" + std::to_string(i);
      invoice.number = i == 3 ? "2026-0002" : "2026-000" + std::to_string(i);  // one number twice
      invoice.customerExternalId = "cus_1";
      invoice.status = "paid";
      invoice.total = eur(1190);
      invoice.taxMinor = 190;
      invoice.paidMinor = 1190;
      invoice.lines = {line("Pro", 1, 1000, 190)};
      if (auto saved = store::InvoiceRepository::save(context, stored(invoice), Instant{kIssued}); !saved)
        return failure(saved.error());
    }
    PaymentState payment;
    payment.externalId = "pi_1";
    payment.invoiceExternalId = "in_1";
    payment.status = "succeeded";
    payment.amount = eur(1190);
    payment.taxMinor = 190;
    if (auto saved = store::PaymentRepository::save(context, stored(payment), Instant{kIssued}); !saved)
      return failure(saved.error());
    RefundState refund;
    refund.externalId = "re_1";
    refund.paymentExternalId = "pi_1";
    refund.status = "succeeded";
    refund.amount = eur(595);
    refund.createdAt = Instant{kIssued + 3 * kDay};
    return store::RefundRepository::save(context, stored(refund), Instant{kIssued}).map([](std::int64_t) {});
  });
}

}  // namespace documenttest
