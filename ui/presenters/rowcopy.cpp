#include "ui/presenters/rowcopy.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include "domain/money.h"
#include "reports/csv/csvtext.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using models::CellKind;

namespace {

constexpr int kMostSummed = 5000;  // more rows than anybody adds up by eye; keeps selecting all instant

QString copyText(const models::FactTableModel& model, int row, int column) {
  return model.index(row, column).data(models::CopyRole).toString();
}

// Words that come from elsewhere may look like a formula; amounts and times are this program's own, minus signs too.
bool holdsWords(const models::FactTableModel& model, int column) {
  const CellKind kind = model.columns().at(column).kind;
  return kind == CellKind::Text || kind == CellKind::Id || kind == CellKind::Status;
}

// As an exported file has it.
QString csvField(const QString& text, bool words) {
  return QString::fromUtf8(reports::csvText(text, ',', words));
}

// A cell as spreadsheets take it from the clipboard: it runs nothing and ends neither its row nor itself.
QString plainField(QString text, bool words) {
  if (words && reports::looksLikeFormula(text)) text.prepend(QLatin1Char('\''));
  return text.replace(QStringLiteral("\r\n"), QStringLiteral(" "))
      .replace(QLatin1Char('\r'), QLatin1Char(' '))
      .replace(QLatin1Char('\n'), QLatin1Char(' '))
      .replace(QLatin1Char('\t'), QLatin1Char(' '));
}

// A cell cannot hold what would end it.
QString markdownCell(QString text) {
  return text.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
      .replace(QLatin1Char('|'), QStringLiteral("\\|"))
      .replace(QLatin1Char('\n'), QLatin1Char(' '))
      .replace(QLatin1Char('\r'), QLatin1Char(' '));
}

QString markdownLine(const QStringList& cells) {
  return QStringLiteral("| %1 |\n").arg(cells.join(QStringLiteral(" | ")));
}

QJsonValue jsonValue(const QModelIndex& index) {
  const QVariant raw = index.data(models::RawValueRole);
  if (!raw.isValid()) return QJsonValue::Null;
  if (raw.userType() == QMetaType::Bool) return raw.toBool();
  if (raw.userType() == QMetaType::LongLong || raw.userType() == QMetaType::Int) return raw.toLongLong();
  return raw.toString();
}

}  // namespace

QString rowsAsText(const models::FactTableModel& model, const QVector<int>& rows, const QVector<int>& columns) {
  QStringList lines;
  for (const int row : rows) {
    QStringList cells;
    for (const int column : columns) cells << plainField(copyText(model, row, column), holdsWords(model, column));
    lines << cells.join(QLatin1Char('\t'));
  }
  return lines.join(QLatin1Char('\n'));
}

QString rowsAsCsv(const models::FactTableModel& model, const QVector<int>& rows, const QVector<int>& columns) {
  QStringList lines;
  QStringList head;
  for (const int column : columns) head << csvField(model.headerData(column, Qt::Horizontal).toString(), true);
  lines << head.join(QLatin1Char(','));
  for (const int row : rows) {
    QStringList cells;
    for (const int column : columns) cells << csvField(copyText(model, row, column), holdsWords(model, column));
    lines << cells.join(QLatin1Char(','));
  }
  return lines.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n");
}

QString rowsAsMarkdown(const models::FactTableModel& model, const QVector<int>& rows, const QVector<int>& columns) {
  QStringList head, under;
  for (const int column : columns) {
    head << markdownCell(model.headerData(column, Qt::Horizontal).toString());
    under << (model.columns().at(column).kind == CellKind::Money ? QStringLiteral("---:") : QStringLiteral("---"));
  }
  QString text = markdownLine(head) + markdownLine(under);
  for (const int row : rows) {
    QStringList cells;
    for (const int column : columns) cells << markdownCell(copyText(model, row, column));
    text += markdownLine(cells);
  }
  return text;
}

QByteArray rowsAsJson(const models::FactTableModel& model, const QVector<int>& rows, const QVector<int>& columns) {
  QJsonArray array;
  for (const int row : rows) {
    QJsonObject object;
    for (const int column : columns) {
      const QModelIndex index = model.index(row, column);
      const QString field = QString::fromLatin1(model.columns().at(column).field);
      object.insert(field, jsonValue(index));
      if (model.columns().at(column).kind == CellKind::Money)
        object.insert(QString(field + QStringLiteral("_currency")), index.data(models::CurrencyRole).toString());
    }
    array.push_back(object);
  }
  return QJsonDocument(array).toJson();
}

QString selectionSummary(const models::FactTableModel& model, const QVector<int>& rows, const QByteArray& sumField) {
  if (rows.size() < 2) return {};
  QString text = say("%1 selected").arg(QLocale().toString(rows.size()));
  const int column = model.columnOf(sumField);
  if (column < 0 || rows.size() > kMostSummed) return text;
  struct Sum {
    qint64 minor = 0;
    int count = 0;
    bool fits = true;
  };
  QMap<QString, Sum> sums;
  bool complete = true;
  for (const int row : rows) {
    const QModelIndex index = model.index(row, column);
    const QVariant raw = index.data(models::RawValueRole);
    complete = complete && !index.data(models::LoadingRole).toBool();
    const QString currency = index.data(models::CurrencyRole).toString();
    if (!raw.isValid() || currency.isEmpty()) continue;
    Sum& sum = sums[currency];
    sum.fits = sum.fits && !__builtin_add_overflow(sum.minor, raw.toLongLong(), &sum.minor);
    ++sum.count;
  }
  // Unlike currencies are never added; each average is rounded once, of its own rows.
  QStringList parts, averages;
  for (auto it = sums.cbegin(); it != sums.cend(); ++it) {
    if (!it->fits) continue;
    parts << moneyText(it->minor, it.key(), model.context().locale);
    const QString each = moneyText(mulDiv(it->minor, 1, it->count).value_or(0), it.key(), model.context().locale);
    averages << (sums.size() == 1 ? each : say("%1 (%2)").arg(each, QLocale().toString(it->count)));
  }
  if (parts.isEmpty()) return text;
  const QString title = model.columns().at(column).title;
  const QString sum = parts.join(QStringLiteral(" + "));
  // While rows are on their way there is no telling what the rest comes to.
  if (!complete) return say("%1 · %2 at least %3").arg(text, title, sum);
  return say("%1 · %2 %3 · average %4").arg(text, title, sum, averages.join(QStringLiteral(" and ")));
}

}  // namespace billing::ui
