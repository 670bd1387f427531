// How the faces come by the bytes of an invoice: drawn elsewhere (sandbox/pages).
#pragma once

#include <functional>
#include <string>

#include "sandbox/ledger/entities.h"

namespace billing::sandbox {

/// What is printed. At least one of invoice and payment is there; the others may be null.
struct PrintOrder {
  const Invoice* invoice = nullptr;
  const Payment* payment = nullptr;
  const Refund* refund = nullptr;  ///< there: a receipt of the refund
  const Customer* customer = nullptr;
};

/// The bytes of a PDF.
using PdfMaker = std::function<std::string(const PrintOrder&)>;

/// A valid PDF of one empty page, where no maker is given.
[[nodiscard]] std::string emptyPdf();

}  // namespace billing::sandbox
