#include "operations/catalogue/cataloguefile.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include "operations/admin/adminorder.h"
#include "store/audit/auditlog.h"
#include "workspace/profile.h"

namespace billing::operations {
namespace {

constexpr int kLinesAround = 3;

Result<QString> readCatalogueFile(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return failure(ErrorKind::NotFound, "no_such_file", "The workspace's file cannot be read",
                   file.errorString().toStdString(), "A workspace that comes with the program is copied first");
  return QString::fromUtf8(file.readAll());
}

// What both have at the beginning and at the end is not looked at.
struct Middle {
  QStringList before, after;
  int head = 0;
};

Middle middleOf(const QStringList& before, const QStringList& after) {
  Middle middle;
  const auto shorter = static_cast<int>(std::min(before.size(), after.size()));
  while (middle.head < shorter && before.at(middle.head) == after.at(middle.head)) ++middle.head;
  int tail = 0;
  while (tail < shorter - middle.head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
    ++tail;
  middle.before = before.mid(middle.head, before.size() - middle.head - tail);
  middle.after = after.mid(middle.head, after.size() - middle.head - tail);
  return middle;
}

// Longest common lines of the two middles, which are short: an edit changes a handful of lines.
QVector<QVector<int>> commonLengths(const Middle& middle) {
  const auto rows = middle.before.size(), columns = middle.after.size();
  QVector<QVector<int>> common(rows + 1, QVector<int>(columns + 1, 0));
  for (auto i = rows - 1; i >= 0; --i)
    for (auto j = columns - 1; j >= 0; --j)
      common[i][j] = middle.before.at(i) == middle.after.at(j) ? common[i + 1][j + 1] + 1
                                                               : std::max(common[i + 1][j], common[i][j + 1]);
  return common;
}

void addMiddle(QVector<DiffLine>& diff, const Middle& middle) {
  const auto common = commonLengths(middle);
  qsizetype i = 0, j = 0;
  while (i < middle.before.size() || j < middle.after.size()) {
    const bool both = i < middle.before.size() && j < middle.after.size();
    if (both && middle.before.at(i) == middle.after.at(j)) {
      diff.append({u' ', middle.before.at(i)});
      ++i, ++j;
    } else if (j >= middle.after.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
      diff.append({u'-', middle.before.at(i++)});
    } else {
      diff.append({u'+', middle.after.at(j++)});
    }
  }
}

Result<CatalogueChange> changeTo(const QString& file, const QString& before, const Result<std::string>& after,
                                 const std::string& plan, const QString& what) {
  if (!after) return failure(after.error());
  CatalogueChange change{file, before, QString::fromStdString(*after), QString::fromStdString(plan), what, {}};
  if (change.before == change.after)
    return failure(ErrorKind::InvalidInput, "nothing_changes", "The file says so already");
  return change;
}

PlanPrice priceOf(const AdminOrder& order, const std::string& product, bool live) {
  PlanPrice price;
  price.interval = order.interval.value_or(BillingInterval{});
  price.amount = order.amount.value_or(Money{});
  (live ? price.liveProductId : price.testProductId) = product;
  return price;
}

// The answer names the price by the id that it is sold by: Stripe's price, Dodo's product.
std::string soldId(const QByteArray& result) {
  const QJsonObject told = QJsonDocument::fromJson(result).object();
  for (const char* key : {"price", "product"})
    if (const QString id = told.value(QLatin1String(key)).toString(); !id.isEmpty()) return id.toStdString();
  return {};
}

}  // namespace

QVector<DiffLine> lineDiff(const QString& before, const QString& after) {
  const QStringList from = before.split(u'\n'), to = after.split(u'\n');
  const Middle middle = middleOf(from, to);
  QVector<DiffLine> diff;
  for (int i = std::max(0, middle.head - kLinesAround); i < middle.head; ++i) diff.append({u' ', from.at(i)});
  addMiddle(diff, middle);
  const auto end = middle.head + middle.before.size();
  for (auto i = end; i < std::min(from.size(), end + kLinesAround); ++i) diff.append({u' ', from.at(i)});
  return diff;
}

Result<CatalogueChange> planChange(const QString& file, const workspace::PlanEdit& edit) {
  const auto text = readCatalogueFile(file);
  if (!text) return failure(text.error());
  return changeTo(file, *text, workspace::withPlan(text->toStdString(), edit), edit.plan,
                  QStringLiteral("Plan %1").arg(QString::fromStdString(edit.plan)));
}

Result<CatalogueChange> priceChange(const QString& file, const store::OutboxRow& call) {
  const auto order = orderFromJson(call.orderJson);
  if (!order) return failure(order.error());
  if (order->kind != OrderKind::CreatePrice || call.state != store::OutboxState::Done)
    return failure(ErrorKind::Conflict, "not_done", "This is no price that was made",
                   std::string(toString(order->kind)) + " is " + toString(call.state), "Wait until it is done");
  const std::string product = soldId(call.resultJson);
  if (product.empty())
    return failure(ErrorKind::InvalidInput, "no_product_id", "The provider's answer names no product id", {},
                   "Copy it from the provider's dashboard into the workspace's file");
  const auto text = readCatalogueFile(file);
  if (!text) return failure(text.error());
  return changeTo(file, *text,
                  workspace::withNewPrice(text->toStdString(), order->subject, priceOf(*order, product, call.live)),
                  order->subject, QStringLiteral("New price of %1").arg(QString::fromStdString(order->subject)));
}

Result<QString> writeCatalogue(const CatalogueChange& change, Instant now) {
  const auto present = readCatalogueFile(change.file);
  if (!present) return failure(present.error());
  if (*present != change.before)
    return failure(ErrorKind::Conflict, "stale", "The workspace's file was changed meanwhile", {},
                   "Look at it again; nothing was written");
  const auto reads = workspace::parseProfile(change.after.toStdString(), change.file.toStdString());
  if (!reads) return failure(reads.error());
  const QString stamp =
      QDateTime::fromMSecsSinceEpoch(now.ms, Qt::UTC).toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'"));
  const QString copy = QStringLiteral("%1.%2.backup").arg(change.file, stamp);
  QFile::remove(copy);
  QSaveFile target(change.file);
  const QByteArray text = change.after.toUtf8();
  if (QFile::copy(change.file, copy) && target.open(QIODevice::WriteOnly) && target.write(text) == text.size() &&
      target.commit())
    return copy;
  return failure(ErrorKind::ReadOnly, "not_written", "The workspace's file could not be written",
                 target.errorString().toStdString(), "Check the rights of the file and its folder");
}

Result<void> recordCatalogue(store::WriteContext& context, const CatalogueChange& change, const Actor& actor, bool live,
                             Instant now) {
  QJsonObject before, after;
  int number = 0;
  for (const DiffLine& line : lineDiff(change.before, change.after)) {
    if (line.sign == u' ') continue;
    const QString name = QStringLiteral("line %1").arg(++number);
    (line.sign == u'-' ? before : after).insert(name, line.text.trimmed());
  }
  store::AuditEntry entry;
  entry.actor = actor.name;
  entry.role = QString::fromUtf8(toString(actor.role).data());
  entry.origin = actor.origin;
  entry.live = live;
  entry.action = QStringLiteral("plan.edited");
  entry.entity = QStringLiteral("plan");
  entry.externalId = change.plan;
  entry.reason = change.reason;
  entry.before = QJsonDocument(before).toJson(QJsonDocument::Compact);
  entry.after = QJsonDocument(after).toJson(QJsonDocument::Compact);
  const auto kept = store::appendAudit(context, entry, now);
  if (!kept) return failure(kept.error());
  return {};
}

}  // namespace billing::operations
