// Figures as lines of text and as JSON.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include "operations/finance/financeanswers.h"

namespace billing::ctl {

/// Columns as wide as their longest cell; those named in `right` are numbers.
class TextTable {
 public:
  explicit TextTable(QStringList heads) : heads_(std::move(heads)) {}
  void add(const QStringList& cells) { lines_.append(cells); }
  /// `numbersFrom`: the columns from there on are set to the right.
  [[nodiscard]] QString text(qsizetype numbersFrom) const;

 private:
  const QStringList heads_;
  QVector<QStringList> lines_;
};

/// "2026-03" of 202603.
[[nodiscard]] QString monthText(int month);
/// "n/a" where it is not defined.
[[nodiscard]] QString valueText(const operations::Figure& figure);
/// A figure with its formula, its numbers and its definitions, several lines.
[[nodiscard]] QString figureLines(const operations::Figure& figure);

/// Amounts as decimals beside their minor units; undefined is null.
[[nodiscard]] QJsonObject figureJson(const operations::Figure& figure);
[[nodiscard]] QJsonObject rowJson(const operations::FigureRow& row, operations::FigureKind kind);
[[nodiscard]] QJsonObject monthJson(const operations::MonthRow& row);
[[nodiscard]] QJsonObject definitionJson(const operations::Definition& definition);
[[nodiscard]] QString moneyText(qint64 minor, const QString& currency);

}  // namespace billing::ctl
