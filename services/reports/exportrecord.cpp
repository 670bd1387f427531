#include "reports/exportrecord.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <array>

#include "operations/audited.h"
#include "store/database.h"

namespace billing::reports {
namespace {

constexpr std::array kFormats{Format::Csv, Format::Xlsx, Format::JsonLines, Format::Pdf};
constexpr std::array kPresets{Preset::Generic, Preset::QuickBooks, Preset::Xero,
                              Preset::Datev,   Preset::GnuCash,    Preset::StripeBalance};

QString totalsText(const QMap<QByteArray, QMap<QString, qint64>>& sums) {
  QStringList parts;
  for (auto column = sums.cbegin(); column != sums.cend(); ++column)
    for (auto sum = column->cbegin(); sum != column->cend(); ++sum)
      parts << QStringLiteral("%1 %2 %3").arg(QString::fromUtf8(column.key()), QString::number(sum.value()), sum.key());
  return parts.join(QStringLiteral("; "));
}

QString hashOf(const QString& words) {
  if (words.isEmpty()) return {};
  return QString::fromLatin1(QCryptographicHash::hash(words.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QLatin1String operatorWord(store::FilterOp op) {
  constexpr std::array kWords{"is", "is not", "is any of", "contains", "from", "before", "is empty", "is not empty"};
  return QLatin1String(kWords.at(static_cast<std::size_t>(op)));
}

}  // namespace

QString filterShapeOf(const store::ListQuery& query) {
  QStringList parts;
  for (const store::FieldFilter& filter : query.filters)
    if (filter.enabled) parts << QString::fromUtf8(filter.field) + u' ' + operatorWord(filter.op);
  if (!query.text.isEmpty()) parts << QStringLiteral("text");
  return parts.join(QStringLiteral(", "));
}

ReportHead headOf(const workspace::Profile& profile, const QString& zone) {
  ReportHead head;
  head.workspace = QString::fromStdString(profile.name);
  head.mode = profile.live() ? QStringLiteral("LIVE") : QStringLiteral("TEST");
  head.provider = profile.provider == Provider::Stripe ? QStringLiteral("Stripe") : QStringLiteral("Dodo Payments");
  head.zone = zone.isEmpty() ? QString::fromStdString(profile.timeZone) : zone;
  head.program = QStringLiteral("Billing Console ") + QStringLiteral(BILLING_VERSION);
  return head;
}

store::AuditEntry exportEntry(const operations::Hand& hand, const ReportHead& head, Format format,
                              const ExportReceipt& receipt) {
  auto entry = operations::entryBy(hand, "export.done", "workspace");
  entry.after = operations::auditFields({{"list", head.list},
                                         {"period", head.period},
                                         {"filter", head.filterShape},
                                         {"filter_sha256", hashOf(head.filter)},
                                         {"format", formatWord(format)},
                                         {"file", QFileInfo(receipt.path).fileName()},
                                         {"rows", QString::number(receipt.rows)},
                                         {"bytes", QString::number(receipt.bytes)},
                                         {"totals_minor", totalsText(receipt.sums)},
                                         {"sha256", QString::fromLatin1(receipt.sha256)}});
  return entry;
}

ExportConsent recordedBy(store::Database& database, const operations::Hand& hand, const ReportHead& head, Format format,
                         Instant now) {
  return [&database, hand, head, format, now](const ExportReceipt& receipt) {
    return operations::noteByHand(database, exportEntry(hand, head, format, receipt), now).result();
  };
}

QString formatWord(Format format) {
  constexpr std::array kWords{"csv", "xlsx", "jsonl", "pdf"};
  return QLatin1String(kWords.at(static_cast<std::size_t>(format)));
}

std::optional<Format> formatFrom(const QString& word) {
  for (const Format format : kFormats)
    if (formatWord(format) == word) return format;
  return std::nullopt;
}

QString presetWord(Preset preset) {
  constexpr std::array kWords{"generic", "quickbooks", "xero", "datev", "gnucash", "stripe-balance"};
  return QLatin1String(kWords.at(static_cast<std::size_t>(preset)));
}

std::optional<Preset> presetFrom(const QString& word) {
  for (const Preset preset : kPresets)
    if (presetWord(preset) == word) return preset;
  return std::nullopt;
}

}  // namespace billing::reports
