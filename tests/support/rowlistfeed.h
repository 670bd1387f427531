// Rows from memory, as a feed for files.
#pragma once

#include <functional>

#include "reports/reportvalues.h"

namespace billing::test {

class RowListFeed final : public reports::RowFeed {
 public:
  explicit RowListFeed(QVector<reports::ReportRow> rows) : rows_(std::move(rows)) {}
  Result<QVector<reports::ReportRow>> next(int most, CancelToken) override {
    const auto some = rows_.mid(at_, most);
    at_ += some.size();
    return some;
  }
  [[nodiscard]] qint64 expected() const override { return rows_.size(); }

 private:
  QVector<reports::ReportRow> rows_;
  qsizetype at_ = 0;
};

/// As many rows as asked for, made one by one: a long list that takes no memory.
class MadeRowFeed final : public reports::RowFeed {
 public:
  MadeRowFeed(qint64 rows, std::function<reports::ReportRow(qint64)> make) : rows_(rows), make_(std::move(make)) {}
  Result<QVector<reports::ReportRow>> next(int most, CancelToken) override {
    QVector<reports::ReportRow> some;
    for (; some.size() < most && at_ < rows_; ++at_) some.push_back(make_(at_));
    return some;
  }
  [[nodiscard]] qint64 expected() const override { return rows_; }

 private:
  const qint64 rows_;
  const std::function<reports::ReportRow(qint64)> make_;
  qint64 at_ = 0;
};

}  // namespace billing::test
