#include "operations/bulk/bulkvalues.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace billing::operations {
namespace {

// Amounts as texts: no JSON reader makes a double of them.
QString minorText(std::int64_t minor) {
  return QString::number(minor);
}

QJsonObject bulkTotalsJson(const BulkTotals& totals) {
  return {{QStringLiteral("currency"), QString::fromUtf8(totals.currency.code().data())},
          {QStringLiteral("count"), totals.count},
          {QStringLiteral("estimates"), totals.estimates},
          {QStringLiteral("charged_minor"), minorText(totals.chargedMinor)},
          {QStringLiteral("given_back_minor"), minorText(totals.givenBackMinor)},
          {QStringLiteral("next_minor"), minorText(totals.nextMinor)},
          {QStringLiteral("given_away_minor"), minorText(totals.givenAwayMinor)}};
}

QJsonArray bulkRefusalsJson(const QVector<BulkRefusal>& refusals) {
  QJsonArray told;
  for (const auto& one : refusals)
    told.append(QJsonObject{{QStringLiteral("code"), one.code},
                            {QStringLiteral("message"), one.message},
                            {QStringLiteral("count"), one.count},
                            {QStringLiteral("subjects"), QJsonArray::fromStringList(one.subjects)}});
  return told;
}

}  // namespace

QByteArray toJson(const BulkPreview& preview) {
  QJsonArray totals;
  for (const auto& one : preview.totals) totals.append(bulkTotalsJson(one));
  const QJsonObject told{{QStringLiteral("selection"), preview.words},
                         {QStringLiteral("total"), preview.total},
                         {QStringLiteral("fine"), preview.fine},
                         {QStringLiteral("refused"), preview.refused},
                         {QStringLiteral("totals"), totals},
                         {QStringLiteral("refusals"), bulkRefusalsJson(preview.refusals)},
                         {QStringLiteral("warnings"), bulkRefusalsJson(preview.warnings)},
                         {QStringLiteral("approval_why"), preview.approvalWhy},
                         {QStringLiteral("undo_ms"), static_cast<qint64>(preview.undoMs)}};
  return QJsonDocument(told).toJson(QJsonDocument::Compact);
}

bool isBulkKind(OrderKind kind) {
  return !bulkLists(kind).isEmpty();
}

QByteArrayList bulkLists(OrderKind kind) {
  switch (kind) {
    case OrderKind::CheckoutLink:
    case OrderKind::PortalLink:
    case OrderKind::CreatePrice:
    case OrderKind::ArchivePrice:
      return {};
    case OrderKind::Refund:
      return {"payments"};
    case OrderKind::GrantCredits:
    case OrderKind::TakeCredits:
    case OrderKind::GrantEntitlement:
    case OrderKind::RevokeEntitlement:
    case OrderKind::SetUsage:
    case OrderKind::OverridePlan:
      return {"customers", "subscriptions"};
    default:
      return {"subscriptions"};
  }
}

AdminOrder orderFor(AdminOrder order, const BulkSubject& subject) {
  order.subject = subject.subject.toStdString();
  order.customer = subject.customer.toStdString();
  order.account = subject.account.toStdString();
  return order;
}

}  // namespace billing::operations
