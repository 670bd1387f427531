// Invoices, receipts and refund receipts as PDF.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sandbox/faces/pdfmaker.h"
#include "sandbox/ledger/ledger.h"

namespace billing::sandbox {

/// What is printed, in words.
struct Printed {
  struct Line {
    std::string text, detail, quantity, amount;
  };
  struct Sum {
    std::string name, amount;
    bool strong = false;
  };
  std::string title;    ///< "Invoice"
  std::string subject;  ///< its number
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<std::string> customer;
  std::vector<Line> lines;
  std::vector<Sum> sums;
};

/// `ledger` names products that a payment's cart holds.
[[nodiscard]] Printed printedOf(const PrintOrder& order, const Ledger& ledger);
/// Pages of A4; an empty page when it cannot be drawn.
[[nodiscard]] std::string pdfOf(const Printed& printed);

}  // namespace billing::sandbox
