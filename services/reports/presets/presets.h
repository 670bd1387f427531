// Columns of programs that read a CSV: what each expects, made from the columns of a list. Rows that moved no money
// (payments that failed, drafts, what is void) are no bookings and are left out.
#pragma once

#include <optional>

#include "reports/exporting.h"
#include "reports/file/cellwords.h"
#include "reports/file/filecolumns.h"

namespace billing::reports {

/// Payments fit all of them, invoices DATEV and GnuCash, refunds all. Generic fits every list.
[[nodiscard]] bool presetFits(Preset preset, const QByteArray& list);

struct PresetTable {
  QVector<ReportColumn> columns;  ///< of the rows that row() makes
  QVector<FileColumn> fields;     ///< of the file
  DayStyle dayStyle = DayStyle::Iso;
  char delimiter = ',', decimalPoint = '.';
  bool oneCurrency = false;  ///< the file has no column for it, so it may hold one only
};

/// QuickBooks Online, bank upload in three columns (Intuit: "Format CSV files in Excel to get bank transactions into
///   QuickBooks"): Date as MM/DD/YYYY, Description, Amount.
/// Xero, bank statement (Xero Central: "Import a CSV bank statement", its template): *Date as DD/MM/YYYY, *Amount,
///   Payee, Description, Reference, Check Number.
/// DATEV, columns of a booking batch (DATEV developer portal, "Buchungsstapel": Umsatz without sign and S/H, WKZ,
/// Konto,
///   Gegenkonto, BU-Schlüssel, Belegdatum as DDMM, Belegfeld 1, Buchungstext), for the import of ASCII files: without
///   the EXTF head, whose consultant and client numbers are the tax adviser's; accounts are left to them too.
/// GnuCash, import of transactions (GnuCash manual, "Importing Transactions from CSV"): Date, Number, Description,
///   Notes, Commodity/Currency, Account, Amount.
/// Stripe balance (Stripe, "Balance change from activity", itemised): fee and net are empty where they are not known.
[[nodiscard]] PresetTable presetTable(Preset preset);

/// The preset's rows out of a list's. Reads the list's columns by their names.
class PresetFeed final : public RowFeed {
 public:
  /// All of these outlive the feed. InvalidInput "several_currencies" comes with the rows.
  PresetFeed(Preset preset, const QByteArray& list, const QVector<ReportColumn>& columns, RowFeed& rows);
  Result<QVector<ReportRow>> next(int most, CancelToken cancel) override;
  [[nodiscard]] qint64 expected() const override { return rows_.expected(); }
  /// Of the first row; empty before, and where the file says it itself.
  [[nodiscard]] const QString& onlyCurrency() const { return currency_; }

 private:
  [[nodiscard]] Cell cell(const ReportRow& row, const char* name) const;
  [[nodiscard]] Cell first(const ReportRow& row, std::initializer_list<const char*> names) const;
  [[nodiscard]] bool isBooking(const ReportRow& row) const;
  [[nodiscard]] ReportRow made(const ReportRow& row) const;
  [[nodiscard]] QString description(const ReportRow& row) const;

  const Preset preset_;
  const bool oneCurrency_;
  const QByteArray list_;
  const QVector<ReportColumn>& columns_;
  RowFeed& rows_;
  QString currency_;
};

}  // namespace billing::reports
