// Invoices made for tests, and what the tools of poppler say of a PDF.
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "reports/documents/invoicefiles.h"
#include "reports/pdf/pagedrawing.h"

namespace documenttest {

using namespace billing;
using namespace billing::reports;

constexpr qint64 kDay = 86'400'000;
constexpr qint64 kIssued = 1'767'225'600'000;  // 2026-01-01T00:00:00Z

inline DocumentSeller seller() {
  DocumentSeller made;
  made.company = {"Harbour Software GmbH",
                  {"Am Musterhafen 7", "20457 Hamburg"},
                  "DE000000000",
                  "billing@harbour.example",
                  "An invented company"};
  made.zone = QStringLiteral("Europe/Berlin");
  made.test = true;
  return made;
}

inline InvoiceLine line(std::string words, std::int64_t quantity, std::int64_t net, std::int64_t tax,
                        std::string percent = "19") {
  InvoiceLine made;
  made.description = std::move(words);
  made.quantity = quantity;
  made.amountMinor = net;
  made.taxMinor = tax;
  made.taxPercent = std::move(percent);
  return made;
}

/// Two lines at 19 %, paid.
inline store::InvoiceRecord record() {
  store::InvoiceRecord made;
  made.row.id = 7;
  made.row.externalId = QStringLiteral("in_test");
  made.row.number = QStringLiteral("2026-0042");
  made.row.customerName = QStringLiteral("Ada GmbH");
  made.row.status = QStringLiteral("paid");
  made.row.currency = QStringLiteral("EUR");
  made.row.issuedAt = kIssued;
  made.row.paidAt = kIssued + kDay;
  made.customerEmail = QStringLiteral("ada@example.org");
  made.lines = {line("Pro monthly", 3, 3600, 684), line("Credit for Starter", 1, -500, -95)};
  made.lines[1].proration = true;
  made.lines[0].periodStart = Instant{kIssued};
  made.lines[0].periodEnd = Instant{kIssued + 31 * kDay};
  made.taxMinor = 589;
  made.row.totalMinor = made.row.paidMinor = 3689;
  made.payments = {{1, QStringLiteral("pi_test"), QStringLiteral("succeeded"), QStringLiteral("card visa 4242"),
                    QStringLiteral("EUR"), 3689, 589, kIssued + kDay}};
  return made;
}

/// One line for the whole amount, no tax.
inline store::InvoiceRecord recordOf(const char* currency, qint64 minor) {
  store::InvoiceRecord made = record();
  made.row.currency = QString::fromLatin1(currency);
  made.row.totalMinor = made.row.paidMinor = minor;
  made.lines = {line("Pro", 1, minor, 0, "0")};
  made.taxMinor = 0;
  made.payments.clear();
  return made;
}

/// What a program prints about the PDF; nullopt where it is not installed.
inline std::optional<QString> toolSays(const char* tool, const QByteArray& pdf, const QStringList& before = {},
                                       const QStringList& after = {}) {
  const QString program = QStandardPaths::findExecutable(QString::fromLatin1(tool));
  if (program.isEmpty()) return std::nullopt;
  QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("a.pdf")));
  if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size()) return std::nullopt;
  file.close();
  QProcess process;
  process.start(program, before + QStringList{file.fileName()} + after);
  if (!process.waitForFinished(20'000)) return std::nullopt;
  return QString::fromUtf8(process.readAllStandardOutput());
}

inline std::optional<QString> textOfPdf(const QByteArray& pdf) {
  return toolSays("pdftotext", pdf, {QStringLiteral("-layout")}, {QStringLiteral("-")});
}

inline QByteArray pdfIn(const InvoiceDocument& document, const char* language, Paper paper = Paper::A4) {
  const auto bytes = documentPdf(document, {paper, QString::fromLatin1(language), kIssued});
  return bytes ? *bytes : QByteArray();
}

/// For the eye: BILLING_KEEP_PDF names a folder that the files are put into.
inline void keep(const QByteArray& pdf, const QString& name) {
  const QString folder = qEnvironmentVariable("BILLING_KEEP_PDF");
  if (folder.isEmpty()) return;
  QFile file(QDir(folder).filePath(name));
  if (file.open(QIODevice::WriteOnly)) file.write(pdf);
}

}  // namespace documenttest
